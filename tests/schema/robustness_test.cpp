// Random changes to valid Rust must never crash, hang or take much memory; what is still read must be whole.
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "schema/describe.hpp"
#include "support/rounds.hpp"

namespace {

const std::string valid = R"rust(#![allow(dead_code)]
use std::collections::{BTreeMap, HashMap as Map, *};
pub mod inner {
  use super::*;
  pub const N: usize = 4 * (1 + 1) << 1;
  #[derive(Default, Serialize)]
  #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
  pub struct Point<'a, T: Copy + Into<Vec<u8>>, const K: usize = { N }> where T: Clone {
    #[serde(rename(serialize = "a", deserialize = "b"), alias = "c")] pub x_y: [T; K],
    #[serde(skip)] cache: Option<&'a str>,
    #[serde(with = "serde_bytes")] raw: Vec<u8>,
    /// doc
    r#type: PhantomData<T>,
  }
}
/* block /* nested */ */
#[serde(from = "Vec<Inner>", into = "Vec<Inner>")] struct Wrapped(u8);
#[repr(u8)] enum Inner { Unit = 1, New(Box<Inner>), Pair(u8, char), Named { a: Option<Map<String, Inner>> } }
type Alias<T> = Result<BTreeMap<u32, T>, (u8, (), [u16; inner::N])>;
impl<T> Point<T> { const LEN: usize = 3; fn f<'b>(&'b self) -> char { '\u{41}' } }
macro_rules! m { ($a:tt) => { $a } }
#[limcode(root)] pub struct Root { a: Alias<inner::Point<'static, u8>>, b: Wrapped, c: r#u64, d: std::net::IpAddr }
static S: &str = r#"raw " string"#; fn f() -> u8 { b'\'' }
)rust";

// Every type of the schema is resolved and described, which visits all of the model.
void use_all(const std::string& source) {
  limcode::Schema schema;
  if (!schema.add_source("mutant.rs", source)) return;
  for (const limcode::DefinedType& defined : schema.types()) {
    const auto type = schema.type(defined.name);
    if (type) CHECK(!type->name().empty());
  }
  if (const auto root = schema.root(); root) CHECK(!root->model().nodes.empty());
}

}  // namespace

TEST_CASE("robustness: the unchanged source is read") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("valid.rs", valid));
  const auto root = schema.root();
  if (!root) FAIL(root.error().detail << "\n" << root.error().snippet);
}

TEST_CASE("robustness: every prefix is read or refused") {
  for (std::size_t length = 0; length < valid.size(); length += limcode::test::sanitized ? 8 : 1)
    use_all(valid.substr(0, length));
}

TEST_CASE("robustness: random bytes changed, removed, inserted and moved") {
  constexpr unsigned seed = 20'240'917;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string pieces = "<>(){}[]#!'\"/*:;,.=&|-+%_ \n\\0aZr\x80\xFF";
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (std::size_t round = 0; round < limcode::test::rounds(4'000); ++round) {
    std::string source = valid;
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes; ++i) {
      const std::size_t at = below(source.size());
      switch (below(4)) {
        case 0: source[at] = pieces[below(pieces.size())]; break;
        case 1: source.erase(at, 1 + below(12)); break;
        case 2: source.insert(at, 1, pieces[below(pieces.size())]); break;
        default: source.insert(at, source.substr(below(source.size()), below(40))); break;
      }
    }
    CAPTURE(round);
    use_all(source);
  }
}

TEST_CASE("robustness: random type expressions") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {
      "Vec", "<",  ">",  ",",       "(",   ")", "[",    "]", ";", "u8", "Option", "3", "&", "'a", "str", "::",
      "std", "->", "fn", "HashMap", "dyn", "*", "Json", "!", "_", "{",  "}",      "+", "=", "as", "Box", "#"};
  for (std::size_t round = 0; round < limcode::test::rounds(20'000); ++round) {
    std::string text;
    const std::size_t count = random() % 12;
    for (std::size_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()] + (random() % 2 == 0 ? " " : "");
    CAPTURE(text);
    const auto type = limcode::parse_type(text);
    if (type) CHECK(!type->name().empty());
    if (!type) CHECK(!type.error().detail.empty());
  }
}
