// What the tests of the Solana types share: types by name, rows of the dump files, files, and JSON values to compare.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/corpus.hpp"
#include "support/read_file.hpp"

namespace limcode::test {

inline std::string testdata(std::string_view name) {
  return read_file(LIMCODE_TESTDATA "/solana/" + std::string(name));
}

// The parts of transactions made by hand.
inline const std::string signature(64, '\x11');
inline const std::string key(32, '\x22');
inline const std::string blockhash(32, '\x33');
inline const std::string header("\x01\x00\x00", 3);

inline std::span<const std::byte> as_wire(std::string_view bytes) { return std::as_bytes(std::span(bytes)); }
inline std::string_view as_text(const Buffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data()), buffer.size()};
}

inline std::string from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    out.push_back(static_cast<char>(digit(hex[at]) * 16 + digit(hex[at + 1])));
  }
  return out;
}

inline std::string to_hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    for (const int shift : {4, 0}) out.push_back("0123456789abcdef"[(static_cast<unsigned char>(byte) >> shift) & 15]);
  }
  return out;
}

/// The plan of a type expression; a failed test if there is none.
inline Plan plan_of(std::string_view expression, const Config& config = Config::legacy()) {
  const auto type = parse_type(expression);
  INFO(expression << ": " << (type ? "" : type.error().detail));
  REQUIRE(type.has_value());
  auto plan = compile(*type, config);
  INFO((plan ? "" : plan.error().detail));
  REQUIRE(plan.has_value());
  return *std::move(plan);
}

/// What went wrong, for a failing test's message.
inline std::string text_of(const Error& error) {
  return std::string(to_string(error.code)) + " at byte " + std::to_string(error.offset) + ", " + error.path + ": " +
         error.detail;
}

/// A row of a .jsonl file of testdata/solana, whose keys have a fixed order.
struct Row {
  std::string name;
  std::string type;
  std::string value;  ///< JSON, or empty.
  std::string facts;  ///< A JSON object of JSON pointers, or empty.
  std::string wire;
};

inline Row parse_row(std::string_view line) {
  const auto between = [&](std::string_view before, std::string_view after) {
    const std::size_t from = line.find(before) + before.size();
    return std::string(line.substr(from, line.find(after, from) - from));
  };
  Row row;
  row.name = between("{\"name\":\"", "\",\"type\":");
  row.type = between("\"type\":\"", "\",");
  const std::size_t size_at = line.rfind(",\"size\":");
  const std::size_t hex_at = line.rfind(",\"hex\":\"");
  REQUIRE(size_at < hex_at);
  constexpr std::string_view value_key = ",\"value\":";
  constexpr std::string_view facts_key = ",\"facts\":";
  const std::size_t value_at = line.find(value_key);
  const std::size_t facts_at = line.find(facts_key);
  if (value_at < facts_at) {
    row.value = line.substr(value_at + value_key.size(), size_at - value_at - value_key.size());
  } else {
    row.facts = line.substr(facts_at + facts_key.size(), size_at - facts_at - facts_key.size());
  }
  row.wire = from_hex(line.substr(hex_at + 8, line.rfind('"') - hex_at - 8));
  row.wire.resize(std::stoul(std::string(line.substr(size_at + 8))));
  return row;
}

inline void for_each_row(std::string_view file, const std::function<void(const Row&)>& check) {
  const std::string text = testdata(file);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    check(parse_row(std::string_view(text).substr(from, end - from)));
    from = end + 1;
  }
}

/// The plan of a type, compiled once: that takes longer than most of the values.
inline const Plan& kept_plan(const std::string& type) {
  static std::map<std::string, Plan> plans;
  const auto known = plans.find(type);
  return known != plans.end() ? known->second : plans.emplace(type, plan_of(type)).first->second;
}

/// The folder of real files with a slash behind it; without one the test says that it skips.
inline std::optional<std::string> corpus() {
  const auto folder = corpus_folder();
  if (!folder) WARN("LIMCODE_CORPUS is not set: real dumps are not tried");
  return folder ? std::optional(folder->string() + "/") : std::nullopt;
}

}  // namespace limcode::test
