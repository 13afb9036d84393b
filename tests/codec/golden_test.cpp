// Frames that real bincode made, in both configurations and byte orders: golden/main.rs makes the same values in Rust.
#include <catch2/catch.hpp>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "limcode/codec.hpp"

namespace golden_test {
namespace {

using namespace limcode;  // NOLINT(google-build-using-namespace): the test is about all of it

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
};
enum class Color : std::uint8_t { red, green, blue };
using Shape = std::variant<std::monostate, double, std::vector<Point>>;
struct Mixed {
  bool flag = false;
  std::uint64_t id = 0;
  std::string name;
  std::vector<std::string> tags;
  Point at;
  std::uint8_t key[4] = {};
  char32_t letter = 0;
  std::optional<std::unique_ptr<Point>> owner;
  float score = 0;
  Color color = Color::red;
  Shape shape;
  std::uint16_t last = 0;
};
struct Tree {
  std::uint16_t value = 0;
  std::vector<Tree> children;
};
struct Empty {};

const Config configs[] = {Config::legacy(), Config::standard(), Config::legacy().with_big_endian(),
                          Config::standard().with_big_endian()};

std::string to_hex(std::span<const std::byte> bytes) {
  std::string hex;
  for (const std::byte byte : bytes) {
    constexpr char digits[] = "0123456789abcdef";
    hex += digits[static_cast<unsigned>(byte) >> 4];
    hex += digits[static_cast<unsigned>(byte) & 15];
  }
  return hex;
}

/// The frames of one value, in the order of `configs`.
const std::vector<std::string>& golden(const std::string& name) {
  static const auto table = [] {
    std::map<std::string, std::vector<std::string>> result;
    std::ifstream file(LIMCODE_SOURCE_DIR "/tests/codec/golden/frames.txt");
    for (std::string line; std::getline(file, line);) {
      std::istringstream fields(line);
      std::string key;
      std::getline(fields, key, '|');
      for (std::string hex; std::getline(fields, hex, '|');) result[key].push_back(hex);
      result[key].resize(std::size(configs));
    }
    return result;
  }();
  const auto found = table.find(name);
  INFO(name);
  REQUIRE(found != table.end());
  return found->second;
}

/// What can be done with a value of one type; the checks below are compiled once for all of them.
struct Subject {
  std::string name;
  const void* value;
  Result<Buffer> (*encode_value)(const void* value, const Config& config);
  std::uint64_t (*size_of_value)(const void* value, const Config& config);
  Result<Buffer> (*decode_and_encode)(std::span<const std::byte> frame, const Config& config);
  bool (*skips_all)(std::span<const std::byte> frame, const Config& config);

  [[nodiscard]] Result<Buffer> encode(const Config& config) const { return encode_value(value, config); }
  [[nodiscard]] std::uint64_t size(const Config& config) const { return size_of_value(value, config); }
};

void check_lengths(const Subject& subject, std::span<const std::byte> frame, const Config& config) {
  for (std::size_t size = 0; size < frame.size(); ++size) {
    CAPTURE(size);
    const auto cut = subject.decode_and_encode(frame.first(size), config);
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().code == Errc::unexpected_end);
    CHECK(cut.error().offset <= size);
    const auto limited = subject.decode_and_encode(frame, config.with_limit(size));
    REQUIRE_FALSE(limited.has_value());
    CHECK(limited.error().code == Errc::limit_exceeded);
    CHECK_FALSE(subject.encode(config.with_limit(size)).has_value());
  }
  CHECK(subject.encode(config.with_limit(frame.size())).has_value());

  std::vector<std::byte> longer(frame.begin(), frame.end());
  longer.push_back(std::byte{0});
  const auto trailing = subject.decode_and_encode(longer, config);
  REQUIRE_FALSE(trailing.has_value());
  CHECK(trailing.error().code == Errc::trailing_bytes);
  CHECK(trailing.error().offset == frame.size());
  CHECK(subject.decode_and_encode(longer, config.allow_trailing_bytes()).has_value());
}

/// Holds limcode against bincode in every direction, and every shorter or longer frame against refusal.
void check_subject(const Subject& subject) {
  for (std::size_t i = 0; i < std::size(configs); ++i) {
    CAPTURE(subject.name, i);
    const auto frame = subject.encode(configs[i]);
    REQUIRE(frame.has_value());
    CHECK(to_hex(frame->bytes()) == golden(subject.name)[i]);
    CHECK(subject.size(configs[i]) == frame->size());
    const auto back = subject.decode_and_encode(frame->bytes(), configs[i]);
    REQUIRE(back.has_value());
    CHECK(to_hex(back->bytes()) == golden(subject.name)[i]);
    CHECK(subject.skips_all(frame->bytes(), configs[i]));
    check_lengths(subject, frame->bytes(), configs[i]);
  }
}

template <class T>
bool skips_all(std::span<const std::byte> frame, const Config& config) {
  bool all = false;
  wire::with_format(config, [&](auto format) {
    wire::Input in(frame);
    all = detail::skip<decltype(format), T>(in, in.begin()) == in.end();
  });
  return all;
}

template <class T>
Result<Buffer> encode_any(const void* value, const Config& config) {
  return encode(*static_cast<const T*>(value), config);
}

template <class T>
std::uint64_t size_of_any(const void* value, const Config& config) {
  return encoded_size(*static_cast<const T*>(value), config);
}

template <class T>
Result<Buffer> decode_and_encode(std::span<const std::byte> frame, const Config& config) {
  const auto back = decode<T>(frame, config);
  if (!back) return std::unexpected(back.error());
  return encode_any<T>(&*back, config);
}

template <class T>
void check(const std::string& name, const T& value) {
  check_subject({name, &value, encode_any<T>, size_of_any<T>, decode_and_encode<T>, skips_all<T>});
}

template <class T>
using Limits = std::numeric_limits<T>;

Mixed mixed() {
  Mixed value;
  value.flag = true;
  value.id = std::uint64_t{1} << 40;
  value.name = "limcode";
  value.tags = {"a", ""};
  value.at = {-5, 6};
  for (std::uint8_t i = 0; i < 4; ++i) value.key[i] = static_cast<std::uint8_t>(i + 1);
  value.letter = U'\u00df';
  value.owner = std::make_unique<Point>(Point{0, 1});
  value.score = 0.5F;
  value.color = Color::blue;
  value.shape = std::vector<Point>{{7, 8}};
  value.last = 65535;
  return value;
}

}  // namespace

TEST_CASE("codec: numbers are written as bincode writes them") {
  check<std::uint8_t>("u8 200", 200);
  check<std::int8_t>("i8 -1", -1);
  check<std::uint16_t>("u16 300", 300);
  check<std::int16_t>("i16 -300", -300);
  check<std::uint32_t>("u32 70000", 70000);
  check<std::int32_t>("i32 min", Limits<std::int32_t>::min());
  check<std::uint64_t>("u64 250", 250);
  check<std::uint64_t>("u64 251", 251);
  check<std::uint64_t>("u64 65536", 65536);
  check<std::uint64_t>("u64 max", Limits<std::uint64_t>::max());
  check<std::int64_t>("i64 min", Limits<std::int64_t>::min());
  check<std::int64_t>("i64 -126", -126);
  check<wire::u128>("u128 max", ~wire::u128{0});
  check<wire::u128>("u128 300", 300);
  check<wire::u128>("u128 2^64", wire::u128{1} << 64);
  check<wire::i128>("i128 min", static_cast<wire::i128>(wire::u128{1} << 127));
  check<float>("f32 1.5", 1.5F);
  check<double>("f64 -0.0", -0.0);
  check<double>("f64 nan", std::bit_cast<double>(0x7ff8000000000001U));
  check<bool>("bool true", true);
  check<unsigned long long>("u64 max", Limits<std::uint64_t>::max());
}

TEST_CASE("codec: characters and strings are UTF-8") {
  check<char32_t>("char a", U'a');
  check<char32_t>("char e-acute", U'\u00e9');
  check<char32_t>("char euro", U'\u20ac');
  check<char32_t>("char clef", U'\U0001d11e');
  check<char32_t>("char max", U'\U0010ffff');
  check<std::string>("string", "h\xc3\xa9llo");
  check<std::string>("string empty", "");
  check<std::string>("string 300", std::string(300, 'x'));
  check<std::string_view>("string", "h\xc3\xa9llo");
}

TEST_CASE("codec: sequences are a length and their elements") {
  check<std::vector<std::uint8_t>>("bytes", {1, 2, 3});
  check<std::vector<std::byte>>("bytes", {std::byte{1}, std::byte{2}, std::byte{3}});
  check<std::vector<std::uint32_t>>("vec u32", {1, 300, 70000});
  check<std::vector<bool>>("vec bool", {true, false, true});
  check<std::deque<bool>>("vec bool", {true, false, true});
  check<std::vector<std::string>>("vec string", {"a", "bc"});
  check<std::vector<std::string_view>>("vec string", {"a", "bc"});
  check<std::vector<std::uint64_t>>("vec empty", {});
  check<std::deque<std::uint64_t>>("deque", {1, 2});
  check<std::list<std::uint8_t>>("list", {1, 2});
  check<std::pmr::vector<std::pmr::string>>("vec string", {"a", "bc"});
}

TEST_CASE("codec: arrays and products have no length") {
  check<std::array<std::uint16_t, 3>>("array", {1, 2, 300});
  check<std::array<std::array<std::uint8_t, 2>, 2>>("nested array", {{{1, 2}, {3, 4}}});
  check<std::pair<std::uint8_t, std::uint32_t>>("pair", {1, 2});
  check<std::tuple<std::uint8_t, std::string, double, char32_t>>("tuple", {1, "x", 3.0, U'z'});
  check<Point>("point", {1, -2});
  check<std::vector<Point>>("points", {{1, -2}, {3, 400}});
  check<std::monostate>("unit", {});
  check<std::tuple<>>("unit", {});
  check<Empty>("empty struct", {});
}

TEST_CASE("codec: options, enums and results start with a tag or an index") {
  check<std::optional<std::uint32_t>>("none", std::nullopt);
  check<std::optional<std::uint32_t>>("some", 7);
  check<std::optional<std::optional<std::uint8_t>>>("some some none", std::optional<std::uint8_t>());
  check<Color>("color", Color::green);
  check<Shape>("shape nothing", {});
  check<Shape>("shape circle", 2.0);
  check<Shape>("shape poly", std::vector<Point>{{1, -1}});
  check<std::expected<std::uint32_t, std::string>>("ok", 5);
  check<std::expected<std::uint32_t, std::string>>("err", std::unexpected<std::string>("no"));
  check<std::unique_ptr<std::uint32_t>>("box", std::make_unique<std::uint32_t>(9));
  check<std::shared_ptr<const std::uint32_t>>("box", std::make_shared<std::uint32_t>(9));
}

TEST_CASE("codec: maps and sets are sequences of entries") {
  check<std::map<std::string, std::uint32_t>>("map", {{"b", 2}, {"a", 1}});
  check<std::set<std::int32_t>>("set", {3, -1, 2});
  check<std::unordered_map<std::uint16_t, bool>>("hash map of one", {{std::uint16_t{5}, true}});
  check<std::unordered_set<std::uint16_t>>("hash set of one", {std::uint16_t{5}});
}

TEST_CASE("codec: times are seconds and nanoseconds") {
  check<std::chrono::nanoseconds>("duration", std::chrono::nanoseconds(5'123'456'789));
  check<detail::SystemTime>("system time", detail::SystemTime(std::chrono::nanoseconds(1'700'000'000'000'000'005)));
}

TEST_CASE("codec: structs nest to any depth") {
  check("mixed", mixed());
  std::vector<Mixed> two;
  two.push_back(mixed());
  two.push_back(mixed());
  check("mixed twice", two);
  Tree tree{1, {{2, {}}, {3, {{4, {}}}}}};
  check("tree", tree);
}

}  // namespace golden_test
