// Entries of ordered sets, maps and heaps come out in the order of Rust's Ord, whatever order the JSON has; and the
// texts of addresses and identifiers in every form that Rust reads.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"

namespace {

using namespace limcode;

const char* const types = R"(
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct Pair { pub high: u8, pub low: i16 }
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub enum Kind { Zulu, Alpha(u16), Mike { at: i8 } }
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub enum Level { High = 7, Low = -1, Next, Mid = 3 + 2 }
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub enum Gap { First, #[serde(skip)] Gone, Second(u16), Third }
  #[derive(PartialEq, Eq)] pub struct State { pub cost: u8, pub at: u8 }
  impl Ord for State { fn cmp(&self, other: &Self) -> Ordering { other.cost.cmp(&self.cost) } }
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct Step(State);
  #[derive(PartialEq, Eq, PartialOrd, Ord)] #[serde(from = "u8", into = "u8")] pub struct Same(u8);
  #[derive(PartialEq, Eq, PartialOrd, Ord)] #[serde(from = "String", into = "String")] pub struct Other(u8);
  #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct Tree(Vec<Reverse<Tree>>);
)";

struct Keys {
  std::string type;
  std::vector<std::string> in_order;
};

const std::vector<Keys> all_keys = {
    {"bool", {"false", "true"}},
    {"i8", {"-128", "-1", "0", "127"}},
    {"i16", {"-300", "-1", "0", "255", "256"}},
    {"i32", {"-70000", "-1", "0", "65536"}},
    {"i64", {"-5000000000", "-1", "0", "5000000000"}},
    {"i128", {"-20000000000000000000", "-1", "0", "20000000000000000000"}},
    {"u128", {"0", "255", "256", "20000000000000000000"}},
    {"char", {"\"A\"", "\"a\"", "\"\xC3\xA9\"", "\"\xE2\x82\xAC\"", "\"\xF0\x9F\x98\x80\""}},
    {"u64", {"0", "1", "255", "256", "9223372036854775807", "9223372036854775808", "18446744073709551615"}},
    {"String",
     {R"("")", R"("\u0000")", R"("A")", R"("a")", R"("a\u0000")", R"("a\u0000\u0000")", R"("aa")", R"("aaaaaaaa")",
      R"("aaaaaaaaa")", R"("aaaaaaaab")", R"("b")", "\"\xC3\xA9\""}},
    {"std::path::PathBuf",
     {R"("")",      R"("/")",      R"("/..")", R"("/a")",  R"("/a/b")", R"("/./z")",   R"(".")",    R"("./a")",
      R"("..")",    R"("../a")",   R"("A")",   R"("a")",   R"("a/..")", R"("a/../b")", R"("a/.b")", R"("a/b")",
      R"("a/b/c")", R"("a//b/d")", R"("a-b")", R"("a.b")", R"("ab")",   R"("b")"}},
    {"Vec<u8>", {"[]", "[0]", "[0,0]", "[1]", "[255]"}},
    {"[u8; 9]", {"[0,0,0,0,0,0,0,1,5]", "[0,0,0,0,0,0,0,2,3]", "[0,0,0,0,0,0,0,2,4]", "[9,0,0,0,0,0,0,0,0]"}},
    {"[u8; 2]", {"[0,1]", "[0,255]", "[1,0]"}},
    {"[i8; 2]", {"[-1,5]", "[0,-128]", "[0,0]"}},
    {"Option<i8>", {"null", "-1", "0"}},
    {"(i8, String)", {R"([-1,"b"])", R"([0,"a"])", R"([0,"b"])"}},
    {"Pair", {R"({"high":0,"low":-1})", R"({"high":0,"low":0})", R"({"high":1,"low":-5})"}},
    {"Kind", {R"("Zulu")", R"({"Alpha":1})", R"({"Alpha":256})", R"({"Mike":{"at":-1}})", R"({"Mike":{"at":0}})"}},
    {"Level", {R"("Low")", R"("Next")", R"("Mid")", R"("High")"}},
    {"std::net::Ipv4Addr", {R"("1.2.3.4")", R"("1.2.4.0")", R"("200.0.0.1")"}},
    {"std::net::Ipv6Addr", {R"("::1")", R"("::ffff:1.2.3.4")", R"("1::")"}},
    {"std::net::IpAddr", {R"("1.2.3.4")", R"("200.0.0.1")", R"("::1")", R"("1::")"}},
    {"std::net::SocketAddrV4", {R"("1.2.3.4:80")", R"("1.2.3.4:443")", R"("2.0.0.0:1")"}},
    {"std::net::SocketAddr", {R"("1.2.3.4:80")", R"("1.2.3.4:443")", R"("[::1]:2")", R"("[1::]:1")"}},
    {"std::time::Duration", {R"({"secs":0,"nanos":999999999})", R"({"secs":1,"nanos":0})", R"({"secs":1,"nanos":1})"}},
    {"uuid::Uuid", {R"("00000000-0000-0000-0000-0000000000ff")", R"("10000000-0000-0000-0000-000000000000")"}},
    {"BTreeSet<i8>", {"[]", "[-1]", "[-1,0]", "[0]"}},
    {"Reverse<i8>", {"1", "0", "-1"}},
    {"Reverse<String>", {R"("b")", R"("ab")", R"("a")", R"("")"}},
    {"Reverse<Reverse<u8>>", {"1", "2"}},
    {"Reverse<(i64, u8)>", {"[1,0]", "[-1,2]", "[-1,1]", "[-2,9]"}},
    {"(Reverse<u8>, u8)", {"[2,1]", "[2,2]", "[1,0]"}},
    {"Option<Reverse<u8>>", {"null", "2", "1"}},
    {"Tree", {"[]", "[[[]]]", "[[[]],[]]", "[[]]", "[[],[]]"}},
    {"BTreeMap<u8, i8>", {"{}", R"({"1":-1})", R"({"1":0})", R"({"1":0,"2":0})", R"({"2":-1})"}},
};

std::string list_of(const std::vector<std::string>& elements) {
  std::string list = "[";
  for (const std::string& element : elements) list += (list.size() > 1 ? "," : "") + element;
  return list + "]";
}

Plan plan_of(const std::string& expression, const Config& config) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", types));
  const auto type = schema.type(expression);
  if (!type) FAIL(type.error().detail);
  const auto plan = compile(*type, config);
  REQUIRE(plan);
  return *plan;
}

std::string there_and_back(const std::string& expression, const std::string& json, const Config& config) {
  const Plan plan = plan_of(expression, config);
  Buffer frame;
  if (const auto encoded = from_json(plan, json, frame); !encoded) return "refused: " + encoded.error().detail;
  const auto printed = to_json(plan, frame.bytes());
  return printed ? *printed : "decode: " + printed.error().detail;
}

// What `read` makes of the bytes of a `written`.
std::string from_wire(const std::string& read, const std::string& written, const std::string& json,
                      const Config& config) {
  Buffer frame;
  REQUIRE(from_json(plan_of(written, config), json, frame));
  const auto printed = to_json(plan_of(read, config), frame.bytes());
  return printed ? *printed : "decode: " + printed.error().detail;
}

bool canonical(const std::string& read, const std::string& written, const std::string& json, const Config& config) {
  Buffer frame;
  REQUIRE(from_json(plan_of(written, config), json, frame));
  return verify(plan_of(read, config), frame.bytes()).has_value();
}

}  // namespace

TEST_CASE("key order: the elements of a set are sorted as Rust sorts them") {
  for (const Keys& keys : all_keys) {
    CAPTURE(keys.type);
    std::vector<std::string> backwards(keys.in_order.rbegin(), keys.in_order.rend());
    for (const Config& config : {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                                 Config::standard().with_big_endian()}) {
      CHECK(there_and_back("BTreeSet<" + keys.type + ">", list_of(backwards), config) == list_of(keys.in_order));
    }
    // Twice the same is once.
    backwards.insert(backwards.end(), keys.in_order.begin(), keys.in_order.end());
    CHECK(there_and_back("BTreeSet<" + keys.type + ">", list_of(backwards), Config::legacy()) ==
          list_of(keys.in_order));
  }
}

TEST_CASE("key order: a heap is what pushing its elements one by one leaves") {
  struct Heap {
    std::string type, json, expected;
  };
  const Heap heaps[] = {
      {"i32", "[1,2,3,4,5,6,7,8,9,10]", "[10,9,6,7,8,2,5,1,4,3]"},
      {"u8", "[3,1,4,1,5,9,2,6,5,3,5]", "[9,6,5,5,5,3,2,1,4,1,3]"},
      {"u8", "[10,9,8,7,6,5]", "[10,9,8,7,6,5]"},
      {"u8", "[]", "[]"},
      {"i16", "[-300,7,-1,256,7]", "[256,7,-1,-300,7]"},
      {"Reverse<u64>", "[10,9,8,1,2,3]", "[1,2,3,10,8,9]"},
      {"(u8, String)", R"([[1,"b"],[1,"c"],[0,"z"],[2,""]])", R"([[2,""],[1,"c"],[0,"z"],[1,"b"]])"},
      {"Option<i8>", "[null,-1,null,3]", "[3,-1,null,null]"},
      {"(Reverse<u32>, String)", R"([[5,"a"],[4,"b"],[4,"c"],[9,"d"]])", R"([[4,"c"],[5,"a"],[4,"b"],[9,"d"]])"},
      {"String", R"(["b","a","c","aa"])", R"(["c","aa","b","a"])"},
  };
  for (const Heap& heap : heaps) {
    CAPTURE(heap.type, heap.json);
    for (const Config& config : {Config::legacy(), Config::standard().with_big_endian()}) {
      CHECK(there_and_back("BinaryHeap<" + heap.type + ">", heap.json, config) == heap.expected);
      // Nor is one that is not a heap left as it is on the wire.
      CHECK(from_wire("BinaryHeap<" + heap.type + ">", "Vec<" + heap.type + ">", heap.json, config) == heap.expected);
      CHECK(canonical("BinaryHeap<" + heap.type + ">", "Vec<" + heap.type + ">", heap.expected, config));
      if (heap.json == heap.expected) continue;
      CHECK_FALSE(canonical("BinaryHeap<" + heap.type + ">", "Vec<" + heap.type + ">", heap.json, config));
    }
  }
  CHECK(there_and_back("Vec<(u8, BinaryHeap<Vec<u8>>)>", "[[1,[[],[2],[1]]],[2,[[1],[1]]]]", Config::legacy()) ==
        "[[1,[[2],[],[1]]],[2,[[1],[1]]]]");
}

TEST_CASE("key order: variants after a skipped one are compared as they were written") {
  Buffer frame;
  const Plan plan = plan_of("BTreeSet<Gap>", Config::legacy());
  REQUIRE(from_json(plan, R"(["Third",{"Second":300},{"Second":2},"First",{"Second":300}])", frame));
  const auto* const bytes = reinterpret_cast<const unsigned char*>(frame.bytes().data());
  CHECK(std::vector<unsigned>(bytes, bytes + frame.size()) ==
        std::vector<unsigned>{4, 0, 0, 0, 0, 0, 0, 0,  // First, Second(2), Second(300), Third
                              0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 2, 0, 0, 0, 44, 1, 3, 0, 0, 0});
}

TEST_CASE("key order: what has an order of its own stays as it came") {
  const std::string states = R"([{"cost":1,"at":2},{"cost":3,"at":1},{"cost":2,"at":9},{"cost":1,"at":2}])";
  const std::string once = R"([{"cost":1,"at":2},{"cost":3,"at":1},{"cost":2,"at":9}])";
  for (const std::string element : {"State", "Step", "Reverse<State>"}) {
    CAPTURE(element);
    CHECK(there_and_back("BinaryHeap<" + element + ">", states, Config::legacy()) == states);
    CHECK(canonical("BinaryHeap<" + element + ">", "Vec<" + element + ">", states, Config::legacy()));
    CHECK(there_and_back("BTreeSet<" + element + ">", states, Config::legacy()) == once);
  }
  CHECK(there_and_back("BTreeSet<Same>", "[3,1,2]", Config::legacy()) == "[1,2,3]");
  CHECK(there_and_back("BTreeSet<Other>", R"(["3","11","2"])", Config::legacy()) == R"(["3","11","2"])");
}

TEST_CASE("key order: addresses and identifiers are read in every form that Rust reads") {
  struct Text {
    std::string type, json, expected;
  };
  const std::string uuid = R"("01234567-89ab-cdef-0123-456789abcdef")";
  const Text texts[] = {
      {"std::net::Ipv6Addr", R"("1:2:3:4:5:6:7:8")", R"("1:2:3:4:5:6:7:8")"},
      {"std::net::Ipv6Addr", R"("1:0:0:2:0:0:0:3")", R"("1:0:0:2::3")"},
      {"std::net::Ipv6Addr", R"("::ffff:1.2.3.4")", R"("::ffff:1.2.3.4")"},
      {"std::net::Ipv6Addr", R"("1::2:1.2.3.4")", R"("1::2:102:304")"},
      {"std::net::SocketAddrV6", R"("[::1%7]:80")", R"("[::1]:80")"},
      {"std::net::SocketAddr", R"("[::ffff:9.9.9.9]:53")", R"("[::ffff:9.9.9.9]:53")"},
      {"uuid::Uuid", R"("0123456789abcdef0123456789ABCDEF")", uuid},
      {"uuid::Uuid", R"("urn:uuid:01234567-89ab-cdef-0123-456789abcdef")", uuid},
      {"uuid::Uuid", R"("{01234567-89ab-cdef-0123-456789abcdef}")", uuid},
  };
  for (const Text& text : texts) {
    CAPTURE(text.type, text.json);
    CHECK(there_and_back(text.type, text.json, Config::legacy()) == text.expected);
  }
  const Text refused[] = {
      {"std::net::Ipv6Addr", R"("1::2::3")", ""},
      {"std::net::Ipv6Addr", R"("1:2:3:4:5:6:7")", ""},
      {"std::net::Ipv4Addr", R"("1.2.3.256")", ""},
      {"std::net::Ipv4Addr", R"("1.2.3.04")", ""},
      {"std::net::SocketAddr", R"("1.2.3.4:65536")", ""},
      {"std::net::SocketAddr", R"("[::1:80")", ""},
      {"std::net::SocketAddr", R"("1.2.3.4")", ""},
      {"uuid::Uuid", R"("01234567-89ab-cdef-0123-456789abcdeg")", ""},
      {"uuid::Uuid", R"("0123456789ab-cdef-0123-456789abcdef")", ""},
  };
  for (const Text& text : refused) {
    CAPTURE(text.type, text.json);
    CHECK(there_and_back(text.type, text.json, Config::legacy()).starts_with("refused: "));
  }
}
