#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "json/number.hpp"

namespace limcode::json {
namespace {

constexpr bool is_digit(char character) { return static_cast<unsigned char>(character - '0') <= 9; }

// What an integer parser says of a token that is not a plain integer of its type.
NumberStatus classify(const char* from) {
  bool integer = false;
  if (scan_number(from, integer) == nullptr) return NumberStatus::not_a_number;
  return integer ? NumberStatus::out_of_range : NumberStatus::not_integer;
}

// Digits at `from` as a U, at most up to `max`. False when it is anything else than a plain integer in that range.
template <class U>
bool parse_digits(const char* from, U max, U& value) {
  if (!is_digit(*from)) return false;
  if (*from == '0') {
    value = 0;
    return ends_scalar(from[1]);
  }
  U number = 0;
  for (; is_digit(*from); ++from) {
    const auto digit = static_cast<unsigned>(*from - '0');
    if (number > (max - digit) / 10) return false;
    number = number * 10 + digit;
  }
  value = number;
  return ends_scalar(*from);
}

template <class Float>
NumberStatus parse_float(const char* from, Float& value) {
  bool integer = false;
  const char* end = scan_number(from, integer);
  if (end == nullptr) return NumberStatus::not_a_number;
  const auto [_, error] = std::from_chars(from, end, value);
  if (error == std::errc()) return NumberStatus::ok;
  // Too large and too small are one error to from_chars; strtod tells them apart and rounds the latter to zero.
  const std::string text(from, end);
  if constexpr (sizeof(Float) == 8) {
    value = std::strtod(text.c_str(), nullptr);
  } else {
    value = std::strtof(text.c_str(), nullptr);
  }
  return std::isfinite(value) ? NumberStatus::ok : NumberStatus::out_of_range;
}

// Powers of ten that a double holds exactly.
constexpr double exact_tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// The doubles that need no more than one exact division: `123.45` is 12345 / 100. False when it is not one of them.
bool parse_short_f64(const char* from, double& value) {
  constexpr std::uint64_t exact = std::uint64_t{1} << 53;
  const bool negative = *from == '-';
  from += negative;
  if (!is_digit(*from) || (*from == '0' && is_digit(from[1]))) return false;
  std::uint64_t digits = 0;
  for (; is_digit(*from) && digits < exact; ++from) digits = digits * 10 + static_cast<unsigned>(*from - '0');
  std::size_t places = 0;
  if (*from == '.') {
    const char* const point = from++;
    for (; is_digit(*from) && digits < exact; ++from) digits = digits * 10 + static_cast<unsigned>(*from - '0');
    places = static_cast<std::size_t>(from - point - 1);
    if (places == 0) return false;
  }
  if (digits >= exact || places >= std::size(exact_tens) || !ends_scalar(*from)) return false;
  const double magnitude = static_cast<double>(digits) / exact_tens[places];
  value = negative ? -magnitude : magnitude;
  return true;
}

}  // namespace

const char* scan_number(const char* from, bool& integer) noexcept {
  integer = true;
  const bool negative = *from == '-';
  from += negative;
  if (!is_digit(*from)) return nullptr;
  if (*from == '0') {
    // serde_json reads -0 as a float, since no integer keeps its sign.
    if (negative) integer = false;
    if (is_digit(*++from)) return nullptr;
  } else {
    while (is_digit(*from)) ++from;
  }
  if (*from == '.') {
    integer = false;
    if (!is_digit(*++from)) return nullptr;
    while (is_digit(*from)) ++from;
  }
  if (*from == 'e' || *from == 'E') {
    integer = false;
    ++from;
    if (*from == '+' || *from == '-') ++from;
    if (!is_digit(*from)) return nullptr;
    while (is_digit(*from)) ++from;
  }
  return ends_scalar(*from) ? from : nullptr;
}

NumberStatus parse_u64(const char* from, std::uint64_t& value) noexcept {
  if (parse_digits(from, std::numeric_limits<std::uint64_t>::max(), value)) [[likely]]
    return NumberStatus::ok;
  return classify(from);
}

NumberStatus parse_i64(const char* from, std::int64_t& value) noexcept {
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const bool negative = *from == '-';
  std::uint64_t magnitude = 0;
  if (!parse_digits(from + negative, max + negative, magnitude) || (negative && magnitude == 0)) [[unlikely]]
    return classify(from);
  value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
  return NumberStatus::ok;
}

NumberStatus parse_u128(const char* from, wire::u128& value) noexcept {
  if (parse_digits(from, ~wire::u128{0}, value)) return NumberStatus::ok;
  return classify(from);
}

NumberStatus parse_i128(const char* from, wire::i128& value) noexcept {
  const wire::u128 max = ~wire::u128{0} >> 1;
  const bool negative = *from == '-';
  wire::u128 magnitude = 0;
  // Unlike the narrower ones, i128 takes -0: serde_json collects its digits before it looks at the sign.
  if (!parse_digits(from + negative, max + negative, magnitude)) return classify(from);
  value = static_cast<wire::i128>(negative ? 0 - magnitude : magnitude);
  return NumberStatus::ok;
}

NumberStatus parse_f64(const char* from, double& value) noexcept {
  if (parse_short_f64(from, value)) return NumberStatus::ok;
  return parse_float(from, value);
}

NumberStatus parse_f32(const char* from, float& value) noexcept { return parse_float(from, value); }

}  // namespace limcode::json
