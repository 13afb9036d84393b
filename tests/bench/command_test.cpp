// limcode bench as a process, for a moment and on little data: what it prints is well-formed and hangs together. No
// figure is held against a clock.
#include <simdjson.h>
#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

#include "limcode/kernels.hpp"
#include "support/process.hpp"

namespace {

using limcode::test::Finished;

std::string text_of(simdjson::dom::element element) { return std::string(element.get_string().value()); }

Finished bench(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"bench", "--min-time", "0.001"});
  return limcode::test::run_limcode(arguments);
}

// Every figure of a JSON report, by section.
template <class Check>
void for_each_figure(const std::string& report, Check check) {
  simdjson::dom::parser parser;
  simdjson::dom::element root = parser.parse(report);
  for (simdjson::dom::element section : root["sections"].get_array()) {
    for (simdjson::dom::element figure : section["figures"].get_array()) {
      check(text_of(section["title"]), figure);
    }
  }
}

}  // namespace

TEST_CASE("bench: the report names the machine and has every operation at every size") {
  const Finished finished = bench({"--size", "1KiB", "--json"});
  CAPTURE(finished.err);
  REQUIRE(finished.exit_code == 0);
  simdjson::dom::parser parser;
  simdjson::dom::element root = parser.parse(finished.out);
  for (const char* key : {"cpu", "caches", "huge pages", "system", "limcode", "method"}) {
    CAPTURE(key);
    CHECK_FALSE(std::string_view(root["machine"][key]).empty());
  }
  std::set<std::string> found;
  for_each_figure(finished.out, [&](const std::string& title, simdjson::dom::element figure) {
    found.insert(title + " " + std::to_string(std::uint64_t(figure["size_bytes"])) + " " +
                 text_of(figure["operation"]));
  });
  for (const std::string type : {"Vec<u8>", "Vec<u64>"}) {
    for (const std::string size : {"64", "256", "1024"}) {
      for (const std::string operation : {"memcpy", "memcpy-fresh", "encode-fresh", "encode-reused", "decode-owned",
                                          "decode-reused", "decode-view"}) {
        CAPTURE(type, size, operation);
        CHECK(found.contains(type + " " + size + " " + operation));
      }
    }
  }
}

TEST_CASE("bench: every figure is of something that was done") {
  const Finished finished = bench({"--size", "4K", "--json"});
  REQUIRE(finished.exit_code == 0);
  for_each_figure(finished.out, [](const std::string& title, simdjson::dom::element figure) {
    const std::string operation = text_of(figure["operation"]);
    CAPTURE(title, operation);
    CHECK(double(figure["ns"]["median"]) > 0);
    CHECK(double(figure["ns"]["min"]) <= double(figure["ns"]["median"]));
    CHECK(double(figure["ns"]["median"]) <= double(figure["ns"]["max"]));
    CHECK(std::uint64_t(figure["rounds"]) >= 5);
    CHECK(std::uint64_t(figure["repeats"]) >= 1);
    // A view touches no bytes, so it has no rate and no share; what has a rate has the one its time gives.
    CHECK(figure["gb_per_s"].is_null() == (operation == "decode-view"));
    if (!figure["gb_per_s"].is_null()) {
      const double size = double(std::uint64_t(figure["size_bytes"]));
      CHECK(double(figure["gb_per_s"]) == Approx(size / double(figure["ns"]["median"])).epsilon(1e-4));
    }
    const bool is_held = operation != "memcpy" && operation != "decode-view";
    CHECK(figure["percent_of"]["memcpy"].is_null() == !is_held);
    if (is_held) CHECK(double(figure["percent_of"]["memcpy"]) > 0);
  });
}

TEST_CASE("bench: --ops leaves out the other operations, but never the limits") {
  const Finished finished = bench({"--size", "64", "--ops", "encode,decode-view", "--json"});
  REQUIRE(finished.exit_code == 0);
  std::set<std::string> operations;
  for_each_figure(finished.out, [&](const std::string&, simdjson::dom::element figure) {
    operations.insert(text_of(figure["operation"]));
  });
  CHECK(operations == std::set<std::string>{"memcpy", "memcpy-fresh", "encode-fresh", "encode-reused", "decode-view"});
}

TEST_CASE("bench: the table for people has the same figures") {
  const Finished finished = bench({"--size", "256"});
  REQUIRE(finished.exit_code == 0);
  for (const char* word : {"cpu:", "kernels", "Vec<u8>", "Vec<u64>", "time/op", "spread", "GB/s", "% of memcpy",
                           "encode-reused", "decode-view"}) {
    CAPTURE(word);
    CHECK(finished.out.find(word) != std::string::npos);
  }
}

TEST_CASE("bench: wrong flags are errors of the command") {
  const std::vector<std::vector<std::string>> rows = {
      {"--size", "many"},
      {"--size", "0"},
      {"--ops", "juggle"},
      {"--min-time", "-1"},
      {"surplus"},
      {"--type", "Vec<u8"},
      {"--type", "u8", "--ops", "encode-fresh"},
      {"--type", "u8", "--kernels"},
      {"--type", "u8", "--threads", "0"},
      {"--input", "x.json", "--size", "4K"},
  };
  for (const auto& row : rows) {
    CAPTURE(row);
    const Finished finished = bench(row);
    CHECK(finished.exit_code == 2);
    CHECK(finished.out.empty());
    CHECK_FALSE(finished.err.empty());
  }
}

TEST_CASE("bench: --kernels measures each set that this machine can run") {
  const Finished finished = bench({"--kernels", "--ops", "encode_hex,first_not_bool", "--json"});
  CAPTURE(finished.err);
  REQUIRE(finished.exit_code == 0);
  std::set<std::string> found;
  for_each_figure(finished.out, [&](const std::string& title, simdjson::dom::element figure) {
    found.insert(title + " " + text_of(figure["operation"]));
    CHECK(figure["percent_of"]["portable"].is_null() == (text_of(figure["operation"]) == "portable"));
  });
  std::set<std::string> wanted;
  for (const std::string_view set : limcode::kernels::available()) {
    wanted.insert("encode_hex " + std::string(set));
    wanted.insert("first_not_bool " + std::string(set));
  }
  CHECK(found == wanted);
}
