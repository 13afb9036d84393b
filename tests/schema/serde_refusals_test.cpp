// What is refused, rule by rule: with the reason, and with the place that rustc would point at.
#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"

namespace {

struct Refused {
  std::string what;
  std::string source;  // of a type A
  std::string snippet;
};

// What is shown below the message: the place, the line, the caret and the help.
std::string snippet_of(const std::string& source) {
  limcode::Schema schema;
  if (const auto added = schema.add_source("src/state.rs", source); !added) return added.error().snippet;
  const auto type = schema.type("A");
  return type ? "read as " + limcode::test::describe(*type) : type.error().snippet;
}

}  // namespace

TEST_CASE("serde refusals: the place is shown as rustc shows it") {
  const Refused rows[] = {
      {"flatten", "struct A {\n    #[serde(flatten)]\n    a: B,\n}\nstruct B { b: u8 }",
       " --> src/state.rs:2:13\n  |\n2 |     #[serde(flatten)]\n  |             ^^^^^^^"},
      {"a type in a field of a field", "struct A { b: B }\nstruct B {\n\tc: Option<Missing>,\n}",
       " --> src/state.rs:3:12\n  |\n3 |     c: Option<Missing>,\n  |               ^^^^^^^ not found"},
      {"in the argument of an attribute", "struct A { #[serde(with = \"my_codec\")] a: u8 }",
       " --> src/state.rs:1:27\n  |\n1 | struct A { #[serde(with = \"my_codec\")] a: u8 }\n  |                         "
       "  ^^^^^^^^^^\n  = help: "
       "known are serde_bytes, short_vec, serde_varint, BigArray, serde_arrays and chrono::serde::ts_*"},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.what);
    CHECK(snippet_of(row.source) == row.snippet);
  }
}

TEST_CASE("serde refusals: what only deserialize_any could read") {
  struct Refused {
    std::string source;
    std::string expected;
  };
  const Refused rows[] = {
      {"#[serde(field_identifier)] enum A { B }",
       "schema_unsupported 1:9 `#[serde(field_identifier)]` cannot be used with bincode: it reads whatever comes next, "
       "and bincode writes no types"},
      {"#[serde(variant_identifier)] enum A { B }",
       "schema_unsupported 1:9 `#[serde(variant_identifier)]` cannot be used with bincode: it reads whatever comes "
       "next, and bincode writes no types"},
      {"struct A { #[serde(getter = \"f\")] a: u8 }",
       "schema_unsupported 1:20 `#[serde(getter)]` cannot be used with bincode: it calls a function; describe the type "
       "itself"},
      {"#[cfg_attr(feature = \"serde\", serde(untagged))] enum A { B(u8) }",
       "schema_unsupported 1:37 `#[serde(untagged)]` cannot be used with bincode: bincode writes nothing that would "
       "tell the variants apart"},
      {"#[serde(tag = \"t\")] struct A { a: u8 }",
       "schema_unsupported 1:9 `#[serde(tag)]` cannot be used with bincode: bincode cannot look for a tag by its name"},
      {"enum A { B { #[serde(flatten)] a: C } } struct C(u8);",
       "schema_unsupported 1:22 `#[serde(flatten)]` cannot be used with bincode: it writes a map without a length, "
       "which bincode refuses"},
      {"enum A { B { #[serde(skip_serializing_if = \"f\")] a: Option<u8> } }",
       "schema_unsupported 1:22 `#[serde(skip_serializing_if)]` cannot be used with bincode: whether the field was "
       "left out cannot be seen when reading"},
      {"struct A { a: HashSet<B> } struct B(Vec<limcode::Json>);",
       "schema_invalid 1:1 `HashSet<B>` cannot be used: values of `B` cannot be compared"},
      {"struct A(BTreeMap<solana::VersionedTransaction, u8>);",
       "schema_invalid 1:1 `BTreeMap<solana::VersionedTransaction, u8>` cannot be used: values of "
       "`solana::VersionedTransaction` cannot be compared"},
      {"union A { a: u8, b: u16 }", "schema_unsupported 1:1 `A` is a union, which serde does not serialise"},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.source);
    CHECK(limcode::test::describe(row.source, "A") == row.expected);
  }
}

TEST_CASE("serde refusals: a type that is never used is never refused") {
  const std::string bad[] = {
      "struct B { #[serde(flatten)] c: C } struct C { c: u8 }",
      "#[serde(tag = \"t\")] enum B { C }",
      "struct B(Missing);",
      "struct B(std::fs::File);",
      "struct B { b: B }",
      "struct B([u8; size_of::<u8>()]);",
      "union B { a: u8, b: u16 }",
  };
  for (const std::string& source : bad) {
    CAPTURE(source);
    CHECK(limcode::test::describe(source + " struct A { #[serde(skip)] b: B, a: u8 }", "A") == "{a: u8}");
    CHECK(limcode::test::describe(source + " struct Id<T>(u64, PhantomData<T>); struct A(Id<B>);", "A") ==
          "=(u64, unit)");
  }
}
