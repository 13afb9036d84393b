// Diagnostics: an error with its place in Rust source, before it is turned into the public Error. Message,
// caret label and help are kept apart so that they can be shown as rustc shows them.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "limcode/error.hpp"
#include "schema/source.hpp"

namespace limcode::schema {

/// What is wrong, where, and what to do about it.
struct Diagnostic {
  Errc code = Errc::schema_syntax;
  Span span;
  std::string message;  ///< One sentence without its full stop.
  std::string label;    ///< Shown after the caret.
  std::string help;     ///< Shown below the line.
};

/// A value or a Diagnostic.
template <class T>
using Outcome = std::expected<T, Diagnostic>;

[[nodiscard]] inline std::unexpected<Diagnostic> fail(Errc code, Span span, std::string message, std::string label = {},
                                                      std::string help = {}) {
  return std::unexpected(Diagnostic{code, span, std::move(message), std::move(label), std::move(help)});
}

/// The public form: message as `detail`, place as file, line and column, the source line and caret as
/// `snippet`.
[[nodiscard]] Error to_error(const Diagnostic& diagnostic, const SourceSet& sources);

}  // namespace limcode::schema

// Gives `name` the value of an Outcome or Result, or returns its error.
// NOLINTBEGIN(bugprone-macro-parentheses): a name that is declared takes none
#define LIMCODE_TRY(name, expression)                                             \
  auto name##_outcome = (expression);                                             \
  if (!name##_outcome) return std::unexpected(std::move(name##_outcome).error()); \
  auto& name = *name##_outcome
// NOLINTEND(bugprone-macro-parentheses)

// Returns the error of an Outcome<void> or Result<void>, if it has one.
#define LIMCODE_TRY_VOID(expression)                                                  \
  do {                                                                                \
    auto limcode_outcome = (expression);                                              \
    if (!limcode_outcome) return std::unexpected(std::move(limcode_outcome).error()); \
  } while (false)
