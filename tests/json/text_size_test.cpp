// The estimate of how long a text will be: enough for what is usual, so that a string need not grow, and not far too
// much.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "json/text_size.hpp"
#include "limcode/limcode.hpp"

namespace {

using namespace limcode;

constexpr const char* estimated_types = R"(
struct Point { x: f64, y: f64 }
struct Record { id: u64, name: String, score: f64, tags: Vec<String>, active: bool, owner: Option<String> }
struct Flags { a: bool, b: bool, c: bool }
struct Wide { items: Vec<u16>, note: String }
enum Shape { Empty, Circle { radius: u32 }, Named(String) }
)";

Plan plan_to_estimate(const std::string& expression, const Config& config) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", estimated_types));
  const auto type = schema.type(expression);
  REQUIRE(type);
  auto plan = compile(*type, config);
  REQUIRE(plan);
  return std::move(*plan);
}

std::string list_to_estimate(const std::string& element) {
  std::string json = "[";
  for (int count = 0; count != 5000; ++count) json += (count == 0 ? "" : ",") + element;
  return json + "]";
}

}  // namespace

TEST_CASE("text size: the estimate is enough for what is usual, and not far too much") {
  struct Case {
    const char* type;
    const char* element;
  };
  const Case cases[] = {
      {"Vec<u8>", "255"},
      {"Vec<i8>", "-128"},
      {"Vec<u16>", "65535"},
      {"Vec<i32>", "-2147483648"},
      {"Vec<u64>", "18446744073709551615"},
      {"Vec<i128>", "-170141183460469231731687303715884105728"},
      {"Vec<f32>", "1.1754944e-38"},
      {"Vec<f64>", "0.30000000000000004"},
      {"Vec<bool>", "false"},
      {"Vec<char>", "\"x\""},
      {"Vec<String>", "\"sixteen letters.\""},
      {"Vec<[u8; 32]>",
       "[255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,255,"
       "255,255,255,255,255]"},
      {"Vec<Vec<u8>>", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]"},
      {"Vec<(u8, String)>", "[1,\"one\"]"},
      {"Vec<Option<u64>>", "18446744073709551615"},
      {"Vec<Point>", "{\"x\":0.30000000000000004,\"y\":-0.1}"},
      {"Vec<Record>",
       "{\"id\":1,\"name\":\"a name\",\"score\":0.30000000000000004,\"tags\":[\"one\",\"two\",\"three\"],\"active\":"
       "true,\"owner\":\"somebody\"}"},
      {"Vec<Flags>", "{\"a\":false,\"b\":false,\"c\":true}"},
      {"Vec<Wide>", "{\"items\":[1,22,333,4444],\"note\":\"a note\"}"},
      {"Vec<Shape>", "{\"Circle\":{\"radius\":4294967295}}"},
      {"Vec<Ipv4Addr>", "\"255.255.255.255\""},
      {"Vec<Duration>", "{\"secs\":18446744073709551615,\"nanos\":999999999}"},
      {"Vec<BTreeMap<u8, u8>>", "{\"1\":2,\"3\":4,\"5\":6}"},
  };
  for (const Config& config : {Config::legacy(), Config::standard()}) {
    for (const Case& row : cases) {
      const Plan plan = plan_to_estimate(row.type, config);
      const std::string json = list_to_estimate(row.element);
      Buffer wire;
      REQUIRE(from_json(plan, json, wire));
      REQUIRE(to_json(plan, wire.bytes()) == json);
      const std::size_t estimate = json::estimate_text(plan.program(), {}, wire.size());
      CAPTURE(row.type, config.int_encoding == IntEncoding::fixed, json.size(), wire.size(), estimate);
      CHECK(estimate >= json.size());
      CHECK(estimate <= 6 * json.size());
    }
  }
}

TEST_CASE("text size: the form of bytes counts, and so does layout") {
  const Plan plan = plan_to_estimate("Vec<u8>", Config::legacy());
  const auto estimate = [&](const JsonStyle& style) { return json::estimate_text(plan.program(), style, 1000); };
  const std::size_t numbers = estimate({});
  CHECK(estimate({.bytes = BytesStyle::hex}) < numbers);
  CHECK(estimate({.bytes = BytesStyle::base64}) < estimate({.bytes = BytesStyle::hex}));
  CHECK(estimate({.pretty = true}) > numbers);
}

TEST_CASE("text size: types that use each other without end are looked at for a moment only") {
  std::string source;
  for (int level = 0; level != 12; ++level)
    source += fmt::format("struct T{} {{ a: T{}, b: T{} }}\n", level, level + 1, level + 1);
  Schema schema;
  REQUIRE(schema.add_source("deep.rs", source + "struct T12(Vec<u8>);"));
  const auto type = schema.type("T0");
  REQUIRE(type);
  const auto plan = compile(*type, Config::legacy());
  REQUIRE(plan);
  CHECK(json::estimate_text(plan->program(), {}, 1000) >= 1000);
}
