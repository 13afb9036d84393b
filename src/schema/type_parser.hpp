// Parses types: `Vec<(u8, String)>`, `[T; N + 1]`, `&'a str`, `std::collections::HashMap<K, V>`.
#pragma once

#include "schema/cursor.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

/// How deep types may be nested in one another as written.
inline constexpr unsigned max_type_nesting = 100;

/// Parses one type at the cursor. Forms that no wire value can have become TypeForm::unsupported.
[[nodiscard]] Outcome<TypeExpr> parse_type_expr(Cursor& cursor, unsigned depth = 0);

/// Parses a path in a type: `a::b<T>`.
[[nodiscard]] Outcome<Path> parse_type_path(Cursor& cursor, unsigned depth = 0);

}  // namespace limcode::schema
