// What limcode does for large values alone, held against what it does for all, on any value that a test has at hand.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "limcode/plan.hpp"

namespace limcode::test {

/// How skip code comes to another end than skip() for the value at the start of `wire`, or leaves it; nothing where
/// they agree, where skip() refuses what nobody has to find the end of, and for types that are never skipped.
[[nodiscard]] std::optional<std::string> skipping_disagreement(const Plan& plan, std::span<const std::byte> wire);

/// How `text` is another frame, or another error, in windows of a few bytes than it is as a whole.
[[nodiscard]] std::optional<std::string> windows_disagreement(const Plan& plan, std::string_view text);

/// How two threads print another text of `wire` than one, or another error.
[[nodiscard]] std::optional<std::string> sharing_disagreement(const Plan& plan, std::span<const std::byte> wire);

}  // namespace limcode::test
