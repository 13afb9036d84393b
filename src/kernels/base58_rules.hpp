// Base58 of 32 and 64 bytes by a fixed matrix. A number given in 32-bit words is one in digits to base 58^5, five
// base58 digits each, once every word is multiplied with its place value in that base and the columns are summed;
// the sums of products fit 64 bits, so carries are dealt with at the end. Decoding is the same the other way round.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace limcode::kernels::base58 {

inline constexpr char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::uint32_t radix = 58;
inline constexpr std::uint32_t five_base = radix * radix * radix * radix * radix;

/// A character that is not in the alphabet has this value, whose high bit no other has.
inline constexpr std::uint8_t not_a_digit = 0xFF;

inline constexpr std::array<std::uint8_t, 256> values = [] {
  std::array<std::uint8_t, 256> out{};
  out.fill(not_a_digit);
  for (std::uint8_t value = 0; value != radix; ++value) out[static_cast<std::uint8_t>(alphabet[value])] = value;
  return out;
}();

/// The sizes that belong to numbers of `Bytes` bytes.
template <std::size_t Bytes>
struct Sizes {
  static constexpr std::size_t words = Bytes / 4;
  static constexpr std::size_t fives = words + words / 8;  // 58^5 is below 2^32, and this many of them suffice
  static constexpr std::size_t digits = 5 * fives;
  static constexpr std::size_t max_text = Bytes * 11 / 8;  // the digits that such a number can have
};

/// Splits base^exponent of one base into `Count` digits of another, the highest first.
template <std::size_t Count>
constexpr std::array<std::uint32_t, Count> power_digits(std::uint64_t base, std::size_t exponent,
                                                        std::uint64_t digit_base) {
  std::array<std::uint32_t, Count> digits{};
  digits[Count - 1] = 1;
  for (; exponent != 0; --exponent) {
    std::uint64_t carry = 0;
    for (std::size_t i = Count; i-- != 0; carry /= digit_base) {
      carry += digits[i] * base;
      digits[i] = static_cast<std::uint32_t>(carry % digit_base);
    }
  }
  return digits;
}

/// Row i: what the word at place i, the highest first, is worth in fives.
template <std::size_t Bytes>
inline constexpr auto word_worth = [] {
  using S = Sizes<Bytes>;
  std::array<std::array<std::uint32_t, S::fives>, S::words> rows{};
  for (std::size_t i = 0; i != S::words; ++i) {
    rows[i] = power_digits<S::fives>(std::uint64_t{1} << 32, S::words - 1 - i, five_base);
  }
  return rows;
}();

/// Row j: what the five at place j, the highest first, is worth in words.
template <std::size_t Bytes>
inline constexpr auto five_worth = [] {
  using S = Sizes<Bytes>;
  std::array<std::array<std::uint32_t, S::words>, S::fives> rows{};
  for (std::size_t j = 0; j != S::fives; ++j) {
    rows[j] = power_digits<S::words>(five_base, S::fives - 1 - j, std::uint64_t{1} << 32);
  }
  return rows;
}();

/// Whether the sum of rows [first, last), each times `most`, leaves 2^40 to spare in every column.
template <class Rows>
constexpr bool sums_fit(const Rows& rows, std::size_t first, std::size_t last, std::uint64_t most) {
  __extension__ using u128 = unsigned __int128;
  for (std::size_t column = 0; column != rows[0].size(); ++column) {
    u128 sum = u128{1} << 40;
    for (std::size_t row = first; row != last; ++row) sum += static_cast<u128>(rows[row][column]) * most;
    if (sum >> 64 != 0) return false;
  }
  return true;
}

static_assert(sums_fit(word_worth<32>, 0, 8, 0xFFFFFFFF));
static_assert(sums_fit(five_worth<32>, 0, 9, five_base - 1));
static_assert(sums_fit(five_worth<64>, 0, 18, five_base - 1));
// The 16 words of a signature are summed in two halves, with a carry between them.
static_assert(sums_fit(word_worth<64>, 0, 8, 0xFFFFFFFF) && sums_fit(word_worth<64>, 8, 16, 0xFFFFFFFF));

}  // namespace limcode::kernels::base58
