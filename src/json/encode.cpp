// from_json: the document as a whole. A large top-level array is taken in windows, so that the structure of the text
// stays in the cache and its memory small; everything else is one window.
#include "json/encode_codecs.hpp"
#include "json/syntax.hpp"
#include "limcode/transcode.hpp"

namespace limcode {
namespace json {
namespace {

constexpr std::size_t first_window = std::size_t{1} << 20;
constexpr std::size_t windowed_from = 2 * first_window;

std::size_t skip_space(std::string_view text, std::size_t from) {
  const std::size_t found = text.find_first_not_of(" \t\n\r", from);
  return found == std::string_view::npos ? text.size() : found;
}

}  // namespace

template <class Format>
bool Encoder<Format>::root_is_windowed(std::string_view text) const {
  const Node& root = program_.nodes[program_.root];
  if (text.size() < windowed_from || (root.op != Op::sequence && root.op != Op::json)) return false;
  const std::size_t first = skip_space(text, 0);
  return first < text.size() && text[first] == '[';
}

template <class Format>
bool Encoder<Format>::document(std::string_view text, Structure& structure) {
  if (root_is_windowed(text)) return windowed(text, structure);
  Window window;
  switch (structure.whole(text, window)) {
    case StructureStatus::ok: break;
    case StructureStatus::malformed: return fail(Errc::json_syntax, text.data(), "not JSON");
    case StructureStatus::too_large:
      return fail(Errc::json_syntax, text.data(), "a JSON text of 4 GiB or more must be one array");
  }
  start(window);
  if (!value(program_.root)) return false;
  if (next_ != last_) return fail(Errc::json_trailing, here(), "text after the end of the document");
  return true;
}

// The elements that lie whole in the current window. `more` says whether the array goes on; `resume` is where.
template <class Format>
bool Encoder<Format>::window_elements(bool& more, std::uint64_t& count, std::size_t& resume) {
  const Node& root = program_.nodes[program_.root];
  const auto base = static_cast<std::size_t>(text_ - document_.data());
  more = true;
  for (;;) {
    resume = base + *next_;
    if (!final_ && beyond()) return true;
    if (root.op == Op::sequence && program_.nodes[root.child].op == Op::u64 && !program_.nodes[root.child].non_zero) {
      if (!numbers_in_bulk(count)) return false;
      if (!final_ && beyond()) continue;
    }
    const std::uint32_t* const element = next_;
    const std::size_t element_at = written();
    const unsigned depth = depth_;
    const std::size_t entries = entries_.size();
    const bool good = root.op == Op::json ? json_value(root) : value(root.child);
    // What fails beyond the window, or ends there, may be whole in the next one.
    if (!final_ && beyond()) {
      to_ = base_ + element_at;
      resume = base + *element;
      depth_ = depth;
      entries_.resize(entries);
      found_.clear();
      fault_ = {};
      return true;
    }
    if (!good) return add_index(count);
    ++count;
    const char separator = peek();
    if (separator != ',' && separator != ']') return fail_expected("`,` or `]`", here());
    ++next_;
    if (separator == ']') {
      more = false;
      if (!final_) {
        resume = base + next_[-1] + 1;
        return true;
      }
      resume = document_.size();
      return next_ == last_ || fail(Errc::json_trailing, here(), "text after the end of the document");
    }
  }
}

template <class Format>
bool Encoder<Format>::windowed(std::string_view text, Structure& structure) {
  const Node& root = program_.nodes[program_.root];
  if (!enter()) return false;
  if (root.op == Op::json) write(static_cast<std::uint32_t>(plan::JsonKind::array));
  const std::size_t length_at = begin_length(root);
  std::size_t from = skip_space(text, 0) + 1;
  std::size_t size = first_window;
  std::uint64_t count = 0;
  bool more = true;
  if (const std::size_t first = skip_space(text, from); first < text.size() && text[first] == ']') {
    more = false;
    from = first + 1;
  }
  while (more) {
    Window window;
    switch (structure.next(text, from, size, window)) {
      case StructureStatus::ok: break;
      case StructureStatus::malformed: return fail(Errc::json_syntax, text.data() + from, "not JSON");
      case StructureStatus::too_large:
        return fail(Errc::json_syntax, text.data() + from, "one element of 4 GiB or more");
    }
    start(window);
    std::size_t resume = from;
    if (!window_elements(more, count, resume)) return false;
    // An element that is larger than the window wants a larger one.
    size = resume == from ? size * 2 : first_window;
    from = resume;
  }
  leave();
  if (const std::size_t end = skip_space(text, from); end != text.size()) {
    return fail(Errc::json_trailing, text.data() + end, "text after the end of the document");
  }
  return end_length(root, length_at, count);
}

template <class Format>
Error Encoder<Format>::to_error(std::string_view text) {
  Error error;
  error.code = fault_.code;
  error.detail = std::move(fault_.detail);
  // A text that was copied has the same offsets.
  const bool inside = std::less_equal<>{}(text.data(), fault_.at) && std::less_equal<>{}(fault_.at, text.data() + text.size());
  error.offset = static_cast<std::uint64_t>(fault_.at - (inside ? text.data() : text_));
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
Result<void> Encoder<Format>::run(std::string_view text, Structure& structure) {
  document_ = text;
  const bool good = document(text, structure);
  close_output();
  if (good && out_.size() - start_ > program_.config.limit_bytes) {
    out_.set_size(start_);
    Error error;
    error.code = Errc::limit_exceeded;
    error.detail = fmt::format("the frame is larger than the limit of {} bytes", program_.config.limit_bytes);
    return std::unexpected(std::move(error));
  }
  if (good) return {};
  out_.set_size(start_);
  return std::unexpected(to_error(text));
}

}  // namespace json

Result<void> from_json(const Plan& plan, std::string_view json, Buffer& out, const JsonStyle& style) {
  const plan::Program& program = plan.program();
  json::Structure structure;
  return wire::with_format(program.config, [&]<class Format>(Format) {
    return json::Encoder<Format>(program, style, out).run(json, structure);
  });
}

}  // namespace limcode
