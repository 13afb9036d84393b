// Skip code held against walking, for any frame that a test has at hand.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "limcode/plan.hpp"

namespace limcode::test {

/// How skip code comes to another end than skip() for the value at the start of `wire`, or leaves it; nothing where
/// they agree, where skip() refuses what nobody has to find the end of, and for types that are never skipped.
[[nodiscard]] std::optional<std::string> skipping_disagreement(const Plan& plan, std::span<const std::byte> wire);

}  // namespace limcode::test
