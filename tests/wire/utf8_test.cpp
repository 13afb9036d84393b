// UTF-8 as Rust knows it, against every scalar value and a table of what is refused.
#include "limcode/wire/utf8.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

using namespace limcode::wire;  // NOLINT(google-build-using-namespace)

std::size_t valid_prefix(const std::string& text) {
  return valid_utf8_prefix(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

TEST_CASE("utf8: every scalar value is written, validated and read back") {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    std::uint8_t bytes[8] = {};  // 4 are enough, but compilers then warn of loops that are never entered
    const auto size = static_cast<std::size_t>(write_utf8(bytes, value) - bytes);
    const bool is_scalar = value < 0xD800 || value > 0xDFFF;
    if (is_scalar_value(value) != is_scalar || size != utf8_size(value) || utf8_width(bytes[0]) != size ||
        utf8_value(bytes, size) != value || (valid_utf8_prefix(bytes, size) == size) != is_scalar) {
      CAPTURE(static_cast<std::uint32_t>(value));
      FAIL("the forms of this value disagree");
    }
  }
  CHECK_FALSE(is_scalar_value(0x110000));
}

TEST_CASE("utf8: the first invalid byte is found wherever it stands") {
  struct Row {
    const char* name;
    std::string text;
  };
  const Row rows[] = {
      {"a continuation byte alone", "\x80"},
      {"a lead byte alone", "\xc3"},
      {"a lead byte before ASCII", "\xc3("},
      {"a two-byte form of ASCII", "\xc1\x81"},
      {"a three-byte form of U+07FF", "\xe0\x9f\xbf"},
      {"a four-byte form of U+FFFF", "\xf0\x8f\xbf\xbf"},
      {"the first surrogate", "\xed\xa0\x80"},
      {"the last surrogate", "\xed\xbf\xbf"},
      {"U+110000", "\xf4\x90\x80\x80"},
      {"the byte 0xf5", "\xf5\x80\x80\x80"},
      {"the byte 0xff", "\xff"},
      {"two of three bytes", "\xe2\x82"},
      {"three of four bytes", "\xf0\x9f\x98"},
      {"a wrong third byte", "\xe2\x82\x28"},
  };
  const std::string around[] = {"",          "a",        "seven b",          "eight by",
                                "nine byte", "\xc3\xa9", "sixteen bytes ..", "\xe2\x82\xac and some thirty bytes more"};
  for (const Row& row : rows) {
    for (const std::string& before : around) {
      CAPTURE(row.name, before);
      CHECK(valid_prefix(before) == before.size());
      CHECK(valid_prefix(before + row.text) == before.size());
      CHECK(valid_prefix(before + row.text + "and more text behind it") == before.size());
    }
  }
}
