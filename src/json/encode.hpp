// from_json with what only tests have to say: how large a part of the text may be whose structure is held at once.
#pragma once

#include <cstddef>
#include <string_view>

#include "json/structure.hpp"
#include "limcode/transcode.hpp"

namespace limcode::json {

/// As from_json. What does not fit into windows of at most `largest_window` bytes is refused with not_representable.
[[nodiscard]] Result<void> encode_text(const Plan& plan, std::string_view text, Buffer& out, const JsonStyle& style,
                                       unsigned threads, std::size_t largest_window);
[[nodiscard]] Result<void> encode_text(const Plan& plan, std::string_view text, FrameSink& out, const JsonStyle& style,
                                       unsigned threads, std::size_t largest_window);

}  // namespace limcode::json
