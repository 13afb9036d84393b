// Where a text stops being JSON: a slow, exact reader that makes nothing of what it reads. It runs only after
// something has gone wrong, to say where, and to turn offsets into lines and columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "limcode/error.hpp"

namespace limcode::json {

/// The first offence against JSON's grammar.
struct SyntaxError {
  Errc code = Errc::json_syntax;
  std::uint64_t offset = 0;
  std::string detail;
};

/// Finds it; nothing when the text is well-formed. Nesting is checked to max_json_depth.
[[nodiscard]] std::optional<SyntaxError> first_syntax_error(std::string_view text);

/// Sets an error's line and column from its offset.
void locate_line(std::string_view text, Error& error);

}  // namespace limcode::json
