// What the parser makes of tokens: type expressions, and the items that a schema needs. Names are still text
// here; resolve.cpp gives them meaning. Everything points into a Source that outlives it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/source.hpp"

namespace limcode::schema {

/// A constant expression: tokens [begin, end) of a list, evaluated by const_eval.cpp when its value is
/// needed.
struct ConstExpr {
  const TokenList* list = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] Span span() const {
    if (begin >= end) return list->span(list->tokens[begin]);
    return {list->file, list->tokens[begin].begin, list->tokens[end - 1].end};
  }
};

struct TypeExpr;

/// `'a` (dropped by the parser), `T`, `3` or `{ N + 1 }` between angle brackets. A lone name may be either.
struct GenericArg;

/// One name of a path with its generic arguments.
struct PathSegment {
  std::string_view name;
  Span span;
  std::vector<GenericArg> args;
};

/// `a::b<T>::C`.
struct Path {
  bool global = false;  ///< Starts with `::`.
  std::vector<PathSegment> segments;
  Span span;

  /// The names, without arguments.
  [[nodiscard]] std::vector<std::string_view> names() const;
  /// The same joined by `::`.
  [[nodiscard]] std::string text() const;
};

/// The form of a type expression.
enum class TypeForm : std::uint8_t {
  path,
  tuple,        ///< parts
  array,        ///< parts[0], length
  slice,        ///< parts[0]
  reference,    ///< parts[0]
  unsupported,  ///< A form that no wire value has; `reason` says which.
};

/// A type as written.
struct TypeExpr {
  TypeForm form = TypeForm::path;
  Span span;
  Path path;
  std::vector<TypeExpr> parts;
  ConstExpr length;
  std::string_view reason;
};

struct GenericArg {
  bool is_const = false;
  TypeExpr type;
  ConstExpr value;
};

}  // namespace limcode::schema
