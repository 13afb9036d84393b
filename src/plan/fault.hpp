// How a walk over a frame fails: the first thing that is wrong is kept, and on the way out every level adds its part
// of the field path. All of it is cold; a walk that succeeds pays one comparison a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "limcode/error.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

/// The first fault of a walk and, innermost first, the path to it.
struct Fault {
  Errc code = Errc::ok;
  std::uint64_t offset = 0;
  std::uint64_t end_offset = 0;
  std::uint64_t needed = 0;
  std::uint64_t available = 0;
  NodeId node = no_node;
  std::string detail;
  std::vector<std::string> path;

  [[nodiscard]] bool happened() const noexcept { return code != Errc::ok; }
};

/// `name` as a path segment below another value.
[[nodiscard]] std::string field_segment(const Program& program, const Field& field);
/// `[index]`.
[[nodiscard]] std::string index_segment(std::uint64_t index);

/// The Error for a frame of `size` bytes in an input of `total`.
[[nodiscard]] Error trailing_error(std::uint64_t size, std::uint64_t total);

/// A Fault as the Error that callers see.
[[nodiscard]] Error to_error(const Program& program, Fault&& fault);

}  // namespace limcode::plan
