// Maps whose keys are out of order or there twice. The keys were once found by walking the map a second time, which
// doubled the work at every level of nesting, charged elements without bytes twice and then followed a null pointer;
// and equal keys were found by their bytes, although a varint has several forms.
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "plan/program.hpp"
#include "support/hand_made_types.hpp"

namespace {

using namespace limcode;
using schema::Kind;
using testing::HandMadeTypes;

std::vector<std::byte> key_bytes(std::initializer_list<unsigned> values) {
  std::vector<std::byte> made;
  for (const unsigned value : values) made.push_back(static_cast<std::byte>(value));
  return made;
}

Plan plan_for(std::string_view type, const Config& config) {
  const auto resolved = parse_type(type);
  REQUIRE(resolved);
  const auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *plan;
}

void append_number(std::vector<std::byte>& to, std::uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8) to.push_back(static_cast<std::byte>(number >> shift));
}

// struct Deep(HashMap<u8, Deep>);
Plan deep_map_plan() {
  HandMadeTypes types;
  const auto key = types.add(Kind::u8, "u8");
  const auto deep = types.add(Kind::newtype, "Deep");
  types.at(deep).child = types.add(Kind::map, "HashMap<u8, Deep>", deep, key);
  const auto plan = compile(types.type(deep), Config::legacy());
  REQUIRE(plan);
  return *plan;
}

}  // namespace

TEST_CASE("map keys: maps out of order inside each other are verified and printed without doubling the work") {
  const Plan plan = deep_map_plan();
  constexpr int depth = 120;
  std::vector<std::byte> wire;
  std::string json = "{}";
  for (int level = 0; level < depth; ++level) {
    append_number(wire, 2);
    wire.push_back(std::byte{2});
    append_number(wire, 0);
    wire.push_back(std::byte{1});
    json = R"({"2":{},"1":)" + json + "}";
  }
  append_number(wire, 0);
  CHECK(verify(plan, wire) == wire.size());
  CHECK(to_json(plan, wire) == json);
  Buffer again;
  REQUIRE(from_json(plan, json, again));
  CHECK(again.bytes().size() == wire.size());
}

TEST_CASE("map keys: elements without bytes are charged once, in and out of order") {
  const Plan plan = plan_for("HashMap<u8, Vec<()>>", Config::legacy());
  std::vector<std::byte> wire;
  append_number(wire, 2);
  for (const unsigned key : {2U, 1U}) {
    wire.push_back(static_cast<std::byte>(key));
    append_number(wire, 30'000);
  }
  CHECK(verify(plan, wire) == wire.size());
  CHECK(to_json(plan, wire).has_value());
  for (std::uint64_t offset = 0; offset < wire.size(); ++offset) CHECK(locate(plan, wire, offset).has_value());
}

TEST_CASE("map keys: equals are found whatever their form on the wire") {
  // 1 as one byte and as three.
  const auto wire = key_bytes({2, 1, 10, 251, 1, 0, 20});
  for (const char* type : {"HashMap<u16, u8>", "BTreeMap<u16, u8>"}) {
    CAPTURE(type);
    const Plan plan = plan_for(type, Config::standard());
    CHECK(to_json(plan, wire) == R"({"1":20})");
    const auto verified = verify(plan, wire);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == Errc::not_canonical);
  }
}

TEST_CASE("map keys: the last of equal entries stands where the first stood") {
  const Plan plan = plan_for("HashMap<u8, u8>", Config::legacy());
  Buffer wire;
  REQUIRE(from_json(plan, R"({"3":1,"1":2,"3":3,"2":4,"1":5})", wire));
  CHECK(to_json(plan, wire.bytes()) == R"({"3":3,"1":5,"2":4})");
}

TEST_CASE("map keys: sets inside sets are compared without doing the work again at every level") {
  Schema schema;
  REQUIRE(schema.add_source("nest.rs", "pub struct Nest(BTreeSet<Nest>);"));
  const auto type = schema.type("Nest");
  REQUIRE(type);
  const auto plan = compile(*type, Config::standard());
  REQUIRE(plan);
  // Two chains of sets of one, the second a level deeper: 2^200 steps if every level did its work twice.
  constexpr std::size_t levels = 200;
  std::string chains = "\2";
  chains += std::string(levels, '\1') + '\0' + std::string(levels + 1, '\1') + '\0';
  CHECK(verify(*plan, std::as_bytes(std::span(chains))) == chains.size());
  CHECK(to_json(*plan, std::as_bytes(std::span(chains))));
}

// struct Nest(BTreeSet<Nest>);
TEST_CASE("map keys: sets inside each other are compared without doubling the work") {
  HandMadeTypes types;
  const auto nest = types.add(Kind::newtype, "Nest");
  types.at(nest).child = types.add(Kind::set, "BTreeSet<Nest>", nest);
  types.at(types.at(nest).child).arrangement = schema::Arrangement::ascending;
  const auto plan = compile(types.type(nest), Config::standard());
  REQUIRE(plan);
  // Each holds the next deeper one and then an empty one, which is the wrong order.
  constexpr int depth = 120;
  std::vector<std::byte> wire;
  std::string sorted = "[]";
  std::string given = "[]";
  for (int level = 0; level < depth; ++level) {
    wire.push_back(std::byte{2});
    // The innermost holds two that are empty, which are one.
    sorted = level == 0 ? "[[]]" : "[[]," + sorted + "]";
    given = "[" + given + ",[]]";
  }
  wire.insert(wire.end(), depth + 1, std::byte{0});
  CHECK(to_json(*plan, wire) == sorted);
  Buffer encoded;
  REQUIRE(from_json(*plan, given, encoded));
  CHECK(to_json(*plan, encoded.bytes()) == sorted);
  CHECK(verify(*plan, encoded.bytes()) == encoded.size());
  const auto verified = verify(*plan, wire);
  REQUIRE_FALSE(verified);
  CHECK(verified.error().code == Errc::not_canonical);
}

TEST_CASE("map keys: very many entries with few keys") {
  constexpr std::size_t count = 300'000;
  std::vector<std::byte> wire;
  append_number(wire, count);
  for (std::size_t index = 0; index < count; ++index) wire.push_back(static_cast<std::byte>(255 - index % 256));
  for (const char* type : {"HashSet<u8>", "BTreeSet<u8>"}) {
    CAPTURE(type);
    const Plan plan = plan_for(type, Config::legacy());
    const auto verified = verify(plan, wire);
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == Errc::not_canonical);
    const auto json = to_json(plan, wire);
    REQUIRE(json);
    CHECK(json->size() == 2 + 255 + 10 + 2 * 90 + 3 * 156);
    CHECK(json->starts_with(plan.program().nodes[plan.program().root].arrangement == schema::Arrangement::ascending
                                ? "[0,1,2,"
                                : "[255,254,"));
  }
}
