// Which value of a frame covers a byte: what turns the offset at which two frames differ into a field path.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "limcode/error.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

/// The innermost value around a byte.
struct Place {
  NodeId node = 0;
  std::uint64_t offset = 0;
  std::uint64_t end = 0;
  std::string path;
};

/// Finds it. Errors: what decoding gives for the values before and around it.
[[nodiscard]] Result<Place> find_place(const Program& program, std::span<const std::byte> wire, std::uint64_t offset);

}  // namespace limcode::plan
