// One plan in many threads at once, and documents large enough that each thread spreads its work over more: every
// result is the one that a single thread gets. Under the tsan preset it is also a search for races.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

std::string repeated(std::string_view element, std::size_t size) {
  std::string json = "[";
  while (json.size() < size) json.append(element).append(",");
  json.back() = ']';
  return json;
}

struct Work {
  const char* type;
  std::string json;
};

}  // namespace

TEST_CASE("threads: one plan gives every thread the same") {
  constexpr int threads = 4;
  constexpr std::size_t rounds = test::rounds(2);
  const Work works[] = {
      {"Vec<u64>", repeated("1,22,333,18446744073709551615", 100'000)},
      {"Vec<u64>", repeated("1234567", 2'000'000)},
      {"Vec<(u64, String, Option<BTreeMap<u16, Vec<bool>>>)>", repeated(R"([1,"a\n",{"2":[true],"1":[]}])", 200'000)},
      {"Vec<(String, f64)>", repeated(R"(["text",0.1])", 2'000'000)},
      {"limcode::Json", repeated(R"({"k":[null,-1,"v"]})", 200'000)},
  };
  for (const Work& work : works) {
    CAPTURE(work.type, work.json.size());
    const auto type = parse_type(work.type);
    REQUIRE(type);
    const auto plan = compile(*type, Config::standard());
    REQUIRE(plan);
    Buffer expected;
    REQUIRE(from_json(*plan, work.json, expected));
    const auto printed = to_json(*plan, expected.bytes());
    REQUIRE(printed);
    std::atomic<int> wrong = 0;
    const auto run = [&] {
      for (std::size_t round = 0; round < rounds; ++round) {
        Buffer wire;
        if (!from_json(*plan, work.json, wire) || !std::ranges::equal(wire.bytes(), expected.bytes())) ++wrong;
        if (to_json(*plan, wire.bytes()).value_or("") != *printed) ++wrong;
        if (verify(*plan, wire.bytes()).value_or(0) != expected.size()) ++wrong;
        if (!locate(*plan, wire.bytes(), expected.size() / 2)) ++wrong;
        if (parse_type(work.type)->name() != type->name()) ++wrong;
        if (from_json(*plan, std::string_view(work.json).substr(0, work.json.size() - 1), wire)) ++wrong;
      }
    };
    std::vector<std::jthread> running;
    for (int index = 0; index < threads; ++index) running.emplace_back(run);
    running.clear();
    CHECK(wrong == 0);
  }
}
