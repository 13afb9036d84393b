#include "plan/fault.hpp"

#include <fmt/format.h>

#include <ranges>

namespace limcode::plan {

std::string field_segment(const Program& program, const Field& field) {
  return "." + std::string(program.view(field.name));
}

std::string index_segment(std::uint64_t index) { return fmt::format("[{}]", index); }

Error trailing_error(std::uint64_t size, std::uint64_t total) {
  Error error;
  error.code = Errc::trailing_bytes;
  error.offset = size;
  error.end_offset = total;
  error.detail = fmt::format("{} byte{} after the end of the frame", total - size, total - size == 1 ? "" : "s");
  return error;
}

Error to_error(const Program& program, Fault&& fault) {
  Error error;
  error.code = fault.code;
  error.offset = fault.offset;
  error.end_offset = fault.end_offset;
  error.needed = fault.needed;
  error.available = fault.available;
  error.detail = std::move(fault.detail);
  for (const std::string& segment : std::views::reverse(fault.path)) error.path += segment;
  if (error.path.starts_with('.')) error.path.erase(0, 1);
  if (fault.node != no_node) error.type = program.type_name(program.nodes[fault.node]);
  return error;
}

}  // namespace limcode::plan
