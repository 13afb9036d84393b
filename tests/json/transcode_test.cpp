// JSON to wire and back by plan, on values small enough to read: the bytes are written out by hand from bincode's
// rules, and the differential tests hold the same against bincode itself.
#include <catch2/catch.hpp>
#include <string>

#include "limcode/limcode.hpp"

namespace {

using namespace limcode;

std::string hex(std::span<const std::byte> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte) >> 4];
    text += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}

Plan compiled(std::string_view type, const Config& config) {
  auto resolved = parse_type(type);
  REQUIRE(resolved);
  auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *plan;
}

struct Example {
  const char* type;
  const char* json;
  const char* legacy;
  const char* standard;
};

}  // namespace

TEST_CASE("transcode: values have bincode's bytes and print as they came") {
  const Example rows[] = {
      {"()", "null", "", ""},
      {"bool", "true", "01", "01"},
      {"u8", "255", "ff", "ff"},
      {"i16", "-2", "feff", "03"},
      {"u64", "251", "fb00000000000000", "fbfb00"},
      {"u128", "340282366920938463463374607431768211455", "ffffffffffffffffffffffffffffffff",
       "feffffffffffffffffffffffffffffffff"},
      {"f32", "0.1", "cdcccc3d", "cdcccc3d"},
      {"f64", "-0.0", "0000000000000080", "0000000000000080"},
      {"char", "\"\xC3\xA9\"", "c3a9", "c3a9"},
      {"String", "\"a\\nb\"", "0300000000000000610a62", "03610a62"},
      {"Option<u8>", "null", "00", "00"},
      {"Option<u8>", "7", "0107", "0107"},
      {"Vec<u16>", "[1,300]", "020000000000000001002c01", "0201fb2c01"},
      {"Vec<u8>", "[0,255]", "020000000000000000ff", "0200ff"},
      {"[u8; 3]", "[1,2,3]", "010203", "010203"},
      {"(u8, bool)", "[1,false]", "0100", "0100"},
      {"Result<u8, String>", "{\"Ok\":1}", "0000000001", "0001"},
      {"BTreeMap<u8, u8>", "{\"1\":2,\"3\":4}", "020000000000000001020304", "0201020304"},
      {"Duration", "{\"secs\":1,\"nanos\":5}", "010000000000000005000000", "0105"},
      {"limcode::Json", "[null,-1]",
       "060000000200000000000000"
       "00000000"
       "02000000ffffffffffffffff",
       "0602"
       "00"
       "0201"},
  };
  for (const Example& row : rows) {
    for (const bool standard : {false, true}) {
      CAPTURE(row.type, row.json, standard);
      const Plan plan = compiled(row.type, standard ? Config::standard() : Config::legacy());
      Buffer wire;
      const auto encoded = from_json(plan, row.json, wire);
      REQUIRE(encoded);
      CHECK(hex(wire.bytes()) == (standard ? row.standard : row.legacy));
      const auto printed = to_json(plan, wire.bytes());
      REQUIRE(printed);
      CHECK(*printed == row.json);
      CHECK(verify(plan, wire.bytes()) == wire.size());
      CHECK(skip(plan, wire.bytes()) == wire.size());
    }
  }
}

TEST_CASE("transcode: errors in JSON say what, where and in which field") {
  struct Case {
    const char* type;
    const char* json;
    Errc code;
    std::uint64_t line;
    std::uint64_t column;
    const char* path;
  };
  const Case cases[] = {
      {"Vec<u8>", "[1,2,256]", Errc::json_number, 1, 6, "[2]"},
      {"Vec<(u8, bool)>", "[[1,true],\n[2,3]]", Errc::json_type, 2, 4, "[1].1"},
      {"Vec<u64>", "[1,2", Errc::json_syntax, 1, 5, ""},
      {"u8", "7 7", Errc::json_trailing, 1, 3, ""},
      {"String", "\"\\ud800\"", Errc::json_syntax, 1, 2, ""},
      {"BTreeMap<String, u8>", "{\"a\":1,\"b\":-1}", Errc::json_number, 1, 12, "[\"b\"]"},
      {"Duration", "{\"secs\":1}", Errc::json_missing_field, 1, 1, ""},
      {"Result<u8, u8>", "{\"Okay\":1}", Errc::json_unknown_variant, 1, 2, ""},
      {"(u8, u8)", "[1]", Errc::json_length, 1, 1, ""},
  };
  for (const Case& row : cases) {
    CAPTURE(row.type, row.json);
    Buffer wire;
    wire.append("kept", 4);
    const auto result = from_json(compiled(row.type, Config::legacy()), row.json, wire);
    REQUIRE_FALSE(result);
    CHECK(to_string(result.error().code) == to_string(row.code));
    CHECK(result.error().line == row.line);
    CHECK(result.error().column == row.column);
    CHECK(result.error().path == row.path);
    CHECK(wire.size() == 4);
  }
}

TEST_CASE("transcode: errors on the wire say what, where and in which field") {
  struct Case {
    const char* type;
    std::string wire;
    Errc code;
    std::uint64_t offset;
    const char* path;
  };
  const Case cases[] = {
      {"(u8, bool)", std::string("\x01\x02", 2), Errc::invalid_bool, 1, "1"},
      {"Vec<u16>", std::string("\x02\0\0\0\0\0\0\0\x01\0", 10), Errc::unexpected_end, 0, ""},
      {"String", std::string("\x01\0\0\0\0\0\0\0\xFF", 9), Errc::invalid_utf8, 8, ""},
      {"Option<u8>", std::string("\x02", 1), Errc::invalid_option_tag, 0, ""},
      {"u8", std::string("\x02\x03", 2), Errc::trailing_bytes, 1, ""},
      {"[(u8, char); 2]",
       std::string("\x01"
                   "a"
                   "\x02"
                   "\x80",
                   4),
       Errc::invalid_char, 3, "[1].1"},
      {"Vec<()>", std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8), Errc::length_overflow, 0, ""},
  };
  for (const Case& row : cases) {
    CAPTURE(row.type);
    const Plan plan = compiled(row.type, Config::legacy());
    const auto bytes = std::as_bytes(std::span(row.wire));
    const auto printed = to_json(plan, bytes);
    const auto verified = verify(plan, bytes);
    REQUIRE_FALSE(printed);
    REQUIRE_FALSE(verified);
    for (const Error& error : {printed.error(), verified.error()}) {
      CHECK(to_string(error.code) == to_string(row.code));
      CHECK(error.offset == row.offset);
      CHECK(error.path == row.path);
    }
  }
}

TEST_CASE("transcode: a large array is read in windows and comes out whole") {
  std::string json = "[";
  for (int index = 0; index < 400'000; ++index) {
    if (index != 0) json += ',';
    json += R"(["},],",)" + std::to_string(index) + "]";
  }
  json += ']';
  const Plan plan = compiled("Vec<(String, u32)>", Config::standard());
  Buffer wire;
  REQUIRE(from_json(plan, json, wire));
  const auto printed = to_json(plan, wire.bytes());
  REQUIRE(printed);
  CHECK(*printed == json);
  json.back() = '}';
  CHECK_FALSE(from_json(plan, json, wire));
}

TEST_CASE("transcode: pretty JSON is laid out as serde_json does") {
  const Plan plan = compiled("limcode::Json", Config::legacy());
  Buffer wire;
  REQUIRE(from_json(plan, R"({"a":[],"b":{},"c":[1,"x:,{"]})", wire));
  JsonStyle style;
  style.pretty = true;
  CHECK(to_json(plan, wire.bytes(), style) ==
        "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    \"x:,{\"\n  ]\n}");
}

TEST_CASE("locate: the innermost value around a byte is found and named") {
  const Plan plan = compiled("Vec<(u8, String)>", Config::legacy());
  Buffer wire;
  REQUIRE(from_json(plan, R"([[1,"ab"],[2,"cde"]])", wire));
  const auto located = locate(plan, wire.bytes(), wire.size() - 1);
  REQUIRE(located);
  CHECK(located->path == "[1].1");
  CHECK(located->type == "String");
  CHECK(located->json == "\"cde\"");
  CHECK(located->end == wire.size());
}

TEST_CASE("transcode: bytes are read and printed in the form that is asked for") {
  struct Case {
    BytesStyle style;
    const char* json;
  };
  const Case cases[] = {
      {BytesStyle::hex, R"(["00ff10","0102"])"},
      {BytesStyle::base64, R"(["AP8Q","AQI="])"},
      {BytesStyle::base58, R"(["1L2M","5T"])"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.json);
    JsonStyle style;
    style.bytes = row.style;
    const Plan plan = compiled("(Vec<u8>, [u8; 2])", Config::standard());
    Buffer wire;
    REQUIRE(from_json(plan, row.json, wire, style));
    CHECK(to_json(plan, wire.bytes(), style) == row.json);
    if (row.style != BytesStyle::base58) CHECK(hex(wire.bytes()) == "0300ff100102");
    wire.clear();
    const auto refused = from_json(plan, R"(["00f!","0102"])", wire, style);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().path == "0");
  }
}
