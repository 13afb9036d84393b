// The AVX2 kernels that convert runs of numbers: byte order, one-byte varints, and JSON arrays of bytes.
#include "kernels/avx2_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/portable.hpp"

namespace limcode::kernels::avx2 {
namespace {

constexpr std::uint8_t single_byte_max = 250;

// Applies one in-lane shuffle to whole vectors; returns how many bytes that covered.
LIMCODE_TARGET_AVX2 std::size_t shuffle_run(void* to, const void* from, std::size_t size, __m128i order) {
  const __m256i both = _mm256_broadcastsi128_si256(order);
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  std::size_t i = 0;
  for (; size - i >= width; i += width) store(out + i, _mm256_shuffle_epi8(load(in + i), both));
  return i;
}

// A bit for each byte above 250.
LIMCODE_TARGET_AVX2 inline unsigned marks(__m128i bytes) {
  const __m128i max = _mm_set1_epi8(static_cast<char>(single_byte_max));
  return 0xFFFFu ^ static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(bytes, max), max)));
}

struct Order {
  alignas(16) std::uint8_t bytes[16];
};

// For each choice of which of four numbers are above 9 (low four bits) and above 99 (high four bits): where
// each output byte comes from, when each number is three digits and a comma.
struct PrintOrders {
  Order of[256];
};
constexpr PrintOrders print_orders = [] {
  PrintOrders orders{};
  for (unsigned choice = 0; choice != 256; ++choice) {
    Order& order = orders.of[choice];
    for (std::uint8_t& byte : order.bytes) byte = 0x80;
    unsigned to = 0;
    for (unsigned number = 0; number != 4; ++number) {
      const bool two = ((choice >> number) & 1) != 0, three = ((choice >> (4 + number)) & 1) != 0;
      for (unsigned place = three ? 0 : two ? 1 : 2; place != 4; ++place) {
        order.bytes[to++] = static_cast<std::uint8_t>(4 * number + place);
      }
    }
  }
  return orders;
}();

// For each choice of eight bytes: the order that moves the chosen ones to the front.
struct GatherOrders {
  std::uint64_t of[256];
};
constexpr GatherOrders gather_orders = [] {
  GatherOrders orders{};
  for (unsigned choice = 0; choice != 256; ++choice) {
    unsigned to = 0;
    for (unsigned byte = 0; byte != 8; ++byte) {
      if (((choice >> byte) & 1) != 0) orders.of[choice] |= static_cast<std::uint64_t>(byte) << (8 * to++);
    }
  }
  return orders;
}();

LIMCODE_TARGET_AVX2 inline char* print_half(char* to, __m128i characters, unsigned choice) {
  store_half(to, _mm_shuffle_epi8(characters, load_half(print_orders.of[choice].bytes)));
  return to + 8 + _mm_popcnt_u32(choice);
}

LIMCODE_TARGET_AVX2 inline char* print_eight(char* to, const std::uint8_t* from) {
  const __m256i value = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)));
  // Division by multiplication: 2^16 / 100 and 2^16 / 10 rounded up are exact for bytes.
  const __m256i hundreds = _mm256_mulhi_epu16(value, _mm256_set1_epi32(656));
  const __m256i tenths = _mm256_mulhi_epu16(value, _mm256_set1_epi32(6554));
  const __m256i ten = _mm256_set1_epi32(10);
  const __m256i tens = _mm256_sub_epi32(tenths, _mm256_mullo_epi16(hundreds, ten));
  const __m256i ones = _mm256_sub_epi32(value, _mm256_mullo_epi16(tenths, ten));
  const __m256i digits =
      _mm256_or_si256(hundreds, _mm256_or_si256(_mm256_slli_epi32(tens, 8), _mm256_slli_epi32(ones, 16)));
  const __m256i characters = _mm256_add_epi32(digits, _mm256_set1_epi32(',' << 24 | '0' << 16 | '0' << 8 | '0'));
  const auto two =
      static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(value, _mm256_set1_epi32(9)))));
  const auto three =
      static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(value, _mm256_set1_epi32(99)))));
  to = print_half(to, _mm256_castsi256_si128(characters), (two & 15) | (three & 15) << 4);
  return print_half(to, _mm256_extracti128_si256(characters, 1), two >> 4 | (three & ~15u));
}

// The bytes of `text` moved up by Distance places, zeros below.
template <int Distance>
LIMCODE_TARGET_AVX2 inline __m256i moved_up(__m256i text) {
  return _mm256_alignr_epi8(text, _mm256_permute2x128_si256(text, text, 0x08), 16 - Distance);
}

LIMCODE_TARGET_AVX2 inline std::uint32_t bits_of(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}

struct Block {
  __m256i values;        // at each comma, the number before it
  std::uint32_t commas;  // all there are
  std::uint32_t wrong;   // what is not of the expected form; commas above the lowest bit end no number that counts
};

// Reads 32 characters that begin where an element is expected. Each number's value is put together in the
// place of the comma behind it, from the characters one, two and three places before.
LIMCODE_TARGET_AVX2 inline Block read_block(const char* from) {
  const __m256i text = load(from);
  const __m256i is_digit = within(text, '0', '9');
  const std::uint32_t digit = bits_of(is_digit);
  const std::uint32_t comma = bits_of(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(',')));
  const std::uint32_t space = bits_of(_mm256_or_si256(
      _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(' ')), _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n'))),
      _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('\r')),
                      _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\t')))));
  const std::uint32_t zero = bits_of(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('0')));

  // Digits as numbers, anything else as 0. A number's end masks the digits of the number before it.
  const __m256i digits = _mm256_and_si256(_mm256_sub_epi8(text, _mm256_set1_epi8('0')), is_digit);
  const __m256i ones = moved_up<1>(digits), one_there = moved_up<1>(is_digit);
  const __m256i two_there = _mm256_and_si256(one_there, moved_up<2>(is_digit));
  const __m256i three_there = _mm256_and_si256(two_there, moved_up<3>(is_digit));
  const __m256i tens = _mm256_and_si256(moved_up<2>(digits), two_there);
  const __m256i hundreds = _mm256_and_si256(moved_up<3>(digits), three_there);
  const __m256i times_ten =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 0, 0, 0, 0, 0, 0));
  const __m256i times_hundred = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 100, static_cast<char>(200), -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0));
  const __m256i below_hundred = _mm256_add_epi8(ones, _mm256_shuffle_epi8(times_ten, tens));
  const __m256i hundred = _mm256_shuffle_epi8(times_hundred, hundreds);
  const __m256i values = _mm256_add_epi8(below_hundred, hundred);
  // The sum has wrapped if it is below a summand; from 300 on the hundreds alone are too many.
  const std::uint32_t fits = bits_of(_mm256_cmpeq_epi8(_mm256_max_epu8(values, hundred), values));
  const std::uint32_t high = bits_of(_mm256_cmpgt_epi8(hundreds, _mm256_set1_epi8(2)));

  const std::uint32_t after_digit = digit << 1;
  const std::uint32_t leading_zero = zero & ~after_digit;
  const std::uint32_t wrong = ~(digit | comma | space)                               // other characters
                              | (comma & ~after_digit)                               // no number before it
                              | (space & after_digit)                                // left to exact code
                              | (digit & after_digit & (digit << 2) & (digit << 3))  // four digits
                              | (digit & (leading_zero << 1))                        // 01
                              | (comma & (~fits | high));                            // above 255
  return {values, comma, wrong};
}

// Stores the chosen bytes of 32 one after another; returns one past them. Eight bytes are written at a time.
LIMCODE_TARGET_AVX2 inline std::uint8_t* store_chosen(std::uint8_t* to, __m256i bytes, std::uint32_t choice) {
  alignas(32) std::uint8_t all[width];
  store(all, bytes);
  for (std::size_t part = 0; part != width; part += 8, choice >>= 8) {
    const unsigned chosen = choice & 0xFF;
    const __m128i order = _mm_cvtsi64_si128(static_cast<long long>(gather_orders.of[chosen]));
    const __m128i eight = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(all + part));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_shuffle_epi8(eight, order));
    to += _mm_popcnt_u32(chosen);
  }
  return to;
}

}  // namespace

LIMCODE_TARGET_AVX2 void swap_u16(void* to, const void* from, std::size_t count) {
  const std::size_t done =
      shuffle_run(to, from, 2 * count, _mm_setr_epi8(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
  portable::swap_u16(static_cast<std::uint8_t*>(to) + done, static_cast<const std::uint8_t*>(from) + done,
                     count - done / 2);
}

LIMCODE_TARGET_AVX2 void swap_u32(void* to, const void* from, std::size_t count) {
  const std::size_t done =
      shuffle_run(to, from, 4 * count, _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  portable::swap_u32(static_cast<std::uint8_t*>(to) + done, static_cast<const std::uint8_t*>(from) + done,
                     count - done / 4);
}

LIMCODE_TARGET_AVX2 void swap_u64(void* to, const void* from, std::size_t count) {
  const std::size_t done =
      shuffle_run(to, from, 8 * count, _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
  portable::swap_u64(static_cast<std::uint8_t*>(to) + done, static_cast<const std::uint8_t*>(from) + done,
                     count - done / 8);
}

// Where a number takes a mark, the whole vector is stored all the same: what lies behind those that count is nobody's.

LIMCODE_TARGET_AVX2 std::size_t widen_u16(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i bytes = load_half(from + i);
    store(out + 2 * i, _mm256_cvtepu8_epi16(bytes));
    if (const unsigned above = marks(bytes); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u16(out + 2 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t widen_u32(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i bytes = load_half(from + i);
    store(out + 4 * i, _mm256_cvtepu8_epi32(bytes));
    store(out + 4 * i + width, _mm256_cvtepu8_epi32(_mm_srli_si128(bytes, 8)));
    if (const unsigned above = marks(bytes); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u32(out + 4 * i, from + i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t widen_u64(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m128i bytes = load_half(from + i);
    store(out + 8 * i, _mm256_cvtepu8_epi64(bytes));
    store(out + 8 * i + width, _mm256_cvtepu8_epi64(_mm_srli_si128(bytes, 4)));
    store(out + 8 * i + 2 * width, _mm256_cvtepu8_epi64(_mm_srli_si128(bytes, 8)));
    store(out + 8 * i + 3 * width, _mm256_cvtepu8_epi64(_mm_srli_si128(bytes, 12)));
    if (const unsigned above = marks(bytes); above != 0) return i + _tzcnt_u32(above);
  }
  return i + portable::widen_u64(out + 8 * i, from + i, count - i);
}

// Narrowing saturates, so a number that takes a mark would pass for another: the maximum is compared first.

LIMCODE_TARGET_AVX2 std::size_t narrow_u16(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m256i max = _mm256_set1_epi16(single_byte_max);
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    const __m256i a = load(in + 2 * i), b = load(in + 2 * i + width);
    const __m256i above = _mm256_subs_epu16(_mm256_max_epu16(a, b), max);
    if (_mm256_testz_si256(above, above) == 0) break;
    store(to + i, _mm256_permute4x64_epi64(_mm256_packus_epi16(a, b), 0xD8));
  }
  return i + portable::narrow_u16(to + i, in + 2 * i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t narrow_u32(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m256i max = _mm256_set1_epi32(single_byte_max);
  const __m256i lanes = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  std::size_t i = 0;
  for (; count - i >= 32; i += 32) {
    const __m256i a = load(in + 4 * i), b = load(in + 4 * i + width);
    const __m256i c = load(in + 4 * i + 2 * width), d = load(in + 4 * i + 3 * width);
    const __m256i most = _mm256_max_epu32(_mm256_max_epu32(a, b), _mm256_max_epu32(c, d));
    if (bits_of(_mm256_cmpeq_epi32(_mm256_max_epu32(most, max), max)) != 0xFFFFFFFF) break;
    const __m256i bytes = _mm256_packus_epi16(_mm256_packus_epi32(a, b), _mm256_packus_epi32(c, d));
    store(to + i, _mm256_permutevar8x32_epi32(bytes, lanes));
  }
  return i + portable::narrow_u32(to + i, in + 4 * i, count - i);
}

LIMCODE_TARGET_AVX2 std::size_t narrow_u64(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  const __m256i not_byte = _mm256_set1_epi64x(~0xFFLL);
  std::size_t i = 0;
  for (; count - i >= 16; i += 16) {
    const __m256i a = load(in + 8 * i), b = load(in + 8 * i + width);
    const __m256i c = load(in + 8 * i + 2 * width), d = load(in + 8 * i + 3 * width);
    const __m256i all = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
    if (_mm256_testz_si256(all, not_byte) == 0) break;
    // Each number is one byte now: four vectors side by side within the 64-bit places, then sorted.
    const __m256i ab = _mm256_packus_epi32(a, b), cd = _mm256_packus_epi32(c, d);
    const __m256i words = _mm256_packus_epi32(ab, cd);  // a0 a1 b0 b1 c0 c1 d0 d1 | a2 a3 b2 b3 ...
    const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    const __m128i sorted = _mm_shuffle_epi8(bytes, _mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15));
    if (marks(sorted) != 0) break;
    store_half(to + i, sorted);
  }
  return i + portable::narrow_u64(to + i, in + 8 * i, count - i);
}

VarintRun put_varints_u64(std::uint8_t* to, const void* from, std::size_t count) {
  return portable::put_varints_between(narrow_u64, to, from, count);
}
VarintRun get_varints_u64(void* to, std::size_t room, const std::uint8_t* from, std::size_t size) {
  return portable::get_varints_between(widen_u64, to, room, from, size);
}

LIMCODE_TARGET_AVX2 std::size_t print_u8s(char* to, const std::uint8_t* from, std::size_t count) {
  char* const start = to;
  std::size_t i = 0;
  for (; count - i >= 8; i += 8) to = print_eight(to, from + i);
  const std::size_t left = count - i;
  if (left == 0) return static_cast<std::size_t>(to - start) - (count != 0);
  return static_cast<std::size_t>(to - start) + portable::print_u8s(to, from + i, left);
}

LIMCODE_TARGET_AVX2 ParsedRun parse_u8s(const char* from, const char* end, std::uint8_t* to, std::size_t room) {
  constexpr std::size_t exact_run = 8;  // elements to read without vectors where a block is not of the plain form
  std::uint8_t* const start = to;
  std::uint8_t* const limit = to + room;
  for (;;) {
    // A block has at most 16 numbers, and 8 bytes are stored from the last on.
    while (end - from >= static_cast<std::ptrdiff_t>(width) && limit - to >= 24) {
      const Block block = read_block(from);
      // While nothing is wrong, where to go on depends on the commas alone, and not on all that is checked: the next
      // block can be begun before this one is judged.
      std::uint32_t commas = block.commas;
      if (block.wrong != 0) [[unlikely]]
        commas &= (block.wrong - 1) & ~block.wrong;
      if (commas == 0) break;
      to = store_chosen(to, block.values, commas);
      from += 32 - _lzcnt_u32(commas);
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

}  // namespace limcode::kernels::avx2
#endif
