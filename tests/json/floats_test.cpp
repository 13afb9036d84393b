// Floats printed: the shortest digits that read back, by the standard library's own conversion, in serde_json's layout.
// LIMCODE_ROUNDS makes the random tests as many times as long; from 43,000 on it is every float there is.
#include <bit>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "json/number.hpp"
#include "json/powers_of_ten.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode::json;

template <class Float>
constexpr int plain_digits = sizeof(Float) == 8 ? 16 : 13;
template <class Float>
constexpr int leading_zeros = sizeof(Float) == 8 ? 5 : 6;

// What serde_json prints for a finite number, from the digits that the standard library finds.
template <class Float>
std::string wanted_text(Float value) {
  char text[64];
  const auto printed = std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific);
  const std::string_view scientific(text, static_cast<std::size_t>(printed.ptr - text));
  const std::size_t e = scientific.find('e');
  std::string digits(scientific.substr(0, e));
  if (digits.size() > 1) digits.erase(1, 1);
  const int exponent = std::stoi(std::string(scientific.substr(e + 1)));
  const int point = exponent + 1;
  const auto count = static_cast<int>(digits.size());
  std::string result = std::signbit(value) ? "-" : "";
  if (value == 0) return result + "0.0";
  if (point > 0 && point <= plain_digits<Float>) {
    if (count <= point) return result + digits + std::string(static_cast<std::size_t>(point - count), '0') + ".0";
    return result + digits.insert(static_cast<std::size_t>(point), ".");
  }
  if (point <= 0 && point > -leading_zeros<Float>) {
    return result + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  }
  if (count > 1) digits.insert(1, ".");
  return result + digits + "e" + std::to_string(exponent);
}

template <class Float>
void check(Float value) {
  if (!std::isfinite(value)) return;
  char text[max_number_text];
  const char* const end = print_float(text, value);
  const std::string_view printed(text, static_cast<std::size_t>(end - text));
  if (printed == wanted_text(value)) return;
  INFO("printed " << printed);
  FAIL("wanted " << wanted_text(value));
}

// A number and both its neighbours, of either sign.
template <class Float>
void check_around(Float value) {
  const Float infinity = std::numeric_limits<Float>::infinity();
  for (const Float near : {std::nextafter(value, -infinity), value, std::nextafter(value, infinity)}) {
    check(near);
    check(-near);
  }
}

template <class Float>
void check_edges() {
  using Limits = std::numeric_limits<Float>;
  check_around(Limits::min());
  check_around(Limits::denorm_min());
  check_around(Limits::max());
  for (int exponent = Limits::min_exponent - Limits::digits; exponent < Limits::max_exponent; ++exponent) {
    const Float power = std::ldexp(Float{1}, exponent);
    check_around(power);
    check_around(power + power / 2);
  }
}

// Powers of ten, and short decimals beside them.
template <class Float>
void check_decimals() {
  for (int exponent = -340; exponent <= 310; ++exponent) {
    for (const char* digits : {"1", "2", "5", "9", "12", "123", "999", "1234567", "9007199254740993", "33554433"}) {
      const std::string text = digits + std::string("e") + std::to_string(exponent);
      Float value = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) check_around(value);
    }
  }
}

}  // namespace

TEST_CASE("floats: powers of two, their neighbours and the ends of each range print shortest") {
  check_edges<double>();
  check_edges<float>();
}

TEST_CASE("floats: powers of ten and short decimals print shortest") {
  check_decimals<double>();
  check_decimals<float>();
}

TEST_CASE("floats: integers and hundredths print shortest") {
  std::mt19937_64 random(20261101);
  for (std::size_t round = 0; round < limcode::test::long_rounds(100'000); ++round) {
    const std::uint64_t bits = random();
    const auto whole = static_cast<double>(bits >> (bits % 64));
    check(whole);
    check(static_cast<float>(whole));
    check(whole / 100);
    check(static_cast<float>(whole / 100));
  }
}

TEST_CASE("floats: doubles of random bits print shortest") {
  std::mt19937_64 random(20261102);
  for (std::size_t round = 0; round < limcode::test::long_rounds(300'000); ++round) {
    check(std::bit_cast<double>(random()));
    // With few bits set, or few not set.
    check(std::bit_cast<double>(random() & random() & random()));
    check(std::bit_cast<double>((random() & 0x7FF0000000000000) | (random() >> (12 + random() % 52))));
  }
}

TEST_CASE("floats: floats all over their range print shortest") {
  constexpr std::uint64_t all = std::uint64_t{1} << 32;
  const std::uint64_t step = std::max<std::uint64_t>(1, all / limcode::test::long_rounds(100'000));
  for (std::uint64_t bits = 0; bits < all; bits += step) check(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

TEST_CASE("floats: what is no number prints null") {
  char text[max_number_text];
  for (const double value : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    for (const double sign : {1.0, -1.0}) {
      CHECK(std::string(text, print_float(text, std::copysign(value, sign))) == "null");
      CHECK(std::string(text, print_float(text, static_cast<float>(std::copysign(value, sign)))) == "null");
    }
  }
}

TEST_CASE("floats: the powers of ten are rounded down, and up by one unit where they are not exact") {
  // 10^55 is the last one whose 128 bits are all there is: 5^55 has 128.
  CHECK(power_below(0).upper == std::uint64_t{1} << 63);
  CHECK(power_below(0).lower == 0);
  CHECK(power_above(55).lower == power_below(55).lower);
  CHECK(power_above(56).lower == power_below(56).lower + 1);
  CHECK(power_above(-1).upper == 0xCCCCCCCCCCCCCCCC);
  CHECK(power_above(-1).lower == 0xCCCCCCCCCCCCCCCD);
}
