// The AVX2 kernels for hex and base64: 16 bytes or 24 of them at a time.
#include "kernels/avx2_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/base64_rules.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::avx2 {
namespace {

// Spreads 12 bytes in each half to four 6-bit numbers a byte each, from 24 bytes in two overlapping loads.
LIMCODE_TARGET_AVX2 inline __m256i sextets(const std::uint8_t* from) {
  const __m256i bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(load_half(from)), load_half(from + 12), 1);
  // Bytes a b c become the 32-bit place b a c b, where each sextet lies within one 16-bit half.
  const __m256i order = _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
  const __m256i spread = _mm256_shuffle_epi8(bytes, order);
  // A multiplication moves the sextets of even and odd places down and up by different distances at once.
  const __m256i even =
      _mm256_mulhi_epu16(_mm256_and_si256(spread, _mm256_set1_epi32(0x0FC0FC00)), _mm256_set1_epi32(0x04000040));
  const __m256i odd =
      _mm256_mullo_epi16(_mm256_and_si256(spread, _mm256_set1_epi32(0x003F03F0)), _mm256_set1_epi32(0x01000010));
  return _mm256_or_si256(even, odd);
}

LIMCODE_TARGET_AVX2 inline __m256i base64_characters(__m256i values) {
  // Ranges: 0-25 capital, 26-51 small, 52-61 digit, 62 '+', 63 '/'. Subtracting 51 with saturation numbers
  // all but the first two, which a comparison tells apart.
  const __m256i above = _mm256_subs_epu8(values, _mm256_set1_epi8(51));
  const __m256i is_capital = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), values);
  const __m256i range = _mm256_or_si256(above, _mm256_and_si256(is_capital, _mm256_set1_epi8(13)));
  constexpr char digit = '0' - 52;
  const __m256i offsets = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      'a' - 26, digit, digit, digit, digit, digit, digit, digit, digit, digit, digit, '+' - 62, '/' - 63, 'A', 0, 0));
  return _mm256_add_epi8(values, _mm256_shuffle_epi8(offsets, range));
}

}  // namespace

LIMCODE_TARGET_AVX2 void encode_hex(char* to, const std::uint8_t* from, std::size_t count) {
  const __m256i digits = twice("0123456789abcdef");
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    // Each byte in a 16-bit place of its own: its high nibble comes first, in the lower byte.
    const __m256i places = _mm256_cvtepu8_epi16(load_half(from + i));
    const __m256i nibbles = low_nibbles(_mm256_or_si256(_mm256_srli_epi16(places, 4), _mm256_slli_epi16(places, 8)));
    store(to + 2 * i, _mm256_shuffle_epi8(digits, nibbles));
  }
  portable::encode_hex(to + 2 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m256i text = load(from + 2 * i);
    const __m256i is_digit = within(text, '0', '9');
    const __m256i is_letter = within(_mm256_or_si256(text, _mm256_set1_epi8(0x20)), 'a', 'f');
    if (_mm256_movemask_epi8(_mm256_or_si256(is_digit, is_letter)) != -1) break;
    const __m256i nibbles = _mm256_add_epi8(low_nibbles(text), _mm256_and_si256(is_letter, _mm256_set1_epi8(9)));
    const __m256i places = _mm256_maddubs_epi16(nibbles, _mm256_set1_epi16(0x0110));
    const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi16(places, places), 0x08);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), _mm256_castsi256_si128(packed));
  }
  return i + portable::decode_hex(to + i, from + 2 * i, count - i);
}

LIMCODE_TARGET_AVX2 void encode_base64(char* to, const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  // 8 groups are 24 bytes, of which the loads read 28.
  for (; count - i >= 10; i += 8) store(to + 4 * i, base64_characters(sextets(from + 3 * i)));
  portable::encode_base64(to + 4 * i, from + 3 * i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count) {
  const __m256i classes = twice(base64::tables.high_class.data());
  const __m256i wrong = twice(base64::tables.low_wrong.data());
  const __m256i offsets = twice(base64::tables.offset.data());
  const __m256i order =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
  std::size_t i = 0;
  for (; count - i >= 8; i += 8) {
    const __m256i text = load(from + 4 * i);
    const __m256i high = high_nibbles(text);
    const __m256i bad =
        _mm256_and_si256(_mm256_shuffle_epi8(classes, high), _mm256_shuffle_epi8(wrong, low_nibbles(text)));
    if (_mm256_testz_si256(bad, bad) == 0) break;
    const __m256i range = _mm256_add_epi8(high, _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/')));
    const __m256i values = _mm256_add_epi8(text, _mm256_shuffle_epi8(offsets, range));
    // Pairs to 12 bits, pairs of those to 24; then the bytes in order, without the unused fourth ones.
    const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    const __m256i bytes = _mm256_shuffle_epi8(groups, order);
    store(to + 3 * i, _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7)));
  }
  return i + portable::decode_base64(to + 3 * i, from + 4 * i, count - i);
}

}  // namespace limcode::kernels::avx2
#endif
