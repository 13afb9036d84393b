// What a type is made of, as text for people and as JSON for machines: fields, sizes on the wire, recursion.
#pragma once

#include <string>

#include "limcode/config.hpp"
#include "limcode/schema.hpp"

namespace limcode::cli {

/// Several lines with their ends.
[[nodiscard]] std::string describe_text(const Type& type, const Config& config);
/// One JSON object.
[[nodiscard]] std::string describe_json(const Type& type, const Config& config);

}  // namespace limcode::cli
