// Runs the tables of docs/format.md against limcode and, where it was built, against the real bincode: a table with
// one of the headers below is a list of facts.
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "limcode/limcode.hpp"
#include "readme/markdown.hpp"
#include "support/oracle.hpp"

namespace {

using limcode::Buffer;
using limcode::Config;
using limcode::Errc;
using limcode::test::Document;
using limcode::test::Oracle;
using limcode::test::place_of;
using limcode::test::Table;
using limcode::test::TableRow;
using Bytes = std::vector<std::byte>;

// "legacy, big endian, limit 8" as limcode and as the oracle call it.
struct NamedConfig {
  Config config;
  std::string oracle_name;
};

NamedConfig parse_config(const std::string& text) {
  NamedConfig named;
  const bool standard = text.starts_with("standard");
  REQUIRE((standard || text.starts_with("legacy")));
  named.config = standard ? Config::standard() : Config::legacy();
  named.oracle_name = standard ? "standard-le" : "legacy-le";
  if (text.find(", big endian") != std::string::npos) {
    named.config = named.config.with_big_endian();
    named.oracle_name = standard ? "standard-be" : "legacy-be";
  }
  const std::string limit = ", limit ";
  if (const auto at = text.find(limit); at != std::string::npos) {
    const std::string number = text.substr(at + limit.size());
    named.config = named.config.with_limit(std::stoull(number));
    named.oracle_name += "+limit=" + number;
  }
  return named;
}

Bytes parse_bytes(const std::string& text) {
  Bytes bytes;
  if (text == "(none)") return bytes;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    bytes.push_back(static_cast<std::byte>(std::stoi(text.substr(at, 2), nullptr, 16)));
  }
  return bytes;
}

std::string printed(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) {
    constexpr const char* digits = "0123456789abcdef";
    if (!text.empty()) text += ' ';
    text += digits[std::to_integer<unsigned>(byte) >> 4];
    text += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return text.empty() ? "(none)" : text;
}

// The document spells what is not ASCII as JSON escapes; decoding prints it raw.
std::string without_escapes(std::string json) {
  static const std::map<std::string, std::string> escapes = {{"\\u20ac", "\xe2\x82\xac"}, {"\\u00e9", "\xc3\xa9"}};
  for (const auto& [escape, character] : escapes) {
    for (std::size_t at; (at = json.find(escape)) != std::string::npos;) json.replace(at, escape.size(), character);
  }
  return json;
}

class Checker {
 public:
  explicit Checker(const Document& document) : document_(document), oracle_(Oracle::start()) {}

  [[nodiscard]] int facts() const { return facts_; }

  void run(const Table& table) {
    const auto& header = table.header;
    if (header.size() != 4 || header[0] != "type") return;
    for (const TableRow& row : table.rows) {
      CAPTURE(place_of(document_, row.line));
      REQUIRE(row.cells.size() == 4);
      ++facts_;
      if (header[1] == "value") {
        both_ways(row, header[2], row.cells[2]);
        both_ways(row, header[3], row.cells[3]);
      } else {
        REQUIRE(header[1] == "configuration");
        read(row, header[2]);
      }
    }
  }

 private:
  static limcode::Plan compile(const std::string& type, const Config& config) {
    const auto parsed = limcode::parse_type(type);
    REQUIRE(parsed.has_value());
    auto plan = limcode::compile(*parsed, config);
    REQUIRE(plan.has_value());
    return *std::move(plan);
  }

  // The oracle's answer; nothing without an oracle or where it does not know the type.
  std::optional<Oracle::Answer> ask(const std::string& verb, const NamedConfig& named, const std::string& type,
                                    std::span<const std::byte> payload) {
    if (!oracle_) return std::nullopt;
    Oracle::Answer answer = oracle_->ask(verb + "\t" + named.oracle_name + "\t" + type, payload);
    if (!answer.ok && answer.payload.starts_with("unknown type")) return std::nullopt;
    return answer;
  }

  void both_ways(const TableRow& row, const std::string& config_text, const std::string& bytes_text) {
    const NamedConfig named = parse_config(config_text);
    const std::string& type = row.cells[0];
    const std::string& value = row.cells[1];
    const Bytes bytes = parse_bytes(bytes_text);
    const limcode::Plan plan = compile(type, named.config);
    Buffer frame;
    CHECK(limcode::from_json(plan, value, frame).has_value());
    CHECK(printed(frame.bytes()) == bytes_text);
    CHECK(limcode::to_json(plan, bytes).value_or("an error") == canonical(type, without_escapes(value)));
    if (const auto answer = ask("encode", named, type, std::as_bytes(std::span(value)))) {
      CHECK(printed(std::as_bytes(std::span(answer->payload))) == bytes_text);
    }
  }

  // A set may be given out of order; it is printed in order.
  static std::string canonical(const std::string& type, const std::string& value) {
    return type == "BTreeSet<u8>" && value == "[3,1,3]" ? "[1,3]" : value;
  }

  void read(const TableRow& row, const std::string& verdict) {
    const NamedConfig named = parse_config(row.cells[1]);
    const Bytes bytes = parse_bytes(row.cells[2]);
    const limcode::Plan plan = compile(row.cells[0], named.config);
    const auto json = limcode::to_json(plan, bytes);
    const auto answer = ask("decode", named, row.cells[0], bytes);
    if (verdict == "refused") {
      REQUIRE_FALSE(json.has_value());
      CHECK(limcode::to_string(json.error().code) == row.cells[3]);
      if (answer) CHECK_FALSE(answer->ok);
      return;
    }
    CHECK(json.value_or("an error") == row.cells[3]);
    if (answer) CHECK(answer->payload == row.cells[3]);
    const auto verified = limcode::verify(plan, bytes);
    if (verdict == "not canonical") {
      REQUIRE_FALSE(verified.has_value());
      CHECK(verified.error().code == Errc::not_canonical);
    } else {
      REQUIRE(verdict == "accepted");
    }
  }

  const Document& document_;
  std::unique_ptr<Oracle> oracle_;
  int facts_ = 0;
};

}  // namespace

TEST_CASE("format page: every row of its tables holds, for limcode and for the real bincode") {
  const Document document = limcode::test::read_document("docs/format.md");
  Checker checker(document);
  for (const Table& table : document.tables) checker.run(table);
  CHECK(checker.facts() > 60);
}
