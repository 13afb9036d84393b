// Schemas made to hurt: infinite types, exponential expansion, absurd sizes. Each must be refused, or read, quickly and
// in little memory; a run under a time limit is what shows it.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"
#include "schema/source.hpp"
#include "support/rounds.hpp"

namespace {

using limcode::test::describe;

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The code of the error that `expression` ends with, or "ok".
std::string outcome(const std::string& source, const std::string& expression) {
  limcode::Schema schema;
  if (const auto added = schema.add_source("types.rs", source); !added)
    return std::string(to_string(added.error().code));
  const auto type = schema.type(expression);
  return type ? "ok" : std::string(to_string(type.error().code));
}

}  // namespace

TEST_CASE("bombs: recursion without indirection has infinite size") {
  struct Row {
    std::string what;
    std::string source;
    std::string expected;
  };
  const Row rows[] = {
      {"direct", "struct A { a: A }", "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through an Option", "struct A { a: Option<A> }", "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through an array", "struct A { a: [A; 2] }", "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through a tuple", "struct A { a: (u8, A) }", "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through an enum", "enum A { B(A), C }", "schema_invalid 1:6 recursive type `A` has infinite size"},
      {"through another", "struct A(B); struct B(Option<A>);",
       "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through a Cell", "struct A(Cell<Option<A>>);", "schema_invalid 1:8 recursive type `A` has infinite size"},
      {"through a generic", "struct P<T>(T); struct A(P<A>);",
       "schema_invalid 1:24 recursive type `A` has infinite size"},
      {"below the root", "struct A(B); struct B(B);", "schema_invalid 1:21 recursive type `B` has infinite size"},
      {"a Box ends it", "struct A { a: Option<Box<A>> }", "{a?: Option(^A)}"},
      {"a Box inside an Option ends it", "struct A { a: Box<Option<A>> }", "{a?: Option(^A)}"},
      {"a Rc in a tuple ends it", "struct A { a: Option<(u8, Rc<A>)> }", "{a?: Option((u8, ^A))}"},
      {"a reference ends it", "struct A<'a> { a: Option<&'a A<'a>> }", "{a?: Option(^A)}"},
      {"a boxed argument ends it", "struct P<T>(T); struct A(Option<P<Box<A>>>);", "=Option(=^A)"},
      {"an empty array ends it", "struct A { a: [A; 0] }", "{a: [^A; 0]}"},
      {"Box alone is infinite", "struct A { a: Box<A> }",
       "schema_invalid 1:8 `A` has no finite value: it always holds another of itself"},
      {"Box in every variant is infinite", "enum A { B(Box<A>), C(u8, Box<A>) }",
       "schema_invalid 1:6 `A` has no finite value: it always holds another of itself"},
      {"one variant without is enough", "enum A { B(Box<A>), C }", "enum{B=0(^A), C=1}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what, row.source);
    CHECK(describe(row.source, "A") == row.expected);
  }
}

TEST_CASE("bombs: types that use themselves with ever larger arguments are refused") {
  CHECK(outcome("struct A<T> { a: Option<Box<A<Vec<T>>>>, t: T }", "A<u8>") == "schema_invalid");
  CHECK(outcome("struct A<T> { a: Vec<A<(T, T)>>, t: T }", "A<u8>") == "schema_invalid");
  CHECK(outcome("struct A<const N: usize> { a: Vec<A<{ N + 1 }>> }", "A<0>") == "schema_unsupported");
  CHECK(outcome("struct A<T, U> { a: Vec<A<U, Option<T>>>, b: Vec<A<Option<U>, T>> }", "A<u8, u8>") != "ok");
}

TEST_CASE("bombs: exponential expansion is shared or refused") {
  std::string aliases = "type T0 = (u8, u8);";
  std::string boxes = "type V0 = Vec<u8>;";
  std::string generics = "type G0<T> = (T, T);";
  std::string constants = "const C0: usize = 1;";
  std::string structs = "struct S0(u8, u8);";
  for (int i = 1; i < 200; ++i) {
    aliases += fmt::format("type T{} = (T{}, T{});", i, i - 1, i - 1);
    boxes += fmt::format("type V{} = Vec<(V{}, V{})>;", i, i - 1, i - 1);
    generics += fmt::format("type G{}<T> = G{}<G{}<T>>;", i, i - 1, i - 1);
    constants += fmt::format("const C{}: usize = C{} * 1 + C{} * 0;", i, i - 1, i - 1);
    structs += fmt::format("struct S{}(S{}, S{});", i, i - 1, i - 1);
  }
  CHECK(outcome(aliases, "T20") == "ok");
  CHECK(outcome(aliases, "T40") == "schema_invalid");
  CHECK(outcome(boxes, "V60") == "ok");
  CHECK(outcome(generics, "G60<u8>") != "ok");
  CHECK(outcome(constants, "[u8; C30]") == "ok");
  CHECK(outcome(structs, "S199") == "schema_invalid");
}

TEST_CASE("bombs: long chains are read") {
  std::string source = "struct S0(u8);";
  for (int i = 1; i < 20'000; ++i) source += fmt::format("struct S{} {{ a: Option<S{}> }}", i, i - 1);
  CHECK(outcome(source, "S19999") == "ok");
}

TEST_CASE("bombs: too many types or fields are refused") {
  if (limcode::test::sanitized) {
    WARN("a hundred thousand types take a sanitized program too long: skipped");
    return;
  }
  std::string many = "struct A(";
  for (int i = 0; i < 110'000; ++i) many += fmt::format("[u8; {}],", i);
  CHECK(outcome(many + ");", "A") == "schema_unsupported");

  std::string wide = "struct W<const N: usize> {";
  for (int i = 0; i < 2'000; ++i) wide += fmt::format("f{}: u8,", i);
  wide += "} struct A(";
  for (int i = 0; i < 1'000; ++i) wide += fmt::format("W<{}>,", i);
  CHECK(outcome(wide + ");", "A") == "schema_unsupported");
}

TEST_CASE("bombs: absurd sizes are refused") {
  CHECK(outcome("struct A([u8; usize::MAX]);", "A") == "schema_invalid");
  CHECK(outcome("struct A([[[u8; 1 << 16]; 1 << 16]; 1 << 16]);", "A") == "schema_invalid");
  CHECK(outcome("struct A([(); 1 << 40]);", "A") == "schema_invalid");
  CHECK(outcome("struct A([u8; 340282366920938463463374607431768211456]);", "A") == "schema_invalid");
  CHECK(outcome("struct A([u8; 1 << 31]);", "A") == "ok");
}

TEST_CASE("bombs: hostile text is refused") {
  CHECK(outcome("struct A(" + repeat("Vec<", 50'000) + "u8" + repeat(">", 50'000) + ");", "A") == "schema_unsupported");
  CHECK(outcome(repeat("mod m {", 10'000) + repeat("}", 10'000), "A") == "schema_unsupported");
  CHECK(outcome("use " + repeat("{", 10'000) + repeat("}", 10'000) + ";", "A") == "schema_syntax");
  CHECK(outcome("#[" + repeat("cfg_attr(a,", 10'000) + "b" + repeat(")", 10'000) + "] struct A(u8);", "A") == "ok");
  CHECK(outcome("#[cfg(" + repeat("not(", 10'000) + "a" + repeat(")", 10'000) + ")] struct A(u8);", "A") == "ok");
  CHECK(outcome("const N: usize = " + repeat("(", 50'000) + "1" + repeat(")", 50'000) + "; struct A([u8; N]);", "A") ==
        "schema_unsupported");
  CHECK(outcome("const N: usize = 1" + repeat(" + 1", 50'000) + "; struct A([u8; N]);", "A") == "ok");
  CHECK(outcome(repeat("/*", 50'000), "A") == "schema_syntax");
  CHECK(outcome(std::string(limcode::schema::max_source_bytes + 1, ' '), "A") == "schema_unsupported");
  CHECK(outcome(std::string(limcode::schema::max_source_bytes, ' '), "A") == "schema_unknown_type");
  CHECK(outcome("struct " + std::string(1'000'000, 'a') + "(u8);", "Zzz") == "schema_unknown_type");
}

TEST_CASE("bombs: webs of globs end") {
  std::string source;
  for (int i = 0; i < 60; ++i) {
    source += fmt::format("pub mod m{} {{", i);
    for (int j = 0; j < 60; ++j) source += fmt::format("pub use super::m{}::*;", j);
    source += "}";
  }
  CHECK(outcome(source + "struct A(m0::X);", "A") == "schema_unknown_type");
  CHECK(outcome(
            source + "mod z { pub struct X(u8); } mod y { pub use super::m0::*; pub use super::z::*; } struct A(y::X);",
            "A") == "ok");
}
