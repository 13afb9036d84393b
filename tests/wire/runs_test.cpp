// Runs of numbers against the same numbers one by one: varints of every mixture of sizes, both signs and byte orders,
// and reversed bytes. Every set of kernels must give the same.
#include "limcode/wire/runs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "limcode/decoder.hpp"
#include "limcode/encoder.hpp"
#include "limcode/kernels.hpp"

namespace {

using namespace limcode;

// Numbers of which about one in `rare` takes more than a byte.
template <class T>
std::vector<T> mixed(std::mt19937_64& random, std::size_t count, unsigned rare) {
  std::vector<T> numbers(count);
  for (T& number : numbers) {
    const std::uint64_t bits = random() >> (random() % 64);
    number = static_cast<T>(random() % rare == 0 ? bits : bits % 120);
  }
  return numbers;
}

// The frame as an encoder makes it that is given one number at a time.
template <Config C, class T>
std::vector<std::byte> one_by_one(const std::vector<T>& numbers) {
  Buffer buffer;
  static_cast<void>(encode_into<C>(buffer, static_cast<std::uint64_t>(numbers.size())));
  for (const T number : numbers) static_cast<void>(encode_into<C>(buffer, number));
  return {buffer.begin(), buffer.end()};
}

// Cut anywhere, it says what reading one by one says.
void check_cut(const Result<void>& cut) {
  REQUIRE_FALSE(cut.has_value());
  CHECK((cut.error().code == Errc::unexpected_end || cut.error().code == Errc::length_overflow));
}

// The comparisons are plain bools: what thousands of numbers differ in would not be read.
template <Config C, class T>
void check(const std::vector<T>& numbers) {
  const auto expected = one_by_one<C>(numbers);
  const auto is_expected = [&](std::span<const std::byte> bytes) { return std::ranges::equal(bytes, expected); };
  const Buffer frame = encode<C>(numbers).value();
  Buffer after;
  after.append("abc", 3);
  const bool appended = encode_into<C>(after, numbers).has_value();
  std::vector<T> reused(7, T{1});
  const bool decoded = decode_into<C>(reused, frame).has_value();
  CHECK(is_expected(frame.bytes()));
  CHECK(encoded_size<C>(numbers) == expected.size());
  CHECK((appended && is_expected(after.bytes().subspan(3))));
  CHECK((decode<std::vector<T>, C>(frame).value() == numbers));
  CHECK((decoded && reused == numbers));
  for (std::size_t cut : {std::size_t{0}, frame.size() / 2, frame.size() - 1}) {
    std::vector<T> partial;
    if (cut < frame.size()) check_cut(decode_into<C>(partial, frame.bytes().first(cut)));
  }
}

constexpr Config big_standard = [] {
  Config config = Config::standard();
  config.endian = Endian::big;
  return config;
}();
constexpr Config big_legacy = [] {
  Config config = Config::legacy();
  config.endian = Endian::big;
  return config;
}();

template <class T>
void check_all() {
  std::mt19937_64 random(sizeof(T));
  for (const std::size_t count : {0, 1, 7, 8, 15, 16, 17, 31, 33, 64, 100, 1000, 5000}) {
    for (const unsigned rare : {1U, 2U, 9U, 40U, 1'000'000U}) {
      CAPTURE(sizeof(T), std::is_signed_v<T>, count, rare);
      const auto numbers = mixed<T>(random, count, rare);
      check<Config::standard()>(numbers);
      check<big_standard>(numbers);
      check<big_legacy>(numbers);
    }
  }
}

}  // namespace

TEST_CASE("runs: vectors of integers are what their numbers are one by one, with every set of kernels") {
  const std::string before(kernels::active());
  for (const std::string_view set : kernels::available()) {
    CAPTURE(std::string(set));
    REQUIRE(kernels::use(set));
    check_all<std::uint16_t>();
    check_all<std::uint32_t>();
    check_all<std::uint64_t>();
    check_all<std::int16_t>();
    check_all<std::int32_t>();
    check_all<std::int64_t>();
  }
  REQUIRE(kernels::use(before));
}

TEST_CASE("runs: a varint that is wrong is named by its index and offset") {
  std::vector<std::byte> frame(600, std::byte{7});
  frame[0] = std::byte{251};
  frame[1] = std::byte{0x00};
  frame[2] = std::byte{0x02};  // 512 numbers
  for (const std::size_t index : {0, 5, 16, 100, 300}) {
    CAPTURE(index);
    auto bad = frame;
    bad[3 + index] = std::byte{255};
    const auto decoded = decode<std::vector<std::uint32_t>, Config::standard()>(bad);
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().code == Errc::invalid_varint);
    CHECK(decoded.error().offset == 3 + index);
    CHECK(decoded.error().path == "[" + std::to_string(index) + "]");
  }
}

TEST_CASE("runs: floats of the other byte order are reversed") {
  const std::vector<double> doubles = {0.0, -1.5, 1e300, 3.25};
  const auto frame = encode<big_legacy>(doubles).value();
  CHECK(std::to_integer<int>(frame.data()[16]) == 0xBF);
  CHECK(decode<std::vector<double>, big_legacy>(frame).value() == doubles);
  const std::vector<float> floats = {0.0F, -1.5F, 3.25F};
  CHECK(decode<std::vector<float>, big_standard>(encode<big_standard>(floats).value()).value() == floats);
}
