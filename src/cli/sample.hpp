// Made-up values of any type, for measuring without data of one's own.
#pragma once

#include <cstddef>
#include <optional>

#include "limcode/buffer.hpp"
#include "limcode/plan.hpp"

namespace limcode::cli {

/// A frame of about `size_bytes` where the type's outermost length allows that, and else of whatever size a value
/// has. The same on every run. It decodes, but need not be canonical: keys may not be in order. Nothing for types
/// whose layout is not that of their fields, as Solana's messages.
[[nodiscard]] std::optional<Buffer> sample_frame(const Plan& plan, std::size_t size_bytes);

}  // namespace limcode::cli
