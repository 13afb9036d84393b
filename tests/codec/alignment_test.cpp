// Frames that are a vector's elements and nothing else are decoded at one look, wherever they lie; what is not just
// that is refused with the words of the longer way.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "limcode/limcode.hpp"

namespace alignment_test {
namespace {

using namespace limcode;

template <class E>
void check_alignments() {
  for (const std::size_t count : {0U, 1U, 7U, 300U}) {
    std::vector<E> value(count);
    auto* const bytes = reinterpret_cast<std::uint8_t*>(value.data());
    for (std::size_t i = 0; i != count * sizeof(E); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + 1);
    const Buffer frame = *encode(value);
    for (std::size_t shift = 0; shift != 16; ++shift) {
      CAPTURE(count, sizeof(E), shift);
      // Memory of just the size, so that a read past its end is seen.
      std::vector<std::byte> memory(shift + frame.size());
      std::copy(frame.begin(), frame.end(), memory.begin() + static_cast<std::ptrdiff_t>(shift));
      const std::span<const std::byte> shifted = std::span(std::as_const(memory)).subspan(shift);
      const auto decoded = decode<std::vector<E>>(shifted);
      REQUIRE(decoded);
      CHECK(*decoded == value);
      const auto short_of = decode<std::vector<E>>(shifted.first(shifted.size() - 1));
      REQUIRE_FALSE(short_of);
      CHECK(short_of.error().code == Errc::unexpected_end);
      memory.push_back({});
      const auto beyond = decode<std::vector<E>>(std::span(std::as_const(memory)).subspan(shift));
      REQUIRE_FALSE(beyond);
      CHECK(beyond.error().code == Errc::trailing_bytes);
      CHECK(beyond.error().offset == frame.size());
    }
  }
}

}  // namespace

TEST_CASE("alignment: plain vectors are decoded wherever their frame lies") {
  check_alignments<std::uint8_t>();
  check_alignments<std::uint32_t>();
  check_alignments<std::uint64_t>();
  check_alignments<std::array<std::uint8_t, 3>>();
}

TEST_CASE("alignment: a view shows the frame, and says what is wrong with one that is no frame") {
  const std::array<std::uint8_t, 11> frame = {3, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7};
  const auto view = decode<std::span<const std::uint8_t>>(frame);
  REQUIRE(view);
  CHECK(view->data() == frame.data() + 8);
  CHECK(view->size() == 3);
  for (std::size_t size = 0; size != frame.size(); ++size) {
    const auto cut = decode<std::span<const std::uint8_t>>(std::span(frame).first(size));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == Errc::unexpected_end);
  }
  const std::array<std::uint8_t, 10> wrong = {1, 0, 0, 0, 0, 0, 0, 0, 5, 6};
  const auto trailing = decode<std::span<const std::uint8_t>>(wrong);
  REQUIRE_FALSE(trailing);
  CHECK(trailing.error().code == Errc::trailing_bytes);
  constexpr Config lenient = [] {
    Config config = Config::legacy();
    config.trailing = Trailing::allow;
    return config;
  }();
  const auto allowed = decode<std::span<const std::uint8_t>, lenient>(wrong);
  REQUIRE(allowed);
  CHECK(allowed->size() == 1);
}

}  // namespace alignment_test
