// Plans for fuzzing: the front of an input chooses a type, out of a table or made up on the spot, and a configuration.
#pragma once

#include <string>

#include "fuzz.hpp"
#include "limcode/plan.hpp"

namespace limcode::fuzz {

/// A type expression: one of the table, or one that the next bytes spell out.
[[nodiscard]] std::string choose_type(Input& input);

/// One of the four layouts, trailing bytes allowed: a frame is then what the front of an input happens to be.
[[nodiscard]] Config choose_config(Input& input);

/// The plan of a type, kept from run to run.
[[nodiscard]] Plan plan_of(const std::string& type, const Config& config);

/// Whether some field or variant is written or read alone: what is encoded is then not what is decoded.
[[nodiscard]] bool is_one_way(const Plan& plan);

/// Whether JSON of this type may say less than the wire: floats that are not finite and what an Option holds may print
/// as `null`.
[[nodiscard]] bool is_lossy(const Plan& plan);

}  // namespace limcode::fuzz
