// Lists that are printed by several threads, wherever in a frame they are, print as by one, and a damaged frame up to
// its damage. Parts of a few bytes make any list a large one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "json/print.hpp"
#include "json/print_parallel.hpp"
#include "large_documents.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

std::string shared_print(const Plan& plan, std::span<const std::byte> wire, unsigned threads,
                         const json::PartSizes& sizes) {
  json::StringSink sink;
  const auto size = json::print_frame(plan, wire, sink, {}, threads, sizes);
  if (size) return std::to_string(*size) + " " + sink.text;
  const Error& error = size.error();
  return std::string(to_string(error.code)) + " " + std::to_string(error.offset) + " " + error.path + " " +
         error.detail + " after " + sink.text;
}

void check_shared(const Plan& plan, std::span<const std::byte> wire) {
  const std::string expected = shared_print(plan, wire, 1, {});
  for (const std::size_t part : {1U, 16U, 64U}) {
    CAPTURE(part);
    CHECK(shared_print(plan, wire, 3, {.frame = 0, .list = part, .part = part}) == expected);
  }
}

}  // namespace

TEST_CASE("shared printing: lists anywhere in a frame print as by one thread, damaged or not") {
  std::mt19937_64 random(1);
  for (const test::Document& row : test::documents()) {
    for (const Config& config : {Config::legacy(), Config::standard()}) {
      const Plan plan = test::plan_of_documents(row.type, config);
      Buffer frame;
      if (!from_json(plan, row.text, frame)) continue;
      CAPTURE(row.what);
      check_shared(plan, frame.bytes());
      const std::vector<std::byte> wire(frame.bytes().begin(), frame.bytes().end());
      for (std::size_t at = 0; at < wire.size(); at += test::sanitized ? 16 : 1) {
        CAPTURE(at);
        check_shared(plan, std::span(wire).first(at));
        std::vector<std::byte> damaged = wire;
        damaged[at] = static_cast<std::byte>(random());
        check_shared(plan, damaged);
      }
    }
  }
}
