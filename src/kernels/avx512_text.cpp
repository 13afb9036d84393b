// The AVX-512 kernels for hex and base64. VBMI moves any byte anywhere and looks characters up in one
// instruction.
#include "kernels/avx512_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/base64_rules.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::avx512 {
namespace {

// Bytes a b c to b a c b, sixteen times: each sextet lies within the 64-bit place that multishift looks at.
constexpr Bytes64 spread_order = [] {
  Bytes64 order{};
  for (unsigned group = 0; group != 16; ++group) {
    const unsigned first = 3 * group;
    const unsigned bytes[] = {first + 1, first, first + 2, first + 1};
    for (unsigned k = 0; k != 4; ++k) order.of[4 * group + k] = static_cast<std::uint8_t>(bytes[k]);
  }
  return order;
}();

// The three lower bytes of sixteen 32-bit places, the highest first.
constexpr Bytes64 collect_order = [] {
  Bytes64 order{};
  for (unsigned i = 0; i != 48; ++i) order.of[i] = static_cast<std::uint8_t>(4 * (i / 3) + 2 - i % 3);
  return order;
}();

constexpr std::uint8_t not_a_digit = 0x80;

// What each ASCII character is worth in base64.
struct Halves {
  Bytes64 of[2];
};
constexpr Halves base64_values = [] {
  Halves values{};
  for (Bytes64& half : values.of) {
    for (std::uint8_t& byte : half.of) byte = not_a_digit;
  }
  for (unsigned value = 0; value != 64; ++value) {
    const auto digit = static_cast<unsigned char>(base64::alphabet[value]);
    values.of[digit / 64].of[digit % 64] = static_cast<std::uint8_t>(value);
  }
  return values;
}();

// The 32 bytes that 64 hex digits are; false if one is not a digit.
LIMCODE_TARGET_AVX512 inline bool hex_bytes(__m512i text, __mmask64 wanted, __m256i& bytes) {
  const __m512i small = _mm512_or_si512(text, _mm512_set1_epi8(0x20));
  const __mmask64 digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(text, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
  const __mmask64 letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(small, _mm512_set1_epi8('a')), _mm512_set1_epi8(6));
  if ((~(digit | letter) & wanted) != 0) return false;
  const __m512i low = _mm512_and_si512(text, _mm512_set1_epi8(0x0F));
  const __m512i nibbles = _mm512_mask_add_epi8(low, letter, low, _mm512_set1_epi8(9));
  bytes = _mm512_cvtepi16_epi8(_mm512_maddubs_epi16(nibbles, _mm512_set1_epi16(0x0110)));
  return true;
}

LIMCODE_TARGET_AVX512 inline __m512i hex_characters(__m256i bytes) {
  const __m512i digits = _mm512_broadcast_i32x4(
      _mm_setr_epi8('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'));
  const __m512i places = _mm512_cvtepu8_epi16(bytes);
  const __m512i nibbles = _mm512_or_si512(_mm512_srli_epi16(places, 4), _mm512_slli_epi16(places, 8));
  return _mm512_shuffle_epi8(digits, _mm512_and_si512(nibbles, _mm512_set1_epi8(0x0F)));
}

LIMCODE_TARGET_AVX512 inline __m512i base64_characters(__m512i bytes) {
  const __m512i spread = _mm512_permutexvar_epi8(load(spread_order.of), bytes);
  // Where each sextet begins within its 64-bit place: 10, 4, 22, 16, and 32 bits on for the second group.
  const __m512i shifts = _mm512_set1_epi64(0x3036242A1016040A);
  const __m512i sextets = _mm512_multishift_epi64_epi8(shifts, spread);
  // The look-up ignores the two bits above a sextet.
  return _mm512_permutexvar_epi8(sextets, load(base64::alphabet));
}

// The 48 bytes that 64 characters are; false if one is none of the alphabet.
LIMCODE_TARGET_AVX512 inline bool base64_bytes(__m512i text, __mmask64 wanted, __m512i& bytes) {
  const __m512i values = _mm512_permutex2var_epi8(load(base64_values.of[0].of), text, load(base64_values.of[1].of));
  // The look-up ignores the high bit of a character: it is wrong by itself.
  if ((_mm512_movepi8_mask(_mm512_or_si512(values, text)) & wanted) != 0) return false;
  const __m512i pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi32(0x01400140));
  const __m512i groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00011000));
  bytes = _mm512_permutexvar_epi8(load(collect_order.of), groups);
  return true;
}

}  // namespace

LIMCODE_TARGET_AVX512 void encode_hex(char* to, const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    _mm512_storeu_si512(to + 2 * i, hex_characters(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + i))));
  }
  const std::size_t left = count - i;
  const __m256i last = _mm256_maskz_loadu_epi8(static_cast<__mmask32>(first_bytes(left)), from + i);
  _mm512_mask_storeu_epi8(to + 2 * i, first_bytes(2 * left), hex_characters(last));
}

LIMCODE_TARGET_AVX512 std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count) {
  __m256i bytes;
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    if (!hex_bytes(load(from + 2 * i), ~__mmask64{0}, bytes)) break;
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), bytes);
  }
  const std::size_t left = count - i;
  const __mmask64 rest = first_bytes(2 * left);
  if (left < 32 && hex_bytes(_mm512_maskz_loadu_epi8(rest, from + 2 * i), rest, bytes)) {
    _mm256_mask_storeu_epi8(to + i, static_cast<__mmask32>(first_bytes(left)), bytes);
    return count;
  }
  return i + portable::decode_hex(to + i, from + 2 * i, left);
}

LIMCODE_TARGET_AVX512 void encode_base64(char* to, const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  // 16 groups are 48 bytes, of which a load reads 64.
  for (; count - i >= 22; i += 16) _mm512_storeu_si512(to + 4 * i, base64_characters(load(from + 3 * i)));
  while (i != count) {
    const std::size_t groups = count - i < 16 ? count - i : 16;
    const __m512i bytes = _mm512_maskz_loadu_epi8(first_bytes(3 * groups), from + 3 * i);
    _mm512_mask_storeu_epi8(to + 4 * i, first_bytes(4 * groups), base64_characters(bytes));
    i += groups;
  }
}

LIMCODE_TARGET_AVX512 std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count) {
  __m512i bytes;
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    if (!base64_bytes(load(from + 4 * i), ~__mmask64{0}, bytes)) break;
    _mm512_storeu_si512(to + 3 * i, bytes);
  }
  const std::size_t left = count - i;
  const __mmask64 rest = left < 16 ? first_bytes(4 * left) : 0;
  if (left < 16 && base64_bytes(_mm512_maskz_loadu_epi8(rest, from + 4 * i), rest, bytes)) {
    _mm512_mask_storeu_epi8(to + 3 * i, first_bytes(3 * left), bytes);
    return count;
  }
  return i + portable::decode_base64(to + 3 * i, from + 4 * i, left);
}

}  // namespace limcode::kernels::avx512
#endif
