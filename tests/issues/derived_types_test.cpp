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

TEST_CASE("derived types: an ArrayVec holds no more than its capacity, on the wire and in JSON") {
  const Plan plan = plan_for("", "arrayvec::ArrayVec<u16, 2>", Config::standard());
  CHECK(frame_of(plan, "[1,2]") == bytes({2, 1, 2}));
  CHECK(verify(plan, bytes({2, 1, 2})));
  CHECK(verify(plan, bytes({3, 1, 2, 3})).error().code == Errc::invalid_value);
  Buffer out;
  CHECK(from_json(plan, "[1,2,3]", out).error().code == Errc::json_length);
  const Plan octets = plan_for("", "arrayvec::ArrayVec<u8, 2>", Config::standard());
  CHECK(frame_of(octets, "[1,2]") == bytes({2, 1, 2}));
  CHECK(from_json(octets, "[1,2,3]", out).error().code == Errc::json_length);
  CHECK(to_json(octets, bytes({3, 1, 2, 3})).error().code == Errc::invalid_value);
}

TEST_CASE("derived types: borrowed bytes are read from a JSON string without escapes") {
  for (const auto* type : {"&[u8]", "Option<&[u8]>"}) {
    const Plan plan = plan_for("", type, Config::standard());
    Buffer out;
    CHECK(from_json(plan, R"("ab")", out));
    CHECK(from_json(plan, R"("a\n")", out).error().code == Errc::json_type);
  }
}

TEST_CASE("derived types: the default of a Uuid is known") {
  const Plan plan =
      plan_for("struct S { #[serde(default)] id: uuid::Uuid, #[serde(skip_deserializing)] of: uuid::Uuid }", "S",
               Config::standard());
  const auto frame = frame_of(plan, R"({"of":"67e55044-10b1-426f-9247-bb680e5fe0c8"})");
  CHECK(frame.size() == 34);
  CHECK(to_json(plan, std::span(frame).first(17)).value() ==
        R"({"id":"00000000-0000-0000-0000-000000000000","of":"00000000-0000-0000-0000-000000000000"})");
}

TEST_CASE("derived types: bytes that are read from strings alone have a default nevertheless") {
  for (const auto* field : {"#[serde(default)] a: &'a [u8]", "#[serde(borrow, default)] a: Cow<'a, [u8]>"}) {
    const Plan plan = plan_for(std::string("struct S<'a> { ") + field + " }", "S", Config::standard());
    CHECK(frame_of(plan, "{}") == bytes({0}));
  }
  const Plan plain = plan_for("struct S { #[serde(default)] a: Vec<u8> }", "S", Config::standard());
  for (const BytesStyle style : {BytesStyle::array, BytesStyle::hex, BytesStyle::base64, BytesStyle::base58}) {
    Buffer out;
    CHECK(from_json(plain, "{}", out, JsonStyle{.bytes = style}));
    CHECK(out.size() == 1);
  }
}

TEST_CASE("derived types: a Cow of bytes that borrows is read from a JSON string alone") {
  const Plan plain = plan_for("struct S<'a> { a: Cow<'a, [u8]> }", "S", Config::standard());
  CHECK(frame_of(plain, R"({"a":[97]})") == bytes({1, 'a'}));
  for (const auto* source : {"struct S<'a> { #[serde(borrow)] a: std::borrow::Cow<'a, [u8]> }",
                             "struct S<'a> { #[serde(borrow = \"'a\")] a: Cow<'a, [u8]> }"}) {
    const Plan plan = plan_for(source, "S", Config::standard());
    CHECK(frame_of(plan, R"({"a":"a\n"})") == bytes({2, 'a', '\n'}));
    CHECK(to_json(plan, bytes({1, 'a'})).value() == R"({"a":[97]})");
    Buffer out;
    CHECK(from_json(plan, R"({"a":[97]})", out).error().code == Errc::json_type);
  }
  const Plan variant = plan_for("enum E<'a> { #[serde(borrow)] V(Cow<'a, [u8]>) }", "E", Config::standard());
  Buffer out;
  CHECK(from_json(variant, R"({"V":[97]})", out).error().code == Errc::json_type);
  CHECK(frame_of(variant, R"({"V":"a"})") == bytes({0, 1, 'a'}));
}

TEST_CASE("derived types: a CString and serde's bytes are read from the keys of JSON, and not printed as such") {
  for (const char* key : {"std::ffi::CString", "serde_bytes::ByteBuf"}) {
    const Plan plan = plan_for("", std::string("BTreeMap<") + key + ", u8>", Config::standard());
    const std::vector<std::byte> frame = frame_of(plan, R"({"b\u00e9":1,"a":2})");
    CHECK(frame == bytes({2, 1, 'a', 2, 3, 'b', 0xC3, 0xA9, 1}));
    CHECK(to_json(plan, frame).error().code == Errc::not_representable);
  }
  Buffer out;
  CHECK_FALSE(from_json(plan_for("", "BTreeMap<Vec<u8>, u8>"), R"({"a":2})", out));
}
