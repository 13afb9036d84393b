// The shortest decimal that reads back as a binary float, and of those the nearest: Raffaello Giulietti's Schubfach.
//
// The numbers that round to a float fill an interval between it and its neighbours. With 10^k at most the interval's
// width and 10^(k+1) above it, a multiple of 10^k always lies inside, and at most one of 10^(k+1): that one is the
// shortest if there is one, and otherwise the multiple of 10^k that is nearest. The products by which all this is
// decided are rounded so that comparing them with an integer is as good as comparing the exact ones.
#pragma once

#include <cstdint>

#include "json/powers_of_ten.hpp"
#include "limcode/wire/integer.hpp"

namespace limcode::json {

/// digits * 10^exponent.
struct Decimal {
  std::uint64_t digits;
  int exponent;
};

namespace detail {

/// The whole part of factor * power / 2^128. Its lowest bit is also set if something remains, so that it is neither an
/// even number nor below one if the exact product is not.
[[nodiscard]] inline std::uint64_t scale(Power power, std::uint64_t factor) noexcept {
  const wire::u128 lower = static_cast<wire::u128>(factor) * power.lower;
  const wire::u128 product = static_cast<wire::u128>(factor) * power.upper + static_cast<std::uint64_t>(lower >> 64);
  return static_cast<std::uint64_t>(product >> 64) | (static_cast<std::uint64_t>(product) > 1 ? 1 : 0);
}

template <bool Lopsided>
[[nodiscard]] inline Decimal shortest(std::uint64_t significand, int exponent) noexcept {
  // floor(log10(2^exponent)), and of three quarters of it.
  const int k = (exponent * 1262611 - (Lopsided ? 524031 : 0)) >> 22;
  const Power power = power_above(-k);
  // Everything is in quarters of 10^k.
  const int shift = exponent + binary_order(-k) + 1;
  const std::uint64_t quarters = significand << 2;
  const std::uint64_t value = scale(power, quarters << shift);
  // What lies on the edges rounds to the float only if that is even.
  const std::uint64_t odd = significand & 1;
  const std::uint64_t low = scale(power, (quarters - (Lopsided ? 1 : 2)) << shift) + odd;
  const std::uint64_t high = scale(power, (quarters + 2) << shift) - odd;

  const std::uint64_t whole = value >> 2;
  const std::uint64_t tens = whole / 10;
  const bool tens_inside = low <= 40 * tens;
  const bool next_tens_inside = 40 * tens + 40 <= high;
  std::uint64_t nearest = whole + ((value & 3) + (whole & 1) > 2 ? 1 : 0);
  if constexpr (Lopsided) {
    // The nearest one may be outside on the narrow side.
    const bool inside = low <= 4 * whole;
    const bool next_inside = 4 * whole + 4 <= high;
    if (inside != next_inside) nearest = whole + next_inside;
  }
  const std::uint64_t shorter = 10 * (tens + (next_tens_inside ? 1 : 0));
  // Which it is cannot be predicted, so there is no branch.
  const std::uint64_t mask = 0 - static_cast<std::uint64_t>(tens_inside != next_tens_inside);
  return {nearest ^ ((nearest ^ shorter) & mask), k};
}

}  // namespace detail

/// The shortest decimal for significand * 2^exponent, with zeros at the end of its digits perhaps. `significand` has at
/// most 53 bits, of a float that is not zero; `lopsided` tells that its neighbour below is nearer than the one above.
[[nodiscard]] inline Decimal shortest(std::uint64_t significand, int exponent, bool lopsided) noexcept {
  if (lopsided) [[unlikely]]
    return detail::shortest<true>(significand, exponent);
  return detail::shortest<false>(significand, exponent);
}

}  // namespace limcode::json
