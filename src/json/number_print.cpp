#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "json/number.hpp"
#include "kernels/decimal.hpp"

namespace limcode::json {
namespace {

constexpr std::uint64_t ten_to_19 = 10'000'000'000'000'000'000ULL;

// Below 10^19, with all 19 digits.
char* write_nineteen_digits(char* to, std::uint64_t value) {
  char digits[24];
  const char* const end = kernels::write_decimal(digits, value);
  const auto count = static_cast<std::size_t>(end - digits);
  std::memset(to, '0', 19 - count);
  std::memcpy(to + 19 - count, digits, count);
  return to + 19;
}

// The digits of a float and where its point is, laid out as ryu's pretty printer does, which serde_json uses:
// plain from 10^-5 up to 10^`plain_digits`, otherwise with an exponent.
char* layout(char* to, std::uint64_t significand, int exponent, int plain_digits, int leading_zeros) {
  char digits[24];
  const int count = static_cast<int>(kernels::write_decimal(digits, significand) - digits);
  const int point = count + exponent;  // the value is 0.digits * 10^point
  if (exponent >= 0 && point <= plain_digits) {
    std::memcpy(to, digits, static_cast<std::size_t>(count));
    std::memset(to + count, '0', static_cast<std::size_t>(exponent));
    std::memcpy(to + point, ".0", 2);
    return to + point + 2;
  }
  if (point > 0 && point <= plain_digits) {
    std::memcpy(to, digits, static_cast<std::size_t>(point));
    to[point] = '.';
    std::memcpy(to + point + 1, digits + point, static_cast<std::size_t>(count - point));
    return to + count + 1;
  }
  if (point > -leading_zeros && point <= 0) {
    std::memcpy(to, "0.000000", 8);
    std::memcpy(to + 2 - point, digits, static_cast<std::size_t>(count));
    return to + 2 - point + count;
  }
  *to++ = digits[0];
  if (count > 1) {
    *to++ = '.';
    std::memcpy(to, digits + 1, static_cast<std::size_t>(count - 1));
    to += count - 1;
  }
  *to++ = 'e';
  return kernels::write_decimal_signed(to, point - 1);
}

template <class Float>
char* print_float(char* to, Float value, int plain_digits, int leading_zeros) {
  if (!std::isfinite(value)) {
    std::memcpy(to, "null", 4);
    return to + 4;
  }
  if (std::signbit(value)) *to++ = '-';
  if (value == 0) {
    std::memcpy(to, "0.0", 3);
    return to + 3;
  }
  const auto decimal = fmt::detail::dragonbox::to_decimal(std::fabs(value));
  return layout(to, decimal.significand, decimal.exponent, plain_digits, leading_zeros);
}

}  // namespace

char* print_u128(char* to, wire::u128 value) noexcept {
  if (value < ten_to_19) return kernels::write_decimal(to, static_cast<std::uint64_t>(value));
  const wire::u128 upper = value / ten_to_19;
  to = print_u128(to, upper);
  return write_nineteen_digits(to, static_cast<std::uint64_t>(value - upper * ten_to_19));
}

char* print_i128(char* to, wire::i128 value) noexcept {
  auto magnitude = static_cast<wire::u128>(value);
  if (value < 0) {
    *to++ = '-';
    magnitude = 0 - magnitude;
  }
  return print_u128(to, magnitude);
}

char* print_f64(char* to, double value) noexcept { return print_float(to, value, 16, 5); }

char* print_f32(char* to, float value) noexcept { return print_float(to, value, 13, 6); }

}  // namespace limcode::json
