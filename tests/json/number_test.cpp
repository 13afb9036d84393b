// Numbers: edges of every integer, and floats against the C library's own conversions.
#include "json/number.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace {

using namespace limcode::json;

// A number token as it stands in a text: followed by a comma, with room after it so that the wide paths run.
std::string in_text(std::string_view number, bool roomy) {
  return std::string(number) + "," + std::string(roomy ? 200 : 0, ' ');
}

}  // namespace

TEST_CASE("number: integers are read to their edges and refused beyond") {
  struct Row {
    const char* text;
    NumberStatus u64;
    NumberStatus i64;
  };
  using enum NumberStatus;
  const Row rows[] = {
      {"0", ok, ok},
      {"9", ok, ok},
      {"12345678", ok, ok},
      {"123456789", ok, ok},
      {"18446744073709551615", ok, out_of_range},
      {"18446744073709551616", out_of_range, out_of_range},
      {"9223372036854775807", ok, ok},
      {"9223372036854775808", ok, out_of_range},
      {"-9223372036854775808", out_of_range, ok},
      {"-9223372036854775809", out_of_range, out_of_range},
      {"99999999999999999999999999", out_of_range, out_of_range},
      {"-0", not_integer, not_integer},
      {"01", not_a_number, not_a_number},
      {"1.0", not_integer, not_integer},
      {"1e2", not_integer, not_integer},
      {"1.", not_a_number, not_a_number},
      {"1x", not_a_number, not_a_number},
      {"+1", not_a_number, not_a_number},
      {"-", not_a_number, not_a_number},
      {"00000000000000000001", not_a_number, not_a_number},
  };
  for (const Row& row : rows) {
    for (const bool roomy : {false, true}) {
      CAPTURE(row.text, roomy);
      const std::string text = in_text(row.text, roomy);
      std::uint64_t natural = 0;
      std::int64_t whole = 0;
      CHECK(parse_u64(text.data(), text.data() + text.size(), natural) == row.u64);
      CHECK(parse_i64(text.data(), text.data() + text.size(), whole) == row.i64);
      if (row.u64 == ok) CHECK(std::to_string(natural) == row.text);
      if (row.i64 == ok) CHECK(std::to_string(whole) == row.text);
    }
  }
}

TEST_CASE("number: floats print in serde_json's form") {
  struct Row {
    double value;
    const char* text;
  };
  const Row rows[] = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {0.1, "0.1"},
      {1e15, "1000000000000000.0"},
      {1e16, "1e16"},
      {123456789012345680.0, "1.2345678901234568e17"},
      {1e-5, "0.00001"},
      {1e-6, "1e-6"},
      {1.5e-7, "1.5e-7"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e308"},
      {-12.5, "-12.5"},
      {1e21, "1e21"},
  };
  for (const Row& row : rows) {
    char text[max_number_text];
    CHECK(std::string(text, print_float(text, row.value)) == row.text);
  }
  char text[max_number_text];
  CHECK(std::string(text, print_float(text, std::numeric_limits<double>::quiet_NaN())) == "null");
  CHECK(std::string(text, print_float(text, 16777216.0F)) == "16777216.0");
}

TEST_CASE("number: 128-bit integers print whole") {
  char text[max_number_text];
  CHECK(std::string(text, print_u128(text, ~limcode::wire::u128{0})) == "340282366920938463463374607431768211455");
  const auto lowest = static_cast<limcode::wire::i128>(limcode::wire::u128{1} << 127);
  CHECK(std::string(text, print_i128(text, lowest)) == "-170141183460469231731687303715884105728");
}
