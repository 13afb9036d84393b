// Evaluates the integer expressions of array lengths and const generics: + - * / % << >> & | ^, casts,
// `usize::MAX`, and names that a ConstNames finds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/diagnostics.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

__extension__ using Integer = __int128;
__extension__ using UnsignedInteger = unsigned __int128;

/// Finds the values of constants and const generic parameters.
class ConstNames {
 public:
  virtual ~ConstNames() = default;
  [[nodiscard]] virtual Outcome<Integer> const_value(const std::vector<std::string_view>& path, Span span) = 0;
};

/// The value of an expression. Errors: schema_syntax, schema_unsupported, schema_invalid (overflow, division
/// by zero).
[[nodiscard]] Outcome<Integer> evaluate(const ConstExpr& expression, ConstNames& names);

/// The smallest and largest value of a primitive integer type such as `u8`; nothing for other names. Those of
/// u128 are cut to what Integer holds.
struct IntegerRange {
  Integer min = 0;
  Integer max = 0;
  unsigned bits = 0;
};
[[nodiscard]] bool integer_range(std::string_view type_name, IntegerRange& range);

[[nodiscard]] std::string to_text(Integer value);

}  // namespace limcode::schema
