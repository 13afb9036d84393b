// Renders diagnostics the way rustc does: the place, the source line, a caret below the offending text, help.
#include "schema/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace limcode::schema {

namespace {

// Longer lines (generated code) are shown from a little before the caret on.
constexpr std::size_t max_line_shown = 160;
constexpr std::size_t context_before_caret = 60;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Tabs are shown as blanks, so that the caret below stands where the text does on every terminal.
std::string shown_text(std::string_view text) {
  std::string out;
  for (const char byte : text) out += byte == '\t' ? std::string(4, ' ') : std::string(1, byte);
  return out;
}

std::size_t scalar_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

struct ShownLine {
  std::string_view before;  // from the start of what is shown to the span
  std::string_view marked;  // the span, cut at the end of the line
  std::string_view after;
  bool cut_before = false;
  bool cut_after = false;
};

ShownLine cut_line(std::string_view text, std::uint32_t begin_offset, std::uint32_t end_offset) {
  const std::size_t begin = std::min<std::size_t>(begin_offset, text.size());
  const std::size_t previous = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  std::size_t line_begin = previous == std::string_view::npos ? 0 : previous + 1;
  std::size_t line_end = std::min(text.find('\n', begin), text.size());
  if (line_end > line_begin && text[line_end - 1] == '\r') --line_end;
  const std::size_t end = std::clamp<std::size_t>(end_offset, begin, std::max(begin, line_end));

  ShownLine shown;
  if (begin - line_begin > context_before_caret && line_end - line_begin > max_line_shown) {
    line_begin = begin - context_before_caret;
    while (line_begin < begin && is_continuation(text[line_begin])) ++line_begin;
    shown.cut_before = true;
  }
  if (line_end > line_begin + max_line_shown) {
    line_end = std::max(line_begin + max_line_shown, std::min(end, line_begin + 2 * max_line_shown));
    while (line_end > begin && line_end < text.size() && is_continuation(text[line_end])) --line_end;
    shown.cut_after = true;
  }
  const std::size_t marked_end = std::min(end, std::max(line_end, begin));
  shown.before = text.substr(line_begin, begin - line_begin);
  shown.marked = text.substr(begin, marked_end - begin);
  shown.after = line_end > marked_end ? text.substr(marked_end, line_end - marked_end) : std::string_view{};
  return shown;
}

std::string render_snippet(const Diagnostic& diagnostic, const Source& source, LineColumn place) {
  const ShownLine line = cut_line(source.text, diagnostic.span.begin, diagnostic.span.end);
  const std::string number = std::to_string(place.line);
  const std::string margin(number.size(), ' ');
  const std::string_view dots_before = line.cut_before ? "..." : "";
  const std::string_view dots_after = line.cut_after ? "..." : "";
  std::string out = fmt::format("{}--> {}:{}:{}\n{} |\n", margin, source.name, place.line, place.column, margin);
  out += fmt::format("{} | {}{}{}\n", number, dots_before,
                     shown_text(fmt::format("{}{}{}", line.before, line.marked, line.after)), dots_after);
  const std::size_t indent = dots_before.size() + scalar_count(shown_text(line.before));
  const std::size_t width = std::max<std::size_t>(1, scalar_count(shown_text(line.marked)));
  out += fmt::format("{} | {}{}", margin, std::string(indent, ' '), std::string(width, '^'));
  if (!diagnostic.label.empty()) out += ' ' + diagnostic.label;
  if (!diagnostic.help.empty()) out += fmt::format("\n{} = help: {}", margin, diagnostic.help);
  return out;
}

}  // namespace

Error to_error(const Diagnostic& diagnostic, const SourceSet& sources) {
  Error error;
  error.code = diagnostic.code;
  error.offset = diagnostic.span.begin;
  error.end_offset = diagnostic.span.end;
  error.detail = diagnostic.message;
  const Source* source = sources.find(diagnostic.span.file);
  if (source == nullptr) return error;
  const LineColumn place = line_column(*source, diagnostic.span.begin);
  error.file = source->name;
  error.line = place.line;
  error.column = place.column;
  error.snippet = render_snippet(diagnostic, *source, place);
  return error;
}

}  // namespace limcode::schema
