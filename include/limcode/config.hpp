// How a frame is laid out and how strictly it is read: bincode's own options under bincode's own names.
// Config is a plain value; Config::legacy() and Config::standard() are the two starting points.
#pragma once

#include <cstdint>
#include <limits>

namespace limcode {

/// How integers of 16 bits and more, lengths and enum indices are written.
enum class IntEncoding : std::uint8_t {
  fixed,     ///< Their full width (`with_fixint_encoding`); enum indices take 4 bytes, lengths 8.
  variable,  ///< 1 byte up to 250, else a mark and 2, 4, 8 or 16 bytes (`with_varint_encoding`).
};

/// The byte order of integers and floats.
enum class Endian : std::uint8_t { little, big };

/// What to do with bytes after a frame that is read whole.
enum class Trailing : std::uint8_t { reject, allow };

/// The options of bincode 1.3.3's `Options`, limcode's defaults applied: trailing bytes are rejected.
struct Config {
  static constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

  IntEncoding int_encoding = IntEncoding::fixed;
  Endian endian = Endian::little;
  Trailing trailing = Trailing::reject;
  std::uint64_t limit_bytes = no_limit;  ///< The largest frame that is written or read, in bytes.

  /// Fixed-width, little endian: `bincode::serialize` of 1.x, `config::legacy()` of 2.x.
  [[nodiscard]] static constexpr Config legacy() noexcept { return {}; }
  /// Variable-width, little endian: `bincode::options()` of 1.x, `config::standard()` of 2.x.
  [[nodiscard]] static constexpr Config standard() noexcept { return Config{}.with_varint_encoding(); }

  [[nodiscard]] constexpr Config with_varint_encoding() const noexcept {
    return {IntEncoding::variable, endian, trailing, limit_bytes};
  }
  [[nodiscard]] constexpr Config with_fixint_encoding() const noexcept {
    return {IntEncoding::fixed, endian, trailing, limit_bytes};
  }
  [[nodiscard]] constexpr Config with_little_endian() const noexcept {
    return {int_encoding, Endian::little, trailing, limit_bytes};
  }
  [[nodiscard]] constexpr Config with_big_endian() const noexcept {
    return {int_encoding, Endian::big, trailing, limit_bytes};
  }
  [[nodiscard]] constexpr Config with_limit(std::uint64_t bytes) const noexcept {
    return {int_encoding, endian, trailing, bytes};
  }
  [[nodiscard]] constexpr Config with_no_limit() const noexcept { return with_limit(no_limit); }
  [[nodiscard]] constexpr Config allow_trailing_bytes() const noexcept {
    return {int_encoding, endian, Trailing::allow, limit_bytes};
  }
  [[nodiscard]] constexpr Config reject_trailing_bytes() const noexcept {
    return {int_encoding, endian, Trailing::reject, limit_bytes};
  }

  friend constexpr bool operator==(const Config&, const Config&) noexcept = default;
};

}  // namespace limcode
