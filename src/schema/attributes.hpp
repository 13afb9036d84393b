// Attributes as the parser keeps them: `#[serde(...)]`, `#[derive(...)]` and the like, with cfg_attr already unfolded.
// What serde's mean is in serde_attributes.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/cursor.hpp"
#include "schema/diagnostics.hpp"

namespace limcode::schema {

/// Whether a cfg predicate holds. Features named after serde are taken as on, tests and foreign targets as off.
enum class Cfg : std::uint8_t { off, unknown, on };

/// One attribute: `name`, `name(...)`, `name = value`. The tokens after the name are [begin, end) of the list.
struct Attribute {
  std::string name;  ///< Its path, such as `serde` or `serde_with::serde_as`.
  Span span;
  const TokenList* list = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] Cursor arguments() const { return {*list, begin, end}; }
};

/// The attributes before an item, field or variant.
struct Attributes {
  std::vector<Attribute> list;
  Cfg cfg = Cfg::on;  ///< All cfg attributes together.
  Span cfg_span;      ///< The first one that is not on.

  [[nodiscard]] const Attribute* find(std::string_view name) const;
};

/// Reads `#[...]` as long as there are any; `#![...]` are skipped.
[[nodiscard]] Outcome<Attributes> parse_attributes(Cursor& cursor);

/// One argument inside `serde(...)`: `skip`, `rename = "x"`, `rename(serialize = "x")`.
struct MetaItem {
  std::string_view name;
  Span span;                             ///< The name.
  std::optional<std::uint32_t> literal;  ///< Index of the string token after `=`.
  std::optional<Cursor> group;           ///< What is in the parentheses.
};

/// Splits `a, b = "c", d(e)`. Values that are not string literals are skipped and leave `literal` empty.
[[nodiscard]] Outcome<std::vector<MetaItem>> parse_meta_items(Cursor cursor);

/// The value of a string token. Errors: schema_syntax for escapes that Rust does not have.
[[nodiscard]] Outcome<std::string> string_value(const TokenList& list, std::uint32_t token);

/// Where the characters of a string token without escapes stand in its source; nothing if it has escapes.
[[nodiscard]] std::optional<Span> string_contents(const TokenList& list, std::uint32_t token);

}  // namespace limcode::schema
