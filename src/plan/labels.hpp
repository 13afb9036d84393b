// The constant text of a program: names for paths and the JSON around every field, laid out once so that printing
// and matching a field is one comparison or one copy.
#pragma once

#include <string>
#include <string_view>

#include "plan/program.hpp"

namespace limcode::plan {

/// Appends `text` to the program's text and says where it is.
[[nodiscard]] TextRef add_text(Program& program, std::string_view text);

/// `text` as a JSON string with its quotes, escaped as serde_json escapes.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Writes the JSON of a type's default value to `text`. False when it is not known or too long to be worth it; `text`
/// is then how far it came.
[[nodiscard]] bool print_default_json(const schema::Model& model, schema::TypeId type, std::string& text);

}  // namespace limcode::plan
