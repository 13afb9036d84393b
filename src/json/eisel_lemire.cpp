#include "json/eisel_lemire.hpp"

#include <bit>

#include "json/powers_of_ten.hpp"
#include "limcode/wire/integer.hpp"

namespace limcode::json {
namespace {

constexpr int largest_exponent = 308;
constexpr int mantissa_bits = 52;
constexpr int exponent_bias = 1023;
// A number of 64 bits can be a multiple of 5^27, but of no higher power: as far as this a product with a negative power
// may stand for an exact result, which rounding up keeps in its leading bits.
constexpr int most_fives = 27;

}  // namespace

bool eisel_lemire(std::uint64_t digits, int exponent, double& value) noexcept {
  if (digits == 0) {
    value = 0;
    return true;
  }
  if (exponent < smallest_power || exponent > largest_exponent) return false;
  const int zeros = std::countl_zero(digits);
  const std::uint64_t normal = digits << zeros;
  const bool may_be_exact = exponent < 0 && exponent >= -most_fives;
  const Power power = may_be_exact ? power_above(exponent) : power_below(exponent);
  wire::u128 product = static_cast<wire::u128>(normal) * power.upper;
  // The upper bits decide unless those just below the mantissa are all ones: then the lower half of the power counts.
  if ((static_cast<std::uint64_t>(product >> 64) & 0x1FF) == 0x1FF) {
    product += (static_cast<wire::u128>(normal) * power.lower) >> 64;
  }
  const auto upper = static_cast<std::uint64_t>(product >> 64);
  const auto lower = static_cast<std::uint64_t>(product);
  const int top = static_cast<int>(upper >> 63);
  const int shift = top + 64 - mantissa_bits - 3;
  std::uint64_t mantissa = upper >> shift;  // with one bit more than it will keep
  int biased = binary_order(exponent) + exponent_bias + 64 - zeros + top - 1;
  if (biased <= 0) return false;
  // Exactly half way between two doubles: only small powers of ten can get there. Then even is right, not up.
  if (lower <= 1 && exponent >= -4 && exponent <= 23 && (mantissa & 3) == 1 && (mantissa << shift) == upper) {
    mantissa &= ~std::uint64_t{1};
  }
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >> (mantissa_bits + 1) != 0) {
    mantissa >>= 1;
    ++biased;
  }
  if (biased >= 0x7FF) return false;
  const std::uint64_t fraction = mantissa & ((std::uint64_t{1} << mantissa_bits) - 1);
  value = std::bit_cast<double>((static_cast<std::uint64_t>(biased) << mantissa_bits) | fraction);
  return true;
}

}  // namespace limcode::json
