// Types that a hostile schema may hold and that once broke a bound: a name longer than the block that JSON is printed
// into, an Option of itself, indentation that made a small block a large one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/hand_made_types.hpp"

namespace {

using namespace limcode;
using schema::Kind;
using testing::HandMadeTypes;

Plan plan_of(const HandMadeTypes& types, schema::TypeId id) {
  const auto plan = compile(types.type(id), Config::standard());
  REQUIRE(plan);
  return *plan;
}

// Remembers the largest block and keeps nothing.
class LargestBlock : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    size = std::max(size, block.size());
    return {};
  }
  std::size_t size = 0;
};

}  // namespace

TEST_CASE("bounds of types: a field's name may be longer than any block of output") {
  HandMadeTypes types;
  const std::string name(1'000'000, 'n');
  const auto byte = types.add(Kind::u8, "u8");
  const auto record = types.record("R", {{name, byte}, {"x", byte}});
  const Plan plan = plan_of(types, record);
  const std::string json = "{\"" + name + "\":1,\"x\":2}";
  Buffer wire;
  REQUIRE(from_json(plan, json, wire));
  CHECK(to_json(plan, wire.bytes()) == json);
}

TEST_CASE("bounds of types: an Option of itself is refused where JSON gives it no end") {
  HandMadeTypes types;
  const auto endless = types.add(Kind::option, "A");
  types.at(endless).child = endless;
  const auto byte = types.add(Kind::u8, "u8");
  const auto keyed = types.add(Kind::map, "HashMap<A, u8>", byte, endless);
  Buffer wire;
  CHECK(from_json(plan_of(types, endless), "null", wire));
  const auto value = from_json(plan_of(types, endless), "1", wire);
  REQUIRE_FALSE(value);
  CHECK(value.error().code == Errc::depth_exceeded);
  const auto key = from_json(plan_of(types, keyed), R"({"a":1})", wire);
  REQUIRE_FALSE(key);
  CHECK(key.error().code == Errc::depth_exceeded);
  CHECK(wire.size() == 1);
}

TEST_CASE("bounds of types: indented JSON is passed on in small pieces") {
  HandMadeTypes types;
  const auto list = types.add(Kind::sequence, "Deep");
  types.at(list).child = list;
  const Plan plan = plan_of(types, list);
  std::vector<std::byte> wire(200, std::byte{1});
  wire.push_back(std::byte{250});
  wire.insert(wire.end(), 250, std::byte{0});
  LargestBlock sink;
  JsonStyle style;
  style.pretty = true;
  REQUIRE(to_json(plan, wire, sink, style));
  CHECK(sink.size > 0);
  CHECK(sink.size <= 70'000);
}
