// Numbers printed as serde_json prints them: 128-bit integers, and floats in the shortest form that reads back.
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

// Copies all digits there may be in one step of known size; only as many as count are kept.
constexpr std::size_t digits_size = 24;
void copy_digits(char* to, const char* digits) { std::memcpy(to, digits, digits_size); }

// The digits of a float and where its point is, laid out as ryu's pretty printer does, which serde_json uses:
// plain from 10^-5 up to 10^`plain_digits`, otherwise with an exponent.
char* layout(char* to, std::uint64_t significand, int exponent, int plain_digits, int leading_zeros) {
  char digits[2 * digits_size];
  const int count = static_cast<int>(kernels::write_decimal(digits, significand) - digits);
  const int point = count + exponent;  // the value is 0.digits * 10^point
  if (exponent >= 0 && point <= plain_digits) {
    copy_digits(to, digits);
    std::memset(to + count, '0', digits_size);
    std::memcpy(to + point, ".0", 2);
    return to + point + 2;
  }
  if (point > 0 && point <= plain_digits) {
    copy_digits(to, digits);
    to[point] = '.';
    copy_digits(to + point + 1, digits + point);
    return to + count + 1;
  }
  if (point > -leading_zeros && point <= 0) {
    std::memcpy(to, "0.000000", 8);
    copy_digits(to + 2 - point, digits);
    return to + 2 - point + count;
  }
  *to++ = digits[0];
  if (count > 1) {
    *to++ = '.';
    copy_digits(to, digits + 1);
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
