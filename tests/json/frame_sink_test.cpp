// Frames that go to a sink while they are encoded: the bytes and errors of a buffer, in bounded blocks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "limcode/schema.hpp"
#include "limcode/transcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

// Keeps what it is given, up to a limit.
class KeptFrame final : public FrameSink {
 public:
  explicit KeptFrame(std::size_t limit = std::string::npos) : limit_(limit) {}

  Result<void> write(std::span<const std::byte> block) override {
    largest_block = std::max(largest_block, block.size());
    if (bytes.size() + block.size() > limit_) {
      Error error;
      error.code = Errc::io;
      error.detail = "full";
      return std::unexpected(std::move(error));
    }
    bytes.insert(bytes.end(), block.begin(), block.end());
    return {};
  }
  Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> again) override {
    REQUIRE(offset + again.size() <= bytes.size());
    std::copy(again.begin(), again.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
  }

  std::vector<std::byte> bytes;
  std::size_t largest_block = 0;

 private:
  std::size_t limit_;
};

Plan plan_for_sink(const std::string& expression, const Config& config) {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", "struct A { a: u8, b: Vec<u16> }"));
  const auto type = schema.type(expression);
  REQUIRE(type);
  auto plan = compile(*type, config);
  REQUIRE(plan);
  return *std::move(plan);
}

// An array that is large enough to be encoded in parts.
std::string large_array_of(const std::string& element) {
  std::string text = "[" + element;
  while (text.size() < 1'400'000) text += "," + element;
  return text + "]";
}

std::string told(const Error& error) {
  return std::string(to_string(error.code)) + " " + std::to_string(error.offset) + " " + error.path + " " +
         error.detail;
}

}  // namespace

TEST_CASE("frame sink: it is given what a buffer is given") {
  struct Row {
    std::string type;
    std::string text;
  };
  const std::string records = large_array_of(R"({"a":1,"b":[2,3,4,5,6,7,8,9]})");
  const Row rows[] = {
      {"Vec<u64>", "[]"},        {"Vec<u64>", large_array_of("12345678901")},
      {"Vec<A>", records},       {"Vec<A>", records.substr(0, records.size() - 3) + "}}"},
      {"Vec<A>", records + "]"}, {"Vec<A>", records.substr(0, records.size() - 1)},
      {"(u8, u8)", "[7,8]"},     {"limcode::Json", records},
  };
  Config limited = Config::legacy();
  limited.limit_bytes = 100'000;
  for (const Row& row : rows) {
    for (const Config& config : {Config::legacy(), Config::standard(), limited}) {
      const Plan plan = plan_for_sink(row.type, config);
      for (const unsigned threads : test::sanitized ? std::vector{2U} : std::vector{1U, 2U}) {
        CAPTURE(row.type, row.text.size(), threads);
        Buffer buffer;
        KeptFrame kept;
        const auto expected = from_json(plan, row.text, buffer, {}, threads);
        const auto done = from_json(plan, row.text, kept, {}, threads);
        REQUIRE(done.has_value() == expected.has_value());
        if (!done) {
          CHECK(told(done.error()) == told(expected.error()));
        } else {
          CHECK(std::ranges::equal(kept.bytes, buffer.bytes()));
        }
      }
    }
  }
}

TEST_CASE("frame sink: a large array comes in blocks, and a sink that is full ends it") {
  const Plan plan = plan_for_sink("Vec<u64>", Config::legacy());
  const std::string text = large_array_of("12345678901");
  for (const unsigned threads : {1U, 2U}) {
    KeptFrame kept;
    REQUIRE(from_json(plan, text, kept, {}, threads));
    CHECK(kept.largest_block < kept.bytes.size());
    for (const std::size_t limit : {std::size_t{0}, std::size_t{8}, kept.bytes.size() - 1}) {
      CAPTURE(threads, limit);
      KeptFrame full(limit);
      const auto done = from_json(plan, text, full, {}, threads);
      REQUIRE_FALSE(done);
      CHECK(told(done.error()) == "io 0  full");
    }
  }
}
