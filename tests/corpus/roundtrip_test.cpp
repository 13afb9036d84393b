// Every real file there is goes to bincode and back through the command: JSON as limcode::Json, value for value, and
// everything as raw bytes, byte for byte. Values are compared by simdjson's own parse of both texts.
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "support/process.hpp"
#include "support/read_file.hpp"
#include "support/rounds.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using limcode::test::Finished;
using limcode::test::read_file;
using limcode::test::run_limcode;
using limcode::test::TemporaryFolder;
using simdjson::dom::element;
using simdjson::dom::element_type;

bool same(const element& left, const element& right);

bool same_arrays(const simdjson::dom::array& left, const simdjson::dom::array& right) {
  auto other = right.begin();
  for (const element one : left) {
    if (other == right.end() || !same(one, *other)) return false;
    ++other;
  }
  return other == right.end();
}

bool same_objects(const simdjson::dom::object& left, const simdjson::dom::object& right) {
  auto other = right.begin();
  for (const auto& [key, value] : left) {
    if (other == right.end() || other.key() != key || !same(value, other.value())) return false;
    ++other;
  }
  return other == right.end();
}

// The same value in the same form: 1 and 1.0 differ, and so do objects whose fields are in another order.
bool same(const element& left, const element& right) {
  if (left.type() != right.type()) return false;
  switch (left.type()) {
    case element_type::ARRAY: return same_arrays(left.get_array().value(), right.get_array().value());
    case element_type::OBJECT: return same_objects(left.get_object().value(), right.get_object().value());
    case element_type::INT64: return left.get_int64().value() == right.get_int64().value();
    case element_type::UINT64: return left.get_uint64().value() == right.get_uint64().value();
    case element_type::DOUBLE:
      return std::bit_cast<std::uint64_t>(left.get_double().value()) ==
             std::bit_cast<std::uint64_t>(right.get_double().value());
    case element_type::STRING: return left.get_string().value() == right.get_string().value();
    case element_type::BOOL: return left.get_bool().value() == right.get_bool().value();
    case element_type::NULL_VALUE: return true;
  }
  return false;
}

// limcode::Json takes integers of more than 64 bits for floats, as serde_json's Value does; simdjson refuses them, so
// that they are spelled as floats for it.
std::string with_large_integers_as_floats(const std::string& text) {
  std::string out;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size();) {
    const char character = text[at];
    const bool is_number = !in_string && (character == '-' || std::isdigit(static_cast<unsigned char>(character)) != 0);
    const std::size_t end = is_number ? text.find_first_not_of("+-.0123456789eE", at) : at + 1;
    const std::string token = text.substr(at, end - at);
    out += token;
    if (is_number && token.size() > 19 && token.find_first_of(".eE") == std::string::npos) {
      errno = 0;
      static_cast<void>(character == '-' ? static_cast<std::uint64_t>(std::strtoll(token.c_str(), nullptr, 10))
                                         : std::strtoull(token.c_str(), nullptr, 10));
      if (errno == ERANGE) out += ".0";
    }
    if (in_string && character == '\\' && end < text.size()) out += text[at + 1];
    at = in_string && character == '\\' ? at + 2 : std::min(end, text.size());
    if (character == '"') in_string = !in_string;
  }
  return out;
}

bool same_json(const std::string& left, const std::string& right) {
  simdjson::dom::parser left_parser;
  simdjson::dom::parser right_parser;
  element left_root;
  element right_root;
  if (left_parser.parse(with_large_integers_as_floats(left)).get(left_root) != simdjson::SUCCESS) return false;
  if (right_parser.parse(right).get(right_root) != simdjson::SUCCESS) return false;
  return same(left_root, right_root);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(line);
  }
  return lines;
}

void check_json(const fs::path& file, const TemporaryFolder& folder) {
  const std::string frame = folder / "frame";
  for (const std::string config : {"legacy", "standard"}) {
    if (limcode::test::sanitized && config == "legacy") continue;
    CAPTURE(config);
    REQUIRE(run_limcode({"encode", file, "-c", config, "-o", frame, "-f"}).exit_code == 0);
    const Finished decoded = run_limcode({"decode", frame, "-c", config});
    REQUIRE(decoded.exit_code == 0);
    CHECK(same_json(read_file(file), decoded.out));
    CHECK(run_limcode({"verify", frame, "-c", config, "--json", file}).exit_code == 0);
  }
}

void check_lines(const fs::path& file, const TemporaryFolder& folder) {
  const std::string frames = folder / "frames";
  REQUIRE(run_limcode({"encode", file, "--lines", "-o", frames, "-f"}).exit_code == 0);
  const Finished decoded = run_limcode({"decode", frames, "--frames", "--type", "limcode::Json"});
  REQUIRE(decoded.exit_code == 0);
  const auto before = lines_of(read_file(file));
  const auto after = lines_of(decoded.out);
  CHECK(std::ranges::equal(before, after, same_json));
}

void check_raw(const fs::path& file, const TemporaryFolder& folder) {
  const std::string frame = folder / "raw";
  for (const std::string config : {"legacy", "standard"}) {
    if (limcode::test::sanitized && config == "standard") continue;
    REQUIRE(run_limcode({"encode", "--raw", file, "-c", config, "-o", frame, "-f"}).exit_code == 0);
    CHECK(run_limcode({"decode", "--raw", frame, "-c", config, "-o", "-"}).out == read_file(file));
    CHECK(run_limcode({"verify", frame, "-c", config, "--type", "Vec<u8>"}).exit_code == 0);
  }
}

std::size_t check_folder(const fs::path& root) {
  const TemporaryFolder folder;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string extension = entry.path().extension();
    const bool is_json = extension == ".json" && !entry.path().string().contains("node_modules");
    DYNAMIC_SECTION(entry.path().lexically_relative(root).string()) {
      if (is_json) check_json(entry.path(), folder);
      if (extension == ".jsonl") check_lines(entry.path(), folder);
      // Starting a sanitized program takes longer than all that it does with a file of bytes.
      if (!is_json || !limcode::test::sanitized) check_raw(entry.path(), folder);
    }
    ++files;
  }
  return files;
}

}  // namespace

TEST_CASE("roundtrip: every file of testdata comes back as it was") { CHECK(check_folder(LIMCODE_TESTDATA) > 0); }

TEST_CASE("roundtrip: every file of the corpus comes back as it was") {
  const auto folder = limcode::test::corpus_folder();
  if (!folder) {
    WARN("LIMCODE_CORPUS names no folder of real files: skipped");
    return;
  }
  CHECK(check_folder(*folder) > 0);
}
