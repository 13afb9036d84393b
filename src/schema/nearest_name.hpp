// Finds the name that someone who mistyped another most likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limcode::schema {

/// The candidate closest to `name` by edits (a swap of neighbours and a change of case count one), if any is
/// close enough to be meant; empty otherwise. Of equally close ones the first is taken.
[[nodiscard]] std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace limcode::schema
