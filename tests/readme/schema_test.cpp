// Reads the Rust of docs/schema.md as a schema: every type of an example resolves, or the example says with its first
// line why not. Every type that the page's tables name is one that type expressions know.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "limcode/plan.hpp"
#include "limcode/schema.hpp"
#include "readme/markdown.hpp"

namespace {

using limcode::test::Block;
using limcode::test::Document;
using limcode::test::place_of;

constexpr const char* page = "docs/schema.md";
const std::string error_mark = "// error: ";

std::string lines_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// What is wrong with each type of the source that has no parameters.
std::vector<std::string> faults_of(const limcode::Schema& schema) {
  std::vector<std::string> faults;
  for (const limcode::DefinedType& defined : schema.types()) {
    if (!defined.generics.empty() && !defined.generics.starts_with("<'")) continue;
    const auto type = schema.type(defined.name);
    if (!type) {
      faults.push_back(type.error().detail);
    } else if (const auto plan = limcode::compile(*type, limcode::Config::legacy()); !plan) {
      faults.push_back(plan.error().detail);
    }
  }
  return faults;
}

// The code spans of a line of Markdown up to `end`.
std::vector<std::string> code_spans(const std::string& line, std::size_t end) {
  std::vector<std::string> spans;
  for (std::size_t open = line.find('`'); open < end;) {
    const std::size_t close = line.find('`', open + 1);
    if (close >= end) break;
    spans.push_back(line.substr(open + 1, close - open - 1));
    open = line.find('`', close + 1);
  }
  return spans;
}

// Whether a name is a type as it stands or with arguments, parameters of the standard library's docs being types too.
bool is_known(const std::string& name) {
  for (const char* arguments : {"", "<u8>", "<u8, u8>", "<[u8; 4]>", "<'a, u8>"}) {
    limcode::Schema schema;
    const std::string parameters =
        "type T = u8; type E = u8; type K = u8; type V = u8; type Tz = chrono::Utc; const N: usize = 4;";
    REQUIRE(schema.add_source("parameters.rs", parameters));
    if (schema.type(name + arguments)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("schema page: every Rust example is read, or refused for the reason that it says") {
  const Document document = limcode::test::read_document(page);
  int examples = 0;
  for (const Block& block : document.blocks) {
    if (block.language != "rust") continue;
    ++examples;
    INFO(place_of(document, block.first_line));
    limcode::Schema schema;
    const auto added = schema.add_source("example.rs", lines_text(block.lines));
    const auto faults = added ? faults_of(schema) : std::vector<std::string>{added.error().detail};
    CAPTURE(faults);
    if (block.lines.front().starts_with(error_mark)) {
      CHECK_FALSE(faults.empty());
      const std::string expected = block.lines.front().substr(error_mark.size());
      for (const std::string& fault : faults) CHECK_THAT(fault, Catch::StartsWith(expected));
    } else {
      CHECK(faults.empty());
    }
  }
  CHECK(examples > 15);
}

TEST_CASE("schema page: every type of its table is known") {
  const Document document = limcode::test::read_document(page);
  int names = 0;
  for (const auto& table : document.tables) {
    if (table.header.front() != "Rust") continue;
    for (const auto& row : table.rows) {
      const std::string& line = document.lines.at(row.line);
      for (const std::string& name : code_spans(line, line.find(" | "))) {
        CAPTURE(name);
        CHECK(is_known(name));
        ++names;
      }
    }
  }
  CHECK(names > 60);
}
