// The C++ program in README.md is the one that tests/install builds and runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "readme/markdown.hpp"

TEST_CASE("documents: the program in README.md is the one that outside projects build") {
  const auto source = limcode::test::read_document("tests/install/consumer.cpp").lines;
  REQUIRE(source.size() > 1);
  const auto readme = limcode::test::read_document("README.md");
  const auto shown = std::ranges::find(readme.blocks, "cpp", &limcode::test::Block::language);
  REQUIRE(shown != readme.blocks.end());
  CHECK(shown->lines == std::vector<std::string>(source.begin() + 1, source.end()));
}
