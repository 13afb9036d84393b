// The AVX-512 table, and the AVX-512 kernels that look for the first byte of some kind: comparing, checking,
// JSON strings.
#include "kernels/avx512_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/avx2.hpp"
#include "kernels/portable.hpp"
#include "kernels/utf8_rules.hpp"

namespace limcode::kernels {
namespace avx512 {
namespace {

LIMCODE_TARGET_AVX512 inline __m512i load_first(const void* from, __mmask64 mask) {
  return _mm512_maskz_loadu_epi8(mask, from);
}

LIMCODE_TARGET_AVX512 inline std::size_t lowest(__mmask64 bits) { return _tzcnt_u64(bits); }

LIMCODE_TARGET_AVX512 inline __mmask64 not_bools(__m512i bytes) {
  return _mm512_cmpgt_epu8_mask(bytes, _mm512_set1_epi8(1));
}

LIMCODE_TARGET_AVX512 inline __mmask64 specials(__m512i bytes) {
  // The special byte that a low nibble can belong to, other than control characters. The look-up gives 0 for bytes
  // above 0x7F, which equals none of them.
  const __m512i by_nibble = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 0, '"', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\\', 0, 0, 0));
  return _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20)) |
         _mm512_cmpeq_epi8_mask(bytes, _mm512_shuffle_epi8(by_nibble, bytes));
}

// UTF-8 by the rules of utf8_rules.hpp.

LIMCODE_TARGET_AVX512 inline __m512i four_times(const std::uint8_t* table) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
}

LIMCODE_TARGET_AVX512 inline __m512i low_nibbles(__m512i bytes) {
  return _mm512_and_si512(bytes, _mm512_set1_epi8(0x0F));
}

LIMCODE_TARGET_AVX512 inline __m512i high_nibbles(__m512i bytes) { return low_nibbles(_mm512_srli_epi16(bytes, 4)); }

// Bytes where `bytes`, following on `previous`, is ill-formed.
LIMCODE_TARGET_AVX512 inline __mmask64 utf8_errors(__m512i bytes, __m512i previous) {
  // For each 16 bytes, the 16 before them.
  const __m512i before = _mm512_alignr_epi64(bytes, previous, 6);
  const __m512i first = _mm512_alignr_epi8(bytes, before, 15);
  const __m512i broken = _mm512_and_si512(
      _mm512_and_si512(_mm512_shuffle_epi8(four_times(utf8::tables.first_high.data()), high_nibbles(first)),
                       _mm512_shuffle_epi8(four_times(utf8::tables.first_low.data()), low_nibbles(first))),
      _mm512_shuffle_epi8(four_times(utf8::tables.second_high.data()), high_nibbles(bytes)));
  // The high bit is set where a third or fourth byte must stand.
  const __m512i third = _mm512_subs_epu8(_mm512_alignr_epi8(bytes, before, 14),
                                         _mm512_set1_epi8(utf8::below_lead_3 + 1 - utf8::continuation_pair));
  const __m512i fourth = _mm512_subs_epu8(_mm512_alignr_epi8(bytes, before, 13),
                                          _mm512_set1_epi8(utf8::below_lead_4 + 1 - utf8::continuation_pair));
  const __m512i expected =
      _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8(static_cast<char>(utf8::continuation_pair)));
  return _mm512_cmpneq_epi8_mask(broken, expected);
}

// Bytes among the last that begin a sequence that does not end with them.
LIMCODE_TARGET_AVX512 inline __mmask64 utf8_unfinished(__m512i bytes) {
  return (_mm512_cmpgt_epu8_mask(bytes, _mm512_set1_epi8(static_cast<char>(utf8::below_lead_2))) & 1ULL << 63) |
         (_mm512_cmpgt_epu8_mask(bytes, _mm512_set1_epi8(static_cast<char>(utf8::below_lead_3))) & 1ULL << 62) |
         (_mm512_cmpgt_epu8_mask(bytes, _mm512_set1_epi8(static_cast<char>(utf8::below_lead_4))) & 1ULL << 61);
}

}  // namespace

LIMCODE_TARGET_AVX512 std::size_t first_not_bool(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 4 * width; i += 4 * width) {
    const __m512i all = _mm512_or_si512(_mm512_or_si512(load(from + i), load(from + i + width)),
                                        _mm512_or_si512(load(from + i + 2 * width), load(from + i + 3 * width)));
    if (not_bools(all) != 0) break;
  }
  for (; count - i >= width; i += width) {
    if (const __mmask64 bits = not_bools(load(from + i)); bits != 0) return i + lowest(bits);
  }
  const __mmask64 bits = not_bools(load_first(from + i, first_bytes(count - i)));
  return bits == 0 ? count : i + lowest(bits);
}

LIMCODE_TARGET_AVX512 std::size_t first_invalid_utf8(const std::uint8_t* from, std::size_t count) {
  __m512i previous = _mm512_setzero_si512();
  __mmask64 errors = 0, unfinished = 0;
  std::size_t i = 0;
  while (true) {
    const bool last = count - i < width;
    // Zeros follow the last bytes, so a sequence that they cut off is too short.
    const __m512i bytes = last ? load_first(from + i, first_bytes(count - i)) : load(from + i);
    errors = unfinished;
    if (_mm512_movepi8_mask(bytes) != 0) {
      errors = utf8_errors(bytes, previous);
      unfinished = utf8_unfinished(bytes);
    }
    if (errors != 0) break;
    if (last) return count;
    previous = bytes;
    i += width;
  }
  const std::size_t again = utf8::restart_index(from, i);
  return again + portable::first_invalid_utf8(from + again, count - again);
}

LIMCODE_TARGET_AVX512 std::size_t first_json_special(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= width; i += width) {
    if (const __mmask64 bits = specials(load(from + i)); bits != 0) return i + lowest(bits);
  }
  const __mmask64 rest = first_bytes(count - i);
  const __mmask64 bits = specials(load_first(from + i, rest)) & rest;
  return bits == 0 ? count : i + lowest(bits);
}

LIMCODE_TARGET_AVX512 std::size_t copy_until_json_special(std::uint8_t* to, const std::uint8_t* from,
                                                          std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= width; i += width) {
    const __m512i bytes = load(from + i);
    _mm512_storeu_si512(to + i, bytes);
    if (const __mmask64 bits = specials(bytes); bits != 0) return i + lowest(bits);
  }
  const __mmask64 rest = first_bytes(count - i);
  const __m512i bytes = load_first(from + i, rest);
  _mm512_storeu_si512(to + i, bytes);
  const __mmask64 bits = specials(bytes) & rest;
  return bits == 0 ? count : i + lowest(bits);
}

}  // namespace avx512

constinit const Table avx512_table = {
    .name = "avx512",
    .copy = avx512::copy,
    .first_not_bool = avx512::first_not_bool,
    .first_invalid_utf8 = avx512::first_invalid_utf8,
    .swap_u16 = avx512::swap_u16,
    .swap_u32 = avx512::swap_u32,
    .swap_u64 = avx512::swap_u64,
    .widen_u16 = avx512::widen_u16,
    .widen_u32 = avx512::widen_u32,
    .widen_u64 = avx512::widen_u64,
    .narrow_u16 = avx512::narrow_u16,
    .narrow_u32 = avx2::narrow_u32,
    .narrow_u64 = avx512::narrow_u64,
    .put_varints_u64 = avx512::put_varints_u64,
    .get_varints_u64 = avx512::get_varints_u64,
    .first_json_special = avx512::first_json_special,
    .copy_until_json_special = avx512::copy_until_json_special,
    .print_u8s = avx512::print_u8s,
    .print_u64s = avx512::print_u64s,
    .parse_u8s = avx512::parse_u8s,
    .parse_u64s = avx2::parse_u64s,
    .encode_hex = avx512::encode_hex,
    .decode_hex = avx512::decode_hex,
    .encode_base64 = avx512::encode_base64,
    .decode_base64 = avx512::decode_base64,
    .encode_base58_32 = avx512::encode_base58_32,
    .encode_base58_64 = avx512::encode_base58_64,
    .decode_base58_32 = avx512::decode_base58_32,
    .decode_base58_64 = avx512::decode_base58_64,
};

}  // namespace limcode::kernels
#endif
