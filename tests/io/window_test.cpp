// The moving window: every byte once and in order, whatever the source gives at a time and whatever is
// consumed.
#include "io/window.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "support/text_source.hpp"

namespace {

using limcode::Result;
using limcode::io::Window;
using limcode::test::TextSource;

class FailingSource final : public limcode::io::Source {
 public:
  Result<std::size_t> read(std::span<std::byte>) override {
    limcode::Error error;
    error.code = limcode::Errc::io;
    return std::unexpected(std::move(error));
  }
};

std::string numbered(std::size_t size) {
  std::string text;
  for (unsigned number = 0; text.size() < size; ++number) text += std::to_string(number) + ',';
  text.resize(size);
  return text;
}

std::string_view text_of(const Window& window) {
  return {reinterpret_cast<const char*>(window.bytes().data()), window.bytes().size()};
}

}  // namespace

TEST_CASE("window: items of any size come out whole and in order") {
  const std::string text = numbered(3'000'000);
  for (const std::size_t step : {std::size_t{9'999}, std::size_t{100'000}, std::size_t{5'000'000}}) {
    for (const std::size_t item : {std::size_t{1'000}, std::size_t{77'777}, std::size_t{1'000'001}}) {
      CAPTURE(step, item);
      TextSource source(text, step);
      Window window(source);
      std::string seen;
      bool more = true;
      while (more) {
        while (window.bytes().size() >= item) {
          CHECK(window.offset() == seen.size());
          seen += text_of(window).substr(0, item);
          window.consume(item);
        }
        const auto filled = window.fill();
        REQUIRE(filled.has_value());
        more = *filled;
      }
      seen += text_of(window);
      CHECK(seen == text);
      CHECK_FALSE(*window.fill());
    }
  }
}

TEST_CASE("window: a small item is handed out as soon as it is there") {
  TextSource source("abcdef", 1);
  Window window(source);
  for (std::size_t count = 1; count <= 6; ++count) {
    REQUIRE(*window.fill());
    CHECK(window.bytes().size() == count);
  }
  CHECK_FALSE(*window.fill());
}

TEST_CASE("window: memory stays with the item, not with the stream") {
  TextSource source(numbered(50'000'000), 65'536);
  Window window(source);
  std::size_t largest = 0;
  while (*window.fill()) {
    largest = std::max(largest, window.bytes().size());
    window.consume(window.bytes().size() - std::min<std::size_t>(window.bytes().size(), 100));
  }
  CHECK(largest <= 512 * 1024);
}

TEST_CASE("window: a failing source fails the window") {
  FailingSource source;
  Window window(source);
  REQUIRE_FALSE(window.fill().has_value());
}
