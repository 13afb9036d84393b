// Where a schema declares the field that a path leads to, for errors: `state.rs:12:5`.
#pragma once

#include <string>
#include <string_view>

#include "limcode/schema.hpp"

namespace limcode::cli {

/// The place of the last field or variant on the way that `path` goes from `type`; empty where none of them stands in
/// a user's source.
[[nodiscard]] std::string declaration_of(const Type& type, std::string_view path);

}  // namespace limcode::cli
