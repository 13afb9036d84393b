// The beginning of a key as a number that orders as Rust orders the keys, so that many are sorted without walking along
// the plan for each comparison.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

template <class Format>
class KeyPrefix {
 public:
  using Byte = std::uint8_t;

  KeyPrefix(const Program& program, NodeId key, const Byte* end)
      : node_(&program.nodes[key]), format_(program.config), end_(end), reversed_(node_->reversed) {
    // Structs are ordered by their first field first.
    while (node_->op == Op::tuple || node_->op == Op::record) {
      const Field* const field = node_->count == 0 ? nullptr : &program.fields[node_->first];
      if (field == nullptr || !field->reads || !field->writes) break;
      node_ = &program.nodes[field->node];
      reversed_ = reversed_ != node_->reversed;
    }
  }

  /// A key with a smaller number is less, by Order; keys with the same one have to be compared. The key at `at` must
  /// have been checked.
  [[nodiscard]] std::uint64_t operator()(const Byte* at) const {
    const std::uint64_t prefix = ascending(at);
    return reversed_ ? ~prefix : prefix;
  }

 private:
  [[nodiscard]] std::uint64_t ascending(const Byte* at) const {
    switch (node_->op) {
      case Op::boolean:
      case Op::u8: return number<std::uint8_t>(at);
      case Op::u16: return number<std::uint16_t>(at);
      case Op::u32: return number<std::uint32_t>(at);
      case Op::u64: return number<std::uint64_t>(at);
      case Op::i8: return number<std::int8_t>(at);
      case Op::i16: return number<std::int16_t>(at);
      case Op::i32: return number<std::int32_t>(at);
      case Op::i64: return number<std::int64_t>(at);
      case Op::string: return node_->text_form == schema::TextForm::any ? prefixed(at) : 0;
      case Op::bytes: return prefixed(at);
      case Op::byte_array: return bytes(at, node_->length);
      case Op::ipv4_addr: return bytes(at, 4);
      case Op::ipv6_addr: return bytes(at, 16);
      default: return 0;
    }
  }

  // Negative numbers below the others.
  template <std::integral T>
  [[nodiscard]] std::uint64_t number(const Byte* at) const {
    T value{};
    static_cast<void>(format_.read(at, end_, value));
    constexpr std::uint64_t sign = std::uint64_t{std::signed_integral<T>} << 63;
    return static_cast<std::uint64_t>(value) ^ sign;
  }

  // Bytes behind their length.
  [[nodiscard]] std::uint64_t prefixed(const Byte* at) const {
    std::uint64_t length = 0;
    if (node_->prefix == schema::LengthPrefix::short_vec) {
      static_cast<void>(wire::read_short_vec(at, end_, length));
    } else {
      static_cast<void>(format_.read(at, end_, length));
    }
    return bytes(at, length);
  }

  // The first bytes as a big-endian number. A shorter text has the same one as with zeros behind it, or is less.
  [[nodiscard]] static std::uint64_t bytes(const Byte* at, std::uint64_t size) {
    Byte first[8] = {};
    std::memcpy(first, at, std::min<std::uint64_t>(size, sizeof first));
    return wire::load<std::uint64_t, Endian::big>(first);
  }

  const Node* node_;
  [[no_unique_address]] Format format_;
  const Byte* end_;
  bool reversed_;
};

}  // namespace limcode::plan
