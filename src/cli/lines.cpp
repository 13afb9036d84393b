// Converting lines.
#include "cli/lines.hpp"

#include <string_view>
#include <utility>

namespace limcode::cli {
namespace {

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

Step LineConverter::convert(std::span<const std::byte> bytes, bool last, Buffer& out) const {
  Step step;
  const std::string_view text = as_text(bytes);
  while (step.consumed < text.size()) {
    const std::size_t end = text.find('\n', step.consumed);
    if (end == std::string_view::npos && !last) break;
    const std::string_view line = text.substr(step.consumed, std::min(end, text.size()) - step.consumed);
    if (!is_blank(line)) {
      auto encoded = from_json(typed_.plan, line, out, style_);
      if (!encoded) {
        step.error = std::move(encoded.error());
        return step;
      }
    }
    step.consumed = end == std::string_view::npos ? text.size() : end + 1;
    ++step.items;
  }
  return step;
}

std::vector<std::size_t> LineConverter::cuts(std::span<const std::byte> bytes, unsigned parts) const {
  std::vector<std::size_t> found;
  const std::string_view text = as_text(bytes);
  for (unsigned part = 1; part < parts; ++part) {
    const std::size_t end = text.find('\n', text.size() / parts * part);
    if (end == std::string_view::npos || end + 1 == text.size()) break;
    if (found.empty() || found.back() != end + 1) found.push_back(end + 1);
  }
  return found;
}

Failure LineConverter::explain(Error error, std::span<const std::byte> bytes, const Position& at) const {
  const std::string_view line = as_text(bytes).substr(0, as_text(bytes).find('\n'));
  if (error.line != 0) error.line = at.items_before + 1;
  Failure failure = text_failure(std::move(error), subject_, line);
  failure.error.offset += at.offset;
  failure.error.end_offset += at.offset;
  failure.type = typed_.type.name();
  return failure;
}

}  // namespace limcode::cli
