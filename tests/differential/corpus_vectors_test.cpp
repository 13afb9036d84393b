// Vectors in the corpus: JSON Lines of a configuration, a type, a value and its frame, as the tests of bincode and of
// its ports have them, read and written by limcode, errors included.
#include <fmt/format.h>
#include <simdjson.h>

#include <catch2/catch.hpp>

#include "limcode/transcode.hpp"
#include "support/corpus.hpp"
#include "support/oracle_rows.hpp"

namespace limcode::test {
namespace {

struct Vector {
  std::string config;
  std::string type;
  std::string json;
  std::string hex;
  std::string kind;
};

std::string text_of(simdjson::dom::element row, const char* key) { return std::string(std::string_view(row[key])); }

/// The file writes integers beyond 32 bits as strings, and maps as arrays of pairs to keep their order.
std::string json_of(simdjson::dom::element value, std::string_view type) {
  const std::string text = simdjson::minify(value);
  const bool number = type.size() <= 5 && (type.starts_with('u') || type.starts_with('i'));
  if (number && value.is_string()) return text.substr(1, text.size() - 2);
  if (!type.starts_with("HashMap")) return text;
  std::string object = "{";
  for (const simdjson::dom::element pair : value.get_array()) {
    object += fmt::format("{}\"{}\":{}", object.size() == 1 ? "" : ",", simdjson::minify(pair.at(0)),
                          simdjson::minify(pair.at(1)));
  }
  return object + "}";
}

/// Rust as it stands in the file: an item alone is its own type.
std::string notation_of(std::string_view type) {
  if (!type.starts_with("struct ") && !type.starts_with("enum ")) return std::string(type);
  const std::string_view name = type.substr(type.find(' ') + 1);
  const bool tuple = type.ends_with(')');
  return fmt::format("{} where {}{}", name.substr(0, name.find_first_of(" (")), type, tuple ? ";" : "");
}

/// The vectors of a file; none if its rows are something else.
std::vector<Vector> load_vectors(const std::filesystem::path& path) {
  std::vector<Vector> vectors;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream rows;
  const simdjson::padded_string text = simdjson::padded_string::load(path.string());
  REQUIRE(parser.parse_many(text).get(rows) == simdjson::SUCCESS);
  for (const simdjson::dom::element row : rows) {
    for (const char* key : {"config", "type", "value", "hex", "kind"}) {
      if (row[key].error() != simdjson::SUCCESS) return {};
    }
    Vector vector{text_of(row, "config"), text_of(row, "type"), {}, text_of(row, "hex"), text_of(row, "kind")};
    vector.json = json_of(row["value"], vector.type);
    if (vector.config == "standard-big-endian") vector.config = "standard-be";
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

/// The same value, whatever its spelling: compared as the frame of its own type.
void check_decoding(const Plan& plan, std::span<const std::byte> wire, const std::string& json) {
  const auto printed = to_json(plan, wire);
  REQUIRE(printed);
  Buffer expected;
  Buffer found;
  REQUIRE(from_json(plan, json, expected));
  REQUIRE(from_json(plan, *printed, found));
  CHECK(to_hex(found.bytes()) == to_hex(expected.bytes()));
}

void check_vector(const Vector& vector) {
  INFO(vector.config << " " << vector.type << " " << vector.json << " " << vector.hex << " " << vector.kind);
  const auto type = type_from_notation(notation_of(vector.type));
  REQUIRE(type);
  const Config config = config_from_name(vector.config);
  const auto plan = compile(*type, config);
  REQUIRE(plan);
  const std::vector<std::byte> wire = from_hex(vector.hex);
  if (vector.kind == "decode_error") {
    CHECK_FALSE(skip(*plan, wire));
    CHECK_FALSE(to_json(*plan, wire));
    CHECK_FALSE(verify(*plan, wire));
  } else if (vector.kind == "decode_trailing") {
    CHECK_FALSE(to_json(*plan, wire));
    check_decoding(*compile(*type, config.allow_trailing_bytes()), wire, vector.json);
  } else if (vector.kind == "decode_only") {
    check_decoding(*plan, wire, vector.json);
    CHECK(verify(*plan, wire).error().code == Errc::not_canonical);
  } else {
    REQUIRE(vector.kind == "roundtrip");
    check_decoding(*plan, wire, vector.json);
    CHECK(verify(*plan, wire).value_or(0) == wire.size());
    Buffer out;
    REQUIRE(from_json(*plan, vector.json, out));
    CHECK(to_hex(out.bytes()) == vector.hex);
  }
}

TEST_CASE("corpus vectors: every vector in the corpus agrees") {
  const auto corpus = corpus_folder();
  if (!corpus) {
    WARN("skipped: LIMCODE_CORPUS is not set");
    return;
  }
  using Files = std::filesystem::recursive_directory_iterator;
  std::size_t found = 0;
  for (const auto& entry : Files(*corpus, std::filesystem::directory_options::follow_directory_symlink)) {
    if (entry.path().extension() != ".jsonl") continue;
    const auto vectors = load_vectors(entry.path());
    for (const Vector& vector : vectors) check_vector(vector);
    found += vectors.size();
  }
  CHECK(found >= 297);
}

}  // namespace
}  // namespace limcode::test
