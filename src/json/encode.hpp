// from_json with what only tests have to say: how large the windows are.
#pragma once

#include <cstddef>
#include <string_view>

#include "json/structure.hpp"
#include "limcode/transcode.hpp"

namespace limcode::json {

/// As from_json. What does not fit into the largest window is refused with not_representable.
[[nodiscard]] Result<void> encode_text(const Plan& plan, std::string_view text, Buffer& out, const JsonStyle& style,
                                       unsigned threads, const WindowSizes& sizes);
[[nodiscard]] Result<void> encode_text(const Plan& plan, std::string_view text, FrameSink& out, const JsonStyle& style,
                                       unsigned threads, const WindowSizes& sizes);

}  // namespace limcode::json
