// The table of kernels: the loops worth vector instructions, as function pointers. There is one table for
// each instruction set, the portable one included, and table() is the one in use. Every entry gives the same
// results in every table; tests/kernels holds them against each other. Inputs are never read outside the
// range that is given.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace limcode::kernels {

/// Bytes that must be writable past the end of an output where an entry's contract says "with slack": whole
/// vectors are stored, and only the bytes that are reported count.
inline constexpr std::size_t write_slack = 64;

/// The most that one u8 or u64 and its comma take in a JSON array.
inline constexpr std::size_t max_u8_text = 4;
inline constexpr std::size_t max_u64_text = 21;

/// What parse_u8s and parse_u64s have read.
struct ParsedRun {
  const char* next;   ///< Where the first element that was not read begins; white space may precede it.
  std::size_t count;  ///< Elements read.
};

/// What put_varints_u64 has written or get_varints_u64 has read.
struct VarintRun {
  std::size_t numbers;
  std::size_t bytes;
};

struct Table {
  const char* name;

  // Copying.

  /// memcpy, for runs of some length. It has a place here because a frame's payload usually lies 8 bytes after where
  /// its source lies in a page, and there some CPUs' string instructions, which libc uses for runs of this length,
  /// take many times as long.
  void (*copy)(void* to, const void* from, std::size_t count) noexcept;

  // Checking. Each returns the index of the first offending byte, or `count` if there is none.

  /// The first byte that is neither 0 nor 1.
  std::size_t (*first_not_bool)(const std::uint8_t* from, std::size_t count);
  /// The start of the first ill-formed UTF-8 sequence: Rust's `Utf8Error::valid_up_to`. A sequence cut off by
  /// the end is ill-formed.
  std::size_t (*first_invalid_utf8)(const std::uint8_t* from, std::size_t count);

  // Byte order: `count` numbers copied with their bytes reversed. No alignment is needed; `to` may be `from`.

  void (*swap_u16)(void* to, const void* from, std::size_t count);
  void (*swap_u32)(void* to, const void* from, std::size_t count);
  void (*swap_u64)(void* to, const void* from, std::size_t count);

  // Varints: runs of numbers that take one byte, which is those up to 250. Numbers in memory are in native
  // order and need no alignment. Each returns how many it converted before the first that takes a mark, or
  // `count`.

  std::size_t (*widen_u16)(void* to, const std::uint8_t* from, std::size_t count);
  std::size_t (*widen_u32)(void* to, const std::uint8_t* from, std::size_t count);
  std::size_t (*widen_u64)(void* to, const std::uint8_t* from, std::size_t count);
  /// `to` must have room for `count` bytes, with slack.
  std::size_t (*narrow_u16)(std::uint8_t* to, const void* from, std::size_t count);
  std::size_t (*narrow_u32)(std::uint8_t* to, const void* from, std::size_t count);
  std::size_t (*narrow_u64)(std::uint8_t* to, const void* from, std::size_t count);
  /// Little-endian varints of one byte or three, until a number comes that takes more. `to` must have room for 3 *
  /// `count` bytes, with slack.
  VarintRun (*put_varints_u64)(std::uint8_t* to, const void* from, std::size_t count);
  /// Reads such varints from `size` bytes into `room` numbers, until one comes that takes more bytes or is cut off.
  VarintRun (*get_varints_u64)(void* to, std::size_t room, const std::uint8_t* from, std::size_t size);

  // JSON strings. A special byte is one that cannot stand for itself between quotes: `"`, `\` or one below
  // 0x20. On output these are the bytes to escape, on input where a string ends, needs unescaping, or is
  // wrong.

  /// The index of the first special byte, or `count`.
  std::size_t (*first_json_special)(const std::uint8_t* from, std::size_t count);
  /// Copies the bytes before the first special one and returns how many there are. `to` must have room for
  /// `count` bytes, with slack, and must not overlap `from`.
  std::size_t (*copy_until_json_special)(std::uint8_t* to, const std::uint8_t* from, std::size_t count);

  // JSON number arrays.

  /// Prints `count` numbers with commas between them (`1,2,255`, no brackets) and returns how many
  /// characters. `to` must have room for max_u8_text or max_u64_text a number, with slack. The numbers need
  /// no alignment.
  std::size_t (*print_u8s)(char* to, const std::uint8_t* from, std::size_t count);
  std::size_t (*print_u64s)(char* to, const void* from, std::size_t count);
  /// Reads numbers that are each followed by a comma, white space allowed around both, until `room` are read
  /// or one comes that it leaves to the caller: the last one, since no comma follows it, and anything that
  /// serde_json would not read as this type. `from` is where an element is expected, past the `[` or a `,`,
  /// and `next` is such a place again: the caller reads one element with its exact code there, and may then
  /// go on in bulk.
  ParsedRun (*parse_u8s)(const char* from, const char* end, std::uint8_t* to, std::size_t room);
  ParsedRun (*parse_u64s)(const char* from, const char* end, void* to, std::size_t room);

  // Bytes as text.

  /// Writes 2 * `count` lower-case digits.
  void (*encode_hex)(char* to, const std::uint8_t* from, std::size_t count);
  /// Reads `count` pairs of digits of either case; returns how many precede the first pair that is not one.
  std::size_t (*decode_hex)(std::uint8_t* to, const char* from, std::size_t count);
  /// Writes 4 characters of the standard alphabet for each of `count` groups of 3 bytes.
  void (*encode_base64)(char* to, const std::uint8_t* from, std::size_t count);
  /// Reads `count` groups of 4 characters, none of them padding, into 3 bytes each; returns how many precede
  /// the first group with another character. `to` must have room for 3 * `count` bytes, with slack.
  std::size_t (*decode_base64)(std::uint8_t* to, const char* from, std::size_t count);
  /// Writes the base58 text of exactly 32 or 64 bytes, at most 44 or 88 characters, and returns its size. `to` must
  /// have room for that, with slack.
  std::size_t (*encode_base58_32)(char* to, const std::uint8_t* from);
  std::size_t (*encode_base58_64)(char* to, const std::uint8_t* from);
  /// Reads a base58 text that stands for exactly 32 or 64 bytes; returns false, having perhaps written to `to`, if
  /// it does not.
  bool (*decode_base58_32)(std::uint8_t* to, const char* from, std::size_t count);
  bool (*decode_base58_64)(std::uint8_t* to, const char* from, std::size_t count);
};

extern const Table portable_table;
#if defined(__x86_64__)
extern const Table avx2_table;
extern const Table avx512_table;
#endif

namespace detail {
// The only mutable global of the library: null until something asks for it.
extern std::atomic<const Table*> chosen;
const Table* choose() noexcept;
}  // namespace detail

/// The table in use; the first call chooses it.
[[nodiscard]] inline const Table& table() noexcept {
  const Table* current = detail::chosen.load(std::memory_order_acquire);
  if (current == nullptr) [[unlikely]]
    current = detail::choose();
  return *current;
}

/// The table of this name if this machine can run it, else null.
[[nodiscard]] const Table* find_table(const char* name, std::size_t length) noexcept;

}  // namespace limcode::kernels
