// Printing one value of a program, for those that do not print whole frames, and what only tests have to say of
// to_json: how large its parts are. The templates behind it are large, so they are instantiated once, in decode.cpp.
#pragma once

#include <cstdint>
#include <span>

#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace limcode::json {

/// Prints the value of `node` at the start of `wire` and returns its size.
[[nodiscard]] Result<std::uint64_t> print_value(const plan::Program& program, plan::NodeId node,
                                                std::span<const std::byte> wire, Sink& sink, const JsonStyle& style);

/// From how many bytes on frames, and lists in them, are shared out between threads, and in parts of how many.
struct PartSizes {
  std::size_t frame = std::size_t{1} << 20;
  std::size_t list = std::size_t{1} << 18;
  std::size_t part = std::size_t{1} << 17;
};

/// As to_json, but for the layout, which is never pretty.
[[nodiscard]] Result<std::uint64_t> print_frame(const Plan& plan, std::span<const std::byte> wire, Sink& sink,
                                                const JsonStyle& style, unsigned threads, const PartSizes& sizes);

}  // namespace limcode::json
