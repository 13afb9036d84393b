// chrono's DateTime against chrono itself: the rows that tests/oracle/dates wrote say what becomes of a text in UTC and
// at its own offset. LIMCODE_DATES names a command that prints more of them.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/limcode.hpp"

namespace limcode::test {
namespace {

struct DateRow {
  std::string json, utc, fixed;
};

DateRow date_row(const std::string& line) {
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  REQUIRE(second != std::string::npos);
  return {line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)};
}

std::vector<DateRow> golden_dates() {
  std::ifstream file(LIMCODE_TESTDATA "/golden/dates.tsv");
  REQUIRE(file);
  std::vector<DateRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) rows.push_back(date_row(line));
  }
  return rows;
}

Plan date_plan(std::string_view expression) {
  const auto type = parse_type(expression);
  if (!type) FAIL(type.error().detail);
  const auto plan = compile(*type, Config::standard());
  REQUIRE(plan);
  return *plan;
}

// Three types over the same bytes: the text, and the two times.
struct DatePlans {
  Plan text = date_plan("String");
  Plan utc = date_plan("chrono::DateTime<Utc>");
  Plan fixed = date_plan("chrono::DateTime<FixedOffset>");
};

// What releases of chrono do not agree about: an offset of zero is printed as `Z` by later ones, which also take a
// lower-case `t` and U+2212 for a minus.
bool later_release(const std::string& expected, const std::string& found, const std::string& text) {
  if (expected == "-") return text.find('t') != std::string::npos || text.find("\xE2\x88\x92") != std::string::npos;
  return expected.ends_with("+00:00") && found == expected.substr(0, expected.size() - 6) + "Z";
}

// From JSON, and from the wire with what verify says; all must agree.
void check_date(const DatePlans& plans, const Plan& plan, const DateRow& row, const std::string& expected) {
  Buffer text;
  REQUIRE(from_json(plans.text, row.json, text));
  const std::string original = to_json(plans.text, text.bytes()).value();
  Buffer frame;
  std::string found = "-";
  if (from_json(plan, row.json, frame)) {
    const std::string quoted = to_json(plans.text, frame.bytes()).value();
    found = quoted.substr(1, quoted.size() - 2);
  }
  if (found != expected && !later_release(expected, found, original)) {
    FAIL_CHECK(row.json << " becomes " << found << " and not " << expected);
  }
  const auto printed = to_json(plan, text.bytes());
  const std::string from_wire = printed ? printed->substr(1, printed->size() - 2) : "-";
  if (from_wire != found) FAIL_CHECK(row.json << " on the wire becomes " << from_wire << " and not " << found);
  const bool canonical = verify(plan, text.bytes()).has_value();
  if (canonical != (original == '"' + found + '"')) FAIL_CHECK(row.json << ": canonical is " << canonical);
}

std::size_t check_dates(const std::vector<DateRow>& rows) {
  const DatePlans plans;
  std::size_t accepted = 0;
  for (const DateRow& row : rows) {
    check_date(plans, plans.utc, row, row.utc);
    check_date(plans, plans.fixed, row, row.fixed);
    accepted += row.utc != "-" ? 1 : 0;
  }
  return accepted;
}

}  // namespace

TEST_CASE("dates: texts are taken, changed and refused as chrono does") {
  const std::vector<DateRow> rows = golden_dates();
  CHECK(rows.size() > 400);
  CHECK(check_dates(rows) > 200);
}

TEST_CASE("dates: more texts, from a command") {
  const char* const command = std::getenv("LIMCODE_DATES");
  if (command == nullptr || *command == '\0') {
    WARN("LIMCODE_DATES is not set: no more dates are compared");
    return;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(::popen(command, "r"), &::pclose);
  REQUIRE(output);
  std::vector<DateRow> rows;
  std::size_t compared = 0;
  std::size_t accepted = 0;
  std::string line;
  for (int c = std::getc(output.get()); c != EOF; c = std::getc(output.get())) {
    if (c != '\n') {
      line.push_back(static_cast<char>(c));
      continue;
    }
    rows.push_back(date_row(line));
    line.clear();
    if (rows.size() < 1000) continue;
    accepted += check_dates(rows);
    compared += rows.size();
    rows.clear();
  }
  accepted += check_dates(rows);
  compared += rows.size();
  REQUIRE(compared != 0);  // a command that fails prints nothing
  WARN(compared << " texts compared, " << accepted << " of them accepted");
}

TEST_CASE("dates: an offset of zero stays as it was written, and what later releases of chrono take is taken") {
  const DatePlans plans;
  struct Case {
    std::string_view text, utc, fixed;
  };
  const Case cases[] = {
      {"2014-07-24T12:34:06Z", "2014-07-24T12:34:06Z", "2014-07-24T12:34:06Z"},
      {"2014-07-24T12:34:06+00:00", "2014-07-24T12:34:06Z", "2014-07-24T12:34:06+00:00"},
      {"2014-07-24t12:34:06Z", "2014-07-24T12:34:06Z", "2014-07-24T12:34:06Z"},
      {"2014-07-24T12:34:06\xE2\x88\x92"
       "01:00",
       "2014-07-24T13:34:06Z", "2014-07-24T12:34:06-01:00"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    Buffer frame;
    REQUIRE(from_json(plans.utc, '"' + std::string(row.text) + '"', frame));
    CHECK(to_json(plans.text, frame.bytes()).value() == '"' + std::string(row.utc) + '"');
    frame.clear();
    REQUIRE(from_json(plans.fixed, '"' + std::string(row.text) + '"', frame));
    CHECK(to_json(plans.text, frame.bytes()).value() == '"' + std::string(row.fixed) + '"');
  }
}

TEST_CASE("dates: they are ordered by the moment, and may be keys") {
  const Plan set = date_plan("BTreeSet<chrono::DateTime<Utc>>");
  Buffer frame;
  REQUIRE(from_json(set,
                    R"(["+10000-01-01T00:00:00Z","2014-07-24T12:34:60Z","2014-07-24T12:34:59.5Z",)"
                    R"("-0001-01-01T00:00:00Z","2014-07-24T13:34:59.500+01:00"])",
                    frame));
  CHECK(to_json(set, frame.bytes()).value() ==
        R"(["-0001-01-01T00:00:00Z","2014-07-24T12:34:59.500Z","2014-07-24T12:34:60Z","+10000-01-01T00:00:00Z"])");
  const Plan map = date_plan("BTreeMap<chrono::DateTime<FixedOffset>, u8>");
  frame.clear();
  REQUIRE(from_json(map, R"({"2014-07-24T12:34:06+01:00":1,"2014-07-24T12:34:06+02:00":2})", frame));
  CHECK(to_json(map, frame.bytes()).value() == R"({"2014-07-24T12:34:06+02:00":2,"2014-07-24T12:34:06+01:00":1})");
}

TEST_CASE("dates: the default is the start of 1970, but for a clock that is not known") {
  Schema schema;
  REQUIRE(schema.add_source("t.rs",
                            "use chrono::*; struct A { #[serde(default)] a: DateTime<Utc>, #[serde(default)] "
                            "b: DateTime<FixedOffset> } struct B { #[serde(default)] a: DateTime<Local> }"));
  const auto plan = compile(schema.type("A").value(), Config::standard());
  REQUIRE(plan);
  Buffer frame;
  REQUIRE(from_json(*plan, "{}", frame));
  CHECK(to_json(*plan, frame.bytes()).value() == R"({"a":"1970-01-01T00:00:00Z","b":"1970-01-01T00:00:00+00:00"})");
  const auto local = compile(schema.type("B").value(), Config::standard());
  REQUIRE(local);
  CHECK_FALSE(from_json(*local, "{}", frame));
}

}  // namespace limcode::test
