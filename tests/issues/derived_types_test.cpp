// What the comparison with serde's derive found: each case is a type and an input on which limcode once differed.
#include <catch2/catch.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/limcode.hpp"

namespace {

using namespace limcode;

Plan plan_for(std::string_view source, std::string_view type, const Config& config = Config::legacy()) {
  Schema schema;
  const auto added = schema.add_source("types.rs", std::string(source));
  REQUIRE(added);
  const auto resolved = schema.type(type);
  REQUIRE(resolved);
  const auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *plan;
}

std::vector<std::byte> bytes(std::initializer_list<unsigned> values) {
  std::vector<std::byte> made;
  for (const unsigned value : values) made.push_back(static_cast<std::byte>(value));
  return made;
}

std::vector<std::byte> frame_of(const Plan& plan, std::string_view json) {
  Buffer out;
  const auto encoded = from_json(plan, json, out);
  REQUIRE(encoded);
  return {out.bytes().begin(), out.bytes().end()};
}

}  // namespace

TEST_CASE("derived types: a CString is read from a JSON string too") {
  const Plan plan = plan_for("", "std::ffi::CString", Config::standard());
  CHECK(frame_of(plan, R"("ab")") == bytes({2, 'a', 'b'}));
  CHECK(frame_of(plan, "[97,98]") == bytes({2, 'a', 'b'}));
  Buffer out;
  CHECK_FALSE(from_json(plan, R"("a\u0000")", out));
}

TEST_CASE("derived types: both ends of a Range are asked for, those of Options too") {
  const Plan plan = plan_for("", "std::ops::Range<Option<u8>>");
  CHECK(frame_of(plan, R"({"start":null,"end":3})") == bytes({0, 1, 3}));
  Buffer out;
  CHECK(from_json(plan, R"({"end":3})", out).error().code == Errc::json_missing_field);
}

TEST_CASE("derived types: an array may end before a field with a default of its own, not with one of its struct") {
  Buffer out;
  const Plan whole = plan_for("#[derive(Default)] #[serde(default)] struct S { a: u8, b: u8 }", "S");
  CHECK(frame_of(whole, R"({"a":1})") == bytes({1, 0}));
  CHECK(from_json(whole, "[1]", out).error().code == Errc::json_length);
  const Plan field = plan_for("struct S { a: u8, #[serde(default)] b: u8 }", "S");
  CHECK(frame_of(field, "[1]") == bytes({1, 0}));
}

TEST_CASE("derived types: what is ignored in JSON may be nested as deep as it likes") {
  const Plan plan = plan_for("struct S { a: u8 }", "S");
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  CHECK(frame_of(plan, R"({"zz":)" + deep + R"(,"a":7})") == bytes({7}));
}

TEST_CASE("derived types: a frame with a field that only one direction has is not canonical") {
  const auto refusal = [](std::string_view fields, std::initializer_list<unsigned> wire) {
    const Plan plan = plan_for("struct S { " + std::string(fields) + " }", "S");
    const auto frame = bytes(wire);
    REQUIRE(skip(plan, frame) == frame.size());
    const auto verified = verify(plan, frame);
    return verified ? "accepted" : std::string(to_string(verified.error().code)) + " " + verified.error().path;
  };
  CHECK(refusal("a: u8, #[serde(skip_serializing, default)] b: u8, c: u8", {1, 2, 3}) == "not_canonical b");
  CHECK(refusal("a: u8, #[serde(skip_deserializing)] b: u8, c: u8", {1, 3}) == "not_canonical b");
  CHECK(refusal("a: u8, #[serde(skip_serializing, default)] b: (), c: u8", {1, 3}) == "accepted");
  CHECK(refusal("a: u8, #[serde(skip_deserializing)] b: [u8; 0], c: u8", {1, 3}) == "accepted");
  CHECK(refusal("a: u8, #[serde(skip)] b: u8, c: u8", {1, 3}) == "accepted");
}
