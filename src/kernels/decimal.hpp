// Decimal digits of integers, eight at a time: the scalar building blocks of the number kernels, and what
// prints or reads a single number anywhere else. Eight digits fit a 64-bit word, one a byte, so splitting a
// number into digits, and putting them together, takes three multiplications whatever the digits are.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "kernels/memory.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace limcode::kernels {

inline constexpr std::uint64_t ten_to_8 = 100'000'000;
inline constexpr std::uint64_t ten_to_16 = ten_to_8 * ten_to_8;

/// The eight digits of `value` as byte values 0-9, the first digit lowest. Requires `value < 10^8`.
[[nodiscard]] inline std::uint64_t eight_digits(std::uint32_t value) noexcept {
  // Each line splits every field in two, the upper part going to the lower place. The divisions are by
  // multiplication with a reciprocal that is exact in the field's range.
  const std::uint64_t fours = (value / 10000) | (static_cast<std::uint64_t>(value % 10000) << 32);
  const std::uint64_t hundreds = ((fours * 10486) >> 20) & 0x0000007F0000007F;
  const std::uint64_t twos = hundreds | ((fours - 100 * hundreds) << 16);
  const std::uint64_t tens = ((twos * 103) >> 10) & 0x000F000F000F000F;
  return tens | ((twos - 10 * tens) << 8);
}

/// Writes exactly eight digits. Requires `value < 10^8`.
inline char* write_eight_digits(char* to, std::uint32_t value) noexcept {
  store_little(to, eight_digits(value) | repeated('0'));
  return to + 8;
}

/// Writes `value` without leading zeros; eight bytes are touched. Requires `value < 10^8`.
inline char* write_up_to_eight_digits(char* to, std::uint32_t value) noexcept {
  const std::uint64_t digits = eight_digits(value);
  // The last digit stays even if it is zero.
  const int zero_bits = std::countr_zero(digits | (std::uint64_t{1} << 56)) & ~7;
  store_little(to, (digits | repeated('0')) >> zero_bits);
  return to + (8 - zero_bits / 8);
}

/// Writes `value` in decimal and returns one past it. Requires 20 writable bytes.
inline char* write_decimal(char* to, std::uint64_t value) noexcept {
  if (value < ten_to_8) return write_up_to_eight_digits(to, static_cast<std::uint32_t>(value));
  const std::uint64_t upper = value / ten_to_8;
  const auto lower = static_cast<std::uint32_t>(value % ten_to_8);
  if (upper < ten_to_8) {
    to = write_up_to_eight_digits(to, static_cast<std::uint32_t>(upper));
  } else {
    to = write_up_to_eight_digits(to, static_cast<std::uint32_t>(upper / ten_to_8));
    to = write_eight_digits(to, static_cast<std::uint32_t>(upper % ten_to_8));
  }
  return write_eight_digits(to, lower);
}

/// Writes `value` in decimal, signed, and returns one past it. Requires 20 writable bytes.
inline char* write_decimal_signed(char* to, std::int64_t value) noexcept {
  // Branchless: which sign comes next cannot be predicted in data that has both.
  *to = '-';
  const auto bits = static_cast<std::uint64_t>(value);
  return write_decimal(to + (value < 0), value < 0 ? 0 - bits : bits);
}

/// How many of the eight characters of a little word are digits before the first that is none.
[[nodiscard]] inline std::size_t count_digits(std::uint64_t characters) noexcept {
  const std::uint64_t digits = characters ^ repeated('0');
  // Bytes above 9 get their high bit set, by the addition or because they have it.
  const std::uint64_t others = ((digits + repeated(0x7F - 9)) | digits) & repeated(0x80);
  return others == 0 ? 8 : first_byte(others);
}

/// A bit for each of the 32 characters at `from` that is no digit, the first lowest.
[[nodiscard]] inline std::uint32_t other_than_digits_in_words(const char* from) noexcept {
  std::uint32_t others = 0;
  for (std::size_t word = 0; word != 4; ++word) {
    const std::uint64_t digits = load_little(from + 8 * word) ^ repeated('0');
    const std::uint64_t marks = ((((digits & repeated(0x7F)) + repeated(0x7F - 9)) | digits) >> 7) & repeated(1);
    // Brings the eight marks together in the highest byte.
    others |= static_cast<std::uint32_t>((marks * 0x0102040810204080) >> 56) << (8 * word);
  }
  return others;
}

#if defined(__SSE2__)
/// The same with the vectors that every x86-64 has.
[[nodiscard]] inline std::uint32_t other_than_digits_in_vectors(const char* from) noexcept {
  const auto others = [](const char* at) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    // Digits become the ten lowest signed numbers.
    const __m128i moved = _mm_sub_epi8(text, _mm_set1_epi8(static_cast<char>('0' + 128)));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpgt_epi8(moved, _mm_set1_epi8(-128 + 9))));
  };
  return others(from) | others(from + 16) << 16;
}
#endif

[[nodiscard]] inline std::uint32_t other_than_digits(const char* from) noexcept {
#if defined(__SSE2__)
  return other_than_digits_in_vectors(from);
#else
  return other_than_digits_in_words(from);
#endif
}

/// The number that the first `count` characters of a little word are. Requires them to be digits, 1 to 8.
[[nodiscard]] inline std::uint32_t digits_value(std::uint64_t characters, std::size_t count) noexcept {
  // Moved up so that they end the word; zeros come in before them.
  std::uint64_t digits = (characters ^ repeated('0')) << (64 - 8 * count);
  digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
  digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF;
  return static_cast<std::uint32_t>(digits * 10000 + (digits >> 32));
}

}  // namespace limcode::kernels
