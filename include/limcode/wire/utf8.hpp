// UTF-8 as Rust's str and char know it: no surrogates, nothing above U+10FFFF, shortest forms only. ASCII is passed
// over inline, eight bytes at a time; everything else is decided in src/wire/utf8.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace limcode::wire {

namespace detail {
// valid_utf8_prefix from `start` on, where all bytes before it are known to be valid.
[[nodiscard]] std::size_t valid_utf8_from(const std::uint8_t* text, std::size_t size, std::size_t start) noexcept;
}  // namespace detail

/// True for the numbers that are Unicode scalar values, which is what Rust's char holds.
[[nodiscard]] constexpr bool is_scalar_value(char32_t value) noexcept {
  return value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);
}

/// The number of bytes before the first that is not part of valid UTF-8: `size` if the whole text is valid.
[[nodiscard]] inline std::size_t valid_utf8_prefix(const std::uint8_t* text, std::size_t size) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; size - at >= 8; at += 8) {
    std::uint64_t block;
    std::memcpy(&block, text + at, 8);
    if ((block & high_bits) != 0) return detail::valid_utf8_from(text, size, at);
  }
  for (; at < size; ++at) {
    if (text[at] >= 0x80) return detail::valid_utf8_from(text, size, at);
  }
  return size;
}

/// Bytes that one scalar value takes.
[[nodiscard]] constexpr std::size_t utf8_size(char32_t value) noexcept {
  return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

/// Writes a scalar value and returns one past it: at most 4 bytes.
[[nodiscard]] constexpr std::uint8_t* write_utf8(std::uint8_t* to, char32_t value) noexcept {
  const auto byte = [](char32_t bits) { return static_cast<std::uint8_t>(bits); };
  if (value < 0x80) {
    *to++ = byte(value);
    return to;
  }
  if (value < 0x800) {
    *to++ = byte(0xC0U | value >> 6);
  } else {
    if (value < 0x10000) {
      *to++ = byte(0xE0U | value >> 12);
    } else {
      *to++ = byte(0xF0U | value >> 18);
      *to++ = byte(0x80U | (value >> 12 & 0x3FU));
    }
    *to++ = byte(0x80U | (value >> 6 & 0x3FU));
  }
  *to++ = byte(0x80U | (value & 0x3FU));
  return to;
}

/// Bytes of a character that starts with `lead`: 0 for a byte that starts none.
[[nodiscard]] constexpr std::size_t utf8_width(std::uint8_t lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The value of a valid character of `width` bytes.
[[nodiscard]] constexpr char32_t utf8_value(const std::uint8_t* from, std::size_t width) noexcept {
  if (width == 1) return from[0];
  auto value = static_cast<char32_t>(from[0] & (0x7FU >> width));
  for (std::size_t index = 1; index < width; ++index) value = value << 6 | (from[index] & 0x3FU);
  return value;
}

}  // namespace limcode::wire
