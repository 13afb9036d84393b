// Rust source that is small and means much, or is large and means little. Read in a process of its own, since what it
// may take is the question.
#include <catch2/catch.hpp>

#include "bomb.hpp"

namespace limcode::test {
namespace {

constexpr std::size_t ten_million = 10'000'000;

// How many bytes one byte of Rust source may cost besides what one of any input may.
constexpr std::uint64_t source_multiple = 112;

// A schema as input: some bytes are decoded by its type T.
Bomb schema(std::string name, std::string source, int exit_code, std::string says, std::string type = "T") {
  const std::uint64_t extra_mib = source_multiple * source.size() >> 20U;
  return {std::move(name),   {"decode", "--schema", "{}.rs", "--type", std::move(type), "/dev/null"},
          std::move(source), exit_code,
          std::move(says),   extra_mib};
}

Bomb expression(std::string name, std::string type, int exit_code, std::string says) {
  return {std::move(name), {"decode", "--type", std::move(type), "/dev/null"}, "", exit_code, std::move(says)};
}

// struct L0<A>(A, A); struct L1<A>(L0<(A, A)>, L0<[A; 2]>); ... each level doubles the instances.
std::string doubling(std::size_t levels) {
  std::string source = "struct L0<A>(A, A);\n";
  for (std::size_t level = 1; level <= levels; ++level) {
    source += fmt::format("struct L{}<A>(L{}<(A, u8)>, L{}<[A; 2]>);\n", level, level - 1, level - 1);
  }
  return source + fmt::format("struct T(L{}<u8>);\n", levels);
}

// struct S0 { a: u8 } struct S1 { a: S0 } ...
std::string chain(std::size_t length, std::string_view form) {
  std::string source = "struct S0 { a: u8 }\n";
  for (std::size_t index = 1; index <= length; ++index) {
    source += fmt::format(fmt::runtime(form), index, index - 1);
    source += '\n';
  }
  return source + fmt::format("struct T {{ a: S{} }}\n", length);
}

}  // namespace

TEST_CASE("schema bombs: generics that double at every level") {
  check({
      schema("twenty levels", doubling(20), 2, ""),
      schema("sixty levels", doubling(60), 2, ""),
      schema("a type that grows for ever", "struct T(Option<Box<G<u8>>>); struct G<A>(Option<Box<G<(A, A)>>>);", 2, ""),
      schema("a type whose array grows for ever",
             "struct T(Option<Box<G<1>>>); struct G<const N: usize>(Option<Box<G<{ N + 1 }>>>, [u8; N]);", 2, ""),
      schema(
          "defaults that double",
          [] {
            std::string source = "#[derive(Default)] struct D0 { a: u8 }\n";
            for (int level = 1; level <= 60; ++level) {
              source +=
                  fmt::format("#[derive(Default)] struct D{} {{ a: D{}, b: D{} }}\n", level, level - 1, level - 1);
            }
            return source + "struct T { #[serde(skip)] a: D60, b: u8 }\n";
          }(),
          1, ""),
  });
}

TEST_CASE("schema bombs: long chains and cycles") {
  check({
      schema("a chain of records", chain(50'000, "struct S{} {{ a: S{} }}"), 2, "nest deeper"),
      schema("a chain of newtypes", chain(50'000, "struct S{}(S{});"), 2, "nest deeper"),
      schema("a chain of aliases", chain(50'000, "type S{} = S{};"), 2, ""),
      schema("a chain of boxes", chain(50'000, "struct S{}(Box<S{}>);"), 2, "nest deeper"),
      schema("an alias of itself", "type A = A; struct T(A);", 2, "A"),
      schema("a cycle of aliases", "type A = B; type B = C; type C = A; struct T(A);", 2, ""),
      schema("a cycle of constants", "const A: usize = B; const B: usize = A; struct T([u8; A]);", 2, ""),
      schema("a cycle of imports", "use self::b as a; use self::a as b; struct T(a);", 2, ""),
      schema("a struct of itself", "struct T { a: T }", 2, ""),
      schema("a struct of itself by an array", "struct T { a: [T; 2] }", 2, ""),
      schema(
          "a chain of constants",
          [] {
            std::string source = "const C0: usize = 1;\n";
            for (int index = 1; index <= 50'000; ++index)
              source += fmt::format("const C{}: usize = C{};\n", index, index - 1);
            return source + "struct T([u8; C50000]);\n";
          }(),
          2, ""),
  });
}

TEST_CASE("schema bombs: giant numbers") {
  check({
      expression("an array of everything", "[u8; 18446744073709551615]", 2, ""),
      expression("an array of nothing", "[(); 18446744073709551615]", 2, ""),
      expression("arrays of arrays", "[[[[u64; 4294967295]; 4294967295]; 4294967295]; 4294967295]", 2, ""),
      expression("a million digits", "[u8; 1" + std::string(60'000, '0') + "]", 2, ""),
      schema("a product", "const A: usize = 1 << 40; struct T([[u8; A * A]; A]);", 2, ""),
      schema("a sum of many", "const A: usize = 0" + repeated(" + 1", 100'000) + "; struct T([u8; A]);", 1, ""),
      schema("many minus signs", "const A: i32 = " + repeated("-", 100'000) + "1; struct T([u8; A as usize]);", 2, ""),
      schema("a division by zero", "const A: usize = 1 / 0; struct T([u8; A]);", 2, ""),
      schema("a shift too far", "const A: usize = 1 << 1000; struct T([u8; A]);", 2, ""),
  });
}

TEST_CASE("schema bombs: nesting in the text") {
  constexpr std::size_t deep = 100'000;
  check({
      schema("parentheses", "struct T(" + repeated("(", deep) + "u8" + repeated(")", deep) + ");", 2, ""),
      schema("open parentheses", "struct T(" + repeated("(", deep), 2, ""),
      schema("generics", "struct T(" + repeated("Vec<", deep) + "u8" + repeated(">", deep) + ");", 2, ""),
      schema("arrays", "struct T(" + repeated("[", deep) + "u8" + repeated("; 1]", deep) + ");", 2, ""),
      schema("references", "struct T(" + repeated("&", deep) + "u8);", 2, ""),
      schema("brackets in a constant",
             "const A: usize = " + repeated("(", deep) + "1" + repeated(")", deep) + "; struct T([u8; A]);", 2, ""),
      schema("modules", repeated("mod m {", deep) + "struct T;" + repeated("}", deep), 2, ""),
      schema("comments in comments", repeated("/*", deep) + repeated("*/", deep) + "struct T;", 0, ""),
      schema("open comments", repeated("/*", deep) + "struct T;", 2, ""),
      schema("imports in braces", "use " + repeated("a::{", deep) + repeated("}", deep) + "; struct T;", 2, ""),
      schema("attributes in attributes", "#[serde(" + repeated("a(", deep) + repeated(")", deep) + ")] struct T;", 2,
             ""),
      expression("a deep expression", repeated("Option<", 9'000) + "u8" + repeated(">", 9'000), 2, ""),
  });
}

TEST_CASE("schema bombs: ten megabytes") {
  if (LIMCODE_SANITIZED) {
    WARN("megabytes of source take a sanitized program too long: skipped");
    return;
  }
  std::string fields = "struct T {";
  for (std::size_t index = 0; index < 200'000; ++index) fields += fmt::format(" f{}: u8,", index);
  std::string items;
  for (std::size_t index = 0; index < 200'000; ++index) items += fmt::format("struct S{}(u8);\n", index);
  std::string variants = "enum T {";
  for (std::size_t index = 0; index < 200'000; ++index) variants += fmt::format(" V{},", index);
  check({
      schema("white space", std::string(ten_million, '\n') + "struct T;", 2, "the most that is read"),
      schema("white space that is read", std::string(7'000'000, '\n') + "struct T;", 0, ""),
      schema("one name", "struct T { " + std::string(7'000'000, 'a') + ": u8 }", 1, ""),
      schema("semicolons", std::string(7'000'000, ';') + "struct T;", 0, ""),
      schema("open brackets", std::string(7'000'000, '['), 2, ""),
      schema("many fields", fields + "}", 1, ""),
      schema("many items", items + "struct T;", 0, ""),
      schema("many variants", variants + "}", 1, ""),
      schema(
          "one type in many places",
          [] {
            std::string source = "struct T {";
            for (std::size_t index = 0; index < 100'000; ++index)
              source += fmt::format(" f{}: Vec<Vec<[u8; {}]>>,", index, index);
            return source + "}";
          }(),
          2, ""),
      schema(
          "large defaults in many places",
          [] {
            std::string source = "struct T {";
            for (std::size_t index = 0; index < 20'000; ++index) {
              source += fmt::format(" #[serde(default)] f{}: [[[u8; 32]; 32]; {}],", index, 1 + index % 32);
            }
            return source + "}";
          }(),
          1, ""),
      schema("bytes that are no text", std::string(1'000'000, '\xFF'), 2, "UTF-8"),
      schema("zeros", std::string(1'000'000, '\0'), 2, ""),
  });
}

}  // namespace limcode::test
