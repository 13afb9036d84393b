// parse_type: type expressions of built-in types, what they resolve to, and how errors point at them.
#include <catch2/catch.hpp>
#include <string>

#include "limcode/schema.hpp"
#include "schema/model.hpp"

namespace {

using limcode::Errc;
using limcode::parse_type;
using limcode::schema::Kind;
using limcode::schema::TypeNode;

const TypeNode& root_of(const limcode::Type& type) { return type.model().nodes[type.id()]; }

}  // namespace

TEST_CASE("type expression: each built-in type has its kind and its normalised name") {
  struct Row {
    std::string text;
    Kind kind;
    std::string name;
  };
  const Row rows[] = {
      {"bool", Kind::boolean, "bool"},
      {"u8", Kind::u8, "u8"},
      {"u128", Kind::u128, "u128"},
      {"i128", Kind::i128, "i128"},
      {"usize", Kind::u64, "usize"},
      {"isize", Kind::i64, "isize"},
      {"f32", Kind::f32, "f32"},
      {"char", Kind::character, "char"},
      {"()", Kind::unit, "()"},
      {"(u8)", Kind::u8, "u8"},
      {"(u8,)", Kind::tuple, "(u8,)"},
      {"( u8 ,String, )", Kind::tuple, "(u8, String)"},
      {"String", Kind::string, "String"},
      {"std::string::String", Kind::string, "String"},
      {"::std::string::String", Kind::string, "String"},
      {"str", Kind::string, "str"},
      {"&'a str", Kind::string, "&str"},
      {"&'static mut str", Kind::string, "&str"},
      {"&[u8]", Kind::bytes, "&[u8]"},
      {"&u8", Kind::u8, "u8"},
      {"[u8]", Kind::sequence, "[u8]"},
      {"Vec<u64>", Kind::sequence, "Vec<u64>"},
      {"Vec::<u64>", Kind::sequence, "Vec<u64>"},
      {"alloc::vec::Vec<u64,>", Kind::sequence, "Vec<u64>"},
      {"Vec<Vec<Vec<u8>>>", Kind::sequence, "Vec<Vec<Vec<u8>>>"},
      {"VecDeque<u8>", Kind::sequence, "VecDeque<u8>"},
      {"LinkedList<u8>", Kind::sequence, "LinkedList<u8>"},
      {"BinaryHeap<u8>", Kind::set, "BinaryHeap<u8>"},
      {"Box<[u8]>", Kind::sequence, "[u8]"},
      {"Box<str>", Kind::string, "str"},
      {"Option<Box<u8>>", Kind::option, "Option<Box<u8>>"},
      {"Rc<Arc<u8>>", Kind::u8, "u8"},
      {"Cow<'a, str>", Kind::string, "str"},
      {"RefCell<Cell<u8>>", Kind::u8, "u8"},
      {"std::sync::Mutex<u8>", Kind::u8, "u8"},
      {"RwLock<u8>", Kind::u8, "u8"},
      {"std::num::Wrapping<u8>", Kind::u8, "u8"},
      {"Reverse<u8>", Kind::newtype, "Reverse<u8>"},
      {"Saturating<u8>", Kind::u8, "u8"},
      {"[u8; 32]", Kind::array, "[u8; 32]"},
      {"[u8; 4 * (2 + 6)]", Kind::array, "[u8; 32]"},
      {"[u8; 0x20_usize]", Kind::array, "[u8; 32]"},
      {"[u8; 1 << 5]", Kind::array, "[u8; 32]"},
      {"[u8; u8::MAX as usize]", Kind::array, "[u8; 255]"},
      {"[u8; 300 as u8 as usize]", Kind::array, "[u8; 44]"},
      {"[u8; 7 / 2 + 7 % 4 - 1]", Kind::array, "[u8; 5]"},
      {"[u8; 0]", Kind::array, "[u8; 0]"},
      {"HashMap<String, u64>", Kind::map, "HashMap<String, u64>"},
      {"std::collections::HashMap<u8, Vec<u8>, RandomState>", Kind::map, "HashMap<u8, Vec<u8>>"},
      {"BTreeMap<(u8, u8), [u8; 2]>", Kind::map, "BTreeMap<(u8, u8), [u8; 2]>"},
      {"IndexMap<u8, u8>", Kind::map, "IndexMap<u8, u8>"},
      {"HashSet<u8>", Kind::set, "HashSet<u8>"},
      {"BTreeSet<u8>", Kind::set, "BTreeSet<u8>"},
      {"IndexSet<u8>", Kind::set, "IndexSet<u8>"},
      {"Result<u8, String>", Kind::enumeration, "Result<u8, String>"},
      {"std::ops::Bound<u8>", Kind::enumeration, "Bound<u8>"},
      {"Range<u32>", Kind::record, "Range<u32>"},
      {"RangeInclusive<u32>", Kind::record, "RangeInclusive<u32>"},
      {"Duration", Kind::duration, "Duration"},
      {"core::time::Duration", Kind::duration, "Duration"},
      {"SystemTime", Kind::system_time, "SystemTime"},
      {"IpAddr", Kind::ip_addr, "IpAddr"},
      {"std::net::Ipv4Addr", Kind::ipv4_addr, "Ipv4Addr"},
      {"SocketAddrV6", Kind::socket_addr_v6, "SocketAddrV6"},
      {"PathBuf", Kind::string, "PathBuf"},
      {"&std::path::Path", Kind::string, "&Path"},
      {"CString", Kind::c_string, "CString"},
      {"PhantomData<fn() -> u8>", Kind::unit, "PhantomData"},
      {"AtomicU64", Kind::u64, "AtomicU64"},
      {"NonZeroU16", Kind::u16, "NonZeroU16"},
      {"NonZero<u16>", Kind::u16, "NonZero<u16>"},
      {"serde_bytes::ByteBuf", Kind::bytes, "ByteBuf"},
      {"bytes::Bytes", Kind::bytes, "Bytes"},
      {"uuid::Uuid", Kind::uuid, "Uuid"},
      {"SmallVec<[u8; 4]>", Kind::sequence, "SmallVec<[u8; 4]>"},
      {"ArrayVec<u8, 4>", Kind::sequence, "ArrayVec<[u8; 4]>"},
      {"chrono::DateTime<Utc>", Kind::date_time, "DateTime<Utc>"},
      {"limcode::Json", Kind::json, "limcode::Json"},
      {"Json", Kind::json, "limcode::Json"},
      {"r#u8", Kind::u8, "u8"},
      {"Vec< /* of */ u8> // bytes", Kind::sequence, "Vec<u8>"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto type = parse_type(row.text);
    if (!type) FAIL_CHECK(type.error().detail);
    if (!type) continue;
    CHECK(root_of(*type).kind == row.kind);
    CHECK(type->name() == row.name);
  }
}

TEST_CASE("type expression: errors say what, where and what may have been meant") {
  struct Row {
    std::string text;
    Errc code;
    std::uint64_t column;
    std::string detail;
  };
  const Row rows[] = {
      {"", Errc::schema_syntax, 1, "expected a type, found the end"},
      {"Vec<", Errc::schema_syntax, 5, "expected a type, found the end"},
      {"Vec<u8", Errc::schema_syntax, 7, "expected `,` or `>`, found the end"},
      {"Vec<u8>>", Errc::schema_syntax, 8, "expected the end of the type, found `>`"},
      {"(u8", Errc::schema_syntax, 1, "this `(` is never closed"},
      {"[u8; 4)", Errc::schema_syntax, 7, "this `)` closes a `[`"},
      {"u8)", Errc::schema_syntax, 3, "this `)` closes nothing"},
      {"[u8; ]", Errc::schema_syntax, 6, "expected the length of the array, found `]`"},
      {"[u8; 4 4]", Errc::schema_unsupported, 8, "this constant expression is not evaluated"},
      {"[u8; 4; 4]", Errc::schema_unsupported, 7, "this constant expression is not evaluated"},
      {"(u8 u8)", Errc::schema_syntax, 5, "expected `,` or `)`, found `u8`"},
      {"u8 u8", Errc::schema_syntax, 4, "expected the end of the type, found `u8`"},
      {"\"u8\"", Errc::schema_syntax, 1, "expected a type, found `\"u8\"`"},
      {"u46", Errc::schema_unknown_type, 1, "cannot find type `u46`; the nearest known name is `u16`"},
      {"Vec<Strng>", Errc::schema_unknown_type, 5, "cannot find type `Strng`; the nearest known name is `String`"},
      {"string", Errc::schema_unknown_type, 1, "cannot find type `string`; the nearest known name is `String`"},
      {"Hashmap<u8, u8>", Errc::schema_unknown_type, 1,
       "cannot find type `Hashmap`; the nearest known name is `HashMap`"},
      {"Qwertyuiop", Errc::schema_unknown_type, 1, "cannot find type `Qwertyuiop`"},
      {"time::Duration", Errc::schema_unknown_type, 1, "cannot find type `time::Duration`"},
      {"Vec", Errc::schema_invalid, 1, "`Vec` takes 1 generic argument, 0 are given"},
      {"u8<u8>", Errc::schema_invalid, 1, "`u8` takes 0 generic arguments, 1 is given"},
      {"HashMap<u8>", Errc::schema_invalid, 1, "`HashMap` takes 2 generic arguments, 1 is given"},
      {"Vec<3>", Errc::schema_invalid, 5, "`Vec` takes a type here"},
      {"[u8; -1]", Errc::schema_invalid, 6, "an array of -1 elements; 4294967296 are the most"},
      {"[u8; usize::MAX]", Errc::schema_invalid, 6,
       "an array of 18446744073709551615 elements; 4294967296 are the most"},
      {"[[u8; 1 << 20]; 1 << 20]", Errc::schema_invalid, 1,
       "`[[u8; 1048576]; 1048576]` holds more than 4294967296 values in a fixed place"},
      {"[u8; 1 / 0]", Errc::schema_invalid, 8, "this constant overflows or divides by zero"},
      {"[u8; 1 << 200]", Errc::schema_invalid, 8, "this constant overflows or divides by zero"},
      {"[u8; N]", Errc::schema_unknown_type, 6, "cannot find the constant `N`"},
      {"[u8; f(3)]", Errc::schema_unsupported, 7, "this constant expression is not evaluated"},
      {"*const u8", Errc::schema_unsupported, 1, "raw pointers cannot be serialised"},
      {"Box<dyn Fn(u8) -> u8 + Send>", Errc::schema_unsupported, 5, "trait objects cannot be serialised"},
      {"Vec<fn(u8) -> Vec<u8>>", Errc::schema_unsupported, 5, "functions cannot be serialised"},
      {"impl Iterator<Item = u8>", Errc::schema_unsupported, 1, "`impl Trait` names no type"},
      {"<u8 as Trait>::Name", Errc::schema_unsupported, 1, "associated types (`<T as Trait>::Name`) are not evaluated"},
      {"OsString", Errc::schema_unsupported, 1, "`OsString` cannot be used: its form depends on the operating system"},
      {"(u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8)", Errc::schema_unsupported, 1,
       "serde has tuples of up to 16 elements; this one has 17"},
      {"NonZero<String>", Errc::schema_invalid, 1, "`NonZero` takes a primitive integer, not `String`"},
      {"SmallVec<u8>", Errc::schema_invalid, 1, "`SmallVec` takes an array, as in `SmallVec<[u8; 4]>`"},
      {"'a", Errc::schema_syntax, 1, "expected a type, found `'a`"},
      {"Vec<\x01>", Errc::schema_syntax, 5, "unknown character 0x01"},
      {"Vec<\xff>", Errc::schema_syntax, 5, "this source is not UTF-8"},
      {"/* Vec", Errc::schema_syntax, 1, "this block comment is never closed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto type = parse_type(row.text);
    if (type) FAIL_CHECK("resolved to " << type->name());
    if (type) continue;
    CHECK(type.error().code == row.code);
    CHECK(type.error().line == 1);
    CHECK(type.error().column == row.column);
    CHECK(type.error().offset + 1 == row.column);
    CHECK(type.error().detail == row.detail);
  }
}

TEST_CASE("type expression: the snippet shows the line with a caret below the place") {
  const auto type = parse_type("HashMap<String, Strng>");
  REQUIRE(!type);
  CHECK(type.error().snippet ==
        " --> type expression:1:17\n"
        "  |\n"
        "1 | HashMap<String, Strng>\n"
        "  |                 ^^^^^ not found");
}

TEST_CASE("type expression: hostile nesting is refused and not followed") {
  const auto repeat = [](std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  struct Row {
    std::string what;
    std::string text;
  };
  const Row rows[] = {
      {"generics", repeat("Vec<", 100'000) + "u8" + repeat(">", 100'000)},
      {"parentheses", repeat("(", 100'000) + "u8" + repeat(")", 100'000)},
      {"slices", repeat("[", 100'000) + "u8" + repeat("]", 100'000)},
      {"references", repeat("&", 100'000) + "u8"},
      {"constant parentheses", "[u8; " + repeat("(", 100'000) + "1" + repeat(")", 100'000) + "]"},
      {"constant blocks", "[u8; " + repeat("{", 100'000) + "1" + repeat("}", 100'000) + "]"},
      {"unclosed", repeat("(", 100'000)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto type = parse_type(row.text);
    CHECK(!type);
  }
}

TEST_CASE("type expression: equal types are one node") {
  const auto type = parse_type("(Vec<u8>, Vec<u8>, Option<Vec<u8>>)");
  REQUIRE(type);
  CHECK(type->model().nodes.size() == 4);
}
