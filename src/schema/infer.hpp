// Writes Rust types for a shape.
#pragma once

#include <string>

#include "schema/json_shape.hpp"

namespace limcode::schema {

struct InferStyle {
  std::string root_name;
  bool wide_integers = false;
};

/// Rust source whose root type fits all values of the shape.
[[nodiscard]] std::string write_rust(JsonShape shape, const InferStyle& style);

}  // namespace limcode::schema
