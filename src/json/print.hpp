// Printing one value of a program, for those that do not print whole frames. The templates behind it are large, so
// they are instantiated once, in decode.cpp.
#pragma once

#include <cstdint>
#include <span>

#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace limcode::json {

/// Prints the value of `node` at the start of `wire` and returns its size.
[[nodiscard]] Result<std::uint64_t> print_value(const plan::Program& program, plan::NodeId node,
                                                std::span<const std::byte> wire, Sink& sink, const JsonStyle& style);

}  // namespace limcode::json
