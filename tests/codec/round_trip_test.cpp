// Random values of a nested type through every layout, and random damage to their frames.
#include <bit>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "limcode/owned.hpp"

namespace round_trip_test {
namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace)

enum class Kind : std::uint8_t { a, b, c };
struct Plain {
  std::uint32_t x;
  std::uint32_t y;
  friend bool operator==(const Plain&, const Plain&) = default;
};
struct Padded {
  std::uint8_t small;
  std::uint64_t large;
  bool flag;
  friend bool operator==(const Padded&, const Padded&) = default;
};
struct Node {
  std::int64_t number = 0;
  std::string text;
  char32_t letter = U'a';
  Kind kind = Kind::a;
  bool flag = false;
  wire::i128 wide = 0;
  std::vector<Plain> plain;
  std::vector<Padded> padded;
  std::optional<std::vector<std::uint16_t>> maybe;
  std::variant<std::monostate, double, std::string, std::vector<Node>> either;
  std::map<std::string, std::int32_t> sorted;
  std::array<std::optional<std::uint8_t>, 3> three;
  std::vector<bool> bits;
  std::deque<std::string> deque;
  std::chrono::nanoseconds time{0};
  std::tuple<std::int8_t, std::uint16_t> pair;
  std::vector<Node> children;
  friend bool operator==(const Node&, const Node&) = default;
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t end) { return random_() % end; }

  /// Small, large and edge numbers alike.
  std::uint64_t number() {
    const std::uint64_t bits = random_() >> below(64);
    return below(3) == 0 ? bits & 0xFF : below(2) == 0 ? bits : ~bits;
  }

  std::string text() {
    std::string result;
    for (auto left = below(12); left > 0; --left) {
      std::uint8_t bytes[8];
      const auto* end = wire::write_utf8(bytes, letter());
      result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(end - bytes));
    }
    return result;
  }

  char32_t letter() {
    const auto value = static_cast<char32_t>(below(below(2) == 0 ? 128 : 0x110000));
    return wire::is_scalar_value(value) ? value : U'?';
  }

  Node node(unsigned depth) {
    Node value;
    value.number = static_cast<std::int64_t>(number());
    value.text = text();
    value.letter = letter();
    value.kind = static_cast<Kind>(below(3));
    value.flag = below(2) != 0;
    value.wide = static_cast<wire::i128>((static_cast<wire::u128>(number()) << below(65)) - number());
    for (auto left = below(4); left > 0; --left) {
      value.plain.push_back({static_cast<std::uint32_t>(number()), static_cast<std::uint32_t>(number())});
      value.padded.push_back({static_cast<std::uint8_t>(number()), number(), below(2) != 0});
      value.bits.push_back(below(2) != 0);
      value.deque.push_back(text());
      value.sorted[text()] = static_cast<std::int32_t>(number());
    }
    if (below(2) != 0) value.maybe = std::vector<std::uint16_t>(below(5), static_cast<std::uint16_t>(number()));
    switch (depth == 0 ? below(3) : below(4)) {
      case 0: break;
      case 1: value.either = static_cast<double>(number()) / 7; break;
      case 2: value.either = text(); break;
      default: value.either = nodes(depth - 1); break;
    }
    for (auto& one : value.three) {
      if (below(2) != 0) one = static_cast<std::uint8_t>(number());
    }
    value.time = std::chrono::nanoseconds(number() >> 1);
    value.pair = {static_cast<std::int8_t>(number()), static_cast<std::uint16_t>(number())};
    if (depth > 0) value.children = nodes(depth - 1);
    return value;
  }

  std::vector<Node> nodes(unsigned depth) {
    std::vector<Node> result;
    for (auto left = below(3); left > 0; --left) result.push_back(node(depth));
    return result;
  }

 private:
  std::mt19937_64 random_;
};

const Config configs[] = {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                          Config::standard().with_big_endian()};

}  // namespace

TEST_CASE("codec: random values come back from every layout") {
  Generator generate(7);
  Buffer buffer;
  Node reused;
  for (int round = 0; round < 2500; ++round) {
    const Node value = generate.node(2);
    const Config& config = configs[round % 4];
    CAPTURE(round);
    buffer.clear();
    REQUIRE(encode_into(buffer, value, config).has_value());
    REQUIRE(buffer.size() == encoded_size(value, config));
    const auto fresh = encode(value, config);
    REQUIRE(std::equal(buffer.begin(), buffer.end(), fresh->begin(), fresh->end()));
    const auto back = decode<Node>(buffer, config);
    REQUIRE(back.has_value());
    REQUIRE(*back == value);
    // Into a value that holds another one already.
    REQUIRE(decode_into(reused, buffer, config).has_value());
    REQUIRE(reused == value);
  }
}

TEST_CASE("codec: damaged frames are refused or decode to something that encodes again") {
  Generator generate(11);
  std::size_t refused = 0;
  for (int round = 0; round < 4000; ++round) {
    const Config& config = configs[round % 4];
    const Buffer frame = encode(generate.node(1), config).value();
    std::vector<std::byte> damaged(frame.begin(), frame.end());
    for (auto left = 1 + generate.below(3); left > 0; --left) {
      damaged[generate.below(damaged.size())] = static_cast<std::byte>(generate.number());
    }
    if (generate.below(4) == 0) damaged.resize(generate.below(damaged.size()));
    CAPTURE(round);
    const auto value = decode<Node>(damaged, config.allow_trailing_bytes());
    if (!value) {
      ++refused;
      CHECK(value.error().offset <= damaged.size());
      CHECK(value.error().end_offset <= damaged.size());
      continue;
    }
    const auto again = encode(*value, config);
    REQUIRE(again.has_value());
    CHECK(decode<Node>(*again, config).value() == *value);
  }
  CHECK(refused > 1000);
}

TEST_CASE("codec: large vectors are read piece by piece into what is there") {
  for (const std::size_t count : {std::size_t{1000}, std::size_t{300'000}, std::size_t{1'500'000}}) {
    CAPTURE(count);
    std::vector<std::uint64_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = i * 0x9E3779B97F4A7C15U;
    const Buffer frame = encode(numbers).value();
    CHECK(decode<std::vector<std::uint64_t>>(frame).value() == numbers);
    std::vector<std::uint64_t> into(10);
    REQUIRE(decode_into(into, frame).has_value());
    CHECK(into == numbers);
    const auto* memory = into.data();
    REQUIRE(decode_into(into, frame).has_value());
    CHECK(into.data() == memory);
    CHECK(into == numbers);
  }
}

TEST_CASE("codec: the later of two equal keys counts") {
  const std::vector<std::pair<std::uint8_t, std::string>> entries = {{2, "first"}, {1, "one"}, {2, "second"}};
  const Buffer frame = encode(entries).value();
  const std::map<std::uint8_t, std::string> sorted = {{1, "one"}, {2, "second"}};
  const std::unordered_map<std::uint8_t, std::string> hashed = {{1, "one"}, {2, "second"}};
  CHECK(decode<std::map<std::uint8_t, std::string>>(frame).value() == sorted);
  CHECK(decode<std::unordered_map<std::uint8_t, std::string>>(frame).value() == hashed);
}

TEST_CASE("codec: sizes of fixed types are known to the compiler") {
  // Only numbers in this machine's own byte order are plain.
  constexpr bool little = std::endian::native == std::endian::little;
  using Legacy = detail::FormatOf<little ? Config::legacy() : Config::legacy().with_big_endian()>;
  using Standard = detail::FormatOf<Config::standard()>;
  static_assert(detail::is_fixed<Legacy, Padded> && detail::min_size<Legacy, Padded> == 10);
  static_assert(!detail::is_plain<Legacy, Padded>);
  static_assert(detail::is_plain<Legacy, Plain> && detail::is_copyable<Legacy, Plain>);
  static_assert(!detail::is_plain<Standard, Plain>);
  static_assert(detail::max_size<Standard, Plain> == 10 && detail::min_size<Standard, Plain> == 2);
  static_assert(detail::is_plain<Standard, std::array<std::uint8_t, 32>>);
  static_assert(detail::is_plain<Legacy, bool> && !detail::is_copyable<Legacy, bool>);
  static_assert(!detail::can_refuse<std::vector<Plain>> && detail::can_refuse<Node>);
  static_assert(!detail::borrows<Node> && detail::borrows<std::vector<std::string_view>>);
  SUCCEED();
}

}  // namespace round_trip_test
