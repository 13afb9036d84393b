// Inputs that end where readable memory ends, whole and cut at every byte. Whatever the length, nothing is read beyond
// it: the page after the input cannot be read, and the test would die.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/codec.hpp"
#include "limcode/kernels.hpp"
#include "limcode/limcode.hpp"
#include "support/guarded_memory.hpp"
#include "text/text.hpp"

namespace limcode::test {
namespace {

struct Case {
  const char* type;
  const char* json;
};

constexpr Case cases[] = {
    {"bool", "true"},
    {"u8", "255"},
    {"u64", "18446744073709551615"},
    {"i128", "-170141183460469231731687303715884105728"},
    {"f64", "-1.7976931348623157e308"},
    {"f32", "0.00001234567"},
    {"char", R"("\u20ac")"},
    {"String", R"("plain text that is longer than a vector register of sixty-four bytes \u00e9 \" and on")"},
    {"Vec<u8>", "[1,22,255,0,7,8,9,10,11,12,13,14,15,16,17,18]"},
    {"[u8; 4]", "[1,2,3,4]"},
    {"Vec<u64>", "[1,22,333,4444,55555,18446744073709551615,7,8,9,10,11,12]"},
    {"Vec<bool>", "[true,false,true]"},
    {"Vec<String>", R"(["","a","bc\n",""])"},
    {"Vec<(u64, String, f64, Vec<String>, bool, Option<String>)>",
     R"([[1,"a",0.5,["x","yy"],true,null],[2,"b",1e300,[],false,"z"]])"},
    {"BTreeMap<u16, Option<i32>>", R"({"1":null,"300":-70000})"},
    {"HashMap<String, (u8, char)>", R"({"b":[1,"x"],"a":[2,"y"]})"},
    {"BTreeSet<char>", R"(["a","b"])"},
    {"Result<u8, String>", R"({"Err":"no"})"},
    {"limcode::Json", R"({"a":[null,true,-1,2,3.5,"s",{"k":{}}],"b":[]})"},
    {"Duration", R"({"secs":1,"nanos":2})"},
    {"SocketAddr", R"("[2001:db8::1]:65535")"},
    {"IpAddr", R"("127.0.0.1")"},
    {"Range<u16>", R"({"start":1,"end":2})"},
    {"serde_bytes::ByteBuf", R"("text")"},
};

Plan plan_for(const char* type, const Config& config) {
  const auto resolved = parse_type(type);
  REQUIRE(resolved);
  const auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *plan;
}

const Config configs[] = {Config::legacy(), Config::standard(), Config::standard().with_big_endian()};

}  // namespace

TEST_CASE("guard page: JSON that ends before an unreadable page") {
  const GuardedMemory memory(4096);
  for (const std::string_view kernel_set : kernels::available()) {
    REQUIRE(kernels::use(kernel_set));
    for (const Case& one : cases) {
      const std::string_view whole = one.json;
      for (const Config& config : configs) {
        const Plan plan = plan_for(one.type, config);
        for (std::size_t size = 0; size <= whole.size(); ++size) {
          CAPTURE(kernel_set, one.type, whole.substr(0, size));
          Buffer wire;
          const auto encoded = from_json(plan, memory.place(whole.substr(0, size)), wire);
          if (size == whole.size()) CHECK(encoded);
          if (!encoded) CHECK(encoded.error().offset <= size);
          // The same before white space, which is where many texts end.
          const std::string spaced = std::string(whole.substr(0, size)) + "\n";
          CHECK(from_json(plan, memory.place(std::string_view(spaced)), wire).has_value() == encoded.has_value());
        }
      }
    }
  }
  REQUIRE(kernels::use(kernels::available().front()));
}

TEST_CASE("guard page: frames that end before an unreadable page") {
  const GuardedMemory memory(4096);
  for (const std::string_view kernel_set : kernels::available()) {
    REQUIRE(kernels::use(kernel_set));
    for (const Case& one : cases) {
      for (const Config& config : configs) {
        const Plan plan = plan_for(one.type, config);
        Buffer wire;
        REQUIRE(from_json(plan, one.json, wire));
        for (std::size_t size = 0; size <= wire.size(); ++size) {
          CAPTURE(kernel_set, one.type, size, wire.size());
          const auto frame = memory.place(wire.bytes().first(size));
          const bool whole = size == wire.size();
          CHECK(skip(plan, frame).has_value() == whole);
          CHECK(verify(plan, frame).has_value() == whole);
          CHECK(to_json(plan, frame).has_value() == whole);
          if (size != 0) CHECK(locate(plan, frame, size - 1).has_value() == whole);
        }
      }
    }
  }
  REQUIRE(kernels::use(kernels::available().front()));
}

TEST_CASE("guard page: large documents, which are taken in windows and by several threads") {
  constexpr std::size_t size = std::size_t{3} << 20;
  const GuardedMemory memory(size + (std::size_t{1} << 20));
  for (const Case& one : {Case{"Vec<u64>", "1234567,"}, Case{"Vec<String>", R"("some text","\n",)"},
                          Case{"limcode::Json", R"({"a":[1,2]},)"}}) {
    std::string json = "[";
    while (json.size() < size) json += one.json;
    json.back() = ']';
    const Plan plan = plan_for(one.type, Config::standard());
    Buffer wire;
    REQUIRE(from_json(plan, memory.place(json), wire));
    const auto frame = memory.place(wire.bytes());
    CHECK(skip(plan, frame) == frame.size());
    CHECK(to_json(plan, frame) == json);
    for (const std::size_t cut : {1, 2, 3, 9, 33}) {
      CAPTURE(one.type, cut);
      Buffer other;
      CHECK_FALSE(from_json(plan, memory.place(std::string_view(json).substr(0, json.size() - cut)), other));
      CHECK_FALSE(to_json(plan, memory.place(wire.bytes().first(wire.size() - cut))));
    }
  }
}

TEST_CASE("guard page: the static API, type expressions, Rust source and byte texts") {
  const GuardedMemory memory(8192);
  using Static = std::vector<std::tuple<std::uint64_t, std::string, std::optional<std::vector<std::uint16_t>>>>;
  const Static value = {{1, "one", std::nullopt}, {251, "two", std::vector<std::uint16_t>{1, 300, 65535}}};
  for (const Config& config : configs) {
    const auto frame = encode(value, config);
    REQUIRE(frame);
    for (std::size_t size = 0; size <= frame->size(); ++size) {
      CHECK(decode<Static>(memory.place(frame->bytes().first(size)), config).has_value() == (size == frame->size()));
    }
  }
  constexpr std::string_view source =
      "#[derive(Serialize)] struct A<T> { #[serde(rename = \"x\")] b: Vec<(u8, T)>, c: [u8; 2 + 3 * 0x10] } // end";
  for (std::size_t size = 0; size <= source.size(); ++size) {
    static_cast<void>(parse_type(memory.place(source.substr(0, size))));
    Schema schema;
    static_cast<void>(schema.add_source("a.rs", std::string(source.substr(0, size))));
  }
  constexpr std::string_view texts[] = {"00ffAA7", "AAECAwQFBgc=", "4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi",
                                        "11z"};
  for (const std::string_view text : texts) {
    for (std::size_t size = 0; size <= text.size(); ++size) {
      std::uint8_t bytes[256];
      const std::string_view placed = memory.place(text.substr(0, size));
      static_cast<void>(text::decode_hex(bytes, placed));
      static_cast<void>(text::decode_base64(bytes, placed));
      static_cast<void>(text::decode_base58(bytes, placed));
      static_cast<void>(text::decode_base58_32(bytes, placed));
      static_cast<void>(text::decode_base58_64(bytes, placed));
    }
  }
}

}  // namespace limcode::test
