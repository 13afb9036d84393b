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
#include "limcode/schema.hpp"

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

/// Whether serde_json reads a part of this type from a string as bytes. It then takes raw control characters and lone
/// surrogates in the string, which limcode refuses everywhere.
bool reads_byte_text(const Type& type);

/// Whether a string in this JSON holds such things.
bool has_control_or_surrogate(std::string_view text);

/// Whether verify refuses a field that one direction skips. The bytes that encoding leaves out or puts in for such
/// fields may happen to be the same; limcode does not look for that.
bool is_one_sided(const Result<std::uint64_t>& verified);

/// Holds limcode against rows; keeps compiled plans.
class RowChecker {
 public:
  RowChecker() = default;
  /// For rows whose types are of a schema, which must outlive this.
  explicit RowChecker(const Schema& schema) : schema_(&schema) {}

  /// What limcode does otherwise, or nothing.
  std::optional<std::string> disagreement(const Row& row);

  /// How many rows were checked, how many of them the oracle itself refuses, and how many more were not checked
  /// because limcode does otherwise on purpose.
  std::size_t checked() const { return checked_; }
  std::size_t refused() const { return refused_; }
  std::size_t excepted() const { return excepted_; }

 private:
  struct Prepared {
    Result<Plan> plan;
    bool byte_text = false;
  };
  const Prepared& prepared(std::string_view type, std::string_view config);

  std::optional<std::string> check_value(const Plan& plan, const Row& row);
  std::optional<std::string> check_wire(const Plan& plan, const Row& row);
  std::optional<std::string> check_text(const Plan& plan, const Row& row);

  const Schema* schema_ = nullptr;
  std::unordered_map<std::string, Prepared> plans_;
  std::size_t checked_ = 0;
  std::size_t refused_ = 0;
  std::size_t excepted_ = 0;
};

/// Checks every line, reports the first disagreements as failures of the running test, each with its row.
void check_rows(RowChecker& checker, const std::vector<std::string>& lines);

}  // namespace limcode::test
