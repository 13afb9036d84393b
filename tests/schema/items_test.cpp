// Structs, enums, aliases, constants and generics as Rust source, and what they resolve to.
#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"

using limcode::test::check_described;
using limcode::test::describe;

TEST_CASE("items: structs of every shape") {
  check_described({
      {"named", "struct A { a: u8, b: String }", "A", "{a: u8, b: string}"},
      {"named, no fields", "struct A {}", "A", "{}"},
      {"unit", "struct A;", "A", "unit"},
      {"newtype", "struct A(u8);", "A", "=u8"},
      {"tuple", "struct A(u8, u16);", "A", "(u8, u16)"},
      {"tuple, no fields", "struct A();", "A", "()"},
      {"visibility", "pub struct A { pub a: u8, pub(crate) b: u8, pub(in crate::x) c: u8, d: u8 }", "A",
       "{a: u8, b: u8, c: u8, d: u8}"},
      {"visibility in a tuple", "pub(super) struct A(pub u8, pub(crate) u16, pub (u8, u8));", "A",
       "(u8, u16, (u8, u8))"},
      {"trailing commas", "struct A { a: u8, } struct B(u8,);", "(A, B)", "({a: u8}, =u8)"},
      {"raw identifiers", "struct r#A { r#type: u8, r#fn: r#u8 }", "A", "{type: u8, fn: u8}"},
      {"field attributes and doc comments",
       "/// A\n#[derive(Debug)] struct A { /// a\n #[doc = \"b\"] a: u8, /** c */ b: u8 }", "A", "{a: u8, b: u8}"},
      {"default field values", "struct A { a: u8 = 3, b: u16 = f(1, 2) }", "A", "{a: u8, b: u16}"},
      {"lifetimes", "struct A<'a, 'b: 'a> { a: &'a str, b: &'b [u8], c: Cow<'a, str> }", "A",
       "{a: borrowed string, b: borrowed bytes, c: string}"},
      {"Self", "struct A { next: Option<Box<Self>> }", "A", "{next?: Option(^A)}"},
      {"recursion through Vec", "struct A { kids: Vec<A> }", "A", "{kids: Vec(^A)}"},
      {"recursion through a map", "struct A(BTreeMap<u8, A>);", "A", "=sorted Map(u8, ^A)"},
      {"mutual recursion", "struct A { b: Option<Box<B>> } struct B { a: A }", "A", "{b?: Option({a: ^A})}"},
      {"non-ASCII names",
       "struct Gr\xC3\xB6\xC3\x9F"
       "e { h\xC3\xB6"
       "he: u8 }",
       "Gr\xC3\xB6\xC3\x9F"
       "e",
       "{h\xC3\xB6"
       "he: u8}"},
  });
}

TEST_CASE("items: enums of every shape") {
  check_described({
      {"unit variants", "enum E { A, B, C }", "E", "enum{A=0, B=1, C=2}"},
      {"no variants", "enum E {}", "E", "enum{}"},
      {"all shapes", "enum E { A, B(u8), C(u8, u16), D { a: u8 }, F(), G {} }", "E",
       "enum{A=0, B=1(u8), C=2((u8, u16)), D=3{a: u8}, F=4(()), G=5{}}"},
      {"attributes, doc comments and raw names between variants",
       "enum E { /// a } \"\n #[deprecated(note = \"}\")] A = 0x10, #[cfg(not(test))] r#B(#[doc(hidden)] u8,), /** { "
       "*/ C {}, }",
       "E", "enum{A=0, B=1(u8), C=2{}}"},
      {"discriminants are positions", "#[repr(u8)] enum E { A = 7, B = 1 << 3, C = f(1, 2) as isize }", "E",
       "enum{A=0, B=1, C=2}"},
      {"recursion", "enum E { Leaf(u8), Pair(Box<E>, Box<Self>) }", "E", "enum{Leaf=0(u8), Pair=1((^E, ^E))}"},
      {"attributes", "enum E { #[deprecated] A, /** b */ B }", "E", "enum{A=0, B=1}"},
  });
}

TEST_CASE("items: aliases") {
  check_described({
      {"plain", "type A = Vec<u8>;", "A", "Vec(u8)"},
      {"chain", "type A = B; type B = C; type C = u8;", "A", "u8"},
      {"generic", "type A<T> = Vec<Option<T>>;", "A<u8>", "Vec(Option(u8))"},
      {"default parameter", "type A<T = u16> = Vec<T>;", "A", "Vec(u16)"},
      {"where clause", "type A<T> where T: Copy = Vec<T>;", "A<u8>", "Vec(u8)"},
      {"cycle", "type A = Vec<B>; type B = Vec<A>;", "A",
       "schema_invalid 1:31 this type expands through more than 256 levels; is an alias defined by itself?"},
      {"unused cycle is harmless", "type A = A; struct B(u8);", "B", "=u8"},
  });
}

TEST_CASE("items: constants in array lengths") {
  check_described({
      {"constant", "const N: usize = 4; struct A([u8; N]);", "A", "=[u8; 4]"},
      {"expression of constants", "const N: usize = 4; const M: usize = N * 2 + 1; struct A([u8; M - N]);", "A",
       "=[u8; 5]"},
      {"order does not matter", "struct A([u8; N]); const N: usize = M; const M: usize = 3;", "A", "=[u8; 3]"},
      {"casts", "const N: u8 = 200; struct A([u8; N as usize + 1]);", "A", "=[u8; 201]"},
      {"negative cast wraps", "const N: i8 = -1; struct A([u8; N as u8 as usize]);", "A", "=[u8; 255]"},
      {"module path", "mod m { pub const N: usize = 2; } struct A([u8; m::N]);", "A", "=[u8; 2]"},
      {"imported", "mod m { pub const N: usize = 2; } use m::N as K; struct A([u8; K]);", "A", "=[u8; 2]"},
      {"glob", "mod m { pub const N: usize = 2; } use m::*; struct A([u8; N]);", "A", "=[u8; 2]"},
      {"associated", "struct A([u8; Self::LEN]); impl A { pub const LEN: usize = 6; fn f() {} }", "A", "=[u8; 6]"},
      {"associated of another type",
       "struct B; impl B { const X: usize = Self::Y; const Y: usize = 3; } struct A([u8; B::X]);", "A", "=[u8; 3]"},
      {"of a primitive", "struct A([u8; u8::MAX as usize], [u8; i8::BITS as usize]);", "A", "([u8; 255], [u8; 8])"},
      {"of a primitive by path", "struct A([u8; core::u8::MAX as usize]);", "A", "=[u8; 255]"},
      {"shifts and masks", "struct A([u8; (1 << 4 | 3) & !3 as usize]);", "A",
       "schema_unsupported 1:30 this constant expression is not evaluated"},
      {"bit operators", "struct A([u8; (1 << 4 | 3) & 0x12 ^ 1]);", "A", "=[u8; 19]"},
      {"every operator", "struct A([u8; 7 + 3 * 4 - 9 / 2], [u8; 17 % 5], [u8; 3 << 2], [u8; 100 >> 3]);", "A",
       "([u8; 15], [u8; 2], [u8; 12], [u8; 12])"},
      {"usize::MAX", "const N: usize = usize::MAX; struct A([u8; N % 1000]);", "A", "=[u8; 615]"},
      {"characters", "struct A([u8; (b'c' - b'a') as usize]); ", "A", "=[u8; 2]"},
      {"literals of every base", "struct A([u8; 0x10], [u8; 0b11], [u8; 0o17], [u8; 1_0_usize]);", "A",
       "([u8; 16], [u8; 3], [u8; 15], [u8; 10])"},
      {"a block", "struct A([u8; { 1 + 2 }]);", "A", "=[u8; 3]"},
      {"precedence", "struct A([u8; 1 + 2 * 3 - 4 / 2 % 3 << 1]);", "A", "=[u8; 10]"},
      {"cycle", "const N: usize = M; const M: usize = N; struct A([u8; N]);", "A",
       "schema_invalid 1:7 the value of `N` depends on itself"},
      {"unused cycle is harmless", "const N: usize = N; struct A(u8);", "A", "=u8"},
      {"does not fit its type", "const N: u8 = 256; struct A([u8; N]);", "A",
       "schema_invalid 1:7 `N` is 256, which does not fit its type"},
      {"subtraction below zero", "const N: usize = 1 - 2; struct A([u8; N]);", "A",
       "schema_invalid 1:7 `N` is -1, which does not fit its type"},
      {"size_of", "struct A([u8; std::mem::size_of::<u64>()]);", "A",
       "schema_unsupported 1:34 this constant expression is not evaluated"},
      {"const fn", "const fn n() -> usize { 3 } struct A([u8; n()]);", "A",
       "schema_unsupported 1:44 this constant expression is not evaluated"},
      {"not a number", "const N: &str = \"x\"; struct A([u8; N]);", "A",
       "schema_unsupported 1:17 this constant expression is not evaluated"},
      {"unknown", "struct A([u8; M]);", "A", "schema_unknown_type 1:15 cannot find the constant `M`"},
  });
}

TEST_CASE("items: generics are replaced by their arguments") {
  check_described({
      {"type parameter", "struct P<T> { a: T, b: Vec<T> }", "P<u8>", "{a: u8, b: Vec(u8)}"},
      {"two parameters", "struct P<K, V>(HashMap<K, V>);", "P<u8, P<u16, u32>>", "=Map(u8, =Map(u16, u32))"},
      {"bounds and where", "struct P<T: Into<Vec<u8>> + Clone, U> where U: Fn(u8) -> u8, T: Copy { a: T, b: U }",
       "P<u8, u16>", "{a: u8, b: u16}"},
      {"where after a tuple", "struct P<T>(T, T) where T: Copy;", "P<u8>", "(u8, u8)"},
      {"default", "struct P<T, U = Vec<T>> { a: T, b: U }", "P<u8>", "{a: u8, b: Vec(u8)}"},
      {"default replaced", "struct P<T, U = Vec<T>> { a: T, b: U }", "P<u8, u16>", "{a: u8, b: u16}"},
      {"const parameter", "struct P<const N: usize>([u8; N]);", "P<3>", "=[u8; 3]"},
      {"const default", "struct P<T, const N: usize = 2>([T; N]);", "P<u8>", "=[u8; 2]"},
      {"const expression", "struct P<const N: usize>([u8; N * 2]); struct Q(P<{ 1 + 2 }>);", "Q", "==[u8; 6]"},
      {"const by name", "const K: usize = 5; struct P<const N: usize>([u8; N]); struct Q(P<K>);", "Q", "==[u8; 5]"},
      {"const passed on", "struct P<const N: usize>([u8; N]); struct Q<const M: usize>(P<M>);", "Q<4>", "==[u8; 4]"},
      {"const bool", "struct P<const B: bool>(u8);", "P<true>", "=u8"},
      {"recursion", "enum L<T> { Nil, Cons(T, Box<L<T>>) }", "L<u8>", "enum{Nil=0, Cons=1((u8, ^L<u8>))}"},
      {"Option argument reads missing as None", "struct P<T> { a: T }", "P<Option<u8>>", "{a?: Option(u8)}"},
      {"phantom parameter", "struct P<T> { a: u8, p: PhantomData<T> }", "P<String>", "{a: u8, p: unit}"},
      {"an argument that is no type, of a phantom parameter",
       "struct Id<T: ?Sized>(u64, PhantomData<T>); struct A(Id<dyn Fn(u8)>, Id<other::Kind>, Id<[u8; f()]>);", "A",
       "((u64, unit), (u64, unit), (u64, unit))"},
      {"a default that is no type, of a phantom parameter", "struct P<F = fn(u8)>(u8, PhantomData<F>);", "P",
       "(u8, unit)"},
      {"an argument that is no type, in the expression", "struct Id<T>(u64, PhantomData<T>);", "Id<Other>",
       "(u64, unit)"},
      {"an argument that is no type, where it is used", "struct P<T>(u8, T); struct Q<T>(P<T>);", "Q<Other>",
       "schema_unknown_type 1:3 cannot find type `Other`"},
      {"lifetime arguments", "struct R<'a, T>(&'a str, T); struct P<'a>(R<'a, u8>);", "P", "=(borrowed string, u8)"},
      {"shadows an item", "struct T(u8); struct P<T>(T);", "P<u16>", "=u16"},
      {"too few", "struct P<T>(T);", "P", "schema_invalid 1:1 `P` needs a value for `T`"},
      {"too many", "struct P<T>(T);", "P<u8, u8>", "schema_invalid 1:1 `P` takes 1 generic argument, 2 are given"},
      {"none wanted", "struct P(u8);", "P<u8>", "schema_invalid 1:1 `P` takes 0 generic arguments, 1 are given"},
      {"type for const", "struct P<const N: usize>([u8; N]);", "P<Vec<u8>>",
       "schema_unknown_type 1:3 cannot find the constant `Vec`"},
      {"const for type", "struct P<T>(T);", "P<3>", "schema_invalid 1:3 `T` takes a type here"},
      {"parameter with arguments", "struct P<T>(T<u8>);", "P<u8>",
       "schema_invalid 1:13 `T` takes no generic arguments"},
      {"associated type", "struct P<T: X>(T::Item);", "P<u8>",
       "schema_unsupported 1:16 associated types (`T::Name`) are not evaluated"},
  });
}

TEST_CASE("items: equal instantiations are one type") {
  limcode::Schema schema;
  REQUIRE(schema.add_source("types.rs", "struct P<T>(T); struct A { a: P<u8>, b: P<u8>, c: P<u16>, d: Vec<P<u8>> }"));
  const auto type = schema.type("A");
  REQUIRE(type);
  CHECK(type->model().nodes.size() == 6);  // A, u8, P<u8>, u16, P<u16>, Vec<P<u8>>
}

TEST_CASE("items: what is no type is skipped") {
  const std::string around[] = {
      "use std::fmt::{self, Debug as D, *};",
      "extern crate serde;",
      "extern \"C\" { fn f(x: u8); static S: u8; }",
      "impl A { fn f(&self) -> u8 { let x = 'a'; '}' as u8 } }",
      "impl<T: Fn(u8) -> u8> Trait<T> for A where T: Copy { type X = u8; const Y: u8 = 1; }",
      "unsafe impl Send for A {}",
      "impl !Sync for A {}",
      "trait T<X>: Y where X: Z { fn f(); fn g() { struct Inner(u8); } }",
      "pub unsafe trait U {}",
      "fn f<const N: usize>(x: [u8; N]) -> Result<(), Box<dyn Error + Send>> where [u8; N]: X { loop {} }",
      "pub const fn g() -> u8 { 1 }",
      "async fn h() {} unsafe fn i() {} extern \"C\" fn j() {} pub(crate) async unsafe fn k() {}",
      "static S: &[u8] = &[1, 2]; static mut M: A = A { a: 1 };",
      "const _: () = { assert!(true); struct Hidden(u8); };",
      "const X: A = A { a: 1 };",
      "macro_rules! m { ($x:expr) => { struct $x { a: u8 } }; }",
      "m!(x); m! { y } m![z]; some::path::m!(\"}\");",
      "thread_local! { static T: u8 = 1; }",
      "#![allow(dead_code)]",
      "#[cfg(test)] mod tests { use super::*; struct A(u8); }",
      "mod empty {}",
      "union Un { a: u8, b: u16 }",
      "pub macro decl($x:ident) { struct $x; } pub auto trait Auto {}",
      "unsafe extern \"C\" { fn abort() -> !; } global_asm!(\"nop; }\");",
      "include!(\"generated.rs\"); include!(concat!(env!(\"OUT_DIR\"), \"/bindings.rs\"));",
      "macro_rules! odd { (@inner { $($k:ident : $v:expr),* $(,)? } -> $r:ty) => {{ '{'; \"}}}\" }}; }",
      "odd!(<<=>>= ... ..= :: -> => # $ ? ~ @); macro_rules! none [ () => []; ];",
      "fn blocks() { let l = 'label: { break 'label 1 }; let r#struct = async move { 1 }.await; let r = r\"\\\"; }",
      "impl<T> Trait for Vec<T> where T: Trait<A = [u8; 3]> { type A = T::A; fn g() -> impl Fn(u8) -> u8 + '_ {} }",
      "// struct A(u8);\n/* struct A(u8); /* nested */ struct A(u8); */",
      "const S1: &str = \"struct A(u8); \\\" } {\"; const S2: &str = r#\"} \" {\"#; const B: &[u8] = b\"}\\\"\";",
      "const C: [char; 5] = ['{', '\\'', '\\\\', '\\u{7d}', '\"']; const L: u8 = b'{'; const M2: u8 = b'\\'';",
      "const R: &str = r##\"\"# }\"##; const CS: &CStr = c\"}\"; const BR: &[u8] = br#\"}\"#;",
      "fn lifetimes<'a, 'b: 'a>(x: &'a u8, y: &'b u8) -> &'a u8 { 'outer: loop { break 'outer; } }",
      "fn numbers() { let _ = (1.0, 1., 1e5, 1.5e-3, 0x1F, 0b11, 0o7, 1_000u64, 1..2, x.0.1, 2.max(3)); }",
      "fn shifts() { if a < b && c > d { x >>= 1; y <<= 2; } let f = |x: u8| -> u8 { x }; }",
      "type Callback = fn(u8) -> u8; type Object = Box<dyn Fn(&str) -> Result<(), ()>>;",
      "struct Other { f: fn(u8), p: *const u8, d: Box<dyn Send> }",
      ";",
      "",
  };
  for (const std::string& text : around) {
    CAPTURE(text);
    CHECK(describe(text + "\n#[derive(X)] pub struct A { a: u8 }", "A") == "{a: u8}");
    CHECK(describe("pub struct A { a: u8 }\n" + text, "A") == "{a: u8}");
  }
}

TEST_CASE("items: a shebang and a byte order mark are skipped") {
  CHECK(describe("#!/usr/bin/env run\nstruct A(u8);", "A") == "=u8");
  CHECK(describe("\xEF\xBB\xBFstruct A(u8);", "A") == "=u8");
  CHECK(describe("#![no_std]\nstruct A(u8);", "A") == "=u8");
}

TEST_CASE("items: cfg decides which of several definitions counts") {
  check_described({
      {"test is off", "#[cfg(test)] struct A(u16); #[cfg(not(test))] struct A(u8);", "A", "=u8"},
      {"serde is on", "#[cfg(not(feature = \"serde\"))] struct A(u16); #[cfg(feature = \"serde\")] struct A(u8);", "A",
       "=u8"},
      {"on wins over unknown",
       "#[cfg(feature = \"x\")] struct A(u16); #[cfg(not(target_os = \"solana\"))] struct A(u8);", "A", "=u8"},
      {"of two unknown the first", "#[cfg(feature = \"x\")] struct A(u8); #[cfg(feature = \"y\")] struct A(u16);", "A",
       "=u8"},
      {"all, any, not",
       "#[cfg(all(unix, not(windows), any(test, target_pointer_width = \"64\")))] struct A(u8); struct A(u16);", "A",
       "=u8"},
      {"fields that are off", "struct A { #[cfg(test)] a: u16, #[cfg(not(test))] b: u8 }", "A", "{b: u8}"},
      {"variants that are off", "enum E { A, #[cfg(test)] B, C }", "E", "enum{A=0, C=1}"},
      {"fields that are unknown", "struct A { #[cfg(feature = \"x\")] a: u16 }", "A",
       "schema_unsupported 1:14 whether the field `a` exists depends on how the crate is built"},
      {"variants that are unknown", "enum E { #[cfg(feature = \"x\")] A }", "E",
       "schema_unsupported 1:12 whether the variant `A` exists depends on how the crate is built"},
  });
}

TEST_CASE("items: syntax errors are shown where they are") {
  check_described({
      {"missing colon", "struct A { a u8 }", "A", "schema_syntax 1:14 expected `:`, found `u8`"},
      {"missing comma", "struct A { a: u8 b: u8 }", "A", "schema_syntax 1:18 expected `,` or `}`, found `b`"},
      {"missing type", "struct A { a: }", "A", "schema_syntax 1:15 expected a type, found `}`"},
      {"missing name", "struct { a: u8 }", "A", "schema_syntax 1:8 expected a name after `struct`, found `{`"},
      {"missing semicolon", "struct A(u8)\nstruct B(u8);", "A", "schema_syntax 2:1 expected `;`, found `struct`"},
      {"unclosed brace", "struct A {\n a: u8,", "A", "schema_syntax 1:10 this `{` is never closed"},
      {"mismatched bracket", "struct A { a: [u8; 4} }", "A", "schema_syntax 1:21 this `}` closes a `[`"},
      {"unclosed string", "const S: &str = \"x;", "A", "schema_syntax 1:17 this string is never closed"},
      {"unclosed comment", "struct A(u8); /* /* */", "A", "schema_syntax 1:15 this block comment is never closed"},
      {"unclosed raw string", "const S: &str = r#\"x\";", "A", "schema_syntax 1:17 this raw string is never closed"},
      {"misspelt keyword", "strcut A { a: u8 }", "A",
       "schema_syntax 1:1 expected an item, such as `struct` or `enum`, found `strcut`"},
      {"variant", "enum E { A B }", "E", "schema_syntax 1:12 expected `,` or `}`, found `B`"},
      {"attribute", "#derive(X) struct A(u8);", "A", "schema_syntax 1:2 expected `[` after `#`, found `derive`"},
      {"generics", "struct A<T { a: T }", "A", "schema_syntax 1:12 expected `,` or `>`, found `{`"},
      {"alias", "type A u8;", "A", "schema_syntax 1:8 expected `=`, found `u8`"},
      {"use", "use a::{b c};", "A", "schema_syntax 1:11 expected `,` or `}`, found `c`"},
      {"control character", "struct A(u8);\n\x01", "A", "schema_syntax 2:1 unknown character 0x01"},
      {"not UTF-8", "struct A(u8);\n// \xC3(", "A", "schema_syntax 2:4 this source is not UTF-8"},
  });
}
