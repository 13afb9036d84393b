// The AVX-512 kernel that prints arrays of u64. Eight digits are computed side by side, each in a lane: the fraction
// that is left of v / 10^k is the digit before the next ones, times ten. IFMA multiplies with 52 bits, where a
// fraction is the lower half of a product and a digit the upper half.
#include "kernels/avx512.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/decimal.hpp"

namespace limcode::kernels::avx512 {
namespace {

struct Fractions {
  alignas(64) std::uint64_t of[8];
};

// 2^52 / 10^8 to 2^52 / 10^1, rounded down: (v + 1) times one of them is never as much as the fraction of v + 1, and
// not less than that of v as long as the rounding, times v + 1, is not more than one step of v.
constexpr Fractions fractions = [] {
  Fractions out{};
  std::uint64_t power = 10;
  for (std::size_t lane = 8; lane-- != 0; power *= 10) out.of[lane] = (std::uint64_t{1} << 52) / power;
  return out;
}();
constexpr bool rounding_is_small = [] {
  std::uint64_t power = 10;
  for (std::size_t lane = 8; lane-- != 0; power *= 10) {
    if (((std::uint64_t{1} << 52) % power) * ten_to_8 > std::uint64_t{1} << 52) return false;
  }
  return true;
}();
static_assert(rounding_is_small);

struct Order {
  alignas(64) std::uint8_t of[64];
};
// The lowest byte of each lane of two vectors, in order.
constexpr Order sixteen_digits = [] {
  Order out{};
  for (std::uint8_t i = 0; i != 16; ++i) out.of[i] = static_cast<std::uint8_t>(8 * i);
  return out;
}();

// The digits of a number below 10^8, a lane each, the highest first.
LIMCODE_TARGET_AVX512 inline __m512i digits_of(std::uint64_t value) {
  const __m512i parts = _mm512_load_si512(fractions.of);
  const __m512i fraction = _mm512_madd52lo_epu64(parts, _mm512_set1_epi64(static_cast<long long>(value)), parts);
  return _mm512_madd52hi_epu64(_mm512_setzero_si512(), fraction, _mm512_set1_epi64(10));
}

// Writes a number and a comma; 32 bytes are touched after at most four digits.
LIMCODE_TARGET_AVX512 inline char* print_one(char* to, std::uint64_t value) {
  const std::uint64_t upper = value / ten_to_8, lower = value % ten_to_8;
  constexpr std::uint32_t comma_place = 16;
  std::uint64_t middle = upper;
  std::uint32_t last_digit = 1u << (comma_place - 1);  // not left out even if it is zero
  if (value >= ten_to_16) {
    to = write_up_to_eight_digits(to, static_cast<std::uint32_t>(upper / ten_to_8));
    middle = upper % ten_to_8;
    last_digit = 1;  // none of the sixteen is left out
  }
  const __m256i digits = _mm512_castsi512_si256(
      _mm512_permutex2var_epi8(digits_of(middle), _mm512_load_si512(sixteen_digits.of), digits_of(lower)));
  const std::uint32_t left_out = _tzcnt_u32((_mm256_test_epi8_mask(digits, digits) & 0xFFFF) | last_digit);
  const __m256i characters =
      _mm256_mask_blend_epi8(1u << comma_place, _mm256_add_epi8(digits, _mm256_set1_epi8('0')), _mm256_set1_epi8(','));
  const __m256i counting = _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                                            21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
  const __m256i places = _mm256_add_epi8(counting, _mm256_set1_epi8(static_cast<char>(left_out)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_permutexvar_epi8(places, characters));
  return to + (comma_place + 1 - left_out);
}

}  // namespace

LIMCODE_TARGET_AVX512 std::size_t print_u64s(char* to, const void* from, std::size_t count) {
  char* const start = to;
  const auto* in = static_cast<const std::uint8_t*>(from);
  for (std::size_t i = 0; i != count; ++i) to = print_one(to, load_native<std::uint64_t>(in + 8 * i));
  return static_cast<std::size_t>(to - start) - (count != 0);
}

}  // namespace limcode::kernels::avx512
#endif
