// Rust types inferred from JSON: what is chosen, and that the result is a schema which encodes that JSON.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/infer.hpp"
#include "limcode/plan.hpp"
#include "limcode/schema.hpp"
#include "limcode/transcode.hpp"
#include "schema/rust_names.hpp"

namespace {

// The items alone: imports, derives and the root's mark are the same everywhere.
std::string items_of(const std::string& rust) {
  std::string out;
  for (std::size_t at = 0; at < rust.size();) {
    const std::size_t end = std::min(rust.find('\n', at), rust.size());
    const std::string line = rust.substr(at, end - at);
    at = end + 1;
    const bool noise = line.empty() || line.starts_with("use ") || line.starts_with("#[derive") ||
                       line.starts_with("#[cfg_attr(limcode");
    if (noise) continue;
    const std::size_t text = line.find_first_not_of(' ');
    out += (out.empty() ? "" : " ") + line.substr(text);
  }
  return out;
}

std::string inferred(const std::string& json, const limcode::InferOptions& options = {}) {
  const auto rust = limcode::infer_schema(json, options);
  return rust ? *rust
              : std::string(to_string(rust.error().code)) + " " + std::to_string(rust.error().line) + ":" +
                    std::to_string(rust.error().column);
}

// The JSON that comes back after encoding and decoding by the inferred schema; or what went wrong.
std::string there_and_back(const std::string& json) {
  const auto rust = limcode::infer_schema(json);
  if (!rust) return "infer: " + rust.error().detail;
  limcode::Schema schema;
  if (const auto added = schema.add_source("inferred.rs", *rust); !added) return "read: " + added.error().detail;
  const auto root = schema.root();
  if (!root) return "root: " + root.error().detail;
  const auto plan = limcode::compile(*root, limcode::Config::legacy());
  if (!plan) return "compile: " + plan.error().detail;
  limcode::Buffer frame;
  if (const auto encoded = limcode::from_json(*plan, json, frame); !encoded) return "encode: " + encoded.error().detail;
  const auto text = limcode::to_json(*plan, frame.bytes());
  return text ? *text : "decode: " + text.error().detail;
}

}  // namespace

TEST_CASE("infer: each kind of JSON has its Rust type") {
  struct Row {
    std::string json;
    std::string expected;
  };
  const Row rows[] = {
      {"null", "pub type Root = ();"},
      {"true", "pub type Root = bool;"},
      {"0", "pub type Root = u8;"},
      {"255", "pub type Root = u8;"},
      {"256", "pub type Root = u16;"},
      {"65536", "pub type Root = u32;"},
      {"4294967296", "pub type Root = u64;"},
      {"18446744073709551615", "pub type Root = u64;"},
      {"18446744073709551616", "pub type Root = u128;"},
      {"340282366920938463463374607431768211455", "pub type Root = u128;"},
      {"340282366920938463463374607431768211456", "pub type Root = f64;"},
      {"-1", "pub type Root = i8;"},
      {"-128", "pub type Root = i8;"},
      {"-129", "pub type Root = i16;"},
      {"[-1, 127]", "pub type Root = Vec<i8>;"},
      {"[-1, 128]", "pub type Root = Vec<i16>;"},
      {"[-1, 18446744073709551615]", "pub type Root = Vec<i128>;"},
      {"-170141183460469231731687303715884105728", "pub type Root = i128;"},
      {"-170141183460469231731687303715884105729", "pub type Root = f64;"},
      {"-0", "pub type Root = f64;"},
      {"1.5", "pub type Root = f64;"},
      {"1e3", "pub type Root = f64;"},
      {"[1, 1.5]", "pub type Root = Vec<f64>;"},
      {"\"x\"", "pub type Root = String;"},
      {"[]", "pub type Root = Vec<()>;"},
      {"[[], [1]]", "pub type Root = Vec<Vec<u8>>;"},
      {"[1, null]", "pub type Root = Vec<Option<u8>>;"},
      {"[1, \"a\", true]", "pub type Root = (u8, String, bool);"},
      {"[[1, \"a\"], [300, \"b\"]]", "pub type Root = Vec<(u16, String)>;"},
      {"[[1, \"a\"], [2]]", "pub type Root = Vec<Vec<limcode::Json>>;"},
      {"[1,\"a\",1,1,1,1,1,1,1,1,1,1]", "pub type Root = (u8, String, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);"},
      {"[1,\"a\",1,1,1,1,1,1,1,1,1,1,1]", "pub type Root = Vec<limcode::Json>;"},
      {"{}", "pub struct Root { }"},
      {"{\"a\": 1, \"b\": \"x\"}", "pub struct Root { pub a: u8, pub b: String, }"},
      {"[{\"a\": 1}, {\"a\": 2, \"b\": 3}]",
       "pub type Root2 = Vec<Root>; pub struct Root { pub a: u8, pub b: Option<u8>, }"},
      {"{\"a\": null}", "pub struct Root { pub a: (), }"},
      {"[{\"a\": null}, {\"a\": 1}, {}]", "pub type Root2 = Vec<Root>; pub struct Root { pub a: Option<u8>, }"},
      {"[{\"a\": [1]}, {\"a\": \"x\"}]", "pub type Root2 = Vec<Root>; pub struct Root { pub a: limcode::Json, }"},
      {"{\"accountKeys\": [], \"numSigned\": 1}",
       "#[serde(rename_all = \"camelCase\")] pub struct Root { pub account_keys: Vec<()>, pub num_signed: u8, }"},
      {"{\"type\": 1, \"self\": 2, \"a-b\": 3, \"1\": 4}",
       "#[serde(rename_all = \"kebab-case\")] pub struct Root { pub r#type: u8, #[serde(rename = \"self\")] pub "
       "self_field: u8, pub a_b: u8, #[serde(rename = \"1\")] pub field_1: u8, }"},
      {"{\"b\": 1, \"a\\n\\\"\": 1}", "pub struct Root { pub b: u8, #[serde(rename = \"a\\x0a\\\"\")] pub a_: u8, }"},
      {"{\"a\\n\\\"\": 1}", "pub type Root = HashMap<String, u8>;"},
      {"{\"entries\": [{\"x\": 1}], \"keys\": [{\"x\": 2}]}",
       "pub struct Root { pub entries: Vec<Entry>, pub keys: Vec<Entry>, } pub struct Entry { pub x: u8, }"},
      {"{\"vec\": {\"a\": 1}}", "pub struct Root { pub vec: Vec2, } pub struct Vec2 { pub a: u8, }"},
      {"[{\"Transfer\": {\"to\": 1}}, {\"Burn\": 5}]",
       "pub type Root2 = Vec<Root>; pub enum Root { Transfer(RootTransfer), Burn(u8), } pub struct RootTransfer { pub "
       "to: u8, }"},
      {"[\"Stop\", {\"Go\": 5}]", "pub type Root2 = Vec<Root>; pub enum Root { Stop, Go(u8), }"},
      {"[[\"Stop\", {\"Go\": 5}], [{\"Go\": 5}, \"Stop\"]]",
       "pub type Root2 = Vec<Vec<Root>>; pub enum Root { Stop, Go(u8), }"},
      {"[\"stop\", {\"Go\": 5}]",
       "pub type Root = (String, Root1); #[serde(rename_all = \"PascalCase\")] pub struct Root1 { pub go: u8, }"},
      {"[\"stop\", {\"Go\": 5}, {\"Go\": 6}, \"x\"]",
       "pub type Root = (String, Root1, Root1, String); #[serde(rename_all = \"PascalCase\")] pub struct Root1 { pub "
       "go: u8, }"},
      {"[\"Stop\", \"Go\"]", "pub type Root = Vec<String>;"},
      {"[{\"Go\": 5}, {\"Go\": 6}]",
       "pub type Root2 = Vec<Root>; #[serde(rename_all = \"PascalCase\")] pub struct Root { pub go: u8, }"},
      {"{\"4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T\": 1, \"9Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T\": 300}",
       "pub type Root = HashMap<String, u16>;"},
      {"{\"2024\": 1, \"2025\": 2}", "pub type Root = HashMap<String, u8>;"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json);
    CHECK(items_of(inferred(row.json)) == row.expected);
  }
}

TEST_CASE("infer: the schema encodes the JSON it was made from") {
  const std::string documents[] = {
      "null",
      "[1,null,3]",
      "[1,\"a\",[true,null]]",
      "{\"a\":1,\"type\":\"x\",\"nested\":{\"accountKeys\":[\"k\"],\"deep\":[[1,-2],[300]]},\"none\":null}",
      "[\"Stop\",{\"Go\":5},{\"Turn\":{\"by\":-90}}]",
      "[{\"a\":1,\"b\":null},{\"a\":null,\"b\":\"x\"}]",
      "{\"2024\":1.5,\"2025\":2.5}",
      "[[1,\"a\"],[2,\"b\"]]",
      "[1,\"a\",{\"b\":[]}]",
      "{\"\":1,\"\\u0000\":2,\"\xC3\xA9\":3,\"fn\":4,\"Fn\":5,\"crate\":6}",
      "[]",
      "{}",
      "{\"x\":18446744073709551616,\"y\":-170141183460469231731687303715884105728}",
      "{\"result\":{\"ok\":true},\"vec\":{\"string\":\"s\"},\"option\":{\"some\":1}}",
  };
  for (const std::string& json : documents) {
    CAPTURE(json, inferred(json));
    CHECK(there_and_back(json) == json);
  }
}

TEST_CASE("infer: options") {
  limcode::InferOptions options;
  options.wide_integers = true;
  CHECK(items_of(inferred("[1,2]", options)) == "pub type Root = Vec<u64>;");
  CHECK(items_of(inferred("[1,-2]", options)) == "pub type Root = Vec<i64>;");
  options = {};
  options.root_name = "log_line";
  options.lines = true;
  CHECK(items_of(inferred("{\"a\":1}\n\n{\"a\":300}\n{}\n", options)) == "pub struct LogLine { pub a: Option<u16>, }");
  CHECK(inferred("{\"a\":1}\n{\"a\":\n", options) == "json_syntax 2:6");
  CHECK(items_of(inferred("", options)) == "pub type LogLine = ();");
}

TEST_CASE("infer: what is no JSON is refused with its place") {
  CHECK(inferred("") == "json_syntax 1:1");
  CHECK(inferred("[1,") == "json_syntax 1:4");
  CHECK(inferred("{\"a\" 1}") == "json_syntax 1:6");
  CHECK(inferred("1 2") == "json_trailing 1:3");
  CHECK(inferred(std::string(200, '[')) == "depth_exceeded 1:128");
  CHECK(inferred("\"\xFF\"") == "json_syntax 1:2");
}

TEST_CASE("infer: deep and wide documents are read in proportion") {
  std::string deep = std::string(127, '[') + std::string(127, ']');
  CHECK(there_and_back(deep) == deep);
  std::string nested = "1";
  for (int i = 0; i < 60; ++i) nested = "[" + nested + ",1]";
  CHECK(there_and_back(nested) == nested);
  std::string wide = "[";
  for (int i = 0; i < 100'000; ++i) wide += (i == 0 ? "" : ",") + std::string("{\"a\":[1,2,3]}");
  CHECK(there_and_back(wide + "]") == wide + "]");
}

TEST_CASE("infer: names become identifiers") {
  using namespace limcode::schema;
  struct Row {
    std::string json;
    std::string field;
    std::string type;
  };
  const Row rows[] = {
      {"programIdIndex", "program_id_index", "ProgramIdIndex"},
      {"HTTPServer", "http_server", "HttpServer"},
      {"x1Y2", "x1_y2", "X1Y2"},
      {"already_snake", "already_snake", "AlreadySnake"},
      {"with space", "with_space", "WithSpace"},
      {"", "field_", "Field"},
      {"7th", "field_7th", "Field7th"},
      {"_7c", "_7c", "Type7c"},
      {"match", "r#match", "Match"},
      {"Self", "self_field", "SelfField"},
      {"_", "__field", "Field"},
      {"\xC3\xA9", "__field", "Field"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.json);
    CHECK(field_identifier(row.json) == row.field);
    CHECK(type_identifier(row.json) == row.type);
  }
  CHECK(singular("entries") == "entry");
  CHECK(singular("keys") == "key");
  CHECK(singular("boxes") == "box");
  CHECK(singular("addresses") == "address");
  CHECK(singular("status") == "status");
  CHECK(singular("address") == "address");
}
