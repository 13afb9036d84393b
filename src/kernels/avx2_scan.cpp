// The AVX2 table, and the AVX2 kernels that look for the first byte of some kind: comparing, checking, JSON
// strings.
#include "kernels/avx2_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/portable.hpp"
#include "kernels/utf8_rules.hpp"

namespace limcode::kernels {
namespace avx2 {
namespace {

LIMCODE_TARGET_AVX2 inline std::uint32_t high_bits(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}

LIMCODE_TARGET_AVX2 inline std::size_t lowest(std::uint32_t bits) { return _tzcnt_u32(bits); }

// The kinds of bytes to look for: a bit for each byte of the vector that is one.

LIMCODE_TARGET_AVX2 inline std::uint32_t not_bools(__m256i bytes) {
  const __m256i one = _mm256_set1_epi8(1);
  return ~high_bits(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes, one), one));
}

// The special byte that a low nibble can belong to, other than control characters; 0 is one of those.
alignas(16) constexpr std::uint8_t special_by_nibble[16] = {0, 0, '"', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\\', 0, 0, 0};

LIMCODE_TARGET_AVX2 inline std::uint32_t specials(__m256i bytes) {
  const __m256i last_control = _mm256_set1_epi8(0x1F);
  const __m256i controls = _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, last_control), last_control);
  // The look-up gives 0 for bytes above 0x7F, which equals none of them.
  const __m256i by_nibble = _mm256_broadcastsi128_si256(load_half(special_by_nibble));
  return high_bits(_mm256_or_si256(controls, _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_nibble, bytes), bytes)));
}

LIMCODE_TARGET_AVX2 inline std::uint32_t specials_half(__m128i bytes) {
  const __m128i last_control = _mm_set1_epi8(0x1F);
  const __m128i controls = _mm_cmpeq_epi8(_mm_max_epu8(bytes, last_control), last_control);
  const __m128i others = _mm_cmpeq_epi8(_mm_shuffle_epi8(load_half(special_by_nibble), bytes), bytes);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(controls, others)));
}

// UTF-8 by the rules of utf8_rules.hpp.

template <int Distance>
LIMCODE_TARGET_AVX2 inline __m256i bytes_before(__m256i bytes, __m256i previous) {
  return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(previous, bytes, 0x21), 16 - Distance);
}

// Non-zero where `bytes`, following on `previous`, is ill-formed.
LIMCODE_TARGET_AVX2 inline __m256i utf8_errors(__m256i bytes, __m256i previous) {
  const __m256i first = bytes_before<1>(bytes, previous);
  const __m256i broken =
      _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(twice(utf8::tables.first_high.data()), high_nibbles(first)),
                                        _mm256_shuffle_epi8(twice(utf8::tables.first_low.data()), low_nibbles(first))),
                       _mm256_shuffle_epi8(twice(utf8::tables.second_high.data()), high_nibbles(bytes)));
  // The high bit is set where a third or fourth byte must stand.
  const __m256i third = _mm256_subs_epu8(bytes_before<2>(bytes, previous),
                                         _mm256_set1_epi8(utf8::below_lead_3 + 1 - utf8::continuation_pair));
  const __m256i fourth = _mm256_subs_epu8(bytes_before<3>(bytes, previous),
                                          _mm256_set1_epi8(utf8::below_lead_4 + 1 - utf8::continuation_pair));
  const __m256i expected =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(utf8::continuation_pair)));
  return _mm256_xor_si256(broken, expected);
}

// Non-zero where the last bytes begin a sequence that does not end with them.
LIMCODE_TARGET_AVX2 inline __m256i utf8_unfinished(__m256i bytes) {
  constexpr char any = -1;
  const __m256i allowed =
      _mm256_setr_epi8(any, any, any, any, any, any, any, any, any, any, any, any, any, any, any, any, any, any, any,
                       any, any, any, any, any, any, any, any, any, any, static_cast<char>(utf8::below_lead_4),
                       static_cast<char>(utf8::below_lead_3), static_cast<char>(utf8::below_lead_2));
  return _mm256_subs_epu8(bytes, allowed);
}

}  // namespace

LIMCODE_TARGET_AVX2 std::size_t first_not_bool(const std::uint8_t* from, std::size_t count) {
  if (count < width) return portable::first_not_bool(from, count);
  std::size_t i = 0;
  for (; count - i >= 4 * width; i += 4 * width) {
    const __m256i all = _mm256_or_si256(_mm256_or_si256(load(from + i), load(from + i + width)),
                                        _mm256_or_si256(load(from + i + 2 * width), load(from + i + 3 * width)));
    if (not_bools(all) != 0) break;
  }
  for (; count - i >= width; i += width) {
    if (const std::uint32_t bits = not_bools(load(from + i)); bits != 0) return i + lowest(bits);
  }
  const std::size_t last = count - width;
  const std::uint32_t bits = not_bools(load(from + last));
  return bits == 0 ? count : last + lowest(bits);
}

LIMCODE_TARGET_AVX2 std::size_t first_invalid_utf8(const std::uint8_t* from, std::size_t count) {
  if (count < width) return portable::first_invalid_utf8(from, count);
  __m256i previous = _mm256_setzero_si256();
  __m256i unfinished = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; count - i >= width; i += width) {
    const __m256i bytes = load(from + i);
    __m256i errors = unfinished;
    if (high_bits(bytes) != 0) {
      errors = utf8_errors(bytes, previous);
      unfinished = utf8_unfinished(bytes);
    }
    if (_mm256_testz_si256(errors, errors) == 0) break;
    previous = bytes;
  }
  // What is left is less than a vector, or is wrong within one.
  const std::size_t again = utf8::restart_index(from, i);
  return again + portable::first_invalid_utf8(from + again, count - again);
}

LIMCODE_TARGET_AVX2 std::size_t first_json_special(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= width; i += width) {
    if (const std::uint32_t bits = specials(load(from + i)); bits != 0) return i + lowest(bits);
  }
  if (count - i >= width / 2) {
    if (const std::uint32_t bits = specials_half(load_half(from + i)); bits != 0) return i + lowest(bits);
    i += width / 2;
  }
  return i + portable::first_json_special(from + i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= width; i += width) {
    const __m256i bytes = load(from + i);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), bytes);
    if (const std::uint32_t bits = specials(bytes); bits != 0) return i + lowest(bits);
  }
  if (count - i >= width / 2) {
    const __m128i bytes = load_half(from + i);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), bytes);
    if (const std::uint32_t bits = specials_half(bytes); bits != 0) return i + lowest(bits);
    i += width / 2;
  }
  return i + portable::copy_until_json_special(to + i, from + i, count - i);
}

}  // namespace avx2

constinit const Table avx2_table = {
    .name = "avx2",
    .copy = avx2::copy,
    .first_not_bool = avx2::first_not_bool,
    .first_invalid_utf8 = avx2::first_invalid_utf8,
    .swap_u16 = avx2::swap_u16,
    .swap_u32 = avx2::swap_u32,
    .swap_u64 = avx2::swap_u64,
    .widen_u16 = avx2::widen_u16,
    .widen_u32 = avx2::widen_u32,
    .widen_u64 = avx2::widen_u64,
    .narrow_u16 = avx2::narrow_u16,
    .narrow_u32 = avx2::narrow_u32,
    .narrow_u64 = avx2::narrow_u64,
    .put_varints_u64 = avx2::put_varints_u64,
    .get_varints_u64 = avx2::get_varints_u64,
    .first_json_special = avx2::first_json_special,
    .copy_until_json_special = avx2::copy_until_json_special,
    .print_u8s = avx2::print_u8s,
    .print_u64s = portable::print_u64s,
    .parse_u8s = avx2::parse_u8s,
    .parse_u64s = avx2::parse_u64s,
    .encode_hex = avx2::encode_hex,
    .decode_hex = avx2::decode_hex,
    .encode_base64 = avx2::encode_base64,
    .decode_base64 = avx2::decode_base64,
    .encode_base58_32 = portable::encode_base58_32,
    .encode_base58_64 = portable::encode_base58_64,
    .decode_base58_32 = portable::decode_base58_32,
    .decode_base58_64 = portable::decode_base58_64,
};

}  // namespace limcode::kernels
#endif
