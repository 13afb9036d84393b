// The constant text of a program: names for paths and the JSON around every field, laid out once so that printing
// and matching a field is one comparison or one copy.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/program.hpp"

namespace limcode::plan {

/// Appends `text` to the program's text and says where it is.
[[nodiscard]] TextRef add_text(Program& program, std::string_view text);

/// `text` as a JSON string with its quotes, escaped as serde_json escapes.
[[nodiscard]] std::string quoted(std::string_view text);

/// The JSON of a type's default value, or nothing when it is not known or is too long to be worth it.
[[nodiscard]] std::optional<std::string> default_json(const schema::Model& model, schema::TypeId type);

}  // namespace limcode::plan
