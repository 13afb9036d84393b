// Numbers printed as serde_json prints them: 128-bit integers, and floats in the shortest form that reads back.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "json/number.hpp"
#include "json/shortest.hpp"
#include "kernels/decimal.hpp"
#include "kernels/sixteen_digits.hpp"

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

// The bits of a float, the power of ten that brings its digits to 17, and where its text goes over to an exponent:
// below 10^-leading_zeros and from 10^plain_digits on.
template <class Float>
struct FloatForm;
template <>
struct FloatForm<double> {
  using Bits = std::uint64_t;
  static constexpr std::uint64_t scale = 1;
  static constexpr int scale_digits = 0;
  static constexpr int plain_digits = 16;
  static constexpr int leading_zeros = 5;
};
template <>
struct FloatForm<float> {
  using Bits = std::uint32_t;
  static constexpr std::uint64_t scale = kernels::ten_to_8;
  static constexpr int scale_digits = 8;
  static constexpr int plain_digits = 13;
  static constexpr int leading_zeros = 6;
};

// A decimal's digits as its text needs them: one, and sixteen more, zeros at the end included.
struct Digits {
  std::uint32_t first;
  kernels::SixteenDigits others;
  int point;  // the value is 0.digits * 10^point

  [[nodiscard]] int count() const { return 1 + others.significant(); }
};

template <class Form>
Digits split(Decimal decimal) {
  constexpr std::uint64_t ten_to_15 = ten_to_19 / 10'000;
  std::uint64_t number = decimal.digits * Form::scale;
  int point = decimal.exponent + 17 - Form::scale_digits;
  while (number < ten_to_15) [[unlikely]] {
    number *= 10;
    --point;
  }
  // Nearly always there are 16 or 17 digits now. Which cannot be predicted, so there is no branch.
  const bool sixteen = number < kernels::ten_to_16;
  number += (9 * number) & (0 - static_cast<std::uint64_t>(sixteen));
  const std::uint64_t nine = number / kernels::ten_to_8;
  const auto lower = static_cast<std::uint32_t>(number - nine * kernels::ten_to_8);
  const auto first = static_cast<std::uint32_t>(nine / kernels::ten_to_8);
  const auto upper = static_cast<std::uint32_t>(nine - first * kernels::ten_to_8);
  return {first, kernels::SixteenDigits(upper, lower), point - sixteen};
}

char* write_with_exponent(char* to, const Digits& digits) {
  to[0] = static_cast<char>('0' + digits.first);
  to[1] = '.';
  digits.others.write(to + 2);
  const int count = digits.count();
  to += count == 1 ? 1 : count + 1;
  *to++ = 'e';
  return kernels::write_decimal_signed(to, digits.point - 1);
}

// Laid out as ryu's pretty printer does, which serde_json uses.
template <class Form>
char* lay_out(char* to, Decimal decimal) {
  const Digits digits = split<Form>(decimal);
  if (digits.point > 0 && digits.point <= Form::plain_digits) [[likely]] {
    to[0] = static_cast<char>('0' + digits.first);
    digits.others.write_with_point(to + 1, static_cast<std::size_t>(digits.point - 1));
    return to + std::max(digits.count(), digits.point + 1) + 1;
  }
  if (digits.point > 0 || digits.point <= -Form::leading_zeros) return write_with_exponent(to, digits);
  std::memcpy(to, "0.000000", 8);
  to += 2 - digits.point;
  to[0] = static_cast<char>('0' + digits.first);
  digits.others.write(to + 1);
  return to + digits.count();
}

template <class Float>
char* print(char* to, Float value) {
  using Form = FloatForm<Float>;
  using Bits = typename Form::Bits;
  using Limits = std::numeric_limits<Float>;
  constexpr int fraction_bits = Limits::digits - 1;
  constexpr Bits hidden = Bits{1} << fraction_bits;
  constexpr int largest_field = 2 * Limits::max_exponent - 1;
  constexpr int lowest_exponent = Limits::min_exponent - Limits::digits;

  const Bits bits = std::bit_cast<Bits>(value);
  const Bits fraction = bits & (hidden - 1);
  const int field = static_cast<int>(bits >> fraction_bits) & largest_field;
  if (field == largest_field) [[unlikely]] {
    std::memcpy(to, "null", 4);
    return to + 4;
  }
  *to = '-';
  to += std::signbit(value);
  if (field == 0) [[unlikely]] {
    if (fraction == 0) {
      std::memcpy(to, "0.0", 3);
      return to + 3;
    }
    return lay_out<Form>(to, shortest(fraction, lowest_exponent, false));
  }
  const bool lopsided = fraction == 0 && field > 1;
  return lay_out<Form>(to, shortest(fraction | hidden, field - 1 + lowest_exponent, lopsided));
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

char* print_float(char* to, double value) noexcept { return print(to, value); }

char* print_float(char* to, float value) noexcept { return print(to, value); }

}  // namespace limcode::json
