// Records whose fields are out of order, inside each other. The inner ones were once gone through again at every level
// around them; now it is remembered where they end.
#include <catch2/catch.hpp>
#include <string>

#include "limcode/limcode.hpp"
#include "support/hand_made_types.hpp"

namespace {

using namespace limcode;
using schema::Kind;
using testing::HandMadeTypes;

}  // namespace

TEST_CASE("records out of order: fields in any order at any depth mean the same") {
  HandMadeTypes types;
  const auto number = types.add(Kind::u32, "u32");
  const auto numbers = types.add(Kind::sequence, "Vec<u32>", number);
  const auto link = types.record("Link", {});
  const auto next = types.add(Kind::option, "Option<Box<Link>>", link);
  types.at(link).fields = {HandMadeTypes::field("value", number), HandMadeTypes::field("list", numbers),
                           HandMadeTypes::field("next", next), HandMadeTypes::field("last", number)};
  const auto links = types.add(Kind::sequence, "Vec<Link>", link);
  const auto plan = compile(types.type(links), Config::standard());
  REQUIRE(plan);
  std::string ordered = "null";
  std::string mixed = "null";
  for (int level = 0; level < 100; ++level) {
    const std::string list = level % 3 == 0 ? "[1,2,3,4,5,6,7,8,9,10,11,12]" : "[]";
    ordered = R"({"value":1,"list":)" + list + R"(,"next":)" + ordered + R"(,"last":2})";
    mixed = R"({"x":[[],{"y":[1,2,3,4,5,6,7,8,9]}],"last":2,"next":)" + mixed + R"(,"list":)" + list + R"(,"value":1})";
  }
  Buffer expected;
  REQUIRE(from_json(*plan, "[" + ordered + "," + ordered + "]", expected));
  Buffer found;
  REQUIRE(from_json(*plan, "[" + mixed + "," + mixed + "]", found));
  CHECK(std::equal(expected.bytes().begin(), expected.bytes().end(), found.bytes().begin(), found.bytes().end()));
}
