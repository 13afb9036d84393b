// Lines of a source.
#include "schema/source.hpp"

#include <algorithm>

namespace limcode::schema {

void Source::set_text(std::string new_text) {
  text = std::move(new_text);
  line_starts = {0};
  // Text beyond what is read is refused by the lexer; its offsets need not be known.
  const std::size_t known = std::min(text.size(), max_source_bytes);
  for (std::size_t at = 0; at < known; ++at) {
    if (text[at] == '\n') line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

LineColumn line_column(const Source& source, std::uint32_t offset) {
  const auto after = std::upper_bound(source.line_starts.begin(), source.line_starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - source.line_starts.begin());
  return {line, offset - *(after - 1) + 1};
}

}  // namespace limcode::schema
