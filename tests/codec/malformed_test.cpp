// Frames that are wrong, and C++ values that have no frame: the code, the place and the path of each.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "limcode/codec.hpp"
#include "limcode/owned.hpp"

namespace malformed_test {
namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)

enum class Color : std::uint8_t { red, green, blue };
struct Point {
  std::uint16_t x;
  bool flag;
  std::uint16_t y;
};
struct Record {
  std::uint32_t id;
  std::vector<Point> points;
  std::optional<std::string> name;
};
struct Tree {
  std::vector<Tree> children;
};
struct Chain {
  std::optional<std::unique_ptr<Chain>> next;
};
using Shape = std::variant<std::monostate, std::uint8_t>;

using Bytes = std::vector<std::uint8_t>;

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
Bytes u64(std::uint64_t value) {
  Bytes bytes(8);
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(value);
    value >>= 8;
  }
  return bytes;
}

struct Expected {
  Errc code;
  std::uint64_t offset;
  std::uint64_t end_offset;
  std::string path;
};

template <class T>
void refuses(const char* name, const Bytes& bytes, const Expected& expected, const Config& config = Config::legacy()) {
  CAPTURE(name);
  const auto value = decode<T>(bytes, config);
  REQUIRE_FALSE(value.has_value());
  CHECK(to_string(value.error().code) == to_string(expected.code));
  CHECK(value.error().offset == expected.offset);
  CHECK(value.error().end_offset == expected.end_offset);
  CHECK(value.error().path == expected.path);
  CHECK_FALSE(value.error().detail.empty());
}

template <class T>
void refuses_to_encode(const char* name, const T& value, const std::string& path) {
  CAPTURE(name);
  Buffer buffer;
  buffer.append("kept", 4);
  const auto done = encode_into(buffer, value);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().code == Errc::not_representable);
  CHECK(done.error().path == path);
  REQUIRE(buffer.size() == 4);
  CHECK(std::memcmp(buffer.data(), "kept", 4) == 0);
  CHECK_FALSE(encode(value).has_value());
  CHECK_FALSE(encode(value, Config::standard()).has_value());
}

}  // namespace

TEST_CASE("decode: an error says where and in which field") {
  const Bytes id = {1, 0, 0, 0};
  const Bytes good = {5, 0, 1, 6, 0};
  const Bytes bad = {5, 0, 7, 6, 0};
  refuses<Record>("id cut off", {1, 0}, {Errc::unexpected_end, 0, 2, "id"});
  refuses<Record>("points cut off", id + u64(2) + good + Bytes{5, 0, 1}, {Errc::unexpected_end, 4, 12, "points"});
  refuses<Record>("bool in an element", id + u64(2) + good + bad + Bytes{0},
                  {Errc::invalid_bool, 19, 20, "points[1].flag"});
  refuses<Record>("option tag", id + u64(0) + Bytes{2}, {Errc::invalid_option_tag, 12, 13, "name"});
  refuses<Record>("UTF-8", id + u64(0) + Bytes{1} + u64(2) + Bytes{'a', 0x80}, {Errc::invalid_utf8, 22, 23, "name"});
  refuses<Record>("trailing", id + u64(0) + Bytes{0, 9, 9}, {Errc::trailing_bytes, 13, 15, ""});
  refuses<Point>("fixed run cut off within", {5, 0, 1, 6}, {Errc::unexpected_end, 3, 4, "y"});
  refuses<std::array<Point, 2>>("array cut off within", good + Bytes{5}, {Errc::unexpected_end, 5, 6, "[1].x"});
  refuses<std::tuple<std::uint8_t, bool>>("tuple", {1, 2}, {Errc::invalid_bool, 1, 2, "1"});
  refuses<std::map<std::uint8_t, bool>>("map", u64(2) + Bytes{1, 1, 2, 3}, {Errc::invalid_bool, 11, 12, "[1]"});
  refuses<Color>("enum", {3, 0, 0, 0}, {Errc::invalid_enum_index, 0, 4, ""});
  refuses<Color>("enum, varint", {3}, {Errc::invalid_enum_index, 0, 1, ""}, Config::standard());
  refuses<Shape>("variant", {2, 0, 0, 0, 0}, {Errc::invalid_enum_index, 0, 4, ""});
  refuses<std::expected<void, std::uint8_t>>("result", {2, 0, 0, 0}, {Errc::invalid_enum_index, 0, 4, ""});
  refuses<std::vector<bool>>("bools", u64(3) + Bytes{0, 1, 2}, {Errc::invalid_bool, 10, 11, "[2]"});
  refuses<std::vector<std::uint16_t>>("varint overflow", {2, 1, 252, 0, 0, 1, 0}, {Errc::integer_overflow, 2, 7, "[1]"},
                                      Config::standard());
  refuses<std::chrono::nanoseconds>("duration too long", u64(1ULL << 40) + Bytes{0, 0, 0, 0},
                                    {Errc::invalid_value, 0, 12, ""});
  refuses<std::u32string_view::value_type>("char", {0xff}, {Errc::invalid_char, 0, 1, ""});
}

TEST_CASE("decode: nanoseconds carry into seconds") {
  const Bytes bytes = u64(1) + Bytes{0x00, 0xCA, 0x9A, 0x3B};
  CHECK(decode<std::chrono::nanoseconds>(bytes).value() == std::chrono::seconds(2));
}

TEST_CASE("decode: lengths are believed only as far as bytes remain") {
  for (const std::uint64_t length :
       {std::uint64_t{100}, std::uint64_t{1} << 32, ~std::uint64_t{0} / 8, ~std::uint64_t{0}}) {
    CAPTURE(length);
    CHECK(decode<std::vector<std::uint64_t>>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode<std::vector<std::uint8_t>>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode<std::vector<std::string>>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode<std::string>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode<std::map<std::uint8_t, std::uint8_t>>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode<std::list<Record>>(u64(length)).error().code == Errc::unexpected_end);
    CHECK(decode_owned<std::span<const std::string_view>>(Bytes(u64(length) + Bytes(8))).error().code ==
          Errc::unexpected_end);
  }
}

TEST_CASE("decode: elements without bytes are bounded") {
  CHECK(decode<std::vector<std::monostate>>(u64(1000)).value().size() == 1000);
  CHECK(decode<std::vector<std::monostate>>(u64(1ULL << 40)).error().code == Errc::length_overflow);
  CHECK(decode<std::vector<std::array<std::uint64_t, 0>>>(u64(~0ULL)).error().code == Errc::length_overflow);
  CHECK(decode<std::vector<std::vector<std::monostate>>>(u64(2) + u64(60'000) + u64(60'000)).error().code ==
        Errc::length_overflow);
}

TEST_CASE("decode: nesting is bounded") {
  const auto nested = [](std::size_t levels) {
    Bytes bytes;
    for (std::size_t i = 0; i < levels; ++i) bytes.insert(bytes.end(), {1, 0, 0, 0, 0, 0, 0, 0});
    return bytes + u64(0);
  };
  CHECK(decode<Tree>(nested(500)).has_value());
  CHECK(decode<Tree>(nested(100'000)).error().code == Errc::depth_exceeded);
  CHECK(decode<Chain>(Bytes(100, 1) + Bytes{0}).has_value());
  CHECK(decode<Chain>(Bytes(100'000, 1)).error().code == Errc::depth_exceeded);
}

TEST_CASE("decode: a failure leaves a value that can be used again") {
  std::vector<std::string> value = {"one", "two", "three"};
  CHECK_FALSE(decode_into(value, u64(2) + u64(1) + Bytes{'x'} + u64(9)).has_value());
  CHECK(decode_into(value, u64(1) + u64(1) + Bytes{'y'}).has_value());
  CHECK(value == std::vector<std::string>{"y"});
}

TEST_CASE("encode: values without a wire form are refused and leave the buffer alone") {
  refuses_to_encode("surrogate", std::vector<char32_t>{U'a', char32_t{0xD800}}, "[1]");
  refuses_to_encode("beyond Unicode", char32_t{0x110000}, "");
  refuses_to_encode("string that is no UTF-8", std::make_pair(1, std::string("\xff")), "1");
  refuses_to_encode("string that is no UTF-8, in a map", std::map<int, std::string>{{1, "\xff"}}, "[0].1");
  refuses_to_encode("null unique_ptr", std::unique_ptr<int>(), "");
  refuses_to_encode("null shared_ptr", std::array<std::shared_ptr<int>, 1>{}, "[0]");
  refuses_to_encode("negative duration", std::chrono::nanoseconds(-1), "");
  refuses_to_encode("time before 1970", detail::SystemTime(std::chrono::nanoseconds(-1)), "");
  refuses_to_encode("value that is no enumerator", static_cast<Color>(3), "");
  refuses_to_encode("negative enum", std::vector<Color>{Color::red, static_cast<Color>(200)}, "[1]");
  refuses_to_encode("long compact length", ShortVec<std::vector<std::uint8_t>>(std::vector<std::uint8_t>(65536)), "");
}

TEST_CASE("encode: a value that is refused late leaves the buffer alone, however often that has grown") {
  for (const std::size_t strings : {1, 100, 10'000, 1'000'000}) {
    std::vector<std::string> value(strings, "good");
    value.push_back("\xff");
    refuses_to_encode("string that is no UTF-8, after others", value, "[" + std::to_string(strings) + "]");
  }
}

}  // namespace malformed_test
