// The base64 alphabet as tables for vector look-ups, by the nibbles of a character. Whether a character
// belongs to the alphabet: each high nibble is in a class, and a low nibble's entry has the bit of every
// class in which it is wrong. What a character is worth: itself plus an offset that its high nibble decides,
// '/' excepted.
#pragma once

#include <array>
#include <cstdint>

namespace limcode::kernels::base64 {

inline constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Tables {
  std::array<std::uint8_t, 16> high_class, low_wrong;
  std::array<std::int8_t, 16> offset;  // by the high nibble, less one for '/'
};

inline constexpr Tables tables = [] {
  // Sets of low nibbles, one bit each.
  struct Class {
    unsigned high_nibbles, low_nibbles;
  };
  const Class classes[] = {
      {0x0004, 0x8800},  // + /
      {0x0008, 0x03FF},  // 0-9
      {0x0050, 0xFFFE},  // A-O, a-o
      {0x00A0, 0x07FF},  // P-Z, p-z
      {0xFF03, 0x0000},  // control characters, and what is not ASCII
  };
  Tables out{};
  std::uint8_t bit = 1;
  for (const Class& c : classes) {
    for (unsigned nibble = 0; nibble != 16; ++nibble) {
      if (((c.high_nibbles >> nibble) & 1) != 0) out.high_class[nibble] = bit;
      if (((c.low_nibbles >> nibble) & 1) == 0) out.low_wrong[nibble] |= bit;
    }
    bit = static_cast<std::uint8_t>(bit << 1);
  }
  constexpr std::int8_t upper = -'A', lower = 26 - 'a';
  out.offset = {0, 63 - '/', 62 - '+', 52 - '0', upper, upper, lower, lower};
  return out;
}();

}  // namespace limcode::kernels::base64
