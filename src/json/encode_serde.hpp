// JSON to wire: what serde_json writes of Solana's own lengths and numbers. A serde_varint is an array of its bytes; a
// short_vec begins with such an array, its length; a versioned message is an array of its version, unless legacy, and
// itself. Part of encoder.hpp's Encoder.
#pragma once

#include <optional>

#include "json/encoder.hpp"
#include "plan/message.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::leb128(const Node& node) {
  const char* const at = here();
  std::uint64_t number = 0;
  if (peek() == '[') {
    if (!leb128_bytes(static_cast<unsigned>(node.length), number)) return false;
  } else {
    NumberStatus status = parse_u64(at, end_, number);
    if (status == NumberStatus::ok && node.length < 64 && number >> node.length != 0) {
      status = NumberStatus::out_of_range;
    }
    if (status != NumberStatus::ok) return fail_number(status, program_.type_name(node), at);
    ++next_;
  }
  room(0);
  to_ = wire::write_leb128(to_, number);
  return true;
}

template <class Format>
bool Encoder<Format>::leb128_bytes(unsigned bits, std::uint64_t& number) {
  constexpr std::size_t max_bytes = 10;
  const char* const at = here();
  Byte bytes[max_bytes];
  std::size_t count = 0;
  if (!take('[', "a number or its bytes")) return false;
  for (bool open = true; open; ++next_) {
    std::uint64_t byte = 0;
    const NumberStatus status = parse_u64(here(), end_, byte);
    if (status != NumberStatus::ok || byte > 0xFF) return fail(Errc::json_number, here(), "expected a byte");
    if (count == max_bytes) return fail(Errc::json_length, at, "a number has at most 10 bytes");
    bytes[count++] = static_cast<Byte>(byte);
    ++next_;
    if (peek() != ',' && peek() != ']') return fail_expected("`,` or `]`", here());
    open = peek() == ',';
  }
  const Byte* from = bytes;
  const Errc code = wire::read_leb128(from, bytes + count, bits, number);
  if (code == Errc::ok && from == bytes + count) return true;
  return fail(Errc::json_number, at, "these bytes are not a number in its shortest form");
}

// Whether an array of so many numbers may be a value of the type.
template <class Format>
bool Encoder<Format>::may_hold_numbers(const Node& node, std::uint64_t count) const {
  switch (node.op) {
    case Op::sequence:
    case Op::set:
    case Op::json:
    case Op::bytes:
    case Op::c_string:
    case Op::codec:
    case Op::leb128: return true;
    case Op::option: return may_hold_numbers(program_.nodes[node.child], count);
    case Op::byte_array:
    case Op::array: return node.length == count;
    case Op::tuple:
    case Op::record: return node.count == count;
    default: return false;
  }
}

// Whether so many values are left in the array, and no more.
template <class Format>
bool Encoder<Format>::are_left(std::uint64_t count) {
  const std::uint32_t* const begin = next_;
  std::uint64_t found = 0;
  while (found <= count && peek() == ',') {
    ++next_;
    if (!pass_value()) break;
    ++found;
  }
  const bool all = found == count && peek() == ']';
  next_ = begin;
  fault_ = {};
  return all;
}

// Takes the length before the elements of a short_vec, if it is there: an array that is a number but no element. One
// that could be an element, too, is the length if it says how many values follow; one of a single byte only in serde's
// own style, where the length is always there.
template <class Format>
bool Encoder<Format>::short_count(const Node& node, std::optional<std::uint64_t>& announced) {
  if (node.prefix != schema::LengthPrefix::short_vec || peek() != '[') return true;
  const std::uint32_t* const begin = next_;
  std::uint64_t count = 0;
  if (!leb128_bytes(16, count)) {
    next_ = begin;
    fault_ = {};
    return true;
  }
  // Each byte has a comma or the bracket after it.
  const auto bytes = static_cast<std::uint64_t>(next_ - begin - 1) / 2;
  if (node.op == Op::sequence && may_hold_numbers(program_.nodes[node.child], bytes) &&
      ((bytes == 1 && !program_.model->serde_forms) || !are_left(count))) {
    next_ = begin;
    return true;
  }
  announced = count;
  if (peek() == ']') return true;
  if (!take(',', "`,` or `]`")) return false;
  return peek() != ']' || fail_expected("a value", here());
}

template <class Format>
bool Encoder<Format>::check_count(std::optional<std::uint64_t> announced, std::uint64_t count, const char* at) {
  if (!announced || *announced == count) return true;
  return fail(Errc::json_length, at,
              fmt::format("the length before the elements is {}; they are {}", *announced, count));
}

// Whether the object that comes has a field that only `other` has, as which serde writes what is declared.
template <class Format>
bool Encoder<Format>::is_serde_form(const Node& declared, const Node& other) {
  const std::uint32_t* const begin = next_;
  bool found = false;
  bool open = peek() == '{';
  while (open && !found) {
    ++next_;
    std::string_view name;
    if (!string_text(name, "") || !take(':', "")) break;
    found = find_name(program_, declared, name) == plan::no_node && find_name(program_, other, name) != plan::no_node;
    open = pass_value() && peek() == ',';
  }
  next_ = begin;
  fault_ = {};
  return found;
}

template <class Format>
bool Encoder<Format>::serde_message(const Node& node, std::optional<std::uint32_t> variant) {
  ++next_;
  if (!enter()) return false;
  const char* const at = here();
  std::uint32_t found = 0;
  if (peek() != '{') {
    std::uint64_t mark = 0;
    const NumberStatus status = parse_u64(at, end_, mark);
    if (status != NumberStatus::ok || mark < plan::version_mark ||
        mark - plan::version_mark + 1 >= plan::message_versions) {
      return fail(Errc::json_type, at, "expected a message, or its version as 128 or 129");
    }
    found = static_cast<std::uint32_t>(mark) - plan::version_mark + 1;
    ++next_;
    if (!take(',', "`,` and the message")) return false;
  }
  if (variant && *variant != found) {
    return fail(Errc::json_type, at,
                fmt::format("the message's version is {}, the transaction's {}", plan::version_texts[found],
                            plan::version_texts[*variant]));
  }
  if (peek() != '{') return fail_expected("a message", here());
  if (!message(node, found) || !take(']', "`]` after the message")) return false;
  leave();
  return true;
}

}  // namespace limcode::json
