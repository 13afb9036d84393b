// serde's attributes, one rule a row. What serde itself does was asked of serde_derive 1.0.152; the differential tests
// ask again.
#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"
#include "schema/rename.hpp"

namespace {

using limcode::test::describe;

struct Row {
  std::string what;
  std::string source;
  std::string expected;
};

// Each source's type is called A.
void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.what, row.source);
    CHECK(describe(row.source, "A") == row.expected);
  }
}

}  // namespace

TEST_CASE("serde attributes: rename_all has eight cases for fields and variants") {
  using namespace limcode::schema;
  struct Case {
    std::string rule;
    std::vector<std::string> fields;
    std::vector<std::string> variants;
  };
  const std::vector<std::string> fields = {"outcome", "very_tasty", "a", "z42", "_hidden", "a__b", "x1_y2"};
  const std::vector<std::string> variants = {"Outcome", "VeryTasty", "A", "Z42", "HTTPServer2X", "lower"};
  const Case cases[] = {
      {"lowercase",
       {"outcome", "very_tasty", "a", "z42", "_hidden", "a__b", "x1_y2"},
       {"outcome", "verytasty", "a", "z42", "httpserver2x", "lower"}},
      {"UPPERCASE",
       {"OUTCOME", "VERY_TASTY", "A", "Z42", "_HIDDEN", "A__B", "X1_Y2"},
       {"OUTCOME", "VERYTASTY", "A", "Z42", "HTTPSERVER2X", "LOWER"}},
      {"PascalCase", {"Outcome", "VeryTasty", "A", "Z42", "Hidden", "AB", "X1Y2"}, variants},
      {"camelCase",
       {"outcome", "veryTasty", "a", "z42", "hidden", "aB", "x1Y2"},
       {"outcome", "veryTasty", "a", "z42", "hTTPServer2X", "lower"}},
      {"snake_case", fields, {"outcome", "very_tasty", "a", "z42", "h_t_t_p_server2_x", "lower"}},
      {"SCREAMING_SNAKE_CASE",
       {"OUTCOME", "VERY_TASTY", "A", "Z42", "_HIDDEN", "A__B", "X1_Y2"},
       {"OUTCOME", "VERY_TASTY", "A", "Z42", "H_T_T_P_SERVER2_X", "LOWER"}},
      {"kebab-case",
       {"outcome", "very-tasty", "a", "z42", "-hidden", "a--b", "x1-y2"},
       {"outcome", "very-tasty", "a", "z42", "h-t-t-p-server2-x", "lower"}},
      {"SCREAMING-KEBAB-CASE",
       {"OUTCOME", "VERY-TASTY", "A", "Z42", "-HIDDEN", "A--B", "X1-Y2"},
       {"OUTCOME", "VERY-TASTY", "A", "Z42", "H-T-T-P-SERVER2-X", "LOWER"}},
  };
  for (const Case& row : cases) {
    CAPTURE(row.rule);
    const auto rule = case_rule(row.rule);
    REQUIRE(rule);
    for (std::size_t i = 0; i < fields.size(); ++i) CHECK(rename_field(fields[i], *rule) == row.fields[i]);
    for (std::size_t i = 0; i < variants.size(); ++i) CHECK(rename_variant(variants[i], *rule) == row.variants[i]);
  }
  CHECK(!case_rule("camel"));
}

TEST_CASE("serde attributes: names") {
  check({
      {"rename a field", "struct A { #[serde(rename = \"type\")] kind: u8 }", "{kind>type<type: u8}"},
      {"rename one side",
       "struct A { #[serde(rename(serialize = \"s\"))] a: u8, #[serde(rename(deserialize = \"d\"))] b: u8 }",
       "{a>s<a: u8, b>b<d: u8}"},
      {"rename both sides", "struct A { #[serde(rename(serialize = \"s\", deserialize = \"d\"))] a: u8 }",
       "{a>s<d: u8}"},
      {"rename with escapes", "struct A { #[serde(rename = \"a\\\"\\u{e9}\\n\")] a: u8 }",
       "{a>a\"\xC3\xA9\n<a\"\xC3\xA9\n: u8}"},
      {"rename with a raw string", "struct A { #[serde(rename = r#\"a\"b\"#)] a: u8 }", "{a>a\"b<a\"b: u8}"},
      {"alias", "struct A { #[serde(alias = \"b\", alias = \"c\")] a: u8 }", "{a>a<a|b|c: u8}"},
      {"alias of the own name", "struct A { #[serde(alias = \"a\")] a: u8 }", "{a: u8}"},
      {"rename_all", "#[serde(rename_all = \"camelCase\")] struct A { a_b: u8, #[serde(rename = \"X\")] c_d: u8 }",
       "{a_b>aB<aB: u8, c_d>X<X: u8}"},
      {"rename_all one side", "#[serde(rename_all(serialize = \"UPPERCASE\"))] struct A { a: u8 }", "{a>A<a: u8}"},
      {"rename_all both sides",
       "#[serde(rename_all(serialize = \"UPPERCASE\", deserialize = \"kebab-case\"))] struct A { a_b: u8 }",
       "{a_b>A_B<a-b: u8}"},
      {"rename_all on an enum names variants alone",
       "#[serde(rename_all = \"snake_case\")] enum A { OneTwo { a_b: u8 }, #[serde(rename = \"X\")] B }",
       "enum{OneTwo>one_two<one_two=0{a_b: u8}, B>X<X=1}"},
      {"rename_all on a variant names its fields",
       "enum A { #[serde(rename_all = \"camelCase\")] B { a_b: u8 }, C { c_d: u8 } }",
       "enum{B=0{a_b>aB<aB: u8}, C=1{c_d: u8}}"},
      {"rename_all_fields",
       "#[serde(rename_all_fields = \"camelCase\")] enum A { B { a_b: u8 }, #[serde(rename_all = \"UPPERCASE\")] C { "
       "c_d: u8 } }",
       "enum{B=0{a_b>aB<aB: u8}, C=1{c_d>C_D<C_D: u8}}"},
      {"alias of a variant", "enum A { #[serde(alias = \"X\")] B }", "enum{B>B<B|X=0}"},
      {"rename of the type means nothing here", "#[serde(rename = \"X\")] struct A(u8);", "=u8"},
      {"raw identifiers lose their r#", "#[serde(rename_all = \"UPPERCASE\")] struct A { r#type: u8 }",
       "{type>TYPE<TYPE: u8}"},
      {"several attributes",
       "#[serde(default)] #[serde(rename_all = \"camelCase\")] #[derive(Default)] struct A { a_b: u8 }",
       "{a_b>aB<aB!: u8}"},
      {"cfg_attr is read as if on",
       "#[cfg_attr(feature = \"serde\", derive(X), serde(rename_all = \"camelCase\"))] struct A { a_b: u8 }",
       "{a_b>aB<aB: u8}"},
      {"nested cfg_attr", "struct A { #[cfg_attr(feature = \"x\", cfg_attr(all(), serde(rename = \"b\")))] a: u8 }",
       "{a>b<b: u8}"},
      {"cfg_attr of a test is off", "struct A { #[cfg_attr(test, serde(rename = \"b\"))] a: u8 }", "{a: u8}"},
      {"other crates' attributes", "#[borsh(x)] struct A { #[builder(default)] #[clap(long = \"x\")] a: u8 }",
       "{a: u8}"},
  });
}

TEST_CASE("serde attributes: skipped fields and variants") {
  check({
      {"skip", "struct A { a: u8, #[serde(skip)] b: u16, c: u8 }", "{a: u8, c: u8}"},
      {"a skipped type need not resolve", "struct A { a: u8, #[serde(skip)] b: Mutex<dyn Unknown> }", "{a: u8}"},
      {"skip_serializing", "struct A { #[serde(skip_serializing)] a: u16 }", "{a-w: u16}"},
      {"skip_deserializing takes the default", "struct A { #[serde(skip_deserializing)] a: u16 }", "{a!-r: u16}"},
      {"skip_deserializing of a type without default", "struct B(u8); struct A { #[serde(skip_deserializing)] a: B }",
       "{a~-r: =u8}"},
      {"both are skip", "struct A { #[serde(skip_serializing, skip_deserializing)] a: u16 }", "{}"},
      {"in a tuple", "struct A(#[serde(skip)] u8, u16);", "(u16)"},
      {"a newtype ignores skips", "struct A(#[serde(skip)] u8);", "=u8"},
      {"a middle variant: written as it stands, read compacted", "enum A { B, #[serde(skip)] C, D }",
       "enum{B=0, D=2/1}"},
      {"a variant that is not written", "enum A { B, #[serde(skip_serializing)] C, D }", "enum{B=0, C=none/1, D=2}"},
      {"a variant that is not read", "enum A { B, #[serde(skip_deserializing)] C, D }", "enum{B=0, C=1/none, D=2/1}"},
      {"a skipped field in a newtype variant makes a unit", "enum A { B(#[serde(skip)] u8) }", "enum{B=0}"},
      {"a skipped field in a tuple variant", "enum A { B(#[serde(skip)] u8, u16) }", "enum{B=0((u16))}"},
      {"a newtype variant with a one-sided skip", "enum A { B(#[serde(skip_serializing)] u8) }",
       "schema_unsupported 1:39 `B` is written in one form and read in another"},
  });
}

TEST_CASE("serde attributes: missing fields") {
  check({
      {"Option", "struct A { a: Option<u8> }", "{a?: Option(u8)}"},
      {"Box of Option", "struct A { a: Box<Option<u8>> }", "{a?: Option(u8)}"},
      {"Cell of Option", "struct A { a: Cell<Option<u8>> }", "{a?: Option(u8)}"},
      {"alias of Option", "type O = Option<u8>; struct A { a: O }", "{a?: Option(u8)}"},
      {"transparent Option", "#[serde(transparent)] struct O(Option<u8>); struct A { a: O }", "{a?: =Option(u8)}"},
      {"newtype of Option", "struct O(Option<u8>); struct A { a: O }", "{a: =Option(u8)}"},
      {"from Option", "#[serde(from = \"Option<u8>\", into = \"Option<u8>\")] struct O(u8); struct A { a: O }",
       "{a?: =Option(u8)}"},
      {"unit, PhantomData", "struct A { a: (), b: PhantomData<u8> }", "{a: unit, b: unit}"},
      {"Option with a codec", "struct A { #[serde(with = \"serde_bytes\")] a: Option<Vec<u8>> }", "{a: Option(bytes)}"},
      {"Option with a codec and a default", "struct A { #[serde(with = \"serde_bytes\", default)] a: Option<Vec<u8>> }",
       "{a!: Option(bytes)}"},
      {"in a struct variant", "enum A { B { a: Option<u8> } }", "enum{B=0{a?: Option(u8)}}"},
      {"default",
       "struct A { #[serde(default)] a: u8, #[serde(default)] b: Vec<String>, #[serde(default)] c: Option<u8> }",
       "{a!: u8, b!: Vec(string), c!: Option(u8)}"},
      {"default by a function", "struct A { #[serde(default = \"f\")] a: u8 }", "{a~: u8}"},
      {"default of a type without one", "struct B(u8); struct A { #[serde(default)] a: B }", "{a~: =u8}"},
      {"default that is derived", "#[derive(Default)] struct B(u8); struct A { #[serde(default)] a: B }", "{a!: =u8}"},
      {"default written by hand",
       "struct B(u8); impl Default for B { fn default() -> B { B(3) } } struct A { #[serde(default)] a: B }",
       "{a~: =u8}"},
      {"derived default with a part that has none",
       "#[derive(Default)] struct B(C); struct C(u8); struct A { #[serde(default)] a: B }", "{a~: ==u8}"},
      {"derived default of an enum",
       "#[derive(Default)] enum B { X, #[default] Y } struct A { #[serde(default)] a: B }",
       "{a!: enum{X=0, Y=1; default Y}}"},
      {"container default", "#[derive(Default)] #[serde(default)] struct A { a: u8, #[serde(default = \"f\")] b: u8 }",
       "{a!: u8, b~: u8}"},
      {"container default by hand",
       "#[serde(default)] struct A { a: u8 } impl Default for A { fn default() -> A { A { a: 3 } } }", "{a~: u8}"},
      {"container default by a function", "#[derive(Default)] #[serde(default = \"f\")] struct A { a: u8 }",
       "{a~: u8}"},
      {"default of arrays and tuples",
       "struct A { #[serde(default)] a: ([u8; 3], char), #[serde(default)] b: Duration }",
       "{a!: ([u8; 3], char), b!: duration}"},
      {"types without a default",
       "struct A { #[serde(default)] a: IpAddr, #[serde(default)] b: NonZeroU8, #[serde(default)] c: Result<u8, u8> }",
       "{a~: ip, b~: nonzero u8, c~: enum{Ok=0(u8), Err=1(u8)}}"},
  });
}

TEST_CASE("serde attributes: forms of a type") {
  check({
      {"deny_unknown_fields", "#[serde(deny_unknown_fields)] struct A { a: u8 }", "deny {a: u8}"},
      {"deny_unknown_fields on an enum", "#[serde(deny_unknown_fields)] enum A { B { a: u8 } }",
       "deny enum{B=0{a: u8}}"},
      {"transparent", "#[serde(transparent)] struct A { a: Vec<u8> }", "=Vec(u8)"},
      {"transparent beside skipped and phantom fields",
       "#[serde(transparent)] struct A { #[serde(skip)] x: u8, a: u16, p: PhantomData<u8> }", "=u16"},
      {"transparent with two fields", "#[serde(transparent)] struct A { a: u8, b: u8 }",
       "schema_invalid 1:41 `A` is transparent, so it has exactly one field that is not skipped"},
      {"transparent with none", "#[serde(transparent)] struct A;",
       "schema_invalid 1:30 `A` is transparent, so it needs a field that is not skipped"},
      {"bound, borrow, crate, expecting",
       "#[serde(bound = \"\", crate = \"x\", expecting = \"y\")] struct A<'a> { #[serde(borrow)] a: &'a str, "
       "#[serde(bound(serialize = \"\"))] b: u8 }",
       "{a: borrowed string, b: u8}"},
      {"from and into", "#[serde(from = \"B\", into = \"B\")] struct A { x: u8 } struct B { y: u16 }", "={y: u16}"},
      {"try_from and into", "#[serde(try_from = \"String\", into = \"String\")] struct A(u8);", "=string"},
      {"from with generics", "#[serde(from = \"Vec<T>\", into = \"Vec<T>\")] struct P<T>(T); type A = P<u8>;",
       "=Vec(u8)"},
      {"try_from alone, same form", "#[serde(try_from = \"u64\")] struct A(u64);", "=u64"},
      {"try_from alone, same form of a record",
       "#[serde(try_from = \"B\")] struct A { x: u8, y: Option<C> } struct B { x: u8, y: Option<C> } struct C(u8);",
       "={x: u8, y?: Option(=u8)}"},
      {"into alone, same form", "#[serde(into = \"u64\")] struct A(u64);", "==u64"},
      {"from alone, another form", "#[serde(from = \"u32\")] struct A(u64);",
       "schema_unsupported 1:16 this type is written as `A` but read as `u32`, which look different"},
      {"from and into that differ", "#[serde(from = \"u32\", into = \"u64\")] struct A(u64);",
       "schema_unsupported 1:16 this type is written as `u64` but read as `u32`, which look different"},
      {"from a record with other names", "#[serde(from = \"B\")] struct A { x: u8 } struct B { y: u8 }",
       "schema_unsupported 1:16 this type is written as `A` but read as `B`, which look different"},
      {"from an unknown type", "#[serde(from = \"Bb\")] struct A { x: u8 } struct Bx { y: u8 }",
       "schema_unknown_type 1:17 cannot find type `Bb`; the nearest known name is `Bx`"},
      {"from a syntax error", "#[serde(from = \"Vec<\")] struct A { x: u8 }",
       "schema_syntax 1:21 expected a type, found the end"},
  });
}

TEST_CASE("serde attributes: codecs that are known") {
  check({
      {"serde_bytes", "struct A { #[serde(with = \"serde_bytes\")] a: Vec<u8> }", "{a: bytes}"},
      {"serde_bytes on both sides",
       "struct A { #[serde(serialize_with = \"serde_bytes::serialize\", deserialize_with = "
       "\"serde_bytes::deserialize\")] a: Vec<u8> }",
       "{a: bytes}"},
      {"serde_bytes of a boxed slice, a reference and an option",
       "struct A<'a>(#[serde(with = \"serde_bytes\")] Box<[u8]>, #[serde(with = \"serde_bytes\")] &'a [u8], "
       "#[serde(with = \"serde_bytes\")] Option<Vec<u8>>);",
       "(bytes, borrowed bytes, Option(bytes))"},
      {"serde_bytes in a newtype", "struct A(#[serde(with = \"serde_bytes\")] Vec<u8>);", "=bytes"},
      {"serde_bytes on an enum variant", "enum A { #[serde(with = \"serde_bytes\")] B(Vec<u8>) }", "enum{B=0(bytes)}"},
      {"short_vec", "struct A { #[serde(with = \"short_vec\")] a: Vec<u16> }", "{a: short Vec(u16)}"},
      {"solana_short_vec by path",
       "struct A { #[serde(with = \"solana_sdk::short_vec\")] a: Vec<u8>, #[serde(with = \"solana_short_vec\")] b: "
       "Vec<u8> }",
       "{a: short Vec(u8), b: short Vec(u8)}"},
      {"serde_varint",
       "struct A { #[serde(with = \"serde_varint\")] a: u64, #[serde(with = \"solana_serde_varint\")] b: u16 }",
       "{a: leb128 u64, b: leb128 u16}"},
      {"arrays",
       "struct A { #[serde(with = \"BigArray\")] a: [u8; 64], #[serde(with = \"serde_arrays\")] b: [u8; 33], "
       "#[serde(with = \"serde_big_array::BigArray\")] c: [u8; 99] }",
       "{a: [u8; 64], b: [u8; 33], c: [u8; 99]}"},
      {"chrono timestamps",
       "struct A { #[serde(with = \"chrono::serde::ts_seconds\")] a: DateTime<Utc>, #[serde(with = "
       "\"ts_milliseconds_option\")] b: Option<DateTime<Utc>> }",
       "{a: i64, b: Option(i64)}"},
      {"wincode's vector",
       "#[derive(SchemaWrite)] struct A { #[wincode(with = \"containers::Vec<_, ShortU16>\")] a: Vec<u16> }",
       "{a: short Vec(u16)}"},
      {"wincode's vector of pods",
       "#[derive(SchemaWrite)] struct A { #[wincode(with = \"containers::Vec<Pod<_>, ShortU16>\")] a: Vec<[u8; 4]> }",
       "{a: short Vec([u8; 4])}"},
      {"wincode's usual vector",
       "#[derive(SchemaWrite)] struct A { #[wincode(with = \"containers::Vec<_, BincodeLen>\")] a: Vec<u16>, "
       "#[wincode(with = \"containers::Vec<Pod<_>>\")] b: Vec<u8> }",
       "{a: Vec(u16), b: Vec(u8)}"},
      {"wincode's varint", "#[derive(SchemaRead)] struct A { #[wincode(with = \"Leb128Int<u64>\")] a: u64 }",
       "{a: leb128 u64}"},
      {"wincode's skip", "#[derive(SchemaRead)] struct A { #[wincode(skip)] a: u64, b: u8 }", "{b: u8}"},
      {"serde's attribute wins",
       "#[derive(Serialize, SchemaRead)] struct A { #[serde(with = \"short_vec\")] #[wincode(with = \"Unknown\")] a: "
       "Vec<u8> }",
       "{a: short Vec(u8)}"},
      {"serde_as that changes nothing",
       "#[serde_as] struct A { #[serde_as(as = \"Option<[_; 48]>\")] a: Option<[u8; 48]> }", "{a?: Option([u8; 48])}"},
      {"text of bytes",
       "struct A(#[limcode(text = \"base58\")] [u8; 32], #[limcode(text = \"base64\")] Vec<u8>, #[limcode(text = "
       "\"hex\")] Option<Vec<u8>>, #[limcode(text = \"utf8\")] Box<[u8]>);",
       "(base58 [u8; 32], base64 Vec(u8), Option(hex Vec(u8)), utf8 Vec(u8))"},
      {"text behind a condition that rustc does not hold",
       "struct A(#[cfg_attr(limcode, limcode(text = \"hex\"))] [u8; 2]);", "=hex [u8; 2]"},
      {"text of bytes in collections and with codecs",
       "struct A { #[limcode(text = \"hex\")] a: Vec<[u8; 4]>, #[limcode(text = \"hex\")] #[serde(with = "
       "\"serde_bytes\")] b: Vec<u8>, #[serde(with = \"short_vec\")] #[limcode(text = \"base58\")] c: Vec<u8> }",
       "{a: Vec(hex [u8; 4]), b: hex bytes, c: base58 short Vec(u8)}"},
  });
}

TEST_CASE("serde attributes: what bincode cannot carry is refused with its reason") {
  check({
      {"flatten", "struct A { #[serde(flatten)] a: B } struct B { b: u8 }",
       "schema_unsupported 1:20 `#[serde(flatten)]` cannot be used with bincode: it writes a map without a length, "
       "which bincode refuses"},
      {"untagged", "#[serde(untagged)] enum A { B }",
       "schema_unsupported 1:9 `#[serde(untagged)]` cannot be used with bincode: bincode writes nothing that would "
       "tell the variants apart"},
      {"tag", "#[serde(tag = \"t\")] enum A { B }",
       "schema_unsupported 1:9 `#[serde(tag)]` cannot be used with bincode: bincode cannot look for a tag by its name"},
      {"tag and content", "#[serde(content = \"c\", tag = \"t\")] enum A { B }",
       "schema_unsupported 1:9 `#[serde(content)]` cannot be used with bincode: bincode cannot look for a content by "
       "its name"},
      {"skip_serializing_if", "struct A { #[serde(skip_serializing_if = \"Option::is_none\")] a: Option<u8> }",
       "schema_unsupported 1:20 `#[serde(skip_serializing_if)]` cannot be used with bincode: whether the field was "
       "left out cannot be seen when reading"},
      {"untagged variant", "enum A { #[serde(untagged)] B(u8) }",
       "schema_unsupported 1:18 `#[serde(untagged)]` cannot be used with bincode: bincode writes nothing that would "
       "tell the variants apart"},
      {"other", "enum A { #[serde(other)] B }",
       "schema_unsupported 1:18 `#[serde(other)]` cannot be used with bincode: bincode knows variants by their "
       "position alone"},
      {"remote", "#[serde(remote = \"X\")] struct A(u8);",
       "schema_unsupported 1:9 `#[serde(remote)]` cannot be used with bincode: the remote type is not part of what "
       "derives it; describe that type itself"},
      {"untyped values", "struct A(serde_json::Value);",
       "schema_unsupported 1:22 `Value` cannot be used: it reads whatever comes next, and bincode writes no names or "
       "types to tell; `limcode::Json` is an enum that can be read back"},
      {"only what is used is refused", "#[serde(untagged)] enum B { C } struct A(u8);", "=u8"},
      {"unknown codec", "struct A { #[serde(with = \"my_codec\")] a: u8 }",
       "schema_unsupported 1:27 `my_codec` is not a codec that limcode knows"},
      {"one-sided codec", "struct A { #[serde(serialize_with = \"serde_bytes::serialize\")] a: Vec<u8> }",
       "schema_unsupported 1:20 this field is written in one form and read in another"},
      {"serde_bytes on numbers", "struct A { #[serde(with = \"serde_bytes\")] a: Vec<u16> }",
       "schema_invalid 1:20 `serde_bytes` is for `Vec<u8>`, `&[u8]` and options of them, not for `Vec<u16>`"},
      {"serde_bytes on an array", "struct A { #[serde(with = \"serde_bytes\")] a: [u8; 4] }",
       "schema_unsupported 1:20 `serde_bytes` on an array writes a length that the type does not show"},
      {"short_vec on a map", "struct A { #[serde(with = \"short_vec\")] a: HashMap<u8, u8> }",
       "schema_invalid 1:20 `short_vec` is for `Vec<T>`, not for `HashMap<u8, u8>`"},
      {"serde_varint on a signed number", "struct A { #[serde(with = \"serde_varint\")] a: i64 }",
       "schema_invalid 1:20 `serde_varint` is for `u16`, `u32` and `u64`, not for `i64`"},
      {"BigArray on a vector", "struct A { #[serde(with = \"BigArray\")] a: Vec<u8> }",
       "schema_invalid 1:20 `BigArray` is for arrays, not for `Vec<u8>`"},
      {"text of a number", "struct A { #[limcode(text = \"hex\")] a: u64 }",
       "schema_invalid 1:22 `text` is for bytes, not for `u64`"},
      {"unknown text", "struct A { #[limcode(text = \"base32\")] a: Vec<u8> }",
       "schema_invalid 1:22 `base32` is no text for bytes"},
      {"unknown limcode attribute", "#[limcode(x)] struct A(u8);", "schema_invalid 1:11 unknown limcode attribute `x`"},
      {"serialised by hand", "struct A(u8); impl Serialize for A { }",
       "schema_unsupported 1:15 `A` implements serde's traits by hand, which says nothing about its form"},
      {"deserialised by hand",
       "#[derive(Serialize)] struct A<T>(T); impl<'de, T: Deserialize<'de>> serde::Deserialize<'de> for A<T> { }",
       "schema_invalid 1:1 `A` needs a value for `T`"},
      {"deserialised by hand, in a module",
       "mod m { pub struct B(u8); } mod n { use super::m::B; impl<'de> Deserialize<'de> for B { } } struct A(m::B);",
       "schema_unsupported 1:54 `B` implements serde's traits by hand, which says nothing about its form"},
      {"serde_repr", "#[derive(Serialize_repr)] enum A { B }",
       "schema_unsupported 1:32 `#[derive(Serialize_repr)]` is not evaluated"},
      {"serde_as", "struct A { #[serde_as(as = \"DisplayFromStr\")] a: u8 }",
       "schema_unsupported 1:14 `#[serde_as]` is not evaluated"},
      {"skip_serializing_none", "#[skip_serializing_none] struct A { a: Option<u8> }",
       "schema_unsupported 1:3 `#[skip_serializing_none]` is not evaluated"},
      {"unknown wincode schema", "#[derive(SchemaRead)] struct A { #[wincode(with = \"Mine\")] a: u8 }",
       "schema_unsupported 1:52 this wincode schema is not one that limcode knows"},
      {"unknown attribute", "struct A { #[serde(renam = \"x\")] a: u8 }",
       "schema_invalid 1:20 unknown serde attribute `renam`; the nearest is `rename`"},
      {"attribute at the wrong place", "struct A { #[serde(transparent)] a: u8 }",
       "schema_invalid 1:20 `#[serde(transparent)]` has no meaning on a field"},
      {"unknown case", "#[serde(rename_all = \"camel\")] struct A { a: u8 }",
       "schema_invalid 1:9 `camel` is none of serde's cases"},
      {"missing value", "struct A { #[serde(rename)] a: u8 }", "schema_syntax 1:20 expected `rename = \"...\"`"},
      {"transparent enum", "#[serde(transparent)] enum A { B }",
       "schema_invalid 1:28 `#[serde(transparent)]` has no meaning on an enum"},
      {"rename_all of a name that is not ASCII", "#[serde(rename_all = \"snake_case\")] enum A { \xC3\x89t\xC3\xA9 }",
       "schema_unsupported 1:46 this name is not ASCII, and `rename_all` would need Unicode's tables"},
  });
}
