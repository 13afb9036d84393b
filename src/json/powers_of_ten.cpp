// The powers of ten, computed by the compiler. They have the bits of the powers of five, which are exact integers for
// positive exponents; for negative ones a power of two is divided again and again, and a quotient of a rounded quotient
// rounds down to the same.
#include "json/powers_of_ten.hpp"

#include <bit>
#include <stdexcept>

#include "limcode/wire/integer.hpp"

namespace limcode::json {
namespace {

// The lowest limb first. 5^342 has 795 bits, and 128 more are wanted of what it divides.
constexpr std::size_t limb_count = 30;
using Limbs = std::array<std::uint32_t, limb_count>;
constexpr int highest_bit = 32 * static_cast<int>(limb_count) - 1;

constexpr void multiply_by_five(Limbs& limbs) {
  std::uint64_t carry = 0;
  for (std::uint32_t& limb : limbs) {
    carry += limb * std::uint64_t{5};
    limb = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
}

constexpr void divide_by_five(Limbs& limbs) {
  std::uint64_t rest = 0;
  for (std::size_t index = limb_count; index-- != 0;) {
    rest = rest << 32 | limbs[index];
    limbs[index] = static_cast<std::uint32_t>(rest / 5);
    rest %= 5;
  }
}

// The leading bits of the limbs, which stand for 10^exponent when divided by 2^`shift`.
constexpr Power leading_bits(const Limbs& limbs, int exponent, int shift) {
  std::size_t top = limb_count - 1;
  while (limbs[top] == 0) --top;
  const auto limb = [&](std::size_t below) { return below > top ? 0 : limbs[top - below]; };
  wire::u128 bits = 0;
  for (std::size_t below = 0; below != 4; ++below) bits = bits << 32 | limb(below);
  const int zeros = std::countl_zero(limbs[top]);
  if (zeros != 0) bits = bits << zeros | limb(4) >> (32 - zeros);
  const Power power{static_cast<std::uint64_t>(bits >> 64), static_cast<std::uint64_t>(bits)};
  const int order = 32 * static_cast<int>(top) + 31 - zeros - shift;
  // Evaluated by the compiler, to which an exception is an error.
  if (order != binary_order(exponent)) throw std::logic_error("binary_order() is wrong");
  if (power.lower == ~std::uint64_t{0}) throw std::logic_error("power_above() would have to carry");
  return power;
}

consteval auto compute_powers() {
  std::array<Power, largest_power - smallest_power + 1> powers{};
  Power* const one = powers.data() - smallest_power;
  Limbs limbs{1};
  for (int exponent = 0; exponent <= largest_power; ++exponent) {
    one[exponent] = leading_bits(limbs, exponent, -exponent);
    multiply_by_five(limbs);
  }
  limbs = {};
  limbs.back() = 1U << 31;
  for (int exponent = -1; exponent >= smallest_power; --exponent) {
    divide_by_five(limbs);
    one[exponent] = leading_bits(limbs, exponent, highest_bit - exponent);
  }
  return powers;
}

}  // namespace

constinit const std::array<Power, largest_power - smallest_power + 1> powers_of_ten = compute_powers();

}  // namespace limcode::json
