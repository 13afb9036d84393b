// docs/errors.md has a row for every error code, and no other.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "limcode/error.hpp"
#include "readme/markdown.hpp"

TEST_CASE("errors page: every code has a row that says the cause and what to do") {
  std::set<std::string> documented;
  for (const auto& table : limcode::test::read_document("docs/errors.md").tables) {
    if (table.header.front() != "code") continue;
    for (const auto& row : table.rows) {
      CAPTURE(row.cells);
      REQUIRE(row.cells.size() == 3);
      CHECK_FALSE(row.cells[1].empty());
      CHECK_FALSE(row.cells[2].empty());
      CHECK(documented.insert(row.cells[0]).second);
    }
  }
  std::set<std::string> existing;
  for (unsigned code = 1; limcode::to_string(limcode::Errc(code)) != "unknown"; ++code) {
    existing.insert(std::string(limcode::to_string(limcode::Errc(code))));
  }
  CHECK(documented == existing);
}
