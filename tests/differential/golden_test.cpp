// limcode against the golden files that the oracle wrote (testdata/golden): needs no Rust.
#include <catch2/catch.hpp>
#include <fstream>

#include "support/oracle_rows.hpp"

namespace limcode::test {
namespace {

std::vector<std::string> golden_lines(const std::string& name) {
  std::ifstream file(LIMCODE_TESTDATA "/golden/" + name, std::ios::binary);
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST_CASE("golden: values print and encode as bincode and serde_json do") {
  RowChecker checker;
  check_rows(checker, golden_lines("values.tsv"));
}

TEST_CASE("golden: frames are accepted and refused as bincode does") {
  RowChecker checker;
  check_rows(checker, golden_lines("frames.tsv"));
}

TEST_CASE("golden: texts are accepted and refused as serde_json does") {
  RowChecker checker;
  check_rows(checker, golden_lines("texts.tsv"));
}

}  // namespace
}  // namespace limcode::test
