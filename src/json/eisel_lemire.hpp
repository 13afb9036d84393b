// Decimal to float for numbers of up to 19 digits, by the method of Eisel and Lemire ("Number parsing at a gigabyte
// per second", 2021; completeness by Mushtak and Lemire, 2023).
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "json/powers_of_ten.hpp"
#include "limcode/wire/integer.hpp"

namespace limcode::json {

/// The float nearest to `digits` * 10^`exponent`, ties to even. False, with nothing written, when the result is not
/// a normal number: zero is, subnormals and overflows are not.
template <class Float>
[[nodiscard]] inline bool eisel_lemire(std::uint64_t digits, int exponent, Float& value) noexcept {
  using Limits = std::numeric_limits<Float>;
  using Bits = std::conditional_t<sizeof(Float) == 8, std::uint64_t, std::uint32_t>;
  constexpr int mantissa_bits = Limits::digits - 1;
  constexpr int exponent_bias = Limits::max_exponent - 1;
  constexpr std::uint64_t undecided = ~std::uint64_t{0} >> (mantissa_bits + 3);
  // A number of 64 bits can be a multiple of 5^27, but of no higher power: as far as this a product with a negative
  // power may stand for an exact result, which rounding up keeps in its leading bits.
  constexpr int most_fives = 27;
  // Where it may lie half way between two floats: their middle times 5^4 or 5^17 has 64 bits, and a number with 23 or
  // 10 fives in it can be as short as one.
  constexpr int least_half_way = sizeof(Float) == 8 ? -4 : -17;
  constexpr int most_half_way = sizeof(Float) == 8 ? 23 : 10;
  if (digits == 0) {
    value = 0;
    return true;
  }
  if (exponent < smallest_power || exponent > Limits::max_exponent10) return false;
  const int zeros = std::countl_zero(digits);
  const std::uint64_t normal = digits << zeros;
  const bool may_be_exact = exponent < 0 && exponent >= -most_fives;
  const Power power = may_be_exact ? power_above(exponent) : power_below(exponent);
  wire::u128 product = static_cast<wire::u128>(normal) * power.upper;
  // The upper bits decide unless those just below the mantissa are all ones: then the lower half of the power counts.
  if ((static_cast<std::uint64_t>(product >> 64) & undecided) == undecided) [[unlikely]] {
    product += (static_cast<wire::u128>(normal) * power.lower) >> 64;
  }
  const auto upper = static_cast<std::uint64_t>(product >> 64);
  const auto lower = static_cast<std::uint64_t>(product);
  const int top = static_cast<int>(upper >> 63);
  const int shift = top + 64 - mantissa_bits - 3;
  std::uint64_t mantissa = upper >> shift;  // with one bit more than it will keep
  int biased = binary_order(exponent) + exponent_bias + 64 - zeros + top - 1;
  if (biased <= 0) return false;
  // Exactly half way even is right, not up.
  if (lower <= 1 && exponent >= least_half_way && exponent <= most_half_way && (mantissa & 3) == 1 &&
      (mantissa << shift) == upper) {
    mantissa &= ~std::uint64_t{1};
  }
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >> (mantissa_bits + 1) != 0) {
    mantissa >>= 1;
    ++biased;
  }
  if (biased >= 2 * Limits::max_exponent - 1) return false;
  const Bits fraction = static_cast<Bits>(mantissa) & ((Bits{1} << mantissa_bits) - 1);
  value = std::bit_cast<Float>(static_cast<Bits>(biased) << mantissa_bits | fraction);
  return true;
}

}  // namespace limcode::json
