// JSON to wire: records and tuples. Part of encoder.hpp's Encoder.
//
// Records are read on the assumption that their fields come in order, which costs one comparison a field. The first
// one that does not sends the rest of that record through the table of names: where each value begins is noted, and
// the values are then encoded in the order that the wire wants.
#pragma once

#include "json/encode_texts.hpp"
#include "kernels/memory.hpp"

namespace limcode::json {

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::field_value(const plan::Field& field) {
  const std::size_t before = written();
  if constexpr (IsLarge) held_ += !field.writes;
  if (!(IsLarge ? large_value(field.node) : value(field.node))) [[unlikely]]
    return add_field(field);
  if constexpr (IsLarge) held_ -= !field.writes;
  // A field that is read but never written is checked all the same.
  if (!field.writes) [[unlikely]]
    to_ = base_ + before;
  return true;
}

template <class Format>
bool Encoder<Format>::default_value(const plan::Field& field) {
  if (!field.writes) return true;
  if (field.default_json.length == 0) {
    fail(Errc::json_missing_field, here(), "the field is missing, and limcode cannot know its default");
    return add_field(field);
  }
  Structure structure;
  Window window;
  if (structure.whole(program_.view(field.default_json), window) != StructureStatus::ok) return false;
  const Window outer{text_, next_, last_, end_, final_};
  Ends outer_ends = exchange_ends({});
  start(window);
  const bool inside = std::exchange(in_default_, true);
  const bool good = value(field.node);
  in_default_ = inside;
  start(outer);
  static_cast<void>(exchange_ends(std::move(outer_ends)));
  // Defaults alone make a frame out of proportion to its text, so that it does not do to look at its end.
  if (good && before_ + written() - start_ > program_.config.limit_bytes) {
    return fail(Errc::limit_exceeded, here(),
                fmt::format("the frame is larger than the limit of {} bytes", program_.config.limit_bytes));
  }
  return good;
}

template <class Format>
bool Encoder<Format>::absent_field(const plan::Field& field) {
  if (!field.reads) return default_value(field);
  switch (field.missing) {
    case schema::Missing::none:
      if (field.writes) {
        room(0);
        *to_++ = 0;
      }
      return true;
    case schema::Missing::default_value:
    case schema::Missing::unknowable: return default_value(field);
    case schema::Missing::error: break;
  }
  return fail(Errc::json_missing_field, here(), fmt::format("the field `{}` is missing", program_.view(field.name)));
}

template <class Format>
bool Encoder<Format>::record(const Node& node) {
  if (peek() == '[') return record_from_array(node);
  if (!take('{', "an object") || !enter() || !record_in_order<false>(node)) return false;
  leave();
  return true;
}

// Equality of short texts without a call; both are readable for `size` bytes, which is at least 2.
inline bool same_text(const char* left, const char* right, std::size_t size) noexcept {
  using kernels::load_native;
  if (size > 16) return std::memcmp(left, right, size) == 0;
  if (size >= 8) {
    return load_native<std::uint64_t>(left) == load_native<std::uint64_t>(right) &&
           load_native<std::uint64_t>(left + size - 8) == load_native<std::uint64_t>(right + size - 8);
  }
  if (size >= 4) {
    return load_native<std::uint32_t>(left) == load_native<std::uint32_t>(right) &&
           load_native<std::uint32_t>(left + size - 4) == load_native<std::uint32_t>(right + size - 4);
  }
  return load_native<std::uint16_t>(left) == load_native<std::uint16_t>(right) && left[size - 1] == right[size - 1];
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::record_in_order(const Node& node) {
  const plan::Field* const fields = program_.fields.data() + node.first;
  std::uint32_t done = 0;
  const auto by_name = [&] { return IsLarge ? large_record_by_name(node, done) : record_by_name(node, done); };
  const auto skip_unread = [&] {
    while (done < node.count && !fields[done].reads) {
      if (!default_value(fields[done])) return false;
      ++done;
    }
    return true;
  };
  if (!tokens<IsLarge>(1)) return false;
  bool open = peek() != '}';
  if (!open) ++next_;
  while (open) {
    if (!tokens<IsLarge>(3) || !skip_unread()) return false;
    if (done == node.count) return by_name();
    const plan::Field& field = fields[done];
    const char* const key = here();
    // Nothing that begins like this and is followed by a colon can be another key. The bytes up to the colon are
    // there to be compared.
    const bool expected = next_[1] - next_[0] >= field.quoted.length && text_[next_[1]] == ':' &&
                          same_text(key, program_.text.data() + field.quoted.offset, field.quoted.length);
    if (!expected) return by_name();
    next_ += 2;
    if (!field_value<IsLarge>(field) || !tokens<IsLarge>(1)) return false;
    ++done;
    const char separator = peek();
    if (separator != ',' && separator != '}') return fail_expected("`,` or `}`", here());
    ++next_;
    open = separator == ',';
  }
  for (; done < node.count; ++done) {
    if (!absent_field(fields[done])) return false;
  }
  return true;
}

// The rest of a record, from a key on, whatever its order. The fields before `done` are written.
template <class Format>
bool Encoder<Format>::record_by_name(const Node& node, std::uint32_t done) {
  const std::size_t slots = found_.size();
  if (slots == 0) forget_ends();
  found_.resize(slots + node.count, nullptr);
  if (!find_fields(node, done, slots)) return false;
  const std::uint32_t* const after = next_;
  for (std::uint32_t index = done; index < node.count; ++index) {
    const plan::Field& field = program_.fields[node.first + index];
    const std::uint32_t* const found = found_[slots + index];
    next_ = found == nullptr ? after - 1 : found;
    if (!(found == nullptr ? absent_field(field) : field_value<false>(field))) return false;
  }
  next_ = after;
  found_.resize(slots);
  return true;
}

// Whether a record may have a field of this name, of which `twice` says that it had one before.
template <class Format>
bool Encoder<Format>::is_wanted(const Node& node, std::uint32_t index, bool twice, std::string_view name,
                                const char* at) {
  if (twice) return fail(Errc::json_duplicate_field, at, fmt::format("the field `{}` is there twice", shown(name)));
  if (index != plan::no_node || !(node.deny_unknown || style_.deny_unknown)) return true;
  return fail(Errc::json_unknown_field, at, fmt::format("no field is called `{}`", shown(name)));
}

template <class Format>
bool Encoder<Format>::find_fields(const Node& node, std::uint32_t done, std::size_t slots) {
  for (;;) {
    const char* const at = here();
    std::string_view name;
    if (!string_text(name, "a field name in quotes")) return false;
    const std::uint32_t index = find_name(program_, node, name);
    const bool twice = index != plan::no_node && (index < done || found_[slots + index] != nullptr);
    if (!is_wanted(node, index, twice, name, at)) return false;
    if (!take(':', "`:`")) return false;
    if (index != plan::no_node) found_[slots + index] = next_;
    if (!ignore_value()) return false;
    const char separator = peek();
    if (separator != ',' && separator != '}') return fail_expected("`,` or `}`", here());
    ++next_;
    if (separator == '}') return true;
  }
}

// serde also reads a struct from the array of its fields.
template <class Format>
bool Encoder<Format>::record_from_array(const Node& node) {
  const char* const at = here();
  if (!take('[', "an object") || !enter()) return false;
  bool open = peek() != ']';
  if (!open) ++next_;
  std::uint32_t read = 0;
  for (std::uint32_t index = 0; index < node.count; ++index) {
    const plan::Field& field = program_.fields[node.first + index];
    if (!field.reads || (!open && field.default_in_array)) {
      if (!default_value(field)) return false;
      continue;
    }
    if (!open) return fail(Errc::json_length, at, fmt::format("expected the {} fields, found {}", node.count, read));
    if (!field_value<false>(field)) return false;
    ++read;
    if (peek() != ',' && peek() != ']') return fail_expected("`,` or `]`", here());
    open = peek() == ',';
    ++next_;
  }
  if (open)
    return node.count == 0 ? fail(Errc::json_length, at, "expected no fields, found some")
                           : fail(Errc::json_length, at, "more elements than fields");
  leave();
  return true;
}

template <class Format>
bool Encoder<Format>::tuple(const Node& node) {
  return record_from_array(node);
}

}  // namespace limcode::json
