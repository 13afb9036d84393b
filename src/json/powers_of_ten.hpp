// The powers of ten that conversions between binary and decimal floats multiply by, to 128 bits: what reads a float
// and what prints one share them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace limcode::json {

/// The leading 128 bits of a power of ten; the highest of them is set.
struct Power {
  std::uint64_t upper;
  std::uint64_t lower;
};

inline constexpr int smallest_power = -342;
inline constexpr int largest_power = 324;

/// The powers from 10^smallest_power up to 10^largest_power, rounded down.
extern const std::array<Power, largest_power - smallest_power + 1> powers_of_ten;

/// 10^`exponent` rounded down.
[[nodiscard]] inline Power power_below(int exponent) noexcept {
  return powers_of_ten[static_cast<std::size_t>(exponent - smallest_power)];
}

/// 10^`exponent` rounded up. Up to 10^55 the positive ones are exact. The sum never carries: powers_of_ten.cpp sees to
/// that.
[[nodiscard]] inline Power power_above(int exponent) noexcept {
  const Power below = power_below(exponent);
  return {below.upper, below.lower + (static_cast<unsigned>(exponent) > 55 ? 1 : 0)};
}

/// floor(log2(10^exponent)) for the exponents above.
[[nodiscard]] constexpr int binary_order(int exponent) noexcept { return (exponent * 217706) >> 16; }

}  // namespace limcode::json
