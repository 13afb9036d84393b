// JSON to wire: values that hold no other values. Part of encoder.hpp's Encoder.
#pragma once

#include <algorithm>

#include "json/encoder.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::is_bounded(const Node& node, std::uint64_t length) {
  if (node.prefix != schema::LengthPrefix::bounded || length <= node.length) return true;
  return fail(Errc::json_length, here(),
              fmt::format("{} elements; this type holds {} at the most", length, node.length));
}

template <class Format>
bool Encoder<Format>::end_length(const Node& node, std::size_t at, std::uint64_t length) {
  if (!is_bounded(node, length)) return false;
  if (node.prefix != schema::LengthPrefix::short_vec && format_.has_fixed_integers()) {
    static_cast<void>(format_.write(base_ + at, length));
    return true;
  }
  Byte bytes[16];
  Byte* end = bytes;
  if (node.prefix == schema::LengthPrefix::short_vec) {
    if (length > wire::max_short_vec) {
      return fail(Errc::not_representable, here(), fmt::format("{} elements; a compact length holds 65,535", length));
    }
    end = wire::write_leb128(bytes, length);
  } else {
    end = format_.write(bytes, length);
  }
  const auto size = static_cast<std::size_t>(end - bytes);
  if (size > 1) {
    room(size);
    Byte* const body = base_ + at + 1;
    std::memmove(body + size - 1, body, static_cast<std::size_t>(to_ - body));
    to_ += size - 1;
  }
  std::memcpy(base_ + at, bytes, size);
  return true;
}

template <class Format>
bool Encoder<Format>::value(plan::NodeId id) {
  const Node& node = program_.nodes[id];
  switch (node.op) {
    case Op::unit: return unit();
    case Op::boolean: return boolean();
    case Op::u8: return integer<std::uint8_t>(node);
    case Op::u16: return integer<std::uint16_t>(node);
    case Op::u32: return integer<std::uint32_t>(node);
    case Op::u64: return integer<std::uint64_t>(node);
    case Op::u128: return wide_integer<wire::u128>(node);
    case Op::i8: return integer<std::int8_t>(node);
    case Op::i16: return integer<std::int16_t>(node);
    case Op::i32: return integer<std::int32_t>(node);
    case Op::i64: return integer<std::int64_t>(node);
    case Op::i128: return wide_integer<wire::i128>(node);
    case Op::f32: return floating<float>();
    case Op::f64: return floating<double>();
    case Op::character: return character();
    case Op::string: return string(node);
    case Op::bytes:
    case Op::c_string: return bytes(node);
    case Op::byte_array: return byte_array(node);
    case Op::leb128: return leb128(node);
    case Op::ip_addr:
    case Op::ipv4_addr:
    case Op::ipv6_addr:
    case Op::socket_addr:
    case Op::socket_addr_v4:
    case Op::socket_addr_v6:
    case Op::uuid: return text_value(node);
    case Op::date_time: return date_time(node);
    case Op::option: return option(node);
    default: return nested(node);
  }
}

template <class Format>
bool Encoder<Format>::unit() {
  return null() || fail_expected("null", here());
}

template <class Format>
bool Encoder<Format>::option(const Node& node) {
  room(0);
  const bool none = null();
  *to_++ = none ? 0 : 1;
  return none || some<false>(node);
}

// What an Option holds. It costs JSON no bracket, so that a type which is an Option of itself has no other bound.
template <class Format>
template <bool IsKey>
bool Encoder<Format>::some(const Node& node) {
  if (++options_ > max_wire_depth) [[unlikely]]
    return fail(Errc::depth_exceeded, here(), fmt::format("Options are nested deeper than {} levels", max_wire_depth));
  const bool good = IsKey ? map_key(node.child) : value(node.child);
  --options_;
  return good;
}

template <class Format>
template <class T>
bool Encoder<Format>::integer(const Node& node) {
  using Wide = std::conditional_t<wire::is_signed_v<T>, std::int64_t, std::uint64_t>;
  const char* const at = here();
  Wide wide = 0;
  NumberStatus status = NumberStatus::ok;
  if constexpr (wire::is_signed_v<T>) {
    status = parse_i64(at, end_, wide);
  } else {
    status = parse_u64(at, end_, wide);
  }
  if (status == NumberStatus::ok && static_cast<Wide>(static_cast<T>(wide)) != wide)
    status = NumberStatus::out_of_range;
  if (status != NumberStatus::ok) [[unlikely]]
    return fail_number(status, program_.type_name(node), at);
  if (node.non_zero && wide == 0) [[unlikely]]
    return fail(Errc::json_number, at, "expected a number other than zero");
  ++next_;
  write(static_cast<T>(wide));
  return true;
}

template <class Format>
template <class T>
bool Encoder<Format>::wide_integer(const Node& node) {
  const char* const at = here();
  T number = 0;
  NumberStatus status = NumberStatus::ok;
  if constexpr (wire::is_signed_v<T>) {
    status = parse_i128(at, number);
  } else {
    status = parse_u128(at, number);
  }
  if (status != NumberStatus::ok) return fail_number(status, program_.type_name(node), at);
  if (node.non_zero && number == 0) return fail(Errc::json_number, at, "expected a number other than zero");
  ++next_;
  write(number);
  return true;
}

template <class Format>
template <class T>
bool Encoder<Format>::floating() {
  const char* const at = here();
  T number = 0;
  if (const NumberStatus status = parse_float(at, end_, number); status != NumberStatus::ok) [[unlikely]]
    return fail_number(status, sizeof(T) == 8 ? "f64" : "f32", at);
  ++next_;
  write(number);
  return true;
}

template <class Format>
bool Encoder<Format>::boolean() {
  room(0);
  const char* const at = here();
  if (end_ - at >= 8) [[likely]] {
    // Both are looked for, because which it is cannot be predicted.
    const std::uint64_t word = kernels::load_little(at);
    const bool yes = (word & 0xFFFFFFFF) == 0x65757274;     // true
    const bool no = (word & 0xFFFFFFFFFF) == 0x65736C6166;  // false
    if ((yes || no) && ends_scalar(at[5 - yes])) [[likely]] {
      ++next_;
      *to_++ = yes;
      return true;
    }
  }
  const bool yes = *at == 't';
  if (!literal(yes ? "true" : "false")) [[unlikely]]
    return fail_expected("true or false", at);
  *to_++ = yes ? 1 : 0;
  return true;
}

template <class Format>
bool Encoder<Format>::character() {
  const char* const at = here();
  std::string_view text;
  if (!string_text(text, "a string of one character")) return false;
  const auto is_lead = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  if (text.empty() || std::count_if(text.begin(), text.end(), is_lead) != 1) {
    return fail(Errc::json_type, at, "expected a string of exactly one character");
  }
  write_raw(text.data(), text.size());
  return true;
}

// Short text without escapes, which nearly all is. False, with nothing written, for any other.
template <class Format>
bool Encoder<Format>::short_string(const Node& node, std::string_view raw) {
  constexpr std::size_t most = kernels::short_text;
  if (raw.size() > most || end_ - raw.data() < static_cast<std::ptrdiff_t>(most)) [[unlikely]]
    return false;
  room(most);
  const std::size_t prefix = reserved_length(node.prefix);
  const std::uint64_t escapes = kernels::copy_short(to_ + prefix, raw.data());
  if ((escapes & ((std::uint64_t{1} << raw.size()) - 1)) != 0) [[unlikely]]
    return false;
  // The length comes first on the wire, but it is known to fit only now.
  if (prefix == 1) {
    *to_ = static_cast<Byte>(raw.size());
  } else {
    static_cast<void>(format_.write(to_, std::uint64_t{raw.size()}));
  }
  to_ += prefix + raw.size();
  return true;
}

template <class Format>
bool Encoder<Format>::string(const Node& node) {
  const char* const at = here();
  StringToken token;
  if (!TokenReader::string(token.raw)) [[unlikely]]
    return fail_expected("a string", at);
  if (short_string(node, token.raw)) [[likely]]
    return true;
  token.escaped = has_escape(token.raw);
  if (node.borrowed && token.escaped) {
    return fail(Errc::json_type, at, "a borrowed &str cannot be read from a string with escapes");
  }
  return string_body(node, token);
}

template <class Format>
bool Encoder<Format>::string_body(const Node& node, const StringToken& token) {
  const std::size_t size = token.raw.size();
  room(size + 8);
  const std::size_t length_at = begin_length(node);
  if (!token.escaped) [[likely]] {
    std::memcpy(to_, token.raw.data(), size);
    to_ += size;
    return end_length(node, length_at, size);
  }
  const Unescaped result = unescape(token.raw, to_);
  if (result.bad != nullptr) return fail(Errc::json_syntax, result.bad, "this escape stands for no character");
  const auto length = static_cast<std::uint64_t>(result.end - to_);
  to_ = result.end;
  return end_length(node, length_at, length);
}

// Numbers between 0 and 255 as raw bytes, as long as each is followed by a comma before `end`.
template <class Format>
void Encoder<Format>::bytes_in_bulk(const char* end, std::uint64_t& count) {
  constexpr std::size_t chunk = 4096;
  std::size_t read = 0;
  do {
    room(chunk + kernels::write_slack);
    read = kernels::table().parse_u8s(here(), end, to_, chunk).count;
    // Each of these numbers had a comma: two tokens.
    next_ += 2 * read;
    to_ += read;
    count += read;
  } while (read == chunk);
}

template <class Format>
bool Encoder<Format>::byte_number() {
  const char* const at = here();
  std::uint64_t number = 0;
  NumberStatus status = parse_u64(at, end_, number);
  if (status == NumberStatus::ok && number > 255) status = NumberStatus::out_of_range;
  if (status != NumberStatus::ok) return fail_number(status, "u8", at);
  ++next_;
  room(1);
  *to_++ = static_cast<Byte>(number);
  return true;
}

// Numbers to the end of the array, the opening bracket taken already.
template <class Format>
bool Encoder<Format>::byte_numbers(std::uint64_t& count) {
  if (peek() == ']') {
    ++next_;
    return true;
  }
  for (;;) {
    bytes_in_bulk(text_ + *last_, count);
    if (!byte_number()) return add_index(count);
    ++count;
    if (peek() == ']') {
      ++next_;
      return true;
    }
    if (!take(',', "`,` or `]`")) return false;
  }
}

// Whether bytes are text here. A type that chooses its text is also read from the numbers that serde writes.
template <class Format>
bool Encoder<Format>::is_text(const Node& node, const BytesForm& form) const {
  if (peek() == '[' && (in_default_ || node.text != schema::BytesText::by_style)) return false;
  return form.utf8 || form.style != BytesStyle::array;
}

// Text that stands for bytes; `count` says how many were written.
template <class Format>
bool Encoder<Format>::byte_text(const Node& node, BytesStyle style, bool utf8, std::size_t& count) {
  const char* const at = here();
  std::string_view text;
  if (!string_text(text, utf8 || style == BytesStyle::array ? "a string" : "bytes as text")) return false;
  if (utf8 || style == BytesStyle::array) {
    if (node.borrowed && text.data() != at + 1) {
      return fail(Errc::json_type, at, "a borrowed &[u8] cannot be read from a string with escapes");
    }
    count = text.size();
    write_raw(text.data(), text.size());
    return true;
  }
  room(max_decoded_size(text.size()));
  std::string why;
  const auto size = decode_bytes(style, text, node.op == Op::byte_array ? node.length : 0, to_, why);
  if (!size) return fail(Errc::json_type, at, fmt::format("{}: {}", program_.type_name(node), why));
  count = *size;
  to_ += count;
  return true;
}

template <class Format>
bool Encoder<Format>::bytes(const Node& node) {
  const BytesForm form = bytes_form(node.text, style_);
  const char* const at = here();
  const std::size_t length_at = begin_length(node);
  const std::size_t body = written();
  const bool text = is_text(node, form);
  std::uint64_t count = 0;
  const bool needs_text = (node.borrowed || node.text_only) && !in_default_;
  if (text || needs_text || (node.accepts_string && peek() == '"')) {
    std::size_t size = 0;
    if (!byte_text(node, form.style, form.utf8, size)) return false;
    count = size;
  } else {
    std::optional<std::uint64_t> announced;
    if (!take('[', "an array of bytes") || !enter() || !short_count(node, announced)) return false;
    if (!byte_numbers(count) || !check_count(announced, count, at)) return false;
    leave();
  }
  if (node.op == Op::c_string && count != 0 && std::memchr(base_ + body, 0, count) != nullptr) {
    return fail(Errc::json_type, at, "a C string holds no zero byte");
  }
  return end_length(node, length_at, count);
}

template <class Format>
bool Encoder<Format>::byte_array(const Node& node) {
  const BytesForm form = bytes_form(node.text, style_);
  const char* const at = here();
  std::uint64_t count = 0;
  if (is_text(node, form)) {
    std::size_t size = 0;
    if (!byte_text(node, form.style, form.utf8, size)) return false;
    count = size;
  } else {
    if (!take('[', "an array of bytes") || !enter() || !byte_numbers(count)) return false;
    leave();
  }
  if (count == node.length) return true;
  return fail(Errc::json_length, at, fmt::format("expected {} bytes, found {}", node.length, count));
}

}  // namespace limcode::json
