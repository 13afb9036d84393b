// Skipping finds the ends that walking finds, for values of every kind of type in every configuration, and keeps to the
// input where the frame is damaged.
#include "plan/skipper.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/rounds.hpp"
#include "wire/any_format.hpp"

namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)
using plan::Byte;

constexpr const char* source = R"(
  use std::collections::*;
  pub struct All { a: u8, b: u16, c: i64, d: u128, e: f32, f: char, g: bool, h: String, i: Option<String>,
    j: Option<u64>, k: Option<Option<Vec<u16>>>, l: Vec<String>, m: Vec<Vec<u32>>, n: Vec<Inner>, o: [String; 2],
    p: [u16; 3], q: BTreeMap<String, i32>, r: BTreeSet<u16>, s: Kind, t: (i8, Kind), u: std::net::IpAddr,
    v: std::time::Duration, w: limcode::Json, x: Vec<Option<u8>>, y: Vec<u8>, #[serde(skip)] z: u64,
    #[serde(with = "short_vec")] aa: Vec<String>, #[serde(with = "short_vec")] bb: Vec<Inner>, cc: Vec<Kind> }
  pub struct Inner { a: u32, b: Option<Vec<Inner>> }
  pub enum Kind { Unit, New(String), Named { a: u16, b: Vec<char> }, Nested(Box<Kind>) }
)";

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t end) { return random_() % end; }

  // The JSON of an All.
  std::string all() {
    return R"({"a":)" + number(8) + R"(,"b":)" + number(16) + R"(,"c":-1)" + number(50) + R"(,"d":)" + number(64) +
           R"(,"e":0.5,"f":")" + letter() + R"(","g":)" + (below(2) != 0 ? "true" : "false") + R"(,"h":)" + text() +
           R"(,"i":)" + maybe(text()) + R"(,"j":)" + maybe(number(64)) + R"(,"k":)" + maybe(numbers(16)) + R"(,"l":)" +
           texts() + R"(,"m":[)" + numbers(32) + "," + numbers(8) + R"(],"n":[)" + inner(2) + "," + inner(0) +
           R"(],"o":[)" + text() + "," + text() + R"(],"p":[1,)" + number(16) + R"(,300],"q":{"a":-5,"b":)" +
           number(31) + R"(},"r":[3,70,)" + std::to_string(1000 + below(9000)) + R"(],"s":)" + kind() + R"(,"t":[-7,)" +
           kind() + R"(],"u":")" + (below(2) != 0 ? "127.0.0.1" : "::1") + R"(","v":{"secs":)" + number(40) +
           R"(,"nanos":5},"w":{"x":[1,)" + text() + R"(]},"x":[null,)" + maybe(number(8)) + R"(],"y":)" + numbers(8) +
           R"(,"aa":[)" + text() + R"(],"bb":[)" + inner(1) + R"(],"cc":[)" + kind() + "," + kind() + "]}";
  }

 private:
  std::string number(unsigned bits) { return std::to_string(random_() >> (64 - 1 - below(bits))); }
  std::string letter() { return std::vector<std::string>{"a", "\u00e9", "\u20ac", "\U0001d11e"}[below(4)]; }
  std::string text() { return '"' + std::string(below(below(4) == 0 ? 300 : 9), 'x') + letter() + '"'; }
  std::string maybe(const std::string& value) { return below(2) != 0 ? value : "null"; }
  std::string numbers(unsigned bits) { return below(3) == 0 ? "[]" : "[" + number(bits) + "," + number(bits) + "]"; }
  std::string texts() { return below(3) == 0 ? "[]" : "[" + text() + "," + text() + "," + text() + "]"; }
  std::string inner(unsigned depth) {
    return R"({"a":)" + number(32) + R"(,"b":)" + (depth == 0 ? "null" : "[" + inner(depth - 1) + "]") + "}";
  }
  std::string kind() {
    switch (below(4)) {
      case 0: return R"("Unit")";
      case 1: return R"({"New":)" + text() + "}";
      case 2: return R"({"Named":{"a":)" + number(16) + R"(,"b":["a",")" + letter() + R"("]}})";
      default: return R"({"Nested":)" + kind() + "}";
    }
  }

  std::mt19937_64 random_;
};

Plan plan_for_all(const Config& config) {
  Schema schema;
  const auto added = schema.add_source("types.rs", source);
  INFO((added ? "" : added.error().detail));
  REQUIRE(added);
  const auto type = schema.type("Vec<All>");
  REQUIRE(type);
  return compile(*type, config).value();
}

// Where skipping `wire`, a frame of a Vec, comes to other ends than walking, or to none where walking does; empty when
// nowhere.
template <class Format>
std::string difference(const Plan& plan, std::span<const std::byte> wire) {
  const plan::Program& program = plan.program();
  const plan::NodeId element = program.nodes[program.root].child;
  plan::Walker<Format, false> walker(program, wire);
  walker.begin_inside(1);
  plan::Skipper<Format> skipper(program, wire, element, 1);
  std::uint64_t count = 0;
  const Byte* const end = walker.begin() + wire.size();
  const Byte* at = walker.begin();
  if (Format(program.config).read(at, end, count) != Errc::ok) return "";
  for (std::uint64_t index = 0; at != nullptr && index < count; ++index) {
    const Byte* const skipped = skipper.skip(at);
    if (skipped != nullptr && (skipped < at || skipped > end)) return "out of the frame at " + std::to_string(index);
    const Byte* const walked = walker.value(element, at);
    if (walked != nullptr && skipped != walked) return "element " + std::to_string(index);
    at = walked;
  }
  return "";
}

std::string any_difference(const Plan& plan, std::span<const std::byte> wire) {
  return wire::with_legacy_or_any(plan.config(), [&]<class Format>(Format) { return difference<Format>(plan, wire); });
}

}  // namespace

TEST_CASE("skipper: it finds the ends that walking finds, damaged frames included") {
  for (const Config& config : {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                               Config::standard().with_big_endian()}) {
    CAPTURE(config.int_encoding == IntEncoding::fixed, config.endian == Endian::little);
    const Plan plan = plan_for_all(config);
    CHECK_FALSE(plan::counts_empty(plan.program()));
    Generator generate(3);
    for (std::size_t round = 0; round < test::rounds(160); ++round) {
      CAPTURE(round);
      Buffer frame;
      const auto encoded = from_json(plan, "[" + generate.all() + "," + generate.all() + "]", frame);
      INFO((encoded ? "" : encoded.error().path + " " + encoded.error().detail));
      REQUIRE(encoded);
      CHECK(any_difference(plan, frame.bytes()) == "");
      for (int damage = 0; damage < 20; ++damage) {
        // Of its own size, so that the sanitizer sees a read past the end.
        std::vector<std::byte> damaged(frame.begin(),
                                       frame.end() - (damage % 4 == 0 ? generate.below(frame.size()) : 0));
        if (!damaged.empty()) damaged[generate.below(damaged.size())] = static_cast<std::byte>(generate.below(256));
        CHECK(any_difference(plan, damaged) == "");
      }
    }
  }
}

TEST_CASE("skipper: types that double at every level stay small") {
  std::string levels;
  for (int level = 0; level < 30; ++level) {
    const std::string inner = "T" + std::to_string(level);
    levels += "pub struct T" + std::to_string(level + 1) + " { a: " + inner + ", b: " + inner + " }\n";
  }
  Schema schema;
  REQUIRE(schema.add_source("types.rs", "pub struct T0 { a: String }\n" + levels));
  const Plan plan = compile(schema.type("Vec<T30>").value(), Config::legacy()).value();
  const plan::Program& program = plan.program();
  CHECK(plan::compile_skip(program, program.nodes[program.root].child).steps.size() < 10'000);
}

TEST_CASE("skipper: sequences of what takes no bytes are found") {
  struct Row {
    const char* type;
    bool counts;
  };
  for (const Row& row :
       {Row{"Vec<u8>", false}, Row{"Vec<(u8, Vec<()>)>", true}, Row{"Vec<(u8, [(); 3])>", true},
        Row{"HashMap<(), ()>", true}, Row{"HashMap<(), u8>", false}, Row{"Vec<((), String)>", false}}) {
    CAPTURE(row.type);
    const Plan plan = compile(parse_type(row.type).value(), Config::legacy()).value();
    CHECK(plan::counts_empty(plan.program()) == row.counts);
  }
}
