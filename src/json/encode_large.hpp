// JSON to wire: what is larger than a window. A large document is taken in windows, so that the structure of the text
// stays in the cache and its memory small. The walk down to its large lists goes child by child: what does not end
// within the window is read again from one that begins with it. Part of encoder.hpp's Encoder.
#pragma once

#include "json/encode_codecs.hpp"

namespace limcode::json {

inline constexpr const char* too_large_value = "a value of 4 GiB or more";
inline constexpr const char* ends_within = "the text ends within a value";

/// The window to look at what is left of a stretch through: all of it, if it is a part of about that size, and enough
/// behind it for the element that begins last. Otherwise the little that is left would take a window of its own.
[[nodiscard]] inline std::size_t window_size(const Stretch& stretch, const WindowSizes& sizes) {
  if (stretch.stop == std::string_view::npos || stretch.stop < stretch.from) return sizes.usual;
  const std::size_t left = stretch.stop - stretch.from;
  return left <= sizes.usual + sizes.spare() ? left + sizes.spare() : sizes.usual;
}

/// A window that begins at `from` and in which `taken` bytes, of at most one, have been taken, and nothing is left.
[[nodiscard]] inline Window window_at(std::string_view text, std::size_t from, std::size_t taken) {
  static constexpr std::uint32_t places[] = {0, 1};
  return {text.data() + from, places + taken, places + taken, text.data() + text.size(), false};
}

// Whether a value that begins like this can be taken in more than one window.
template <class Format>
bool Encoder<Format>::is_parted(const Node& node, char first) const {
  const bool counted = node.prefix == schema::LengthPrefix::short_vec;  // before its elements, in what serde writes
  const bool numbers = node.text != schema::BytesText::by_style || style_.bytes == BytesStyle::array;
  switch (node.op) {
    case Op::sequence:
      return first == '{' ? program_.nodes[node.child].op == Op::transaction : first == '[' && !counted;
    case Op::bytes: return first == '[' && !counted && numbers && !node.borrowed && !node.text_only;
    case Op::json: return first == '[' || first == '{';
    case Op::record:
    case Op::enumeration:
    case Op::map: return first == '{';
    case Op::set: return first == '[';
    default: return false;
  }
}

template <class Format>
bool Encoder<Format>::open_window(std::size_t from, std::size_t size) {
  Window window;
  switch (structure_->next(document_, from, size, window)) {
    case StructureStatus::ok: break;
    case StructureStatus::malformed: return fail(Errc::json_syntax, document_.data() + from, "not JSON");
    case StructureStatus::too_large: return fail(Errc::not_representable, document_.data() + from, too_large_value);
  }
  start(window);
  window_from_ = from;
  return true;
}

// Makes sure that so many tokens from here on are in the window, if there are.
template <class Format>
template <bool IsLarge>
bool Encoder<Format>::tokens(std::ptrdiff_t count) {
  if constexpr (IsLarge) {
    while (!final_ && last_ - next_ < count) {
      if (!open_window(position(), next_window_)) return false;
      next_window_ = std::max(2 * next_window_, sizes_.usual);
    }
    next_window_ = sizes_.usual;
  }
  return true;
}

// Whether what `read` takes lies whole in the window, and then whether it is `good`; otherwise nothing has been read.
template <class Format>
template <class Read>
bool Encoder<Format>::in_this_window(Read read, bool& good) {
  const std::uint32_t* const begin = next_;
  const std::size_t before = written();
  const unsigned depth = depth_;
  const unsigned options = options_;
  const std::size_t entries = entries_.size();
  good = read();
  // What fails beyond the window, or ends there, may be whole in the next one.
  if (final_ || !beyond()) return true;
  next_ = begin;
  to_ = base_ + before;
  depth_ = depth;
  options_ = options;
  entries_.resize(entries);
  found_.clear();
  fault_ = {};
  return false;
}

template <class Format>
bool Encoder<Format>::ends_in_window() {
  bool good = false;
  const std::uint32_t* const begin = next_;
  const bool ends = in_this_window([this] { return pass_value(); }, good);
  next_ = begin;
  fault_ = {};
  return ends;
}

// Reads a value that cannot be parted, through a window that holds all of it.
template <class Format>
template <class Read>
bool Encoder<Format>::in_one_window(Read read) {
  bool good = false;
  // What has no bracket is one token, and the next one says where it ends.
  if (peek() != '[' && peek() != '{') return tokens<true>(2) && read();
  if (in_this_window(read, good)) return good;
  const std::size_t from = position();
  for (std::size_t size = sizes_.usual;; size = std::min(8 * size, sizes_.largest)) {
    if (!open_window(from, size)) return false;
    // To read it in vain would take longer.
    if (ends_in_window() && in_this_window(read, good)) return good;
    if (size == sizes_.largest) return fail(Errc::not_representable, here(), too_large_value);
  }
}

// A value that is one of few: those that can be parted are, however large.
template <class Format>
bool Encoder<Format>::large_value(plan::NodeId id) {
  if (!tokens<true>(1)) return false;
  const Node& node = program_.nodes[id];
  if (node.op == Op::option && is_parted(program_.nodes[node.child], peek())) {
    room(0);
    *to_++ = 1;
    ++options_;
    if (!parted(program_.nodes[node.child])) return false;
    --options_;
    return true;
  }
  return is_parted(node, peek()) ? parted(node) : in_one_window([&] { return value(id); });
}

// One of many, which are small: only what is larger than a window is parted.
template <class Format>
bool Encoder<Format>::large_entry(plan::NodeId id) {
  const auto read = [&] { return value(id); };
  if (!tokens<true>(1)) return false;
  if (!is_parted(program_.nodes[id], peek())) return in_one_window(read);
  bool good = false;
  if (in_this_window(read, good)) return good;
  if (!open_window(position(), sizes_.usual)) return false;
  return ends_in_window() && in_this_window(read, good) ? good : large_value(id);
}

template <class Format>
bool Encoder<Format>::parted(const Node& node) {
  switch (node.op) {
    case Op::sequence: return peek() == '{' ? reply<true>(node) : large_list(node);
    case Op::bytes: return large_list(node);
    case Op::record:
      if (!take('{', "an object") || !enter() || !record_in_order<true>(node)) return false;
      leave();
      return true;
    case Op::enumeration: return enumeration<true>(node);
    case Op::map: return map<true>(node);
    case Op::set: return set<true>(node);
    default: break;
  }
  const bool list = peek() == '[';
  write(static_cast<std::uint32_t>(list ? plan::JsonKind::array : plan::JsonKind::object));
  return list ? large_list(node) : json_object<true>(node);
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::ignored() {
  return IsLarge ? large_ignored() : ignore_value();
}

// Like ignore_value(), in as many windows as it takes.
template <class Format>
bool Encoder<Format>::large_ignored() {
  std::string closing;  // of what is open, the innermost last
  for (;;) {
    if (!tokens<true>(4)) return false;  // a bracket, a key and what it needs
    const char first = peek();
    if (first == '[' || first == '{') {
      closing.push_back(first == '[' ? ']' : '}');
      ++next_;
      if (peek() != closing.back()) {
        if (first == '{' && (!ignore_string() || !take(':', "`:`"))) return false;
        continue;
      }
    } else if (!ignore_scalar()) {
      return false;
    }
    while (!closing.empty()) {
      if (!tokens<true>(3)) return false;
      if (peek() != closing.back()) break;
      ++next_;
      closing.pop_back();
    }
    if (closing.empty()) return true;
    if (!take(',', closing.back() == ']' ? "`,` or `]`" : "`,` or `}`")) return false;
    if (closing.back() == '}' && (!ignore_string() || !take(':', "`:`"))) return false;
  }
}

// Fields in another order than the wire's are encoded as they come and put into order afterwards.
template <class Format>
bool Encoder<Format>::large_record_by_name(const Node& node, std::uint32_t done) {
  by_name_ = true;
  ++held_;
  std::vector<std::optional<plan::Entry>> places(node.count);
  for (bool open = true; open;) {
    if (!tokens<true>(3)) return false;
    const char* const at = here();
    std::string_view name;
    if (!string_text(name, "a field name in quotes")) return false;
    const std::uint32_t index = find_name(program_, node, name);
    if (!is_wanted(node, index, index != plan::no_node && (index < done || places[index]), name, at)) return false;
    if (!take(':', "`:`")) return false;
    const std::size_t before = written();
    if (!(index == plan::no_node ? large_ignored() : field_value<true>(program_.fields[node.first + index])))
      return false;
    if (index != plan::no_node) places[index] = {before, written()};
    if (!tokens<true>(1)) return false;
    open = peek() == ',';
    if (!open && peek() != '}') return fail_expected("`,` or `}`", here());
    ++next_;
  }
  --next_;  // what is missing is missing there
  for (std::uint32_t index = done; index < node.count; ++index) {
    if (places[index]) continue;
    const std::size_t before = written();
    if (!absent_field(program_.fields[node.first + index])) return false;
    places[index] = {before, written()};
  }
  ++next_;
  --held_;
  put_in_order(std::span(places).subspan(done));
  return true;
}

// Brings what was written last into the order of its places.
template <class Format>
void Encoder<Format>::put_in_order(std::span<const std::optional<plan::Entry>> places) {
  const auto follows = [](const auto& left, const auto& right) { return left->end > right->key; };
  if (std::ranges::adjacent_find(places, follows) == places.end()) return;
  Buffer ordered;
  ordered.reserve(written());
  for (const auto& place : places) ordered.append(base_ + place->key, place->end - place->key);
  to_ -= ordered.size();
  write_raw(ordered.data(), ordered.size());
}

template <class Format>
bool Encoder<Format>::list_element(const Node& list) {
  switch (list.op) {
    case Op::json: return json_value(list);
    case Op::bytes: return byte_number();
    default: return value(list.child);
  }
}

// The elements of a stretch that lie whole in the current window.
template <class Format>
bool Encoder<Format>::window_elements(const Node& list, Stretch& stretch) {
  const std::size_t base = window_from_;
  // Nothing is taken in bulk across the end of a stretch: where an element begins there must be seen.
  const std::size_t end = std::min<std::size_t>(*last_, stretch.stop - std::min(stretch.stop, base));
  for (;;) {
    stretch.from = position();
    if ((!final_ && beyond()) || stretch.from >= stretch.stop) return true;
    const std::uint64_t before = stretch.count;
    if (list.op == Op::bytes) bytes_in_bulk(text_ + end, stretch.count);
    if (list.op == Op::sequence) elements_in_bulk(program_.nodes[list.child], text_ + end, stretch.count);
    if (stretch.count != before) continue;
    bool good = false;
    if (!in_this_window([&] { return list_element(list); }, good)) return true;
    if (!good) return add_index(stretch.count);
    ++stretch.count;
    const char separator = peek();
    if (separator != ',' && separator != ']') return fail_expected("`,` or `]`", here());
    ++next_;
    if (separator == ']') {
      if (ran_out()) return fail(Errc::json_syntax, here(), ends_within);
      stretch.closed = true;
      stretch.from = base + next_[-1] + 1;
      return true;
    }
  }
}

// The elements of a stretch that begins in no window.
template <class Format>
bool Encoder<Format>::elements(const Node& list, Stretch& stretch, bool streams) {
  std::size_t size = window_size(stretch, sizes_);
  bool is_alone = stretch.stop == std::string_view::npos;  // until the first window says what to expect of the others
  while (!stretch.closed && stretch.from < stretch.stop) {
    const std::size_t from = stretch.from;
    const std::size_t before = written();
    if (!open_window(from, size) || !window_elements(list, stretch)) return false;
    if (streams && !flush()) return false;
    if (stretch.from != from) {
      if (std::exchange(is_alone, false) && !streams) {
        expect(document_.size() - stretch.from, stretch.from - from, written() - before);
      }
      size = window_size(stretch, sizes_);
      continue;
    }
    // An element that is larger than the window wants a larger one.
    if (size >= sizes_.largest) return fail(Errc::not_representable, here(), too_large_value);
    size = std::min(size * 2, sizes_.largest);
  }
  return true;
}

template <class Format>
bool Encoder<Format>::large_list(const Node& node) {
  if (!enter()) return false;
  const std::uint64_t length_at = before_ + begin_length(node);
  Stretch stretch;
  stretch.stop = std::string_view::npos;
  stretch.from = skip_space(document_, position() + 1);
  if (stretch.from < document_.size() && document_[stretch.from] == ']') {
    start_behind(stretch.from + 1);
    stretch.closed = true;
  } else if (!beyond()) {
    // Most lists end within the window.
    ++next_;
    if (!window_elements(node, stretch)) return false;
  }
  if (!stretch.closed && !list_behind_window(node, length_at, stretch)) return false;
  leave();
  return end_large_length(node, length_at, stretch.count);
}

// The rest of a list, which does not end where the window does.
template <class Format>
bool Encoder<Format>::list_behind_window(const Node& node, std::uint64_t length_at, Stretch& stretch) {
  const bool streams = sink_ != nullptr && held_ == 0 && reserved_length(node.prefix) == 8;
  if (streams && !flush()) return false;
  if (!share_ || document_.size() - stretch.from <= sizes_.usual) return elements(node, stretch, streams);
  if (!share_(document_, {&node, depth_, options_, length_at + 8}, stretch, streams)) return false;
  start_behind(stretch.from);
  return true;
}

// Goes on behind a bracket, outside of any window.
template <class Format>
void Encoder<Format>::start_behind(std::size_t past) {
  start(window_at(document_, past - 1, 1));
  window_from_ = past - 1;
}

template <class Format>
bool Encoder<Format>::end_large_length(const Node& node, std::uint64_t at, std::uint64_t length) {
  if (at >= before_) return end_length(node, at - before_, length);
  if (!is_bounded(node, length)) return false;
  Byte bytes[16];
  const Byte* const end = format_.write(bytes, length);
  return was_taken(sink_->rewrite(at, std::as_bytes(std::span<const Byte>(bytes, end))));
}

// Gives the sink what has been written.
template <class Format>
bool Encoder<Format>::flush() {
  close_output();
  const bool taken = stream(out_.bytes().subspan(start_));
  out_.set_size(start_);
  // Elements come to about as much as their text, and growing there would touch twice as many pages.
  out_.reserve(start_ + sizes_.usual);
  open_output();
  return taken;
}

template <class Format>
bool Encoder<Format>::stream(std::span<const std::byte> bytes) {
  before_ += bytes.size();
  return was_taken(sink_->write(bytes));
}

template <class Format>
bool Encoder<Format>::was_taken(Result<void> written) {
  if (!written) sink_error_ = std::move(written.error());
  return written.has_value();
}

template <class Format>
bool Encoder<Format>::part(std::string_view text, Structure& structure, const LargeList& list, Stretch& stretch) {
  document_ = text;
  structure_ = &structure;
  depth_ = list.depth;
  options_ = list.options;
  before_ = list.before;
  return elements(*list.node, stretch, false);
}

}  // namespace limcode::json
