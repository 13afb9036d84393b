// Bytes as text: hex, base64 and base58, into and out of memory that the caller provides. Each decoder accepts what
// the Rust crate of the same purpose accepts (hex, base64's STANDARD engine, bs58) and says where it stopped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

namespace limcode::text {

/// Why a text does not decode.
enum class Problem : std::uint8_t {
  character,    ///< A character that the alphabet does not have.
  length,       ///< A length that no text of this kind has; the position is the text's end.
  padding,      ///< base64: padding that is missing, or not at the end.
  unused_bits,  ///< base64: bits that belong to no byte and are not zero.
  size,         ///< base58: not as many bytes as were asked for, or more than max_base58_bytes.
};

struct TextError {
  Problem problem;
  std::size_t position;  ///< The index of the character at fault.
};

/// One clause for a message, for example "not a character of the alphabet".
[[nodiscard]] std::string_view explain(Problem problem) noexcept;

template <class T>
using Decoded = std::expected<T, TextError>;

// Hex. Encodes to lower case, decodes either case.

[[nodiscard]] constexpr std::size_t hex_size(std::size_t bytes) noexcept { return 2 * bytes; }
[[nodiscard]] constexpr std::size_t max_hex_bytes(std::size_t characters) noexcept { return characters / 2; }

/// Writes hex_size(count) characters and returns how many.
std::size_t encode_hex(char* to, const std::uint8_t* from, std::size_t count) noexcept;
/// Returns how many bytes were decoded. `to` must have room for max_hex_bytes.
[[nodiscard]] Decoded<std::size_t> decode_hex(std::uint8_t* to, std::string_view text) noexcept;

// Base64 of RFC 4648, standard alphabet, padding written and required.

[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) noexcept { return (bytes + 2) / 3 * 4; }
[[nodiscard]] constexpr std::size_t max_base64_bytes(std::size_t characters) noexcept { return characters / 4 * 3; }

/// Writes base64_size(count) characters and returns how many.
std::size_t encode_base64(char* to, const std::uint8_t* from, std::size_t count) noexcept;
/// Returns how many bytes were decoded. `to` must have room for max_base64_bytes.
[[nodiscard]] Decoded<std::size_t> decode_base64(std::uint8_t* to, std::string_view text) noexcept;

// Base58 in Bitcoin's alphabet. A number in another base takes time that grows with the square of its length, so
// there is a bound on it.

inline constexpr std::size_t max_base58_bytes = std::size_t{16} << 10;

/// Room for the text of `bytes` bytes: their logarithm to base 58 is a little below 1.366 each.
[[nodiscard]] constexpr std::size_t max_base58_size(std::size_t bytes) noexcept { return bytes * 1366 / 1000 + 1; }

/// Writes at most max_base58_size(count) characters, without slack, and returns how many.
/// Requires `count <= max_base58_bytes`.
std::size_t encode_base58(char* to, const std::uint8_t* from, std::size_t count) noexcept;
/// Returns how many bytes were decoded. `to` must have room for as many bytes as the text has characters.
[[nodiscard]] Decoded<std::size_t> decode_base58(std::uint8_t* to, std::string_view text) noexcept;

// Base58 of keys and hashes (32 bytes) and of signatures (64 bytes), whose texts have at most 44 and 88 characters.

inline constexpr std::size_t max_base58_size_32 = 44;
inline constexpr std::size_t max_base58_size_64 = 88;

/// Bytes that must be writable past the longest text that these two write.
inline constexpr std::size_t write_slack = 64;

/// Writes the text of exactly 32 or 64 bytes, with slack, and returns its size.
std::size_t encode_base58_32(char* to, const std::uint8_t* from) noexcept;
std::size_t encode_base58_64(char* to, const std::uint8_t* from) noexcept;
/// Decodes a text of exactly 32 or 64 bytes. On an error `to` may have been written to.
[[nodiscard]] Decoded<void> decode_base58_32(std::uint8_t* to, std::string_view text) noexcept;
[[nodiscard]] Decoded<void> decode_base58_64(std::uint8_t* to, std::string_view text) noexcept;

}  // namespace limcode::text
