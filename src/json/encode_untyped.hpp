// JSON to wire: values as limcode::Json, whatever they are. Part of encoder.hpp's Encoder.
#pragma once

#include "json/encode_nested.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::json_number() {
  const char* const at = here();
  std::uint64_t number = 0;
  if (parse_u64(at, end_, number) == NumberStatus::ok) {
    write(static_cast<std::uint32_t>(plan::JsonKind::u64));
    write(number);
    ++next_;
    return true;
  }
  std::int64_t negative = 0;
  if (parse_i64(at, end_, negative) == NumberStatus::ok) {
    write(static_cast<std::uint32_t>(plan::JsonKind::i64));
    write(negative);
    ++next_;
    return true;
  }
  double real = 0;
  if (const NumberStatus status = parse_float(at, end_, real); status != NumberStatus::ok) {
    return fail_number(status, "a value", at);
  }
  write(static_cast<std::uint32_t>(plan::JsonKind::f64));
  write(real);
  ++next_;
  return true;
}

// Any JSON value as limcode::Json.
template <class Format>
bool Encoder<Format>::json_value(const Node& node) {
  using plan::JsonKind;
  const auto tag = [&](JsonKind kind) { write(static_cast<std::uint32_t>(kind)); };
  switch (peek()) {
    case 'n': tag(JsonKind::null); return literal("null") || fail_expected("a value", here());
    case 't':
    case 'f': tag(JsonKind::boolean); return boolean();
    case '"': {
      tag(JsonKind::string);
      StringToken token;
      const char* const at = here();
      return TokenReader::string(token) ? string_body(node, token) : fail_expected("a value", at);
    }
    case '[': tag(JsonKind::array); return json_array(node);
    case '{': tag(JsonKind::object); return json_object<false>(node);
    default: return json_number();
  }
}

template <class Format>
bool Encoder<Format>::json_array(const Node& node) {
  ++next_;
  if (!enter()) return false;
  const std::size_t length_at = begin_length(node);
  std::uint64_t count = 0;
  if (!items<false>(count, [&] { return json_value(node); })) return false;
  leave();
  return end_length(node, length_at, count);
}

template <class Format>
template <bool IsLarge>
bool Encoder<Format>::json_object(const Node& node) {
  ++next_;
  if (!enter() || !tokens<IsLarge>(1)) return false;
  const std::uint64_t length_at = before_ + begin_length(node);
  std::uint64_t count = 0;
  bool open = peek() != '}';
  if (!open) ++next_;
  while (open) {
    if (!tokens<IsLarge>(3)) return false;
    const char* const at = here();
    StringToken key;
    if (!TokenReader::string(key)) return fail_expected("a key in quotes", at);
    if (!string_body(node, key) || !take(':', "`:`")) return false;
    if (!(IsLarge ? large_entry(id_of(node)) : json_value(node))) {
      add_path(fmt::format("[\"{}\"]", shown(key.raw)));
      return false;
    }
    ++count;
    if (!tokens<IsLarge>(1)) return false;
    const char separator = peek();
    if (separator != ',' && separator != '}') return fail_expected("`,` or `}`", here());
    ++next_;
    open = separator == ',';
  }
  leave();
  return IsLarge ? end_large_length(node, length_at, count) : end_length(node, length_at - before_, count);
}

}  // namespace limcode::json
