// JSON to wire: the document as a whole. A large top-level array is taken in windows, so that the structure of the
// text stays in the cache and its memory small; everything else is one window. Part of encoder.hpp's Encoder.
#pragma once

#include <functional>

#include "json/encode_codecs.hpp"
#include "json/syntax.hpp"

namespace limcode::json {

inline constexpr std::size_t first_window = std::size_t{1} << 19;
inline constexpr std::size_t large_array = 2 * first_window;

/// The window to look at what is left of a stretch through: all of it, if it is a part of about that size, and enough
/// behind it for the element that begins last. Otherwise the little that is left would take a window of its own.
[[nodiscard]] inline std::size_t window_size(const Stretch& stretch) {
  constexpr std::size_t behind = std::size_t{64} << 10;
  if (stretch.stop == std::string_view::npos || stretch.stop < stretch.from) return first_window;
  const std::size_t left = stretch.stop - stretch.from;
  return left <= first_window + behind ? left + behind : first_window;
}
inline constexpr const char* too_large_element = "an element of 4 GiB or more";

[[nodiscard]] inline std::size_t skip_space(std::string_view text, std::size_t from) {
  const std::size_t found = text.find_first_not_of(" \t\n\r", from);
  return found == std::string_view::npos ? text.size() : found;
}

template <class Format>
bool Encoder<Format>::is_large_array(std::string_view text) const {
  const Node& root = program_.nodes[program_.root];
  const std::size_t first = text.size() < large_array ? text.size() : skip_space(text, 0);
  if (first == text.size() || text[first] != '[') return false;
  if (root.op == Op::sequence || root.op == Op::json) return true;
  const bool numbers = root.text != schema::BytesText::by_style || style_.bytes == BytesStyle::array;
  return root.op == Op::bytes && numbers && !root.borrowed && !root.text_only;
}

template <class Format>
bool Encoder<Format>::document(std::string_view text, Structure& structure) {
  if (is_large_array(text)) {
    std::size_t length_at = 0;
    Stretch stretch = begin_array(text, length_at);
    return elements(text, structure, stretch) && end_array(text, length_at, stretch);
  }
  Window window;
  switch (structure.whole(text, window)) {
    case StructureStatus::ok: break;
    case StructureStatus::malformed: return fail(Errc::json_syntax, text.data(), "not JSON");
    case StructureStatus::too_large:
      return fail(Errc::not_representable, text.data(),
                  "JSON of 4 GiB or more is read only as one array, of a list or of limcode::Json");
  }
  start(window);
  if (!value(program_.root)) return false;
  if (next_ != last_) return fail(Errc::json_trailing, here(), "text after the end of the document");
  return true;
}

// The elements of a stretch that lie whole in the current window.
template <class Format>
bool Encoder<Format>::window_elements(Stretch& stretch) {
  const Node& root = program_.nodes[program_.root];
  const std::size_t base = window_from_;
  // Nothing is taken in bulk across the end of a stretch: where an element begins there must be seen.
  const bool bulk = root.op != Op::json;
  const std::size_t end = std::min<std::size_t>(*last_, stretch.stop - std::min(stretch.stop, base));
  for (;;) {
    stretch.from = base + *next_;
    if ((!final_ && beyond()) || stretch.from >= stretch.stop) return true;
    if (bulk) {
      const std::uint64_t before = stretch.count;
      elements_in_bulk(program_.nodes[root.child], text_ + end, stretch.count);
      if (stretch.count != before) continue;
    }
    const std::uint32_t* const element = next_;
    const std::size_t element_at = written();
    const unsigned depth = depth_;
    const std::size_t entries = entries_.size();
    const bool good = root.op == Op::json ? json_value(root) : value(root.child);
    // What fails beyond the window, or ends there, may be whole in the next one.
    if (!final_ && beyond()) {
      to_ = base_ + element_at;
      stretch.from = base + *element;
      depth_ = depth;
      entries_.resize(entries);
      found_.clear();
      fault_ = {};
      return true;
    }
    if (!good) return add_index(stretch.count);
    ++stretch.count;
    const char separator = peek();
    if (separator != ',' && separator != ']') return fail_expected("`,` or `]`", here());
    ++next_;
    if (separator == ']') {
      stretch.closed = true;
      if (!final_) {
        stretch.from = base + next_[-1] + 1;
        return true;
      }
      stretch.from = document_.size();
      return next_ == last_ || fail(Errc::json_trailing, here(), "text after the end of the document");
    }
  }
}

template <class Format>
Stretch Encoder<Format>::begin_array(std::string_view text, std::size_t& length_at) {
  const Node& root = program_.nodes[program_.root];
  document_ = text;
  if (root.op == Op::json) write(static_cast<std::uint32_t>(plan::JsonKind::array));
  length_at = begin_length(root);
  Stretch stretch;
  stretch.from = skip_space(text, skip_space(text, 0) + 1);
  stretch.stop = std::string_view::npos;
  if (stretch.from < text.size() && text[stretch.from] == ']') {
    stretch.closed = true;
    ++stretch.from;
  }
  return stretch;
}

template <class Format>
bool Encoder<Format>::elements(std::string_view text, Structure& structure, Stretch& stretch) {
  document_ = text;
  depth_ = 1;
  std::size_t size = window_size(stretch);
  bool is_alone = stretch.stop == std::string_view::npos;  // until the first window says what to expect of the others
  while (!stretch.closed && stretch.from < stretch.stop) {
    const std::size_t from = stretch.from;
    const std::size_t before = written();
    Window window;
    switch (structure.next(text, from, size, window)) {
      case StructureStatus::ok: break;
      case StructureStatus::malformed: return fail(Errc::json_syntax, text.data() + from, "not JSON");
      case StructureStatus::too_large: return fail(Errc::not_representable, text.data() + from, too_large_element);
    }
    start(window);
    window_from_ = from;
    if (!window_elements(stretch)) return false;
    if (stretch.from != from) {
      if (std::exchange(is_alone, false)) expect(text.size() - stretch.from, stretch.from - from, written() - before);
      size = window_size(stretch);
      continue;
    }
    // An element that is larger than the window wants a larger one.
    if (size >= structure.largest()) return fail(Errc::not_representable, text.data() + from, too_large_element);
    size = std::min(size * 2, structure.largest());
  }
  return true;
}

template <class Format>
bool Encoder<Format>::end_array(std::string_view text, std::size_t length_at, const Stretch& last) {
  if (const std::size_t end = skip_space(text, last.from); end != text.size()) {
    return fail(Errc::json_trailing, text.data() + end, "text after the end of the document");
  }
  return end_length(program_.nodes[program_.root], length_at, last.count);
}

template <class Format>
Error Encoder<Format>::fault_of(std::string_view text) {
  Error error;
  error.code = fault_.code;
  error.detail = std::move(fault_.detail);
  // A window that was copied has the same offsets.
  const bool inside =
      std::less_equal<>{}(text.data(), fault_.at) && std::less_equal<>{}(fault_.at, text.data() + text.size());
  error.offset = static_cast<std::uint64_t>(inside ? fault_.at - text.data()
                                                   : fault_.at - text_ + static_cast<std::ptrdiff_t>(window_from_));
  // Whatever the walk ran into, a text that is not JSON is that first of all.
  if (auto syntax = first_syntax_error(text)) {
    error.code = syntax->code;
    error.offset = syntax->offset;
    error.detail = std::move(syntax->detail);
  }
  error.offset = std::min<std::uint64_t>(error.offset, text.size());
  error.end_offset = error.offset;
  for (auto segment = fault_.path.rbegin(); segment != fault_.path.rend(); ++segment) error.path += *segment;
  if (error.path.starts_with('.')) error.path.erase(0, 1);
  locate_line(text, error);
  return error;
}

template <class Format>
Result<void> Encoder<Format>::finish(std::string_view text, bool good, std::uint64_t elsewhere) {
  close_output();
  if (good && out_.size() - start_ + elsewhere > program_.config.limit_bytes) {
    out_.set_size(start_);
    Error error;
    error.code = Errc::limit_exceeded;
    error.detail = fmt::format("the frame is larger than the limit of {} bytes", program_.config.limit_bytes);
    return std::unexpected(std::move(error));
  }
  if (good) return {};
  out_.set_size(start_);
  return std::unexpected(fault_of(text));
}

template <class Format>
Result<void> Encoder<Format>::run(std::string_view text, Structure& structure) {
  document_ = text;
  return finish(text, document(text, structure));
}

}  // namespace limcode::json
