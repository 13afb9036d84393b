// Rows are facts that the real bincode and serde_json establish (tests/oracle/src/rows.rs says what their columns are);
// RowChecker says where limcode disagrees with one. Golden files and the running oracle give the same rows.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "limcode/plan.hpp"

namespace limcode::test {

std::vector<std::byte> from_hex(std::string_view text);
std::string to_hex(std::span<const std::byte> bytes);

/// A configuration by its name, such as `standard-be+limit=100`. Trailing bytes are rejected, as everywhere in limcode.
Config config_from_name(std::string_view name);

struct Row {
  char kind = ' ';
  std::string_view config;
  std::string_view type;
  std::array<std::string_view, 4> columns;  ///< What follows; empty where the kind of row has fewer.
};

/// Splits a line, which must outlive the row.
Row parse_row(std::string_view line);

/// A type expression, or one with a `where` part of Rust items.
Result<Type> type_from_notation(std::string_view notation);

/// Holds limcode against rows; keeps compiled plans.
class RowChecker {
 public:
  /// What limcode does otherwise, or nothing.
  std::optional<std::string> disagreement(const Row& row);

  /// How many rows were checked, how many of them the oracle itself refuses, and how many more were not checked
  /// because limcode does otherwise on purpose.
  std::size_t checked() const { return checked_; }
  std::size_t refused() const { return refused_; }
  std::size_t excepted() const { return excepted_; }

 private:
  const Result<Plan>& plan_of(std::string_view type, std::string_view config, Trailing trailing);

  std::optional<std::string> check_value(const Row& row);
  std::optional<std::string> check_wire(const Row& row);
  std::optional<std::string> check_text(const Row& row);

  std::unordered_map<std::string, Result<Plan>> plans_;
  std::size_t checked_ = 0;
  std::size_t refused_ = 0;
  std::size_t excepted_ = 0;
};

/// Checks every line, reports the first disagreements as failures of the running test, each with its row.
void check_rows(RowChecker& checker, const std::vector<std::string>& lines);

}  // namespace limcode::test
