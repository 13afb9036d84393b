// The AVX2 kernel that reads arrays of u64. The commas of 64 characters are found at once, so that where one number
// begins does not wait for the one before it to be read; then each is read from its last sixteen digits and those
// that are left before them.
#include "kernels/avx2.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/decimal.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::avx2 {
namespace {

constexpr std::ptrdiff_t block_size = 64;
constexpr unsigned max_digits = 20;
constexpr unsigned vector_digits = 16;

// What 64 characters are, a bit each.
struct Kinds {
  std::uint64_t digits = 0, zeros = 0, commas = 0, spaces = 0;
};

LIMCODE_TARGET_AVX2 inline std::uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

LIMCODE_TARGET_AVX2 inline __m256i are_digits(__m256i text) {
  const __m256i values = _mm256_sub_epi8(text, _mm256_set1_epi8('0'));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(values, _mm256_set1_epi8(9)), values);
}

LIMCODE_TARGET_AVX2 inline __m256i are_spaces(__m256i text) {
  // A look-up by the low nibble gives the one white space character that ends in it, if there is one.
  const __m256i spaces =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
  return _mm256_cmpeq_epi8(text, _mm256_shuffle_epi8(spaces, text));
}

LIMCODE_TARGET_AVX2 inline Kinds look_at(const char* from) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32));
  const __m256i zero = _mm256_set1_epi8('0'), comma = _mm256_set1_epi8(',');
  return {bits_of(are_digits(low), are_digits(high)),
          bits_of(_mm256_cmpeq_epi8(low, zero), _mm256_cmpeq_epi8(high, zero)),
          bits_of(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(high, comma)),
          bits_of(are_spaces(low), are_spaces(high))};
}

// All bits set from place `count` on, when read at 16 less a count of digits: keeps the last ones of a vector.
alignas(32) constexpr std::uint8_t keep_window[32] = {0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
                                                      0,    0,    0,    0,    0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

// The number in the last `count` characters before `end`. Requires 1 to 16 digits, and 16 readable characters.
LIMCODE_TARGET_AVX2 inline std::uint64_t read_digits(const char* end, unsigned count) {
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(end - vector_digits));
  const __m128i keep = _mm_loadu_si128(reinterpret_cast<const __m128i*>(keep_window + count));
  const __m128i digits = _mm_and_si128(_mm_sub_epi8(text, _mm_set1_epi8('0')), keep);
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
  const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(0x00012710));
  const auto both = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
  return (both & 0xFFFFFFFF) * ten_to_8 + (both >> 32);
}

// The same for 17 to 20 digits; false if the number is too large.
LIMCODE_TARGET_AVX2 inline bool read_long(const char* end, unsigned count, std::uint64_t& value) {
  const std::uint64_t head = digits_value(load_little(end - count), count - vector_digits);
  return !__builtin_mul_overflow(head, ten_to_16, &value) &&
         !__builtin_add_overflow(value, read_digits(end, vector_digits), &value);
}

// Reads the numbers that end at `commas` and begin at the lowest bits of `starts`, which match them. Returns how many
// precede the first that is too large.
LIMCODE_TARGET_AVX2 inline std::size_t read_block(const char* from, std::uint64_t commas, std::uint64_t starts,
                                                  std::uint8_t* out) {
  std::size_t count = 0;
  for (; commas != 0; commas &= commas - 1, starts &= starts - 1, ++count) {
    const auto place = static_cast<unsigned>(_tzcnt_u64(commas));
    const unsigned digits = place - static_cast<unsigned>(_tzcnt_u64(starts));
    std::uint64_t value = 0;
    if (digits <= vector_digits) {
      value = read_digits(from + place, digits);
    } else if (digits > max_digits || !read_long(from + place, digits, value)) {
      break;
    }
    store_native(out + 8 * count, value);
  }
  return count;
}

}  // namespace

LIMCODE_TARGET_AVX2 ParsedRun parse_u64s(const char* from, const char* end, void* to, std::size_t room) {
  // Elements to read one by one at the start, so that every number after them has a vector's length of text before
  // its end, and wherever a block is not of the plain form.
  constexpr std::size_t exact_run = vector_digits / 2;
  constexpr std::size_t block_run = block_size / 2;  // the most numbers in a block
  auto* const out = static_cast<std::uint8_t*>(to);
  std::size_t count = 0;
  for (;;) {
    const std::size_t wanted = room - count < exact_run ? room - count : exact_run;
    const ParsedRun run = portable::parse_u64s(from, end, out + 8 * count, wanted);
    count += run.count;
    from = run.next;
    if (run.count != exact_run) return {from, count};
    while (end - from >= block_size && room - count >= block_run) {
      const Kinds kinds = look_at(from);
      const std::uint64_t after_digit = kinds.digits << 1;
      const std::uint64_t leading_zero = kinds.zeros & ~after_digit;
      const std::uint64_t wrong = ~(kinds.digits | kinds.commas | kinds.spaces)  // other characters
                                  | (kinds.commas & ~after_digit)                // no number before it
                                  | (kinds.spaces & after_digit)                 // left to exact code
                                  | (kinds.digits & (leading_zero << 1));        // 01
      std::uint64_t commas = kinds.commas;
      if (wrong != 0) [[unlikely]]
        commas &= (wrong - 1) & ~wrong;
      if (commas == 0) break;
      const char* from_comma = from;
      const std::size_t read = read_block(from, commas, kinds.digits & ~after_digit, out + 8 * count);
      count += read;
      if (read != static_cast<std::size_t>(_mm_popcnt_u64(commas))) [[unlikely]] {
        // Past the commas of the numbers that were read; the one after them is the caller's.
        for (std::size_t i = 0; i != read; ++i, commas &= commas - 1) from_comma = from + _tzcnt_u64(commas);
        return {read == 0 ? from : from_comma + 1, count};
      }
      from += block_size - static_cast<std::ptrdiff_t>(_lzcnt_u64(commas));
      if (wrong != 0) [[unlikely]]
        break;
    }
  }
}

}  // namespace limcode::kernels::avx2
#endif
