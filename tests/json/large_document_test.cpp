// Documents that are taken in windows give what one window gives: the same bytes, the same errors. Windows of a few
// bytes make any document a large one, so that every token of it comes to stand at the end of one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <string>
#include <vector>

#include "json/encode.hpp"
#include "large_documents.hpp"
#include "limcode/limcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

class LargeSink final : public FrameSink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    bytes.append(reinterpret_cast<const char*>(block.data()), block.size());
    return {};
  }
  Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> again) override {
    REQUIRE(offset + again.size() <= bytes.size());
    bytes.replace(offset, again.size(), reinterpret_cast<const char*>(again.data()), again.size());
    return {};
  }
  std::string bytes;
};

const json::WindowSizes one_window = {.document = std::string::npos};

template <class Bytes>
std::string told(const Result<void>& result, const Bytes& bytes) {
  if (result) return "ok " + std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const Error& error = result.error();
  // What is no JSON is in no field: how far a walk got before that was seen depends on the windows.
  const std::string& path = error.code == Errc::json_syntax ? std::string() : error.path;
  return std::string(to_string(error.code)) + " " + std::to_string(error.offset) + " " + path + " " + error.detail;
}

std::string to_buffer(const Plan& plan, std::string_view text, unsigned threads, const json::WindowSizes& sizes) {
  Buffer frame;
  frame.append("before", 6);
  const auto result = json::encode_text(plan, text, frame, {}, threads, sizes);
  CHECK((std::string_view(reinterpret_cast<const char*>(frame.data()), 6) == "before"));
  return told(result, frame.bytes().subspan(6));
}

std::string to_sink(const Plan& plan, std::string_view text, unsigned threads, const json::WindowSizes& sizes) {
  LargeSink sink;
  const auto result = json::encode_text(plan, text, sink, {}, threads, sizes);
  return told(result, sink.bytes);
}

class Compared {
 public:
  Compared(const char* type, const Config& config) : plan_(test::plan_of_documents(type, config)) {}

  // The outcome in windows is that in one window. Nothing follows the text in memory, so that a sanitizer sees who
  // reads on.
  void check(std::string_view given, bool thoroughly) const {
    const std::vector<char> alone(given.begin(), given.end());
    const std::string_view text(alone.data(), alone.size());
    const std::string expected = to_buffer(plan_, text, 1, one_window);
    CAPTURE(text);
    for (const std::size_t usual : {8U, 24U, 100U}) {
      const json::WindowSizes sizes = {.document = 0, .first = usual / 2, .usual = usual};
      CAPTURE(usual);
      CHECK(to_buffer(plan_, text, 1, sizes) == expected);
      CHECK(to_sink(plan_, text, 1, sizes) == expected);
      if (!thoroughly) continue;
      CHECK(to_buffer(plan_, text, 3, sizes) == expected);
      CHECK(to_sink(plan_, text, 3, sizes) == expected);
    }
  }

 private:
  Plan plan_;
};

}  // namespace

TEST_CASE("large documents: in windows of any size they are what they are in one") {
  for (const test::Document& row : test::documents()) {
    for (const Config& config : {Config::legacy(), Config::standard()}) {
      CAPTURE(row.what);
      Compared(row.type, config).check(row.text, true);
    }
  }
}

TEST_CASE("large documents: the same fault is found in windows, whatever is wrong") {
  constexpr std::string_view wrong[] = {"",   "[", "]", "{", "}", ",",    ":",   "\"",
                                        "\\", "7", "-", "x", " ", "\xFF", "[[[", "null"};
  for (const test::Document& row : test::documents()) {
    const Compared compared(row.type, Config::legacy());
    CAPTURE(row.what);
    std::size_t turn = 0;
    for (std::size_t at = 0; at < row.text.size(); at += test::sanitized ? 16 : 1) {
      compared.check(row.text.substr(0, at), false);
      for (const std::string_view other : wrong) {
        if (turn++ % (test::sanitized ? 16 : 4) != at % 4) continue;
        std::string text = row.text;
        text.replace(at, 1, other);
        compared.check(text, turn % 64 == 1);
      }
    }
  }
}
