// The AVX-512 kernels for base58 of 32 and 64 bytes: the matrices of base58_rules.hpp with a column to a lane. The
// lowest column is in the lowest lane, so that a carry moves up by one.
#include "kernels/avx512_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/base58_rules.hpp"

namespace limcode::kernels::avx512 {
namespace {

using base58::five_base;
using base58::radix;
using base58::Sizes;

constexpr std::size_t lanes = 8;
constexpr std::size_t lane_digits = 5 * lanes;  // the base58 digits of eight fives

struct Lanes {
  alignas(64) std::uint64_t of[lanes];
};

template <std::size_t Count>
struct LaneRows {
  Lanes row[Count];
};

// Eight columns of the first Count rows of a matrix. Lane 0 is the column at place `lowest` from the front, lane 1 the
// one before it, and so on.
template <std::size_t Count, class Rows>
constexpr LaneRows<Count> columns(const Rows& rows, std::size_t lowest) {
  LaneRows<Count> out{};
  for (std::size_t i = 0; i != Count; ++i) {
    for (std::size_t lane = 0; lane != lanes; ++lane) out.row[i].of[lane] = rows[i][lowest - lane];
  }
  return out;
}

// A key's fives are at places 0 to 8, a signature's at 0 to 17. No word has a share in place 0, and in a signature's
// place 1 only the first word has one; the last eight words have none in places up to 9.
constexpr auto key_fives = columns<8>(base58::word_worth<32>, 8);
constexpr auto signature_fives_low = columns<16>(base58::word_worth<64>, 17);
constexpr auto signature_fives_high = columns<8>(base58::word_worth<64>, 9);
constexpr std::uint64_t signature_top = base58::word_worth<64>[0][1];
static_assert(base58::word_worth<32>[0][0] == 0 && base58::word_worth<64>[0][0] == 0 &&
              base58::word_worth<64>[1][1] == 0 && base58::word_worth<64>[8][9] == 0);

// The lowest nine fives of a signature have no share in its upper eight words.
constexpr auto key_words = columns<9>(base58::five_worth<32>, 7);
constexpr auto signature_words_low = columns<18>(base58::five_worth<64>, 15);
constexpr auto signature_words_high = columns<9>(base58::five_worth<64>, 7);
static_assert(base58::five_worth<64>[9][7] == 0);

constexpr Bytes64 digit_characters = [] {
  Bytes64 out{};
  for (std::size_t i = 0; i != radix; ++i) out.of[i] = static_cast<std::uint8_t>(base58::alphabet[i]);
  return out;
}();

struct Values {
  Bytes64 half[2];
};
constexpr Values digit_values = [] {
  Values out{};
  for (std::size_t c = 0; c != 128; ++c) out.half[c / 64].of[c % 64] = base58::values[c];
  return out;
}();

constexpr Bytes64 byte_places = [] {
  Bytes64 out{};
  for (std::uint8_t i = 0; i != 64; ++i) out.of[i] = i;
  return out;
}();

// Where the digits of fives come from, highest first: `top` fives from the second of two vectors, whose lowest lane
// is the highest place, then eight from the first.
constexpr Bytes64 digit_order(std::size_t top) {
  Bytes64 out{};
  for (std::size_t i = 0; i != 5 * (top + lanes); ++i) {
    const std::size_t five = i / 5, digit = i % 5;
    out.of[i] = static_cast<std::uint8_t>(five < top ? 64 + 8 * five + digit : 8 * (top + lanes - 1 - five) + digit);
  }
  return out;
}
constexpr Bytes64 key_digits = digit_order(1), signature_digits_high = digit_order(2),
                  signature_digits_low = digit_order(0);

// The way back: where each lane's five digits are in a number's digits, if lane 0 has those from place `lowest` on.
constexpr Bytes64 lane_order(std::size_t lowest, std::size_t used) {
  Bytes64 out{};
  for (std::size_t lane = 0; lane != used; ++lane) {
    for (std::size_t digit = 0; digit != 5; ++digit) {
      out.of[8 * lane + digit] = static_cast<std::uint8_t>(lowest - 5 * lane + digit);
    }
  }
  return out;
}
constexpr Bytes64 key_lanes = lane_order(40, 8), key_top_lane = lane_order(0, 1);
constexpr Bytes64 signature_lanes_low = lane_order(85, 8), signature_lanes_high = lane_order(45, 8),
                  signature_top_lanes = lane_order(5, 2);
constexpr __mmask64 lane_bytes = 0x1F1F1F1F1F1F1F1F;  // the five bytes of each eight that hold a digit

LIMCODE_TARGET_AVX512 inline __m512i load_lanes(const Lanes& row) { return _mm512_load_si512(row.of); }

LIMCODE_TARGET_AVX512 inline std::size_t trailing_zeros(std::uint64_t bits) { return _tzcnt_u64(bits); }

// sum + factor * row, where factor is in the lower half of every lane.
LIMCODE_TARGET_AVX512 inline __m512i add_product(__m512i sum, __m512i factor, const Lanes& row) {
  return _mm512_add_epi64(sum, _mm512_mul_epu32(factor, load_lanes(row)));
}

LIMCODE_TARGET_AVX512 inline __m512i everywhere(__m512i lanes_of, std::size_t lane) {
  return _mm512_permutexvar_epi64(_mm512_set1_epi64(static_cast<long long>(lane)), lanes_of);
}

// The lanes of `values` one up; the lowest is the highest of `below`.
LIMCODE_TARGET_AVX512 inline __m512i moved_up(__m512i of, __m512i below) { return _mm512_alignr_epi64(of, below, 7); }

LIMCODE_TARGET_AVX512 inline std::uint64_t highest(__m512i of) {
  return static_cast<std::uint64_t>(_mm_extract_epi64(_mm512_extracti64x2_epi64(of, 3), 1));
}

LIMCODE_TARGET_AVX512 inline bool any_five_over(__m512i fives) {
  return _mm512_cmpge_epu64_mask(fives, _mm512_set1_epi64(five_base)) != 0;
}

// Divides each lane by the base of fives, leaving the remainder. The reciprocal is a little too small, so that a
// quotient is right or one too low.
LIMCODE_TARGET_AVX512 inline __m512i divide_by_five_base(__m512i& fives) {
  constexpr double reciprocal = (1.0 - 0x1p-50) / five_base;
  const __m512i base = _mm512_set1_epi64(five_base);
  const __m512i low = _mm512_cvttpd_epu64(_mm512_mul_pd(_mm512_cvtepu64_pd(fives), _mm512_set1_pd(reciprocal)));
  const __m512i left = _mm512_sub_epi64(fives, _mm512_mullo_epi64(low, base));
  const __mmask8 one_more = _mm512_cmpge_epu64_mask(left, base);
  fives = _mm512_mask_sub_epi64(left, one_more, left, base);
  return _mm512_mask_add_epi64(low, one_more, low, _mm512_set1_epi64(1));
}

// Lanes divided by multiplication with the reciprocal, which is exact for fives: rounding it up adds less than one
// part in Divisor of the result's last place.
template <std::uint64_t Divisor, unsigned Shift>
LIMCODE_TARGET_AVX512 inline __m512i divided(__m512i fives) {
  constexpr std::uint64_t one = std::uint64_t{1} << Shift;
  constexpr std::uint64_t reciprocal = (one + Divisor - 1) / Divisor;
  static_assert(reciprocal >> 32 == 0 && (reciprocal * Divisor - one) * five_base < one);
  return _mm512_srli_epi64(_mm512_mul_epu32(fives, _mm512_set1_epi64(reciprocal)), Shift);
}

// The five base58 digits of each lane, in its lower five bytes, the highest digit lowest.
LIMCODE_TARGET_AVX512 inline __m512i digits_of(__m512i fives) {
  const __m512i by_58 = divided<radix, 37>(fives);
  const __m512i by_58_2 = divided<radix * radix, 43>(fives);
  const __m512i by_58_3 = divided<radix * radix * radix, 49>(fives);
  const __m512i by_58_4 = divided<radix * radix * radix * radix, 55>(fives);
  // A digit is a quotient less 58 times the next; all subtractions in one, since their bytes lie side by side.
  const __m512i sums = _mm512_add_epi64(_mm512_add_epi64(by_58_4, _mm512_slli_epi64(by_58_3, 8)),
                                        _mm512_add_epi64(_mm512_slli_epi64(by_58_2, 16), _mm512_slli_epi64(by_58, 24)));
  return _mm512_sub_epi64(_mm512_add_epi64(sums, _mm512_slli_epi64(fives, 32)),
                          _mm512_mullo_epi64(sums, _mm512_set1_epi64(256LL * radix)));
}

// Stores the characters of `digits` from place `start` on.
LIMCODE_TARGET_AVX512 inline void store_characters(char* to, __m512i digits, std::size_t start) {
  const __m512i text = _mm512_permutexvar_epi8(digits, load(digit_characters));
  const __m512i places = _mm512_add_epi8(load(byte_places), _mm512_set1_epi8(static_cast<char>(start)));
  _mm512_storeu_si512(to, _mm512_permutexvar_epi8(places, text));
}

// The words of 32 bytes, each in its own byte order, highest first.
LIMCODE_TARGET_AVX512 inline __m512i load_words(const std::uint8_t* from, __m256i& bytes) {
  bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  const __m256i order =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
  return _mm512_cvtepu32_epi64(_mm256_shuffle_epi8(bytes, order));
}

LIMCODE_TARGET_AVX512 inline std::uint32_t nonzero_bytes(__m256i bytes) { return _mm256_test_epi8_mask(bytes, bytes); }

// A text of up to 128 characters, and its digits' values.
struct Text {
  __m512i digits[2];
  std::size_t count;
  std::size_t leading_ones;
  bool valid;
};

LIMCODE_TARGET_AVX512 inline __m512i value_of(__m512i text) {
  return _mm512_permutex2var_epi8(load(digit_values.half[0]), text, load(digit_values.half[1]));
}

LIMCODE_TARGET_AVX512 inline Text load_text(const char* from, std::size_t count) {
  const __mmask64 first = first_bytes(count < 64 ? count : 64), second = first_bytes(count < 64 ? 0 : count - 64);
  const __m512i one = _mm512_set1_epi8(base58::alphabet[0]);
  const __m512i low = _mm512_mask_loadu_epi8(one, first, from), high = _mm512_mask_loadu_epi8(one, second, from + 64);
  Text text;
  text.digits[0] = value_of(low);
  text.digits[1] = value_of(high);
  text.count = count;
  // A text of 64 characters and more may begin with 64 of them at most, or it says too little.
  const __mmask64 not_one = _mm512_test_epi8_mask(text.digits[0], text.digits[0]);
  text.leading_ones = trailing_zeros(count < 64 ? not_one | std::uint64_t{1} << count : not_one);
  // The look-up ignores the high bit of a character: it is wrong by itself.
  const __m512i bad = _mm512_or_si512(_mm512_or_si512(text.digits[0], text.digits[1]), _mm512_or_si512(low, high));
  text.valid = _mm512_movepi8_mask(bad) == 0;
  return text;
}

// The fives at the places of `order`, counted among `all` digits, of which the text has the last ones.
LIMCODE_TARGET_AVX512 inline __m512i gather_fives(const Text& text, const Bytes64& order, __mmask64 used,
                                                  std::size_t all) {
  const __m512i missing = _mm512_set1_epi8(static_cast<char>(all - text.count));
  const __m512i places = load(order);
  const __mmask64 there = _mm512_mask_cmpge_epu8_mask(used, places, missing);
  const __m512i digits =
      _mm512_maskz_permutex2var_epi8(there, text.digits[0], _mm512_sub_epi8(places, missing), text.digits[1]);
  // Two digits to a number, two of those to a number, and the fifth digit in the upper half.
  const __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi64(0x0000'0001'013A'013A));
  const __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi64(0x0000'0001'0001'0000 | 1LL * radix * radix));
  return _mm512_add_epi64(_mm512_mul_epu32(fours, _mm512_set1_epi64(radix)), _mm512_srli_epi64(fours, 32));
}

// Carries between words of 32 bits in eight lanes and those above them until none is over; false if the highest is.
LIMCODE_TARGET_AVX512 inline bool carry_words(__m512i& low, __m512i& high) {
  const __m512i word = _mm512_set1_epi64(0xFFFFFFFF);
  std::uint64_t out = 0;
  while (_mm512_cmpgt_epu64_mask(_mm512_max_epu64(low, high), word) != 0) {
    const __m512i low_up = _mm512_srli_epi64(low, 32), high_up = _mm512_srli_epi64(high, 32);
    low = _mm512_add_epi64(_mm512_and_si512(low, word), moved_up(low_up, _mm512_setzero_si512()));
    high = _mm512_add_epi64(_mm512_and_si512(high, word), moved_up(high_up, low_up));
    out |= highest(high_up);
  }
  return out == 0;
}

// Stores eight words, the lowest in lane 0, as a big-endian number; returns which bytes are not zero.
LIMCODE_TARGET_AVX512 inline std::uint32_t store_words(std::uint8_t* to, __m512i words) {
  const __m256i backwards = _mm256_setr_epi8(31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13,
                                             12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m256i bytes = _mm256_permutexvar_epi8(backwards, _mm512_cvtepi64_epi32(words));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), bytes);
  return nonzero_bytes(bytes);
}

}  // namespace

LIMCODE_TARGET_AVX512 std::size_t encode_base58_32(char* to, const std::uint8_t* from) {
  __m256i bytes;
  const __m512i words = load_words(from, bytes);
  __m512i fives = _mm512_setzero_si512();
  for (std::size_t i = 0; i != 8; ++i) fives = add_product(fives, everywhere(words, i), key_fives.row[i]);
  std::uint64_t top = 0;
  while (any_five_over(fives)) {
    const __m512i up = divide_by_five_base(fives);
    fives = _mm512_add_epi64(fives, moved_up(up, _mm512_setzero_si512()));
    top += highest(up);
  }
  const __m512i top_digits = digits_of(_mm512_zextsi128_si512(_mm_cvtsi64_si128(static_cast<long long>(top))));
  const __m512i digits = _mm512_permutex2var_epi8(digits_of(fives), load(key_digits), top_digits);
  const std::uint64_t end = std::uint64_t{1} << Sizes<32>::digits;
  const std::size_t zero_digits = trailing_zeros((_mm512_test_epi8_mask(digits, digits) & (end - 1)) | end);
  const std::size_t zero_bytes = trailing_zeros(nonzero_bytes(bytes) | std::uint64_t{1} << 32);
  const std::size_t start = zero_digits - zero_bytes;
  store_characters(to, digits, start);
  return Sizes<32>::digits - start;
}

LIMCODE_TARGET_AVX512 std::size_t encode_base58_64(char* to, const std::uint8_t* from) {
  __m256i upper_bytes, lower_bytes;
  const __m512i upper = load_words(from, upper_bytes), lower = load_words(from + 32, lower_bytes);
  __m512i low = _mm512_setzero_si512(), high = low;
  for (std::size_t i = 0; i != 8; ++i) {
    const __m512i word = everywhere(upper, i);
    low = add_product(low, word, signature_fives_low.row[i]);
    high = add_product(high, word, signature_fives_high.row[i]);
  }
  // The sums of all sixteen words would not fit.
  const __m512i half_way = divide_by_five_base(low);
  low = _mm512_add_epi64(low, moved_up(half_way, _mm512_setzero_si512()));
  high = _mm512_add_epi64(high, moved_up(_mm512_setzero_si512(), half_way));
  for (std::size_t i = 0; i != 8; ++i) low = add_product(low, everywhere(lower, i), signature_fives_low.row[8 + i]);

  const auto first_word = static_cast<std::uint32_t>(_mm_cvtsi128_si64(_mm512_castsi512_si128(upper)));
  std::uint64_t top = first_word * signature_top;
  while (any_five_over(_mm512_max_epu64(low, high))) {
    const __m512i up = divide_by_five_base(low), out = divide_by_five_base(high);
    low = _mm512_add_epi64(low, moved_up(up, _mm512_setzero_si512()));
    high = _mm512_add_epi64(high, moved_up(out, up));
    top += highest(out);
  }
  const __m512i top_fives = _mm512_zextsi128_si512(
      _mm_set_epi64x(static_cast<long long>(top % five_base), static_cast<long long>(top / five_base)));
  const __m512i high_digits =
      _mm512_permutex2var_epi8(digits_of(high), load(signature_digits_high), digits_of(top_fives));
  const __m512i low_digits = _mm512_permutexvar_epi8(load(signature_digits_low), digits_of(low));

  constexpr std::size_t high_count = Sizes<64>::digits - lane_digits;
  const std::uint64_t high_set = _mm512_test_epi8_mask(high_digits, high_digits) & first_bytes(high_count);
  const std::uint64_t low_set = _mm512_test_epi8_mask(low_digits, low_digits) & first_bytes(lane_digits);
  const std::size_t zero_digits =
      high_set != 0 ? trailing_zeros(high_set) : high_count + trailing_zeros(low_set | std::uint64_t{1} << lane_digits);
  const std::uint64_t set = nonzero_bytes(upper_bytes) | static_cast<std::uint64_t>(nonzero_bytes(lower_bytes)) << 32;
  // No more than 26 of the 90 digits are left out, so the text begins among the upper 50.
  const std::size_t start = zero_digits - trailing_zeros(set);
  store_characters(to, high_digits, start);
  store_characters(to + high_count - start, low_digits, 0);
  return Sizes<64>::digits - start;
}

LIMCODE_TARGET_AVX512 bool decode_base58_32(std::uint8_t* to, const char* from, std::size_t count) {
  if (count < 32 || count > Sizes<32>::max_text) return false;
  const Text text = load_text(from, count);
  const __m512i fives = gather_fives(text, key_lanes, lane_bytes, Sizes<32>::digits);
  const __m512i top = gather_fives(text, key_top_lane, lane_bytes & 0xFF, Sizes<32>::digits);
  __m512i words = _mm512_mul_epu32(everywhere(top, 0), load_lanes(key_words.row[0])), none = _mm512_setzero_si512();
  for (std::size_t j = 1; j != 9; ++j) words = add_product(words, everywhere(fives, 8 - j), key_words.row[j]);
  std::uint64_t over = 0;
  const __m512i word = _mm512_set1_epi64(0xFFFFFFFF);
  while (_mm512_cmpgt_epu64_mask(words, word) != 0) {
    const __m512i up = _mm512_srli_epi64(words, 32);
    words = _mm512_add_epi64(_mm512_and_si512(words, word), moved_up(up, none));
    over |= highest(up);
  }
  const std::size_t leading_zeros = trailing_zeros(store_words(to, words) | std::uint64_t{1} << 32);
  return text.valid && over == 0 && leading_zeros == text.leading_ones;
}

LIMCODE_TARGET_AVX512 bool decode_base58_64(std::uint8_t* to, const char* from, std::size_t count) {
  if (count < 64 || count > Sizes<64>::max_text) return false;
  const Text text = load_text(from, count);
  const __m512i low = gather_fives(text, signature_lanes_low, lane_bytes, Sizes<64>::digits);
  const __m512i high = gather_fives(text, signature_lanes_high, lane_bytes, Sizes<64>::digits);
  const __m512i top = gather_fives(text, signature_top_lanes, lane_bytes & 0xFFFF, Sizes<64>::digits);
  __m512i lower = _mm512_setzero_si512(), upper = lower;
  for (std::size_t j = 0; j != 18; ++j) {
    const __m512i five = j < 2 ? everywhere(top, 1 - j) : j < 10 ? everywhere(high, 9 - j) : everywhere(low, 17 - j);
    lower = add_product(lower, five, signature_words_low.row[j]);
    if (j < 9) upper = add_product(upper, five, signature_words_high.row[j]);
  }
  const bool fits = carry_words(lower, upper);
  const std::uint64_t set = store_words(to, upper) | static_cast<std::uint64_t>(store_words(to + 32, lower)) << 32;
  // The leading ones are counted up to 64: a text of nothing else must have just as many.
  return text.valid && fits && trailing_zeros(set) == text.leading_ones && (set != 0 || count == 64);
}

}  // namespace limcode::kernels::avx512
#endif
