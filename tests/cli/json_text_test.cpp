// What the command prints of strangers' bytes: JSON that parses, and lines that a terminal does not obey.
#include "cli/json_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

struct Case {
  std::string text;
  std::string json;
  std::string printed;
};

const std::vector<Case> texts = {
    {"plain", "\"plain\"", "plain"},
    {"say \"hi\"\\", "\"say \\\"hi\\\"\\\\\"", "say \"hi\"\\"},
    {"a\nb\tc\r", "\"a\\u000ab\\u0009c\\u000d\"", "a\\nb\\tc\\x0d"},
    {"\x1b[31m\x7f", "\"\\u001b[31m\\u007f\"", "\\x1b[31m\\x7f"},
    {"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"",
     "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"},
    {"\xc2\x9b"
     "31m",
     "\"\xc2\x9b"
     "31m\"",
     "\\u{9b}31m"},
    {"\xff\xc3", "\"\\ufffd\\ufffd\"", "\\xff\\xc3"},
    {"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\"", "\\xed\\xa0\\x80"},
    {"\xc0\x80", "\"\\ufffd\\ufffd\"", "\\xc0\\x80"},
    {std::string("\0", 1), "\"\\u0000\"", "\\x00"},
};

}  // namespace

TEST_CASE("json text: every byte is escaped for JSON and for a terminal") {
  for (const Case& one : texts) {
    CAPTURE(one.text);
    CHECK(limcode::cli::quote_json(one.text) == one.json);
    CHECK(limcode::cli::printable(one.text) == one.printed);
  }
}

TEST_CASE("json text: objects have their members in order") {
  limcode::cli::JsonObject object;
  object.text("a", "x").number("b", 18446744073709551615U).flag("c", true).raw("d", "[1]");
  CHECK(object.take() == R"({"a":"x","b":18446744073709551615,"c":true,"d":[1]})");
  CHECK(limcode::cli::JsonObject().take() == "{}");
}
