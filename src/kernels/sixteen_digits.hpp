// Sixteen decimal digits in registers, one a byte, to be written with a point between them. On x86-64 they fit one of
// the vector registers that every such machine has; elsewhere they are two words. Both are compiled where both can be,
// so that the tests can hold them against each other.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "kernels/decimal.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace limcode::kernels {

/// The digits of two numbers below 10^8.
class DigitWords {
 public:
  DigitWords(std::uint32_t upper, std::uint32_t lower) noexcept
      : upper_(eight_digits(upper)), lower_(eight_digits(lower)) {}

  /// How many digits there are up to the last one that is not zero.
  [[nodiscard]] int significant() const noexcept {
    const int zero_bits = std::countl_zero(lower_ != 0 ? lower_ : upper_);
    return (lower_ != 0 ? 16 : 8) - zero_bits / 8;
  }

  /// Writes the sixteen.
  void write(char* to) const noexcept {
    store_little(to, upper_ | repeated('0'));
    store_little(to + 8, lower_ | repeated('0'));
  }

  /// Writes the first `whole` digits, a point, and the others. Requires `whole` up to 15.
  void write_with_point(char* to, std::size_t whole) const noexcept {
    write(to + 1);
    char text[16];
    write(text);
    std::memcpy(to, text, whole);
    to[whole] = '.';
  }

 private:
  std::uint64_t upper_;
  std::uint64_t lower_;
};

#if defined(__SSE2__)

/// The same in a vector.
class DigitVector {
 public:
  DigitVector(std::uint32_t upper, std::uint32_t lower) noexcept {
    // As eight_digits() does it: every field is split in two, the upper part going to the lower place.
    const __m128i eights = _mm_set_epi64x(lower, upper);
    const __m128i fours = _mm_srli_epi64(_mm_mul_epu32(eights, _mm_set1_epi64x(0xD1B71759)), 45);
    const __m128i rests = _mm_sub_epi64(eights, _mm_mul_epu32(fours, _mm_set1_epi64x(10000)));
    const __m128i quads = _mm_or_si128(fours, _mm_slli_epi64(rests, 32));
    const __m128i hundreds = _mm_srli_epi16(_mm_mulhi_epu16(quads, _mm_set1_epi16(5243)), 3);
    const __m128i pairs = _mm_add_epi16(
        hundreds, _mm_slli_epi32(_mm_sub_epi16(quads, _mm_mullo_epi16(hundreds, _mm_set1_epi16(100))), 16));
    const __m128i tens = _mm_mulhi_epu16(pairs, _mm_set1_epi16(6554));
    digits_ = _mm_add_epi16(_mm_slli_epi16(pairs, 8), _mm_mullo_epi16(tens, _mm_set1_epi16(1 - 2560)));
  }

  [[nodiscard]] int significant() const noexcept {
    const __m128i zeros = _mm_cmpeq_epi8(digits_, _mm_setzero_si128());
    return 32 - std::countl_zero(static_cast<unsigned>(_mm_movemask_epi8(zeros)) ^ 0xFFFF);
  }

  void write(char* to) const noexcept { store(to, text()); }

  void write_with_point(char* to, std::size_t whole) const noexcept {
    const __m128i digits = text();
    const __m128i before = load(masks + 16 - whole);
    const __m128i point = load(points + 16 - whole);
    const __m128i others = one_further(_mm_andnot_si128(before, digits));
    store(to, _mm_or_si128(_mm_and_si128(before, digits), _mm_or_si128(point, others)));
    to[16] = reinterpret_cast<Characters>(digits)[15];
  }

 private:
  static __m128i load(const void* from) noexcept { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
  static void store(void* to, __m128i value) noexcept { _mm_storeu_si128(static_cast<__m128i*>(to), value); }
  // The intrinsics for this want constants that GCC does not see behind a parameter when it does not optimize.
  using Characters = char __attribute__((vector_size(16)));
  static __m128i one_further(__m128i value) noexcept {
    return reinterpret_cast<__m128i>(__builtin_shufflevector(Characters{}, reinterpret_cast<Characters>(value), 0, 16,
                                                             17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
  }
  [[nodiscard]] __m128i text() const noexcept { return _mm_or_si128(digits_, _mm_set1_epi8('0')); }

  // From 16 - n on these have n bytes set, and a point at n.
  static constexpr std::uint8_t masks[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                             255, 255, 255, 255, 255, 255, 255, 255};
  static constexpr std::uint8_t points[32] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '.'};

  __m128i digits_;
};

using SixteenDigits = DigitVector;

#else

using SixteenDigits = DigitWords;

#endif

}  // namespace limcode::kernels
