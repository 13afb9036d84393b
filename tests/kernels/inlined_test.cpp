// What has no place in the table of kernels, because it is inlined: each in words and in vectors, against text.
#include "kernels/short_text.hpp"
#include "kernels/sixteen_digits.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace {

using namespace limcode::kernels;

template <class Digits>
void check(std::uint32_t upper, std::uint32_t lower) {
  const std::string text = std::to_string(ten_to_16 + upper * ten_to_8 + lower).substr(1);
  const Digits digits(upper, lower);
  const std::size_t last = text.find_last_not_of('0');
  REQUIRE(digits.significant() == static_cast<int>(last == std::string::npos ? 0 : last + 1));
  char written[17];
  digits.write(written);
  REQUIRE(std::string(written, 16) == text);
  for (std::size_t whole = 0; whole <= 15; ++whole) {
    digits.write_with_point(written, whole);
    REQUIRE(std::string(written, 17) == std::string(text).insert(whole, "."));
  }
}

template <class Digits>
void check_all() {
  const std::uint32_t numbers[] = {0, 1, 9, 10, 99, 100, 9999, 10000, 12345678, 10203040, 99990000, 90000000, 99999999};
  for (const std::uint32_t upper : numbers) {
    for (const std::uint32_t lower : numbers) check<Digits>(upper, lower);
  }
  std::mt19937 random(20261103);
  for (int round = 0; round < 2000; ++round) {
    check<Digits>(static_cast<std::uint32_t>(random() % ten_to_8), static_cast<std::uint32_t>(random() % ten_to_8));
  }
}

}  // namespace

TEST_CASE("sixteen_digits: words are written as text has them, with and without a point") { check_all<DigitWords>(); }

#if defined(__SSE2__)
TEST_CASE("sixteen_digits: so is a vector") { check_all<DigitVector>(); }
#endif

TEST_CASE("other_than_digits: words and vectors find what is no digit") {
  std::mt19937 random(20261105);
  for (int round = 0; round < 20'000; ++round) {
    char text[32];
    std::uint32_t wanted = 0;
    for (unsigned i = 0; i != 32; ++i) {
      text[i] = static_cast<char>(random() % 4 == 0 ? random() : '0' + random() % 10);
      wanted |= static_cast<std::uint32_t>(text[i] < '0' || text[i] > '9') << i;
    }
    REQUIRE(other_than_digits_in_words(text) == wanted);
    REQUIRE(other_than_digits(text) == wanted);
  }
}

TEST_CASE("copy_short: words and vectors copy the same and find the same") {
  std::mt19937 random(20261106);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(short_text, ' ');
    std::uint32_t wanted = 0;
    for (unsigned i = 0; i != short_text; ++i) {
      text[i] = static_cast<char>(random() % 4 == 0 ? '\\' : random() % 4 == 0 ? '\\' ^ (1 << random() % 8) : random());
      wanted |= static_cast<std::uint32_t>(text[i] == '\\') << i;
    }
    std::string copy(short_text, ' ');
    REQUIRE(copy_short_in_words(copy.data(), text.data()) == wanted);
    REQUIRE(copy == text);
    copy.assign(short_text, ' ');
    REQUIRE(copy_short(copy.data(), text.data()) == wanted);
    REQUIRE(copy == text);
  }
}
