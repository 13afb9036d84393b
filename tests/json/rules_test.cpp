// serde_json's rules, one a row and each by its name: what JSON comes back when a text is encoded and decoded again, or
// with which code it is refused. The golden and the differential tests hold the same rules against serde_json itself.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"

namespace {

using namespace limcode;

struct Row {
  std::string rule;
  std::string source;  // of the type `A`, or nothing where the expression stands for itself
  std::string type;
  std::string json;
  std::string expected;  // the JSON that comes back, or the code of the error
};

Plan plan_for(const std::string& source, const std::string& expression, const Config& config) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", source));
  const auto type = schema.type(expression);
  if (!type) FAIL(type.error().detail);
  auto plan = compile(*type, config);
  REQUIRE(plan);
  return *std::move(plan);
}

std::string there_and_back(const Plan& plan, const std::string& json) {
  Buffer frame;
  if (const auto encoded = from_json(plan, json, frame); !encoded) {
    return std::string(to_string(encoded.error().code));
  }
  const auto printed = to_json(plan, frame.bytes());
  return printed ? *printed : "decode: " + printed.error().detail;
}

void check(const std::vector<Row>& rows) {
  const Config configs[] = {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                            Config::standard().with_big_endian()};
  for (const Row& row : rows) {
    for (const Config& config : configs) {
      CAPTURE(row.rule, row.source, row.type, row.json);
      CHECK(there_and_back(plan_for(row.source, row.type, config), row.json) == row.expected);
    }
  }
}

// What a frame of these bytes prints as.
std::string printed(const std::string& type, const std::string& wire) {
  const auto json = to_json(plan_for("", type, Config::legacy()), std::as_bytes(std::span(wire)));
  return json ? *json : std::string(to_string(json.error().code));
}

std::string bytes_of(double value) {
  std::string bytes(sizeof value, '\0');
  wire::store<std::uint64_t, Endian::little>(reinterpret_cast<std::uint8_t*>(bytes.data()),
                                             std::bit_cast<std::uint64_t>(value));
  return bytes;
}

}  // namespace

TEST_CASE("json rules: floats") {
  check({
      {"the shortest digits that are the same double", "", "f64", "0.30000000000000004", "0.30000000000000004"},
      {"correct rounding", "", "f64", "9007199254740993", "9007199254740992.0"},
      {"whole numbers end in .0", "", "f64", "5", "5.0"},
      {"minus zero is kept", "", "f64", "-0.0", "-0.0"},
      {"minus zero without a fraction", "", "f64", "-0", "-0.0"},
      {"plain digits below 1e16", "", "f64", "1234567890123456", "1234567890123456.0"},
      {"an exponent from 1e16 on", "", "f64", "10000000000000000", "1e16"},
      {"an exponent without a sign", "", "f64", "1e+21", "1e21"},
      {"plain digits from 1e-5 on", "", "f64", "1e-5", "0.00001"},
      {"an exponent below", "", "f64", "0.000001", "1e-6"},
      {"the largest double", "", "f64", "1.7976931348623157e308", "1.7976931348623157e308"},
      {"the smallest double", "", "f64", "5e-324", "5e-324"},
      {"too large", "", "f64", "1e400", "json_number"},
      {"too small is zero", "", "f64", "1e-400", "0.0"},
      {"f32 in its own shortest form", "", "f32", "0.1", "0.1"},
      {"f32: an exponent from 1e13 on", "", "f32", "10000000000000", "1e13"},
      {"null is no float", "", "f64", "null", "json_type"},
      {"a string is no float", "", "f64", "\"1\"", "json_type"},
  });
  CHECK(printed("f64", bytes_of(std::numeric_limits<double>::quiet_NaN())) == "null");
  CHECK(printed("f64", bytes_of(std::numeric_limits<double>::infinity())) == "null");
  CHECK(printed("f64", bytes_of(-std::numeric_limits<double>::infinity())) == "null");
  CHECK(printed("Option<f64>", "\1" + bytes_of(std::numeric_limits<double>::quiet_NaN())) == "null");
}

TEST_CASE("json rules: integers are exact to 128 bits") {
  check({
      {"u64 beyond a double", "", "u64", "18446744073709551615", "18446744073709551615"},
      {"i64 at its least", "", "i64", "-9223372036854775808", "-9223372036854775808"},
      {"u128 at its most", "", "u128", "340282366920938463463374607431768211455",
       "340282366920938463463374607431768211455"},
      {"i128 at its least", "", "i128", "-170141183460469231731687303715884105728",
       "-170141183460469231731687303715884105728"},
      {"u128 beyond", "", "u128", "340282366920938463463374607431768211456", "json_number"},
      {"out of range", "", "u8", "256", "json_number"},
      {"negative", "", "u32", "-1", "json_number"},
      {"a fraction, even of zero", "", "u8", "1.0", "json_number"},
      {"an exponent", "", "u8", "1e2", "json_number"},
      {"minus zero", "", "i64", "-0", "json_number"},
      {"a leading zero", "", "u8", "01", "json_syntax"},
      {"zero where none may be", "", "NonZeroU8", "0", "json_number"},
  });
}

TEST_CASE("json rules: fields") {
  const std::string pair = "struct A { a: u8, b: Option<u8> }";
  check({
      {"any order", pair, "A", R"({"b":2,"a":1})", R"({"a":1,"b":2})"},
      {"a duplicate", pair, "A", R"({"a":1,"a":1})", "json_duplicate_field"},
      {"a duplicate under its alias", "struct A { #[serde(alias = \"z\")] a: u8 }", "A", R"({"a":1,"z":1})",
       "json_duplicate_field"},
      {"an unknown one is ignored", pair, "A", R"({"x":[{"y":null}],"a":1})", R"({"a":1,"b":null})"},
      {"an unknown one is refused", "#[serde(deny_unknown_fields)] struct A { a: u8 }", "A", R"({"a":1,"x":2})",
       "json_unknown_field"},
      {"a missing one", pair, "A", R"({"b":2})", "json_missing_field"},
      {"a missing Option is None", pair, "A", R"({"a":1})", R"({"a":1,"b":null})"},
      {"a missing one with a default", "struct A { #[serde(default)] a: u8 }", "A", "{}", R"({"a":0})"},
      {"a missing one with a default that cannot be known", "struct A { #[serde(default = \"f\")] a: u8 }", "A", "{}",
       "json_missing_field"},
      {"the same, present", "struct A { #[serde(default = \"f\")] a: u8 }", "A", R"({"a":7})", R"({"a":7})"},
      {"an escaped name", pair, "A", R"({"\u0061":1})", R"({"a":1,"b":null})"},
      {"an array of the fields", pair, "A", "[1,2]", R"({"a":1,"b":2})"},
      {"no fields", "struct A {}", "A", "{}", "{}"},
      {"renamed", "#[serde(rename_all = \"camelCase\")] struct A { a_b: u8 }", "A", R"({"aB":1})", R"({"aB":1})"},
      {"many, by hash",
       "struct A { a0: u8, a1: u8, a2: u8, a3: u8, a4: u8, a5: u8, a6: u8, a7: u8, a8: u8, a9: u8, b0: u8 }", "A",
       R"({"b0":10,"a9":9,"a8":8,"a7":7,"a6":6,"a5":5,"a4":4,"a3":3,"a2":2,"a1":1,"a0":0})",
       R"({"a0":0,"a1":1,"a2":2,"a3":3,"a4":4,"a5":5,"a6":6,"a7":7,"a8":8,"a9":9,"b0":10})"},
  });
}

TEST_CASE("json rules: keys of maps are strings") {
  const std::string unit = "#[derive(PartialEq, Eq, Hash)] enum A { One, #[serde(rename = \"2\")] Two, Three(u8) }";
  check({
      {"integer", "", "BTreeMap<u8, u8>", R"({"1":2,"10":3})", R"({"1":2,"10":3})"},
      {"negative integer", "", "BTreeMap<i64, u8>", R"({"-5":2,"3":1})", R"({"-5":2,"3":1})"},
      {"integers sort as numbers", "", "BTreeMap<u16, u8>", R"({"10":1,"9":2})", R"({"9":2,"10":1})"},
      {"128 bits", "", "BTreeMap<u128, u8>", R"({"340282366920938463463374607431768211455":1})",
       R"({"340282366920938463463374607431768211455":1})"},
      {"char", "", "BTreeMap<char, u8>", R"({"x":1})", R"({"x":1})"},
      {"unit variant", unit, "HashMap<A, u8>", R"({"One":1,"2":2})", R"({"One":1,"2":2})"},
      {"variant with a value", unit, "HashMap<A, u8>", R"({"Three":1})", "json_type"},
      {"newtype of an integer", "struct A(u8);", "HashMap<A, u8>", R"({"7":1})", R"({"7":1})"},
      {"an integer that is out of range", "", "HashMap<u8, u8>", R"({"256":1})", "json_number"},
      {"an integer that is none", "", "HashMap<u8, u8>", R"({"x":1})", "json_number"},
      {"the last of two equal ones", "", "BTreeMap<u8, u8>", R"({"1":2,"1":3})", R"({"1":3})"},
  });
}

TEST_CASE("json rules: enums in all their forms") {
  const std::string source = "enum A { Unit, New(u8), Pair(u8, bool), Named { a: u8 }, Empty(), None {} }";
  check({
      {"unit", source, "A", R"("Unit")", R"("Unit")"},
      {"unit as an object", source, "A", R"({"Unit":null})", R"("Unit")"},
      {"newtype", source, "A", R"({"New":7})", R"({"New":7})"},
      {"tuple", source, "A", R"({"Pair":[1,true]})", R"({"Pair":[1,true]})"},
      {"struct", source, "A", R"({"Named":{"a":1}})", R"({"Named":{"a":1}})"},
      {"struct as an array", source, "A", R"({"Named":[1]})", R"({"Named":{"a":1}})"},
      {"tuple without fields", source, "A", R"({"Empty":[]})", R"({"Empty":[]})"},
      {"struct without fields", source, "A", R"({"None":{}})", R"({"None":{}})"},
      {"unknown variant", source, "A", R"("Other")", "json_unknown_variant"},
      {"unknown variant with a value", source, "A", R"({"Other":1})", "json_unknown_variant"},
      {"alias", "enum A { #[serde(alias = \"C\")] B }", "A", R"("C")", R"("B")"},
      {"a value where there is none", source, "A", R"({"Unit":1})", "json_type"},
      {"no value where there is one", source, "A", R"("New")", "json_type"},
      {"two variants", source, "A", R"({"New":7,"Unit":null})", "json_type"},
      {"no variant", source, "A", "{}", "json_type"},
      {"a number", source, "A", "1", "json_type"},
      {"Result", "", "Result<u8, String>", R"({"Err":"x"})", R"({"Err":"x"})"},
      {"Bound", "", "Bound<u8>", R"("Unbounded")", R"("Unbounded")"},
  });
}

TEST_CASE("json rules: null") {
  check({
      {"unit", "", "()", "null", "null"},
      {"unit struct", "struct A;", "A", "null", "null"},
      {"PhantomData", "", "PhantomData<u8>", "null", "null"},
      {"None", "", "Option<u8>", "null", "null"},
      {"Some of unit reads as None", "", "Option<()>", "null", "null"},
      {"a string has none", "", "String", "null", "json_type"},
  });
}

TEST_CASE("json rules: strings are escaped as serde_json does") {
  check({
      {"the short escapes", "", "String", R"("\b\f\n\r\t\"\\")", R"("\b\f\n\r\t\"\\")"},
      {"other controls in lower case", "", "String", R"("\u001F\u0000")", R"("\u001f\u0000")"},
      {"a slash is raw", "", "String", R"("\/")", R"("/")"},
      {"DEL is raw", "", "String", R"("\u007f")", "\"\x7f\""},
      {"U+2028 is raw", "", "String", R"("\u2028")", "\"\xE2\x80\xA8\""},
      {"what is not ASCII is raw", "", "String", R"("\u00e9")", "\"\xC3\xA9\""},
      {"a pair of surrogates", "", "String", R"("\ud83d\ude00")", "\"\xF0\x9F\x98\x80\""},
      {"a lone surrogate", "", "String", R"("\ud83d")", "json_syntax"},
      {"a raw control", "", "String", "\"\n\"", "json_syntax"},
      {"an unknown escape", "", "String", R"("\x")", "json_syntax"},
      {"a char", "", "char", R"("\u00e9")", "\"\xC3\xA9\""},
      {"two are no char", "", "char", R"("ab")", "json_type"},
      {"none is no char", "", "char", R"("")", "json_type"},
      {"a borrowed string has no escapes", "", "&str", R"("a\n")", "json_type"},
  });
}

TEST_CASE("json rules: nesting is read 127 deep") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  check({
      {"127", "", "limcode::Json", nested(127), nested(127)},
      {"128", "", "limcode::Json", nested(128), "depth_exceeded"},
  });
}
