#include "json/eisel_lemire.hpp"

#include <simdjson.h>

#include <bit>

#include "limcode/wire/integer.hpp"

namespace limcode::json {
namespace {

constexpr int smallest_power = -342;
constexpr int largest_power = 308;
constexpr int mantissa_bits = 52;

// floor(log2(10^power)) and the bias of the exponent in one: 217706 / 2^16 is just above log2(10).
constexpr int binary_exponent(int power) { return ((217706 * power) >> 16) + 1023 + 64; }

}  // namespace

bool eisel_lemire(std::uint64_t digits, int exponent, double& value) noexcept {
  if (digits == 0) {
    value = 0;
    return true;
  }
  if (exponent < smallest_power || exponent > largest_power) return false;
  const int zeros = std::countl_zero(digits);
  const std::uint64_t normal = digits << zeros;
  const std::uint64_t* const power = simdjson::internal::power_of_five_128 + 2 * (exponent - smallest_power);
  wire::u128 product = static_cast<wire::u128>(normal) * power[0];
  // The upper bits decide unless those just below the mantissa are all ones: then the lower half of the power counts.
  if ((static_cast<std::uint64_t>(product >> 64) & 0x1FF) == 0x1FF) {
    product += (static_cast<wire::u128>(normal) * power[1]) >> 64;
  }
  const auto upper = static_cast<std::uint64_t>(product >> 64);
  const auto lower = static_cast<std::uint64_t>(product);
  const int top = static_cast<int>(upper >> 63);
  const int shift = top + 64 - mantissa_bits - 3;
  std::uint64_t mantissa = upper >> shift;  // with one bit more than it will keep
  int biased = binary_exponent(exponent) - zeros + top - 1;
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
