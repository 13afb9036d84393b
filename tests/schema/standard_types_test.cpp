// Every type that limcode knows without a schema, by its full path and by its name alone, in the form that serde gives
// it; and those that it knows to refuse, with the reason.
#include <catch2/catch.hpp>
#include <string>

#include "schema/describe.hpp"
#include "schema/standard_types.hpp"

namespace {

using limcode::test::describe;

struct Row {
  std::string path;
  std::string arguments;
  std::string expected;
};

const Row standard_types[] = {
    {"core::primitive::bool", "", "bool"},
    {"core::primitive::u8", "", "u8"},
    {"core::primitive::u16", "", "u16"},
    {"core::primitive::u32", "", "u32"},
    {"core::primitive::u64", "", "u64"},
    {"core::primitive::u128", "", "u128"},
    {"core::primitive::usize", "", "u64"},
    {"core::primitive::i8", "", "i8"},
    {"core::primitive::i16", "", "i16"},
    {"core::primitive::i32", "", "i32"},
    {"core::primitive::i64", "", "i64"},
    {"core::primitive::i128", "", "i128"},
    {"core::primitive::isize", "", "i64"},
    {"core::primitive::f32", "", "f32"},
    {"core::primitive::f64", "", "f64"},
    {"core::primitive::char", "", "char"},
    {"core::primitive::str", "", "string"},
    {"alloc::string::String", "", "string"},
    {"std::path::Path", "", "string"},
    {"std::path::PathBuf", "", "string"},
    {"std::ffi::CString", "", "cstring"},
    {"core::ffi::CStr", "", "cstring"},
    {"core::time::Duration", "", "duration"},
    {"std::time::SystemTime", "", "time"},
    {"core::net::IpAddr", "", "ip"},
    {"std::net::Ipv4Addr", "", "ipv4"},
    {"std::net::Ipv6Addr", "", "ipv6"},
    {"std::net::SocketAddr", "", "socket"},
    {"std::net::SocketAddrV4", "", "socketv4"},
    {"std::net::SocketAddrV6", "", "socketv6"},
    {"std::sync::atomic::AtomicBool", "", "bool"},
    {"std::sync::atomic::AtomicU8", "", "u8"},
    {"std::sync::atomic::AtomicU16", "", "u16"},
    {"std::sync::atomic::AtomicU32", "", "u32"},
    {"std::sync::atomic::AtomicU64", "", "u64"},
    {"std::sync::atomic::AtomicUsize", "", "u64"},
    {"std::sync::atomic::AtomicI8", "", "i8"},
    {"std::sync::atomic::AtomicI16", "", "i16"},
    {"std::sync::atomic::AtomicI32", "", "i32"},
    {"std::sync::atomic::AtomicI64", "", "i64"},
    {"std::sync::atomic::AtomicIsize", "", "i64"},
    {"std::num::NonZeroU8", "", "nonzero u8"},
    {"std::num::NonZeroU16", "", "nonzero u16"},
    {"std::num::NonZeroU32", "", "nonzero u32"},
    {"std::num::NonZeroU64", "", "nonzero u64"},
    {"std::num::NonZeroU128", "", "nonzero u128"},
    {"std::num::NonZeroUsize", "", "nonzero u64"},
    {"std::num::NonZeroI8", "", "nonzero i8"},
    {"std::num::NonZeroI16", "", "nonzero i16"},
    {"std::num::NonZeroI32", "", "nonzero i32"},
    {"std::num::NonZeroI64", "", "nonzero i64"},
    {"std::num::NonZeroI128", "", "nonzero i128"},
    {"std::num::NonZeroIsize", "", "nonzero i64"},
    {"std::num::NonZero", "<u32>", "nonzero u32"},
    {"std::num::Wrapping", "<u16>", "u16"},
    {"std::num::Saturating", "<u16>", "u16"},
    {"std::cmp::Reverse", "<u16>", "reversed =u16"},
    {"std::boxed::Box", "<u8>", "u8"},
    {"std::rc::Rc", "<str>", "string"},
    {"std::sync::Arc", "<[u16]>", "Vec(u16)"},
    {"std::borrow::Cow", "<'static, str>", "string"},
    {"std::cell::Cell", "<u8>", "u8"},
    {"std::cell::RefCell", "<u8>", "u8"},
    {"std::sync::Mutex", "<u8>", "u8"},
    {"parking_lot::Mutex", "<u8>", "u8"},
    {"std::sync::RwLock", "<u8>", "u8"},
    {"std::marker::PhantomData", "<u8>", "unit"},
    {"std::option::Option", "<u8>", "Option(u8)"},
    {"std::result::Result", "<u8, String>", "enum{Ok=0(u8), Err=1(string)}"},
    {"std::ops::Bound", "<u8>", "enum{Unbounded=0, Included=1(u8), Excluded=2(u8)}"},
    {"std::ops::Range", "<u8>", "deny {start: u8, end: u8}"},
    {"std::ops::RangeInclusive", "<u8>", "deny {start: u8, end: u8}"},
    {"std::ops::RangeFrom", "<u8>", "deny {start: u8}"},
    {"std::ops::RangeTo", "<u8>", "deny {end: u8}"},
    {"std::vec::Vec", "<u16>", "Vec(u16)"},
    {"std::collections::VecDeque", "<u16>", "Vec(u16)"},
    {"std::collections::LinkedList", "<u16>", "Vec(u16)"},
    {"std::collections::BinaryHeap", "<u16>", "heap Set(u16)"},
    {"smallvec::SmallVec", "<[u16; 4]>", "Vec(u16)"},
    {"arrayvec::ArrayVec", "<u16, 4>", "Vec(u16) up to 4"},
    {"std::collections::HashSet", "<u8>", "Set(u8)"},
    {"std::collections::BTreeSet", "<u8>", "sorted Set(u8)"},
    {"indexmap::IndexSet", "<u8>", "Set(u8)"},
    {"rustc_hash::FxHashSet", "<u8>", "Set(u8)"},
    {"ahash::AHashSet", "<u8>", "Set(u8)"},
    {"std::collections::HashMap", "<u8, u16>", "Map(u8, u16)"},
    {"std::collections::BTreeMap", "<u8, u16>", "sorted Map(u8, u16)"},
    {"indexmap::map::IndexMap", "<u8, u16>", "Map(u8, u16)"},
    {"rustc_hash::FxHashMap", "<u8, u16>", "Map(u8, u16)"},
    {"ahash::AHashMap", "<u8, u16>", "Map(u8, u16)"},
    {"serde_bytes::ByteBuf", "", "bytes"},
    {"serde_bytes::Bytes", "", "bytes"},
    {"bytes::Bytes", "", "bytes"},
    {"bytes::BytesMut", "", "bytes"},
    {"uuid::Uuid", "", "uuid"},
    {"bv::BitVec", "<u64>", "{bits: Option(Vec(u64)), len: u64}"},
    {"chrono::DateTime", "<Utc>", "date"},
    {"limcode::Json", "", "json"},
};

std::string last_of(const std::string& path) { return path.substr(path.rfind(':') + 1); }

}  // namespace

TEST_CASE("standard types: each has its form, by its path, by its name, and imported") {
  for (const Row& row : standard_types) {
    const std::string name = last_of(row.path);
    CAPTURE(row.path);
    CHECK(describe("", row.path + row.arguments) == row.expected);
    CHECK(describe("", name + row.arguments) == row.expected);
    CHECK(describe("use " + row.path + "; type A = " + name + row.arguments + ";", "A") == row.expected);
    CHECK(describe("use " + row.path + " as Own; type A = Own" + row.arguments + ";", "A") == row.expected);
  }
}

TEST_CASE("standard types: every known name has a row above") {
  for (const std::string_view known : limcode::schema::standard_type_names()) {
    CAPTURE(known);
    bool found = false;
    for (const Row& row : standard_types) found = found || last_of(row.path) == known;
    CHECK(found);
  }
}

TEST_CASE("standard types: parameters that say nothing about the form are ignored") {
  const Row ignoring[] = {
      {"Vec", "<u8, MyAllocator>", "Vec(u8)"},
      {"Box", "<u8, MyAllocator>", "u8"},
      {"HashMap", "<u8, u8, BuildHasherDefault<FxHasher>>", "Map(u8, u8)"},
      {"HashSet", "<u8, ahash::RandomState>", "Set(u8)"},
      {"PhantomData", "<fn(Unknown) -> *const Other>", "unit"},
      {"SmallVec", "<[u8; S::N]>", "Vec(u8)"},
  };
  for (const Row& row : ignoring) {
    CAPTURE(row.path, row.arguments);
    const std::string source = "struct S; impl S { const N: usize = 3; }";
    CHECK(describe(source, row.path + row.arguments) == row.expected);
  }
}

TEST_CASE("standard types: those without a form are refused, with the reason") {
  const std::string untyped =
      "it reads whatever comes next, and bincode writes no names or types to tell; `limcode::Json` is an enum that can "
      "be read back";
  const std::string system = "its form depends on the operating system";
  const std::string unknown_to_serde = "serde does not serialise it";
  struct Refused {
    std::string path;
    std::string reason;
  };
  const Refused refused[] = {
      {"serde_json::Value", untyped},
      {"serde_json::value::RawValue", untyped},
      {"std::ffi::OsString", system},
      {"std::ffi::OsStr", system},
      {"std::time::Instant", unknown_to_serde},
      {"std::cmp::Ordering", unknown_to_serde},
      {"std::ops::RangeFull", unknown_to_serde},
      {"std::any::TypeId", unknown_to_serde},
      {"std::task::Waker", unknown_to_serde},
      {"std::fs::File", unknown_to_serde},
      {"std::cell::OnceCell", unknown_to_serde},
      {"std::sync::OnceLock", unknown_to_serde},
      {"std::cell::UnsafeCell", unknown_to_serde},
      {"std::thread::JoinHandle", unknown_to_serde},
  };
  for (const Refused& row : refused) {
    CAPTURE(row.path);
    const std::string expected = "`" + last_of(row.path) + "` cannot be used: " + row.reason;
    CHECK(describe("struct A { x: u8, y: " + row.path + " }", "A") ==
          "schema_unsupported 1:" + std::to_string(22 + row.path.rfind(':') + 1) + " " + expected);
  }
}
