// The types inferred from a real JSON file are a schema by which that file goes to bincode and comes back with the same
// values: fields in the order of the struct, absent ones as null, and whole numbers as floats where others are.
#include <simdjson.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/limcode.hpp"
#include "support/corpus.hpp"
#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
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

// Every field of the document is there, and what else is there is null.
bool same_objects(const simdjson::dom::object& document, const simdjson::dom::object& printed) {
  for (const auto& [name, value] : document) {
    element other;
    if (printed.at_key(name).get(other) != simdjson::SUCCESS || !same(value, other)) return false;
  }
  return std::ranges::all_of(printed, [&](const auto& field) {
    element other;
    return document.at_key(field.key).get(other) == simdjson::SUCCESS || field.value.is_null();
  });
}

bool is_number(const element& value) { return value.is_int64() || value.is_uint64() || value.is_double(); }

bool same(const element& document, const element& printed) {
  // An integer of more than 64 bits is a float to limcode::Json; see with_large_integers_quoted.
  if (printed.is_double() && document.is_string()) {
    return std::strtod(document.get_c_str().value(), nullptr) == printed.get_double().value();
  }
  if (printed.is_double()) return is_number(document) && document.get_double().value() == printed.get_double().value();
  if (document.type() != printed.type()) return false;
  switch (document.type()) {
    case element_type::ARRAY: return same_arrays(document.get_array().value(), printed.get_array().value());
    case element_type::OBJECT: return same_objects(document.get_object().value(), printed.get_object().value());
    case element_type::INT64: return document.get_int64().value() == printed.get_int64().value();
    case element_type::UINT64: return document.get_uint64().value() == printed.get_uint64().value();
    case element_type::STRING: return document.get_string().value() == printed.get_string().value();
    case element_type::BOOL: return document.get_bool().value() == printed.get_bool().value();
    default: return true;
  }
}

// Integers that simdjson cannot hold, as strings.
std::string with_large_integers_quoted(std::string_view text) {
  constexpr std::size_t longest = 18;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '"') {
      while (text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      ++end;
    } else if (std::string_view("-0123456789").contains(text[at])) {
      end = std::min(text.find_first_not_of("+-.0123456789eE", at), text.size());
    }
    const std::string_view token = text.substr(at, end - at);
    const bool large = token.size() > longest && token.find_first_not_of("-0123456789") == std::string_view::npos;
    out += large ? '"' + std::string(token) + '"' : std::string(token);
    at = end;
  }
  return out;
}

simdjson::padded_string comparable(std::string_view text) { return {with_large_integers_quoted(text)}; }

void check_document(const limcode::Plan& plan, std::string_view document) {
  limcode::Buffer frame;
  const auto encoded = limcode::from_json(plan, document, frame);
  if (!encoded) FAIL("encode: " << encoded.error().path << ": " << encoded.error().detail);
  REQUIRE(limcode::verify(plan, frame.bytes()));
  const auto printed = limcode::to_json(plan, frame.bytes());
  REQUIRE(printed);
  simdjson::dom::parser left;
  simdjson::dom::parser right;
  REQUIRE(same(left.parse(comparable(document)).value(), right.parse(comparable(*printed)).value()));
}

// Encodes every document of the text by the types inferred from all of them; returns how many there were.
std::size_t check_text(std::string_view text, const limcode::InferOptions& options) {
  const auto rust = limcode::infer_schema(text, options);
  if (!rust) FAIL("infer: " << rust.error().detail);
  limcode::Schema schema;
  if (const auto added = schema.add_source("inferred.rs", *rust); !added) FAIL(added.error().snippet);
  const auto root = schema.root();
  if (!root) FAIL(root.error().detail << "\n" << root.error().snippet);
  const auto plan = limcode::compile(*root, limcode::Config::standard());
  REQUIRE(plan);
  if (!options.lines) {
    check_document(*plan, text);
    return 1;
  }
  std::size_t documents = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end != 0) {
      check_document(*plan, text.substr(0, end));
      ++documents;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return documents;
}

std::size_t check_folder(const fs::path& folder) {
  std::size_t documents = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".json" && extension != ".jsonl") continue;
    INFO(entry.path().string());
    limcode::InferOptions options;
    options.lines = extension == ".jsonl";
    documents += check_text(limcode::test::read_file(entry.path().string()), options);
  }
  return documents;
}

}  // namespace

TEST_CASE("infer: the JSON files of testdata come back by the types inferred from them") {
  CHECK(check_folder(LIMCODE_TESTDATA) > 0);
}

TEST_CASE("infer: the JSON files of the corpus come back by the types inferred from them") {
  const auto folder = limcode::test::corpus_folder();
  if (!folder) {
    WARN("LIMCODE_CORPUS is not set: skipped");
    return;
  }
  CHECK(check_folder(*folder) > 0);
}
