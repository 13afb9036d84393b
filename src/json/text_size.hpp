// How long the JSON of a frame will be, as its plan tells before anything is printed.
#pragma once

#include <cstddef>

#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace limcode::json {

/// About how many bytes of text a frame of so many bytes prints to, for setting room aside: numbers are taken for long
/// ones, so that it is seldom too little, and strings and lists inside others for short ones.
[[nodiscard]] std::size_t estimate_text(const plan::Program& program, const JsonStyle& style, std::size_t wire_bytes);

}  // namespace limcode::json
