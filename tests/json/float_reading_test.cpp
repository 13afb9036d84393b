// Floats read: what the C library's conversions give, for numbers in any form and for those that are hard to round.
// LIMCODE_ROUNDS makes the random tests as many times as long.
#include <bit>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>

#include "json/number.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode::json;
using limcode::test::long_rounds;

template <class Float>
Float wanted_value(const char* number) {
  if constexpr (sizeof(Float) == 8) {
    return std::strtod(number, nullptr);
  } else {
    return std::strtof(number, nullptr);
  }
}

// A number as it stands in a text: followed by a comma and, for the wide path, more text.
template <class Float>
void check_as(const std::string& number) {
  const Float wanted = wanted_value<Float>(number.c_str());
  for (const std::size_t room : {0, 200}) {
    const std::string text = number + "," + std::string(room, ' ');
    Float value = 0;
    const NumberStatus status = parse_float(text.data(), text.data() + text.size(), value);
    const bool good = (status == NumberStatus::ok) == std::isfinite(wanted) &&
                      (status != NumberStatus::ok || std::memcmp(&value, &wanted, sizeof value) == 0);
    if (good) continue;
    INFO("read " << value << ", wanted " << wanted << ", with room " << room);
    FAIL(number);
  }
}

void check(const std::string& number) {
  check_as<double>(number);
  check_as<float>(number);
}

std::string print(double value, std::chars_format format, int precision) {
  char text[512];
  return {text, std::to_chars(text, text + sizeof text, value, format, precision).ptr};
}

// Exactly between two floats, and one unit of the last digit beside that. `bits` is one more than they have.
void check_half_way(std::mt19937_64& random, int bits) {
  // An odd number of that many bits: times 5^n, divided by 10^n.
  const std::uint64_t middle = random() >> (64 - bits) | std::uint64_t{1} << (bits - 1) | 1;
  std::uint64_t fives = 1;
  for (int exponent = 0; middle <= ~std::uint64_t{0} / fives; ++exponent, fives *= 5) {
    const std::uint64_t digits = middle * fives;
    for (const std::uint64_t near : {digits - 1, digits, digits + 1}) {
      check(std::to_string(near) + "e-" + std::to_string(exponent));
    }
  }
  // A factor that gives such a number when it is multiplied by 5^n.
  fives = 1;
  for (int exponent = 0; fives <= std::uint64_t{1} << bits; ++exponent, fives *= 5) {
    const std::uint64_t least = (std::uint64_t{1} << (bits - 1)) / fives + 1;
    const std::uint64_t factor = (least + random() % least) | 1;
    for (const std::uint64_t near : {factor - 1, factor, factor + 1}) {
      check(std::to_string(near) + "e" + std::to_string(exponent));
    }
  }
}

}  // namespace

TEST_CASE("float reading: every place for the point and the exponent") {
  const std::string digits = "1234567890123456789012345";
  for (std::size_t count = 1; count <= digits.size(); ++count) {
    for (std::size_t whole = 1; whole <= count; ++whole) {
      std::string number = digits.substr(0, whole);
      if (whole != count) number += "." + digits.substr(whole, count - whole);
      for (const char* exponent : {"", "e0", "E-7", "e+25", "e-320", "e300"}) check(number + exponent);
      check("-0." + std::string(whole - 1, '0') + digits.substr(0, count));
    }
  }
}

TEST_CASE("float reading: the ends of the ranges") {
  for (const char* number : {"0",
                             "-0",
                             "0.0",
                             "-0.0",
                             "0e999",
                             "1e-400",
                             "1e400",
                             "-1e400",
                             "4.9406564584124654e-324",
                             "2.4703282292062327e-324",
                             "2.4703282292062328e-324",
                             "2.2250738585072011e-308",
                             "2.2250738585072014e-308",
                             "1.7976931348623157e308",
                             "1.7976931348623158e308",
                             "1.7976931348623159e308",
                             "1.1754943508222875e-38",
                             "1.1754942e-38",
                             "7.006492321624085e-46",
                             "7.006492321624086e-46",
                             "3.4028234663852886e38",
                             "3.4028235677973366e38",
                             "3.4028235677973367e38",
                             "9007199254740993",
                             "9007199254740993.0000000000000000001",
                             "16777217",
                             "16777217.00000001",
                             "1e22",
                             "1e23",
                             "8.589973e9",
                             "123456789.5e-300"}) {
    check(number);
  }
}

TEST_CASE("float reading: numbers of any length and size") {
  std::mt19937_64 random(20260117);
  for (std::size_t round = 0; round < long_rounds(40'000); ++round) {
    const double source = std::bit_cast<double>(random());
    if (!std::isfinite(source)) continue;
    check(print(source, std::chars_format::scientific, static_cast<int>(random() % 19)));
    const double near_one = std::ldexp(std::fabs(source), -std::ilogb(source) + static_cast<int>(random() % 80) - 20);
    check(print(near_one, std::chars_format::fixed, static_cast<int>(random() % 20)));
    char text[64];
    check(std::string(text, std::to_chars(text, text + sizeof text, source).ptr));
    check(std::string(text, std::to_chars(text, text + sizeof text, static_cast<float>(near_one)).ptr));
    check(std::to_string(random() >> random() % 64) + "e" + std::to_string(static_cast<int>(random() % 60) - 30));
  }
}

TEST_CASE("float reading: decimals half way between two floats go to the even one") {
  std::mt19937_64 random(20261104);
  for (std::size_t round = 0; round < long_rounds(400); ++round) {
    check_half_way(random, 54);
    check_half_way(random, 25);
  }
}
