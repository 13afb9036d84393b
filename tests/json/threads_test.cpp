// Several threads give what one gives: the same bytes, the same text, the same errors, whatever the text looks like
// where it is cut.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/rounds.hpp"

namespace {

using namespace limcode;

class StringSink : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    text.append(reinterpret_cast<const char*>(block.data()), block.size());
    return {};
  }
  std::string text;
};

Plan plan_for(std::string_view type, const Config& config) {
  auto resolved = parse_type(type);
  REQUIRE(resolved);
  auto plan = compile(*resolved, config);
  REQUIRE(plan);
  return *plan;
}

std::string repeat(const std::string& element, std::size_t bytes) {
  std::string json = "[" + element;
  while (json.size() < bytes) json += "," + element;
  return json + "]";
}

// Enough that the work is shared out, by both ways of doing so.
constexpr std::size_t enough = 2'500'000;

std::string outcome(const Result<void>& result) {
  return result ? "ok"
                : std::string(to_string(result.error().code)) + " at " + std::to_string(result.error().offset) +
                      " in " + result.error().path;
}

}  // namespace

TEST_CASE("threads: a large array encodes and prints as on one") {
  struct Case {
    const char* type;
    const char* element;
  };
  const Case cases[] = {
      {"Vec<u64>", "12345678901"},
      {"Vec<u64>", "1,300,70000,5000000000,0,250,251"},
      {"Vec<u32>", "1,300,70000,4294967295,0,250,251"},
      {"Vec<u16>", "1,300,65535,0,250,251"},
      {"Vec<u8>", "7"},
      {"Vec<String>", R"("a, \"b\", [1],[2],{}")"},
      {"Vec<Vec<Vec<u16>>>", "[[1],[2,3],[]]"},
      {"Vec<(u8, Option<String>)>", R"([1,"],["])"},
      {"Vec<Duration>", R"({"secs":1,"nanos":2})"},
      {"limcode::Json", R"({"a":[{"a":1},{"a":2}]})"},
  };
  for (const Case& row : cases) {
    const std::vector configs = {Config::standard().with_big_endian(), Config::legacy()};
    for (const Config& config : std::span(configs).first(test::sanitized ? 1 : configs.size())) {
      CAPTURE(row.type, config.int_encoding == IntEncoding::fixed);
      const Plan plan = plan_for(row.type, config);
      const std::string json = repeat(row.element, enough);
      Buffer alone;
      REQUIRE(from_json(plan, json, alone));
      for (const unsigned threads : test::sanitized ? std::vector{3U} : std::vector{2U, 5U}) {
        Buffer wire;
        REQUIRE(from_json(plan, json, wire, {}, threads));
        REQUIRE(wire.size() == alone.size());
        CHECK(std::memcmp(wire.data(), alone.data(), wire.size()) == 0);
        StringSink sink;
        REQUIRE(to_json(plan, wire.bytes(), sink, {}, threads));
        CHECK((sink.text == json));
      }
    }
  }
}

TEST_CASE("threads: parts whose text is too long to be held until their turn print as on one") {
  const Plan plan = plan_for("Vec<bool>", Config::legacy());
  constexpr std::uint64_t count = 1'200'000;
  Buffer wire;
  wire.append(&count, sizeof count);
  for (std::uint64_t i = 0; i != count; ++i) wire.append(i % 3 == 0 ? "\1" : "\0", 1);
  StringSink alone;
  REQUIRE(to_json(plan, wire.bytes(), alone));
  for (const unsigned threads : {2U, 5U}) {
    StringSink sink;
    REQUIRE(to_json(plan, wire.bytes(), sink, {}, threads));
    CHECK((sink.text == alone.text));
  }
}

TEST_CASE("threads: errors are those of one thread") {
  const Plan plan = plan_for("Vec<(u32, String)>", Config::legacy());
  const std::string good = repeat(R"([1,"],[2,"])", enough);
  for (const std::size_t at : {std::size_t{1}, good.size() / 3, good.size() / 2, good.size() - 20}) {
    const std::vector<const char*> damages = {"\"", "x", "]", ",,", "\xFF"};
    for (const char* damage : std::span(damages).first(test::sanitized ? 1 : damages.size())) {
      std::string json = good;
      json.insert(at, damage);
      Buffer alone;
      Buffer wire;
      const auto expected = from_json(plan, json, alone);
      CAPTURE(at, damage);
      CHECK(outcome(from_json(plan, json, wire, {}, 3)) == outcome(expected));
      CHECK(wire.size() == alone.size());
    }
  }
  for (const std::string trailing : {"]", " 1", "\n\n"}) {
    Buffer alone;
    Buffer wire;
    CAPTURE(trailing);
    CHECK(outcome(from_json(plan, good + trailing, wire, {}, 2)) == outcome(from_json(plan, good + trailing, alone)));
  }
}

TEST_CASE("threads: a number out of range is named by its index, and the same by several") {
  const std::string good = repeat("1, 300,70000", 2'500'000);
  for (const Config& config : {Config::legacy(), Config::standard()}) {
    const Plan plan = plan_for("Vec<u32>", config);
    for (const std::size_t near : {std::size_t{2}, good.size() / 2, good.size() - 100}) {
      std::string json = good;
      const std::size_t at = json.find("70000", near);
      json.replace(at, 5, "4294967296");
      const auto index = static_cast<std::size_t>(std::count(json.begin(), json.begin() + static_cast<long>(at), ','));
      for (const unsigned threads : test::sanitized ? std::vector{3U} : std::vector{1U, 3U}) {
        CAPTURE(near, threads);
        Buffer wire;
        const auto failed = from_json(plan, json, wire, {}, threads);
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == Errc::json_number);
        CHECK(failed.error().offset == at);
        CHECK(failed.error().path == "[" + std::to_string(index) + "]");
      }
    }
  }
}

TEST_CASE("threads: a varint that is wrong is named by its index, and the same by several") {
  const Plan plan = plan_for("Vec<u32>", Config::standard());
  Buffer good;
  REQUIRE(from_json(plan, repeat("1,300,70000", 5'000'000), good));
  for (const std::size_t near : {std::size_t{100}, good.size() / 2}) {
    Buffer wire;
    wire.append(good.data(), good.size());
    std::size_t at = near;
    while (wire.data()[at] != std::byte{252}) ++at;
    wire.data()[at] = std::byte{255};
    StringSink alone;
    const auto expected = to_json(plan, wire.bytes(), alone);
    REQUIRE_FALSE(expected);
    CHECK(expected.error().offset == at);
    CHECK(expected.error().path == "[" + std::to_string(std::count(alone.text.begin(), alone.text.end(), ',')) + "]");
    StringSink sink;
    const auto result = to_json(plan, wire.bytes(), sink, {}, 4);
    REQUIRE_FALSE(result);
    CHECK(result.error().offset == at);
    CHECK(result.error().path == expected.error().path);
    CHECK((sink.text == alone.text));
  }
}

TEST_CASE("threads: a damaged frame prints up to the damage and names it") {
  const Plan plan = plan_for("Vec<(bool, String)>", Config::legacy());
  Buffer wire;
  REQUIRE(from_json(plan, repeat(R"([true,"text"])", 3'000'000), wire));
  wire.data()[wire.size() / 2 / 13 * 13 + 8] = std::byte{2};
  StringSink alone;
  StringSink sink;
  const auto expected = to_json(plan, wire.bytes(), alone);
  const auto result = to_json(plan, wire.bytes(), sink, {}, 4);
  REQUIRE_FALSE(expected);
  REQUIRE_FALSE(result);
  CHECK(result.error().offset == expected.error().offset);
  CHECK(result.error().path == expected.error().path);
  CHECK((sink.text == alone.text));
}

// Of a frame that is large enough to be shared out, several threads make what one makes.
void check_alike(const Plan& plan, std::span<const std::byte> wire) {
  StringSink alone;
  StringSink sink;
  const auto expected = to_json(plan, wire, alone);
  const auto result = to_json(plan, wire, sink, {}, 3);
  REQUIRE(result.has_value() == expected.has_value());
  CHECK((sink.text == alone.text));
  if (expected) {
    CHECK(*result == *expected);
    return;
  }
  CHECK(result.error().code == expected.error().code);
  CHECK(result.error().offset == expected.error().offset);
  CHECK((result.error().path == expected.error().path));
  CHECK(result.error().detail == expected.error().detail);
}

TEST_CASE("threads: damage anywhere in a frame is told as by one") {
  const Plan plan = plan_for("Vec<(u8, Option<String>, Vec<Option<u16>>, bool, Vec<String>)>", Config::legacy());
  Buffer good;
  REQUIRE(from_json(plan, repeat(R"([1,"text",[null,7],true,["a","bc"]])", 1'500'000), good));
  std::mt19937_64 random(11);
  for (std::size_t round = 0; round < test::rounds(48); ++round) {
    CAPTURE(round);
    std::vector<std::byte> damaged(good.begin(), good.end() - (round % 4 == 0 ? random() % good.size() : 0));
    damaged[8 + random() % (damaged.size() - 8)] = static_cast<std::byte>(random() >> random() % 8);
    check_alike(plan, damaged);
  }
}

// A frame that says that there are `number` of these elements.
Buffer with_length(std::uint64_t number, std::span<const std::byte> elements, const Config& config) {
  Buffer frame = encode(number, config).value();
  frame.append(elements.data(), elements.size());
  return frame;
}

TEST_CASE("threads: elements that are longer or shorter than a part print as on one, a wrong number of them too") {
  std::mt19937_64 random(12);
  struct Case {
    const char* type;
    Config config;
    std::size_t size;  // of a number or a length
    bool nests;
    std::uint64_t mark = 0;  // of a varint, in front of the number
  };
  const Case cases[] = {{"Vec<Vec<u8>>", Config::legacy(), 8, true},
                        {"Vec<u64>", Config::legacy(), 8, false},
                        {"Vec<u64>", Config::standard(), 3, false, wire::varint_mark_16},
                        {"Vec<i16>", Config::legacy(), 2, false}};
  for (const auto& [type, config, size, nests, mark] : cases) {
    const Plan plan = plan_for(type, config);
    std::vector<std::byte> elements;
    std::uint64_t number = 0;
    for (; elements.size() < 2'000'000; ++number) {
      std::uint64_t word = nests ? random() % (std::uint64_t{2} << random() % 18) : random();
      if (mark != 0) word = word << 16 | 0x100 | mark;
      const auto bytes = std::as_bytes(std::span(&word, 1)).first(size);
      elements.insert(elements.end(), bytes.begin(), bytes.end());
      if (nests) elements.resize(elements.size() + word);
    }
    for (const std::uint64_t said : {number, number - 1, number + 1, number + 1000, std::uint64_t{1} << 60}) {
      CAPTURE(type, number, said);
      check_alike(plan, with_length(said, elements, config).bytes());
    }
  }
}

TEST_CASE("threads: values nest as deep as with one") {
  Schema schema;
  REQUIRE(schema.add_source("types.rs", "struct Tree { inside: Vec<Tree> }"));
  const Plan plan = compile(schema.type("Vec<Tree>").value(), Config::legacy()).value();
  // A level of JSON is an object and an array, one of wire a record and a sequence.
  for (const std::size_t levels : {250, 254, 255, 256, 300}) {
    CAPTURE(levels);
    const std::size_t leaves = 140'000;
    std::vector<std::uint64_t> lengths(1 + levels + 1 + leaves);
    lengths[0] = leaves + 1;
    std::fill_n(lengths.begin() + 1, levels, 1);
    check_alike(plan, std::as_bytes(std::span(lengths)));

    std::string json = "[";
    for (std::size_t level = 0; level < levels; ++level) json += R"({"inside":[)";
    json += R"({"inside":[]})";
    for (std::size_t level = 0; level < levels; ++level) json += "]}";
    json += "," + repeat(R"({"inside":[]})", 2'000'000).substr(1);
    Buffer alone;
    Buffer wire;
    const auto expected = from_json(plan, json, alone);
    CHECK((outcome(from_json(plan, json, wire, {}, 3)) == outcome(expected)));
    CHECK(wire.size() == alone.size());
  }
}

TEST_CASE("threads: elements without bytes are counted over all of a frame") {
  const Plan plan = plan_for("Vec<(Vec<()>, u64)>", Config::legacy());
  for (const std::uint64_t claimed : {1, 40}) {
    CAPTURE(claimed);
    std::vector<std::uint64_t> words{80'000};
    for (std::uint64_t index = 0; index < 80'000; ++index) words.insert(words.end(), {claimed, index});
    check_alike(plan, std::as_bytes(std::span(words)));
  }
}
