// The AVX-512 kernels that convert runs of numbers: byte order, one-byte varints, and JSON arrays of bytes.
#include "kernels/avx512_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/portable.hpp"

namespace limcode::kernels::avx512 {
namespace {

constexpr std::uint8_t single_byte_max = 250;

LIMCODE_TARGET_AVX512 void shuffle_run(void* to, const void* from, std::size_t size, __m128i order) {
  const __m512i all = _mm512_broadcast_i32x4(order);
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  std::size_t i = 0;
  for (; size - i >= width; i += width) _mm512_storeu_si512(out + i, _mm512_shuffle_epi8(load(in + i), all));
  const __mmask64 rest = first_bytes(size - i);
  const __m512i last = _mm512_maskz_loadu_epi8(rest, in + i);
  _mm512_mask_storeu_epi8(out + i, rest, _mm512_shuffle_epi8(last, all));
}

LIMCODE_TARGET_AVX512 inline unsigned marks(__m128i bytes) {
  return _mm_cmpgt_epu8_mask(bytes, _mm_set1_epi8(static_cast<char>(single_byte_max)));
}

LIMCODE_TARGET_AVX512 inline __m128i load_sixteen(const std::uint8_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

struct Block {
  __m512i values;    // at each comma, the number before it
  __mmask64 commas;  // all there are
  __mmask64 wrong;   // what is not of the expected form; commas above the lowest bit end no number that counts
};

template <int Distance>
LIMCODE_TARGET_AVX512 inline __m512i moved_up(__m512i text, __mmask64 keep) {
  const __m512i before = _mm512_maskz_shuffle_i64x2(0xFC, text, text, 0x90);
  return _mm512_maskz_alignr_epi8(keep, text, before, 16 - Distance);
}

// Reads 64 characters that begin where an element is expected. Each number's value is put together in the
// place of the comma behind it, from the characters one, two and three places before.
LIMCODE_TARGET_AVX512 inline Block read_block(const char* from) {
  const __m512i text = load(from);
  const __m512i digits = _mm512_sub_epi8(text, _mm512_set1_epi8('0'));
  const __mmask64 digit = _mm512_cmplt_epu8_mask(digits, _mm512_set1_epi8(10));
  const __mmask64 zero = _mm512_testn_epi8_mask(digits, digits);
  const __mmask64 comma = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(','));
  // A look-up by the low nibble gives the one white space character that ends in it, if there is one.
  const __m512i spaces =
      _mm512_broadcast_i32x4(_mm_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
  const __mmask64 space = _mm512_cmpeq_epi8_mask(text, _mm512_shuffle_epi8(spaces, text));

  const __mmask64 one_before = digit << 1;
  const __mmask64 two_before = one_before & (digit << 2);
  const __mmask64 three_before = two_before & (digit << 3);
  const __m512i times_ten =
      _mm512_broadcast_i32x4(_mm_setr_epi8(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 0, 0, 0, 0, 0, 0));
  const __m512i times_hundred = _mm512_broadcast_i32x4(
      _mm_setr_epi8(0, 100, static_cast<char>(200), -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0));
  const __m512i hundreds = moved_up<3>(digits, three_before);
  const __m512i hundred = _mm512_shuffle_epi8(times_hundred, hundreds);
  const __m512i below_hundred =
      _mm512_add_epi8(moved_up<1>(digits, one_before), _mm512_shuffle_epi8(times_ten, moved_up<2>(digits, two_before)));
  const __m512i values = _mm512_add_epi8(below_hundred, hundred);
  // The sum has wrapped if it is below a summand; from 300 on the hundreds alone are too many.
  const __mmask64 above =
      _mm512_cmplt_epu8_mask(values, hundred) | _mm512_cmpgt_epu8_mask(hundreds, _mm512_set1_epi8(2));

  const __mmask64 leading_zero = zero & ~one_before;
  const __mmask64 wrong = ~(digit | comma | space)         // other characters
                          | (comma & ~one_before)          // no number before it
                          | (space & one_before)           // left to exact code
                          | (digit & three_before)         // four digits
                          | (digit & (leading_zero << 1))  // 01
                          | (comma & above);               // above 255
  return {values, comma, wrong};
}

}  // namespace

LIMCODE_TARGET_AVX512 void swap_u16(void* to, const void* from, std::size_t count) {
  shuffle_run(to, from, 2 * count, _mm_setr_epi8(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
}

LIMCODE_TARGET_AVX512 void swap_u32(void* to, const void* from, std::size_t count) {
  shuffle_run(to, from, 4 * count, _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}

LIMCODE_TARGET_AVX512 void swap_u64(void* to, const void* from, std::size_t count) {
  shuffle_run(to, from, 8 * count, _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
}

// Where a number takes a mark, the whole vector is stored all the same: what lies behind those that count is nobody's.

LIMCODE_TARGET_AVX512 std::size_t widen_u16(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  const __m256i max = _mm256_set1_epi8(static_cast<char>(single_byte_max));
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + i));
    _mm512_storeu_si512(out + 2 * i, _mm512_cvtepu8_epi16(bytes));
    if (const unsigned above = _mm256_cmpgt_epu8_mask(bytes, max); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u16(out + 2 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX512 std::size_t widen_u32(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i bytes = load_sixteen(from + i);
    _mm512_storeu_si512(out + 4 * i, _mm512_cvtepu8_epi32(bytes));
    if (const unsigned above = marks(bytes); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u32(out + 4 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX512 std::size_t widen_u64(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i bytes = load_sixteen(from + i);
    _mm512_storeu_si512(out + 8 * i, _mm512_cvtepu8_epi64(bytes));
    _mm512_storeu_si512(out + 8 * i + width, _mm512_cvtepu8_epi64(_mm_srli_si128(bytes, 8)));
    if (const unsigned above = marks(bytes); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u64(out + 8 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX512 std::size_t narrow_u16(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m512i max = _mm512_set1_epi16(single_byte_max);
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    const __m512i numbers = load(in + 2 * i);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), _mm512_cvtepi16_epi8(numbers));
    if (const unsigned above = _mm512_cmpgt_epu16_mask(numbers, max); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::narrow_u16(to + i, in + 2 * i, count - i);
}

LIMCODE_TARGET_AVX512 std::size_t narrow_u64(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m512i max = _mm512_set1_epi64(single_byte_max);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m512i a = load(in + 8 * i), b = load(in + 8 * i + width);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i),
                     _mm_unpacklo_epi64(_mm512_cvtepi64_epi8(a), _mm512_cvtepi64_epi8(b)));
    const unsigned above = _mm512_cmpgt_epu64_mask(a, max) | unsigned{_mm512_cmpgt_epu64_mask(b, max)} << 8;
    if (above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::narrow_u64(to + i, in + 8 * i, count - i);
}

// The marks among bytes that are above what a single byte may be: those that no mark before them covers.
LIMCODE_TARGET_AVX512 inline unsigned uncovered(unsigned above) {
  if ((above & (above << 1 | above << 2)) == 0) [[likely]]
    return above;
  unsigned found = 0;
  while (above != 0) {
    const unsigned lowest = above & (0 - above);
    found |= lowest;
    above &= ~(lowest | lowest << 1 | lowest << 2);
  }
  return found;
}

LIMCODE_TARGET_AVX512 VarintRun get_varints_u64(void* to, std::size_t room, const std::uint8_t* from,
                                                std::size_t size) {
  // As in put_varints_u64: at every place of a block stands a number of either form, and those that are there are kept.
  constexpr std::size_t block = 16;
  constexpr std::size_t long_run = 64;
  const __m128i mark = _mm_set1_epi8(static_cast<char>(single_byte_max + 1));
  auto* const out = static_cast<std::uint8_t*>(to);
  std::size_t done = 0, at = 0;
  for (bool fit = true; fit && room - done >= block && size - at >= block + 2;) {
    const std::size_t run = widen_u64(out + 8 * done, from + at, room - done < size - at ? room - done : size - at);
    done += run;
    at += run;
    const std::size_t blocks = run < long_run ? 8 : 1;
    for (std::size_t k = 0; k != blocks && room - done >= block && size - at >= block + 2; ++k) {
      const __m128i bytes = load_sixteen(from + at);
      const unsigned found = uncovered(marks(bytes));
      fit = (found & _mm_cmpgt_epu8_mask(bytes, mark)) == 0;
      if (!fit) break;
      const auto starts = static_cast<__mmask16>(~(found << 1 | found << 2));
      const __m512i singles = _mm512_cvtepu8_epi32(bytes);
      const __m512i lower = _mm512_cvtepu8_epi32(load_sixteen(from + at + 1));
      const __m512i upper = _mm512_cvtepu8_epi32(load_sixteen(from + at + 2));
      const __m512i values =
          _mm512_mask_or_epi32(singles, static_cast<__mmask16>(found), lower, _mm512_slli_epi32(upper, 8));
      const __m512i kept = _mm512_maskz_compress_epi32(starts, values);
      _mm512_storeu_si512(out + 8 * done, _mm512_cvtepu32_epi64(_mm512_castsi512_si256(kept)));
      _mm512_storeu_si512(out + 8 * done + width, _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(kept, 1)));
      done += static_cast<std::size_t>(_mm_popcnt_u32(starts));
      // What the last marks cover lies in the next block.
      at += block + std::size_t{found >> 15 & 1} * 2 + (found >> 14 & 1);
    }
  }
  const VarintRun rest = portable::get_varints_u64(out + 8 * done, room - done, from + at, size - at);
  return {done + rest.numbers, at + rest.bytes};
}

LIMCODE_TARGET_AVX512 VarintRun put_varints_u64(std::uint8_t* to, const void* from, std::size_t count) {
  // Once a run of single bytes is over, blocks of any mixture follow, in which nothing has to be predicted.
  constexpr std::size_t block = 8;
  constexpr std::size_t long_run = 64;
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m512i single = _mm512_set1_epi64(single_byte_max), marked = _mm512_set1_epi64(0xFFFF);
  const __m512i mark = _mm512_set1_epi64(single_byte_max + 1);
  std::uint8_t* const start = to;
  std::size_t i = 0;
  for (bool fit = true; fit && count - i >= block;) {
    const std::size_t run = narrow_u64(to, in + 8 * i, count - i);
    to += run;
    i += run;
    const std::size_t blocks = run < long_run ? 8 : 1;
    for (std::size_t k = 0; k != blocks && count - i >= block; ++k, i += block) {
      const __m512i numbers = load(in + 8 * i);
      fit = _mm512_cmpgt_epu64_mask(numbers, marked) == 0;
      if (!fit) break;
      const __mmask8 above = _mm512_cmpgt_epu64_mask(numbers, single);
      const __m512i wire = _mm512_mask_or_epi64(numbers, above, _mm512_slli_epi64(numbers, 8), mark);
      const __m512i sizes = _mm512_mask_mov_epi64(_mm512_set1_epi64(0xFF), above, _mm512_set1_epi64(0xFFFFFF));
      const __mmask64 kept = _mm512_movepi8_mask(sizes);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                          _mm512_castsi512_si256(_mm512_maskz_compress_epi8(kept, wire)));
      to += _mm_popcnt_u64(kept);
    }
  }
  const VarintRun rest = portable::put_varints_u64(to, in + 8 * i, count - i);
  return {i + rest.numbers, static_cast<std::size_t>(to - start) + rest.bytes};
}

LIMCODE_TARGET_AVX512 std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count) {
  char* const start = to;
  const __m512i ten = _mm512_set1_epi32(10);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m512i value = _mm512_cvtepu8_epi32(load_sixteen(from + i));
    // Division by multiplication: 2^16 / 100 and 2^16 / 10 rounded up are exact for bytes.
    const __m512i hundreds = _mm512_mulhi_epu16(value, _mm512_set1_epi32(656));
    const __m512i tenths = _mm512_mulhi_epu16(value, _mm512_set1_epi32(6554));
    const __m512i tens = _mm512_sub_epi32(tenths, _mm512_mullo_epi16(hundreds, ten));
    const __m512i ones = _mm512_sub_epi32(value, _mm512_mullo_epi16(tenths, ten));
    const __m512i digits =
        _mm512_or_si512(hundreds, _mm512_or_si512(_mm512_slli_epi32(tens, 8), _mm512_slli_epi32(ones, 16)));
    const __m512i characters = _mm512_add_epi32(digits, _mm512_set1_epi32(',' << 24 | '0' << 16 | '0' << 8 | '0'));
    // What is not a leading zero: the hundreds unless they are 0, the tens unless the number is below 10.
    const __m512i kept =
        _mm512_or_si512(hundreds, _mm512_or_si512(_mm512_slli_epi32(tenths, 8), _mm512_set1_epi32(0x01010000)));
    const __mmask64 keep = _mm512_test_epi8_mask(kept, kept);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(keep, characters));
    to += _mm_popcnt_u64(keep);
  }
  const std::size_t left = count - i;
  if (left == 0) return static_cast<std::size_t>(to - start) - (count != 0);
  return static_cast<std::size_t>(to - start) + portable::print_u8s(to, from + i, left);
}

LIMCODE_TARGET_AVX512 ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room) {
  constexpr std::size_t exact_run = 8;   // elements to read without vectors where a block is not of the plain form
  constexpr std::size_t block_run = 32;  // the most numbers in a block
  std::uint8_t* const start = to;
  std::uint8_t* const limit = to + room;
  for (;;) {
    while (end - from >= static_cast<std::ptrdiff_t>(width) && static_cast<std::size_t>(limit - to) >= block_run) {
      const Block block = read_block(from);
      // While nothing is wrong, where to go on depends on the commas alone, and not on all that is checked: the next
      // block can be begun before this one is judged.
      __mmask64 commas = block.commas;
      if (block.wrong != 0) [[unlikely]]
        commas &= (block.wrong - 1) & ~block.wrong;
      if (commas == 0) break;
      const __m512i chosen = _mm512_maskz_compress_epi8(commas, block.values);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_castsi512_si256(chosen));
      to += _mm_popcnt_u64(commas);
      from += 64 - _lzcnt_u64(commas);
      if (block.wrong != 0) [[unlikely]]
        break;
    }
    const auto left = static_cast<std::size_t>(limit - to);
    const bool more = left > exact_run && end - from >= static_cast<std::ptrdiff_t>(width);
    const ParsedRun run = portable::parse_u8s(from, end, to, more ? exact_run : left);
    to += run.count;
    from = run.next;
    if (!more || run.count != exact_run) return {from, static_cast<std::size_t>(to - start)};
  }
}

}  // namespace limcode::kernels::avx512
#endif
