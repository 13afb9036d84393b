// JSON numbers read as the integers and floats of a plan, with the refusals of serde_json.
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "json/eisel_lemire.hpp"
#include "json/number.hpp"
#include "kernels/decimal.hpp"

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

// 10^0 up to 10^18.
constexpr auto integer_tens = [] {
  std::array<std::uint64_t, 19> tens{1};
  for (std::size_t power = 1; power != tens.size(); ++power) tens[power] = 10 * tens[power - 1];
  return tens;
}();

// All digits from `from` on, eight at a time, as one number that means something up to 19 of them. Returns how many.
// Requires 24 readable bytes for each 19 digits.
std::size_t collect_digits(const char* from, std::uint64_t& number) {
  const char* at = from;
  for (;;) {
    const std::uint64_t word = kernels::load_little(at);
    const std::size_t count = kernels::count_digits(word);
    if (count != 0) number = number * integer_tens[count] + kernels::digits_value(word, count);
    at += count;
    if (count != 8 || at - from > 19) return static_cast<std::size_t>(at - from);
  }
}

// Bytes that collect_digits may look at.
constexpr std::ptrdiff_t digits_room = 40;

bool parse_magnitude(const char* from, const char* end, std::uint64_t max, std::uint64_t& value) {
  if (end - from < digits_room) return parse_digits(from, max, value);
  std::uint64_t number = 0;
  const std::size_t count = collect_digits(from, number);
  // 20 digits may or may not fit; the slow way knows.
  if (count > 19) return parse_digits(from, max, value);
  if (count == 0 || (*from == '0' && count != 1)) return false;
  value = number;
  return number <= max && ends_scalar(from[count]);
}

template <class Float>
NumberStatus parse_any_float(const char* from, Float& value) {
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

// A decimal of at most 19 digits as a float: exactly, by one multiplication or division, where both sides are exact
// doubles; otherwise by the method of Eisel and Lemire. False in the rare cases that need more digits than these.
// The way is chosen by `count`, the digits there are, because data has either few of them or as many as it takes:
// whether 16 digits are below 2^53 could not be predicted.
bool convert(std::uint64_t digits, std::size_t count, int exponent, double& value) {
  constexpr std::size_t exact = 15;
  constexpr int largest = static_cast<int>(std::size(exact_tens)) - 1;
  if (count <= exact && exponent >= -largest && exponent <= largest) {
    const auto whole = static_cast<double>(digits);
    value = exponent < 0 ? whole / exact_tens[-exponent] : whole * exact_tens[exponent];
    return true;
  }
  return eisel_lemire(digits, exponent, value);
}
bool convert(std::uint64_t digits, std::size_t, int exponent, float& value) {
  return eisel_lemire(digits, exponent, value);
}

// An exponent's digits, for what matters of them: more than four are out of every range.
bool parse_exponent(const char*& from, int& exponent) {
  const bool negative = *from == '-';
  from += negative || *from == '+';
  if (!is_digit(*from)) return false;
  int value = 0;
  for (; is_digit(*from); ++from) value = value < 10000 ? value * 10 + (*from - '0') : value;
  exponent += negative ? -value : value;
  return true;
}

// The number that `count` digits at `from` are, up to 19; 24 bytes are looked at.
std::uint64_t some_digits(const char* from, std::size_t count) {
  using kernels::digits_value;
  const std::uint64_t first = kernels::load_little(from);
  if (count <= 8) return digits_value(first, count);
  const std::uint64_t eight = digits_value(first, 8);
  const std::uint64_t second = kernels::load_little(from + 8);
  if (count <= 16) return eight * integer_tens[count - 8] + digits_value(second, count - 8);
  const std::uint64_t sixteen = eight * kernels::ten_to_8 + digits_value(second, 8);
  return sixteen * integer_tens[count - 16] + digits_value(kernels::load_little(from + 16), count - 16);
}

// Bytes that parse_common_float may look at: a sign, 19 digits, a point, and 24 bytes that more digits are looked for
// in.
constexpr std::ptrdiff_t float_room = 48;

// Numbers of at most 19 digits in all, which is nearly every one. False sends the number the slow way.
template <class Float>
bool parse_common_float(const char* from, Float& value) {
  const bool negative = *from == '-';
  from += negative;
  // Where the digits end is known from one look at all of them: a loop's last turn would be mispredicted.
  const std::uint32_t others = kernels::other_than_digits(from);
  std::size_t end = static_cast<std::size_t>(std::countr_zero(others));
  std::size_t count = end;
  if (count == 0 || count > 19 || (*from == '0' && count != 1)) return false;
  std::uint64_t digits = some_digits(from, count);
  int exponent = 0;
  if (from[end] == '.') {
    const std::size_t point = end;
    end = static_cast<std::size_t>(std::countr_zero(others & (others - 1)));
    const std::size_t places = end - point - 1;
    count += places;
    if (places == 0 || count > 19) return false;
    digits = digits * integer_tens[places] + some_digits(from + point + 1, places);
    exponent = -static_cast<int>(places);
  }
  from += end;
  if (*from == 'e' || *from == 'E') {
    ++from;
    if (!parse_exponent(from, exponent)) return false;
  }
  if (!ends_scalar(*from) || !convert(digits, count, exponent, value)) return false;
  using Bits = std::conditional_t<sizeof(Float) == 8, std::uint64_t, std::uint32_t>;
  value = std::bit_cast<Float>(std::bit_cast<Bits>(value) | static_cast<Bits>(negative) << (8 * sizeof(Float) - 1));
  return true;
}

template <class Float>
NumberStatus parse_float_of(const char* from, const char* end, Float& value) {
  if (end - from >= float_room && parse_common_float(from, value)) return NumberStatus::ok;
  return parse_any_float(from, value);
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

NumberStatus parse_u64(const char* from, const char* end, std::uint64_t& value) noexcept {
  if (parse_magnitude(from, end, std::numeric_limits<std::uint64_t>::max(), value)) [[likely]]
    return NumberStatus::ok;
  return classify(from);
}

NumberStatus parse_i64(const char* from, const char* end, std::int64_t& value) noexcept {
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const bool negative = *from == '-';
  std::uint64_t magnitude = 0;
  if (!parse_magnitude(from + negative, end, max + negative, magnitude) || (negative && magnitude == 0)) [[unlikely]]
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

NumberStatus parse_float(const char* from, const char* end, double& value) noexcept {
  return parse_float_of(from, end, value);
}

NumberStatus parse_float(const char* from, const char* end, float& value) noexcept {
  return parse_float_of(from, end, value);
}

}  // namespace limcode::json
