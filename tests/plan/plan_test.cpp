// What types compile to: flat programs in which fixed sizes, runs and names are known beforehand.
#include "limcode/plan.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace {

using namespace limcode;

Plan plan_for(const std::string& source, const std::string& expression, const Config& config = Config::legacy()) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", source));
  const auto type = schema.type(expression);
  if (!type) FAIL(type.error().detail);
  auto plan = compile(*type, config);
  REQUIRE(plan);
  return *std::move(plan);
}

const std::string shapes = R"(
struct Point { x: u32, y: u32, shown: bool, name: String, z: u64, w: (u8, u8) }
struct Meters(f64);
enum Tree { Leaf, Node(Box<Tree>, u32), Named { key: [u8; 4] } }
)";

}  // namespace

TEST_CASE("plan: sizes are known beforehand, by configuration") {
  struct Row {
    std::string type;
    std::string legacy;
    std::string standard;
  };
  const Row rows[] = {
      {"u64", "8", "1 or more"},
      {"u8", "1", "1"},
      {"f64", "8", "8"},
      {"char", "1 or more", "1 or more"},
      {"()", "0", "0"},
      {"[u16; 5]", "10", "5 or more"},
      {"[[u8; 4]; 3]", "12", "12"},
      {"(u8, u32)", "5", "2 or more"},
      {"Option<u8>", "1 or more", "1 or more"},
      {"Option<()>", "1 or more", "1 or more"},
      {"Vec<u8>", "8 or more", "1 or more"},
      {"String", "8 or more", "1 or more"},
      {"Duration", "12", "2 or more"},
      {"Ipv4Addr", "4", "4"},
      {"Result<u8, u8>", "5 or more", "2 or more"},
      {"Result<u8, u16>", "5 or more", "2 or more"},
      {"Meters", "8", "8"},
      {"Point", "27 or more", "7 or more"},
      {"Tree", "4 or more", "1 or more"},
  };
  const auto size = [](const Plan& plan) {
    return plan.fixed_size() ? std::to_string(*plan.fixed_size()) : std::to_string(plan.min_size()) + " or more";
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CHECK(size(plan_for(shapes, row.type)) == row.legacy);
    CHECK(size(plan_for(shapes, row.type, Config::standard())) == row.standard);
  }
}

TEST_CASE("plan: fields that need no look are merged into runs") {
  const auto runs = [](const Plan& plan) {
    const plan::Program& program = plan.program();
    const plan::Node& root = program.nodes[program.root];
    std::vector<std::string> found;
    for (std::uint32_t at = 0; at < root.count; ++at) {
      const plan::Field& field = program.fields[root.first + at];
      found.push_back(std::to_string(field.run_fields) + ":" + std::to_string(field.run_bytes));
    }
    return found;
  };
  // x and y together, then a bool and a String that must be looked at, then z and w together.
  CHECK(runs(plan_for(shapes, "Point")) == std::vector<std::string>{"2:8", "1:4", "0:0", "0:0", "2:10", "1:2"});
  // Of variable width, numbers must be looked at.
  CHECK(runs(plan_for(shapes, "Point", Config::standard())) ==
        std::vector<std::string>{"0:0", "0:0", "0:0", "0:0", "0:0", "1:2"});
}

TEST_CASE("plan: equal types are one node, and recursion refers back") {
  CHECK(plan_for(shapes, "(Vec<Meters>, Vec<Meters>)").program().nodes.size() ==
        plan_for(shapes, "(Vec<Meters>,)").program().nodes.size());
  CHECK(plan_for(shapes, "Tree").dump() ==
        "root %0 enumeration size>=4 0:Leaf 1:Node=%1 2:Named=%3\n"
        "%1 tuple size>=4 0=%0 1=%2\n"
        "%2 u32 size=4 opaque\n"
        "%3 record size=4 opaque key=%4\n"
        "%4 byte_array x4 of=%5 size=4 opaque\n"
        "%5 u8 size=1 opaque\n");
}

TEST_CASE("plan: names of fields and variants are found, and no others") {
  std::string source = "struct Wide {";
  for (int at = 0; at < 300; ++at) source += " field_" + std::to_string(at) + ": u8,";
  const Plan plan = plan_for(source + "}", "Wide");
  const plan::Program& program = plan.program();
  const plan::Node& root = program.nodes[program.root];
  for (std::uint32_t at = 0; at < 300; ++at) {
    CHECK(plan::find_name(program, root, "field_" + std::to_string(at)) == at);
  }
  for (const char* absent : {"", "field_", "field_300", "Field_1", "field_1 "}) {
    CAPTURE(absent);
    CHECK(plan::find_name(program, root, absent) == plan::no_node);
  }
}

TEST_CASE("plan: one plan serves several threads at once") {
  const Plan plan = plan_for(shapes, "Vec<Tree>");
  const std::string json = R"(["Leaf",{"Node":[{"Named":{"key":[1,2,3,4]}},7]}])";
  std::vector<std::string> printed(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& mine : printed) {
      threads.emplace_back([&plan, &json, &mine] {
        for (int round = 0; round < 200; ++round) {
          Buffer frame;
          if (!from_json(plan, json, frame) || !verify(plan, frame.bytes())) return;
          mine = to_json(plan, frame.bytes()).value_or("");
        }
      });
    }
  }
  for (const std::string& one : printed) CHECK(one == json);
}

TEST_CASE("plan: a plan outlives the schema and the type that it came from") {
  std::optional<Plan> plan;
  {
    Schema schema;
    REQUIRE(schema.add_source("types.rs", shapes));
    const auto type = schema.type("Point");
    REQUIRE(type);
    plan = *compile(*type, Config::standard());
  }
  CHECK(plan->type_name() == "Point");
  Buffer frame;
  const std::string json = R"({"x":1,"y":2,"shown":true,"name":"n","z":3,"w":[4,5]})";
  REQUIRE(from_json(*plan, json, frame));
  CHECK(to_json(*plan, frame.bytes()) == json);
}
