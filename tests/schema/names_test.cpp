// How names are found: modules, imports, several sources, built-in types, and what is suggested when nothing fits.
#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"

using limcode::test::check_described;
using limcode::test::describe;

TEST_CASE("names: modules and imports") {
  check_described({
      {"nested modules", "mod a { pub mod b { pub struct X(u8); } } struct A(a::b::X);", "A", "==u8"},
      {"self, super, crate",
       "struct X(u8); mod a { pub struct Y(crate::X, super::X, self::b::Z); pub mod b { pub struct Z(super::super::X); "
       "} }",
       "a::Y", "(=u8, =u8, ==u8)"},
      {"use", "mod a { pub struct X(u8); } use a::X; struct A(X);", "A", "==u8"},
      {"use as", "mod a { pub struct X(u8); } use a::X as Y; struct A(Y);", "A", "==u8"},
      {"use of several",
       "mod a { pub struct X(u8); pub mod b { pub struct Z(u16); } } use a::{X, b::{self, Z}}; struct A(X, b::Z, Z);",
       "A", "(=u8, =u16, =u16)"},
      {"glob", "mod a { pub struct X(u8); } use a::*; struct A(X);", "A", "==u8"},
      {"glob of super", "struct X(u8); mod a { use super::*; pub struct A(X); }", "a::A", "==u8"},
      {"pub use", "mod a { mod b { pub struct X(u8); } pub use b::X; pub use self::b::X as W; } struct A(a::X, a::W);",
       "A", "(=u8, =u8)"},
      {"pub use of a module", "mod a { pub mod b { pub struct X(u8); } } pub use a::b as c; struct A(c::X);", "A",
       "==u8"},
      {"import of a module", "mod a { pub mod b { pub struct X(u8); } } use a::b; struct A(b::X);", "A", "==u8"},
      {"import inside a module", "mod a { pub struct X(u8); } mod b { use crate::a::X; pub struct A(X); }", "b::A",
       "==u8"},
      {"import by the crate's own name", "mod a { pub struct X(u8); } use types::a::X; struct A(X);", "A", "==u8"},
      {"an own name wins over a glob", "mod a { pub struct X(u8); } use a::*; struct X(u16); struct A(X);", "A",
       "==u16"},
      {"an own name wins over a built-in one", "struct String(u8); struct A(String);", "A", "==u8"},
      {"a path wins over an own name", "struct String(u8); struct A(std::string::String);", "A", "=string"},
      {"an import wins over a built-in name", "mod a { pub struct Vec(u8); } use a::Vec; struct A(Vec);", "A", "==u8"},
      {"std types by import",
       "use std::collections::{HashMap as Map, BTreeSet}; use std::time; struct A(Map<u8, u8>, BTreeSet<u8>, "
       "time::Duration);",
       "A", "(Map(u8, u8), sorted Set(u8), duration)"},
      {"std types without import", "struct A(HashMap<u8, u8>, Duration, PhantomData<u8>);", "A",
       "(Map(u8, u8), duration, unit)"},
      {"std types from other crates",
       "use hashbrown::HashMap; use indexmap::IndexMap; struct A(HashMap<u8, u8>, IndexMap<u8, u8>);", "A",
       "(Map(u8, u8), Map(u8, u8))"},
      {"import cycle", "use self::b::X; mod a { pub use crate::b::X; } mod b { pub use crate::a::X; } struct A(X);",
       "A", "schema_unknown_type 1:88 cannot find type `X`"},
      {"glob cycle", "mod a { pub use super::b::*; } mod b { pub use super::a::*; pub struct X(u8); } struct A(a::X);",
       "A", "==u8"},
      {"import of itself", "use X; struct A(X);", "A", "schema_unknown_type 1:17 cannot find type `X`"},
      {"a type in a function is not seen", "fn f() { struct X(u8); } struct A(X);", "A",
       "schema_unknown_type 1:35 cannot find type `X`"},
      {"enum variants are no types", "enum E { V(u8) } struct A(E::V);", "A",
       "schema_unknown_type 1:27 cannot find type `E::V`"},
      {"a module is no type", "mod a {} struct A(a);", "A", "schema_unknown_type 1:19 `a` is a module, not a type"},
      {"super of the root", "struct A(super::X);", "A", "schema_unknown_type 1:10 cannot find type `super::X`"},
      {"leading colons", "struct A(::std::string::String);", "A", "=string"},
  });
}

TEST_CASE("names: type expressions find types by path and by name") {
  const std::string source =
      "pub mod ledger { pub struct Entry(u8); pub mod deep { pub struct Shred(u16); } } struct A(u32); struct B<T>(T);";
  check_described({
      {"root", source, "A", "=u32"},
      {"by path", source, "ledger::Entry", "=u8"},
      {"by the file's name", source, "types::ledger::Entry", "=u8"},
      {"by name alone", source, "Shred", "=u16"},
      {"inside built-in types", source, "HashMap<String, Vec<B<ledger::Entry>>>", "Map(string, Vec(==u8))"},
      {"crate and self start at the root of the only crate", source, "B<A>", "==u32"},
      {"ambiguous by name", "mod a { struct X(u8); } mod b { struct X(u8); }", "X",
       "schema_unknown_type 1:1 cannot find type `X`"},
  });
}

TEST_CASE("names: a mistake is answered with the nearest name") {
  check_described({
      {"user type", "struct Account(u8); struct A(Acount);", "A",
       "schema_unknown_type 1:30 cannot find type `Acount`; the nearest known name is `Account`"},
      {"case", "struct Account(u8);", "account",
       "schema_unknown_type 1:1 cannot find type `account`; the nearest known name is `Account`"},
      {"swapped letters", "struct Account(u8);", "Accuont",
       "schema_unknown_type 1:1 cannot find type `Accuont`; the nearest known name is `Account`"},
      {"generic parameter", "struct P<Item>(Itm);", "P<u8>",
       "schema_unknown_type 1:16 cannot find type `Itm`; the nearest known name is `Item`"},
      {"in a module of a crate", "pub mod state { pub struct Account(u8); }", "state::Acount",
       "schema_unknown_type 1:1 cannot find type `state::Acount`; the nearest known name is `Account`"},
      {"nothing near", "struct Account(u8);", "Zebra", "schema_unknown_type 1:1 cannot find type `Zebra`"},
      {"unknown crate", "use foo::Bar; struct A(Bar);", "A", "schema_unknown_type 1:24 cannot find type `Bar`"},
  });
}

TEST_CASE("names: help says what to add") {
  struct Row {
    std::string source;
    std::string help;
  };
  const Row rows[] = {
      {"use foo::Bar; struct A(Bar);", "help: the crate `foo` is not part of the schema: add it, or define the type"},
      {"mod m; struct A(m::X);", "help: `mod m` was not read: give the folder or Cargo.toml of its crate"},
      {"struct A(crate::m::X);", "help: only single files were read: give the folder or Cargo.toml of the crate"},
      {"struct A { next: A }", "help: hold it through `Box`, `Rc`, `Vec` or a map to break the cycle"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    limcode::Schema schema;
    REQUIRE(schema.add_source("types.rs", row.source));
    const auto type = schema.type("A");
    REQUIRE(!type);
    CHECK_THAT(type.error().snippet, Catch::Contains(row.help));
  }
}

TEST_CASE("names: several sources see each other") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("src/ledger.rs", "use crate::keys::Key; pub struct Entry { key: Key, hash: keys::Hash }"));
  REQUIRE(schema.add_source("src/keys.rs", "pub struct Key([u8; 4]); pub struct Hash([u8; 2]); pub struct Same(u8);"));
  REQUIRE(schema.add_source("src/other.rs", "pub struct Same(u16);"));
  const auto entry = schema.type("Entry");
  REQUIRE(entry);
  CHECK(limcode::test::describe(*entry) == "{key: =[u8; 4], hash: =[u8; 2]}");
  const auto same = schema.type("Same");
  REQUIRE(!same);
  CHECK(same.error().detail == "`Same` is ambiguous: it is defined at src/keys.rs:1 and src/other.rs:1");
  const auto exact = schema.type("other::Same");
  REQUIRE(exact);
  CHECK(limcode::test::describe(*exact) == "=u16");
}

TEST_CASE("names: two sources of one file name, and one whose name is no identifier, are crates of their own") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("one/state.rs", "pub struct Same(u8); pub struct One(crate::Same);"));
  REQUIRE(schema.add_source("two/state.rs", "pub struct Same(u16); pub struct Two(crate::Same);"));
  REQUIRE(schema.add_source("3-more.rs", "pub struct Three(u32);"));
  const std::string expected[][2] = {{"One", "==u8"}, {"Two", "==u16"}, {"Three", "=u32"}, {"state::One", "==u8"}};
  for (const auto& [name, described] : expected) {
    CAPTURE(name);
    const auto type = schema.type(name);
    REQUIRE(type);
    CHECK(limcode::test::describe(*type) == described);
  }
}

TEST_CASE("names: the root is the only top-level type, or the marked one") {
  check_described({
      {"the only one", "struct A(u8);", "", "=u8"},
      {"types in modules do not count", "struct A(m::B); mod m { pub struct B(u8); }", "", "==u8"},
      {"generic types do not count", "struct A(B<u8>); struct B<T>(T);", "", "==u8"},
      {"marked", "struct B(u8); #[limcode(root)] struct A(u16); struct C(u8);", "", "=u16"},
      {"marked alias", "struct B(u8); #[limcode(root)] type A = Vec<B>;", "", "Vec(=u8)"},
      {"several", "struct A(u8); struct B(u8);", "",
       "schema_invalid 0:0 the schema has 2 top-level types; name one of: A, B"},
      {"none", "const N: usize = 3;", "", "schema_invalid 0:0 the schema has no top-level type; name one"},
      {"marked twice", "#[limcode(root)] struct A(u8); #[limcode(root)] struct B(u8);", "",
       "schema_invalid 0:0 the schema marks 2 types as root: A, B"},
  });
}

TEST_CASE("names: types are listed in the order of their source") {
  limcode::Schema schema;
  REQUIRE(schema.add_source(
      "types.rs",
      "struct A<T, const N: usize>([T; N]);\n#[limcode(root)] enum E { A }\nmod m {\n type X = u8; }\n"
      "#[cfg(test)] struct Hidden; const C: u8 = 1;"));
  const auto types = schema.types();
  REQUIRE(types.size() == 3);
  CHECK(types[0].name == "A");
  CHECK(types[0].generics == "<T, const N>");
  CHECK(types[0].kind == "struct");
  CHECK(types[0].file == "types.rs");
  CHECK(types[0].line == 1);
  CHECK(types[0].top_level);
  CHECK(types[1].name == "E");
  CHECK(types[1].kind == "enum");
  CHECK(types[1].root);
  CHECK(types[2].name == "m::X");
  CHECK(types[2].kind == "type");
  CHECK(types[2].line == 4);
  CHECK(!types[2].top_level);
}

TEST_CASE("names: full names show modules and arguments") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("types.rs", "mod m { pub struct P<T, const N: usize>([T; N]); } struct A(u8);"));
  const auto type = schema.type("Vec<m::P<A, 3>>");
  REQUIRE(type);
  CHECK(type->name() == "Vec<m::P<A, 3>>");
}

TEST_CASE("names: built-in Solana types are found by path, by crate and by name") {
  for (const std::string expression : {"solana::Pubkey", "solana_pubkey::Pubkey", "Pubkey"}) {
    CAPTURE(expression);
    const auto type = limcode::parse_type(expression);
    REQUIRE(type);
    CHECK(type->name() == "solana::Pubkey");
    CHECK(limcode::test::describe(*type) == "=base58 [u8; 32]");
  }
  CHECK(describe("use solana_sdk::pubkey::Pubkey; struct A(Pubkey);", "A") == "==base58 [u8; 32]");
  CHECK(describe("struct Pubkey(u8); struct A(Pubkey);", "A") == "==u8");
}

TEST_CASE("names: every built-in Solana type resolves") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("empty.rs", ""));
  for (const std::string name : {"solana::Block", "solana::Entry", "solana::VersionedTransaction", "solana::Account"}) {
    CAPTURE(name);
    const auto type = schema.type(name);
    if (!type) FAIL_CHECK(type.error().detail << "\n" << type.error().snippet);
  }
}
