// The order of values as Rust's derived Ord has it, over their wire bytes: what BTreeMap and BTreeSet sort by.
// Both frames must have been checked before; nothing is validated here.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/date_time.hpp"
#include "plan/path_order.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

/// What is known of the keys that are compared: that they can be read, or that they are as writing leaves them, and so
/// each BTree within them ascends without equals.
enum class Inside : std::uint8_t { as_found, arranged };

template <class Format>
class Order {
 public:
  using Byte = std::uint8_t;

  Order(const Program& program, const Byte* end, Inside inside)
      : program_(program), format_(program.config), end_(end), inside_(inside) {}

  /// Lets go of what comparisons found out about the sets and maps within keys.
  void forget() const { arranged_.clear(); }

  /// Negative, zero or positive as the value at `left` is less than, equal to or greater than the one at `right`.
  [[nodiscard]] int compare(NodeId id, const Byte* left, const Byte* right) const {
    return step(program_.nodes[id], left, right);
  }

 private:
  // Equal values leave both cursors past them; after a difference the cursors mean nothing.
  int step(const Node& node, const Byte*& left, const Byte*& right) const {
    const int difference = forward(node, left, right);
    return node.reversed ? sign(0, difference) : difference;
  }

  int forward(const Node& node, const Byte*& left, const Byte*& right) const {
    switch (node.op) {
      case Op::unit: return 0;
      case Op::boolean:
      case Op::u8: return number<std::uint8_t>(left, right);
      case Op::u16: return number<std::uint16_t>(left, right);
      case Op::u32: return number<std::uint32_t>(left, right);
      case Op::u64: return number<std::uint64_t>(left, right);
      case Op::u128: return number<wire::u128>(left, right);
      case Op::i8: return number<std::int8_t>(left, right);
      case Op::i16: return number<std::int16_t>(left, right);
      case Op::i32: return number<std::int32_t>(left, right);
      case Op::i64: return number<std::int64_t>(left, right);
      case Op::i128: return number<wire::i128>(left, right);
      case Op::f32: return number<float>(left, right);
      case Op::f64: return number<double>(left, right);
      case Op::character: return character(left, right);
      case Op::string: return string(node, left, right);
      case Op::date_time: return date_time(node, left, right);
      case Op::bytes:
      case Op::c_string:
      case Op::uuid: return prefixed_bytes(node, left, right);
      case Op::byte_array: return raw(node.length, left, right);
      case Op::ipv4_addr: return raw(4, left, right);
      case Op::ipv6_addr: return raw(16, left, right);
      case Op::ip_addr: return address(0, left, right);
      case Op::socket_addr: return address(2, left, right);
      case Op::socket_addr_v4: return socket(4, left, right);
      case Op::socket_addr_v6: return socket(16, left, right);
      case Op::option: return option(node, left, right);
      case Op::sequence: return sequence(node, left, right);
      case Op::set:
      case Op::map: return collection(node, left, right);
      case Op::array: return array(node, left, right);
      case Op::tuple:
      case Op::record: return fields(node, left, right);
      case Op::enumeration: return enumeration(node, left, right);
      case Op::duration:
      case Op::system_time: return seconds(left, right);
      case Op::leb128: return leb128(node, left, right);
      case Op::json:  // not Ord: the schema room refuses it as a key
      case Op::codec:
      case Op::message:
      case Op::transaction:
      case Op::bare_field: return 0;  // refused as keys when the plan is compiled
    }
    return 0;
  }

  template <class T>
  static int sign(const T& left, const T& right) {
    return left < right ? -1 : right < left ? 1 : 0;
  }

  template <class T>
  T take(const Byte*& at) const {
    T value{};
    static_cast<void>(format_.read(at, end_, value));
    return value;
  }

  template <class T>
  int number(const Byte*& left, const Byte*& right) const {
    const T first = take<T>(left);
    return sign(first, take<T>(right));
  }

  static int raw(std::uint64_t size, const Byte*& left, const Byte*& right) {
    const int difference = std::memcmp(left, right, size);
    left += size;
    right += size;
    return difference;
  }

  std::uint64_t length(const Node& node, const Byte*& at) const {
    std::uint64_t value = 0;
    if (node.prefix == schema::LengthPrefix::short_vec) {
      static_cast<void>(wire::read_short_vec(at, end_, value));
      return value;
    }
    return take<std::uint64_t>(at);
  }

  // UTF-8 orders as the code points do.
  int character(const Byte*& left, const Byte*& right) const {
    const auto width = [](Byte lead) -> std::uint64_t {
      return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    };
    if (*left != *right) return sign(*left, *right);
    return raw(width(*left), left, right);
  }

  int prefixed_bytes(const Node& node, const Byte*& left, const Byte*& right) const {
    const std::uint64_t left_size = length(node, left);
    const std::uint64_t right_size = length(node, right);
    const int difference = raw(std::min(left_size, right_size), left, right);
    return difference != 0 ? difference : sign(left_size, right_size);
  }

  int string(const Node& node, const Byte*& left, const Byte*& right) const {
    if (node.text_form == schema::TextForm::any) return prefixed_bytes(node, left, right);
    const std::string_view first = text(node, left);
    return compare_paths(first, text(node, right));
  }

  int date_time(const Node& node, const Byte*& left, const Byte*& right) const {
    DateTime first;
    DateTime second;
    static_cast<void>(parse_date_time(text(node, left), first));
    static_cast<void>(parse_date_time(text(node, right), second));
    return compare_date_times(first, second);
  }

  std::string_view text(const Node& node, const Byte*& at) const {
    const std::uint64_t size = length(node, at);
    const Byte* const from = at;
    at += size;
    return {reinterpret_cast<const char*>(from), size};
  }

  int address(std::uint64_t port_size, const Byte*& left, const Byte*& right) const {
    const auto left_index = take<std::uint32_t>(left);
    const auto right_index = take<std::uint32_t>(right);
    if (left_index != right_index) return sign(left_index, right_index);
    const std::uint64_t octets = left_index == 0 ? 4 : 16;
    return port_size == 0 ? raw(octets, left, right) : socket(octets, left, right);
  }

  int socket(std::uint64_t octets, const Byte*& left, const Byte*& right) const {
    const int difference = raw(octets, left, right);
    return difference != 0 ? difference : number<std::uint16_t>(left, right);
  }

  int option(const Node& node, const Byte*& left, const Byte*& right) const {
    const Byte left_tag = *left++;
    const Byte right_tag = *right++;
    if (left_tag != right_tag || left_tag == 0) return sign(left_tag, right_tag);
    return step(program_.nodes[node.child], left, right);
  }

  int sequence(const Node& node, const Byte*& left, const Byte*& right) const {
    const std::uint64_t left_count = length(node, left);
    const std::uint64_t right_count = length(node, right);
    for (std::uint64_t index = 0; index < std::min(left_count, right_count); ++index) {
      if (const int difference = step(program_.nodes[node.child], left, right); difference != 0) return difference;
    }
    return sign(left_count, right_count);
  }

  struct Element {
    const Byte* key;
    const Byte* value;
  };
  struct Elements {
    std::vector<Element> all;
    const Byte* end = nullptr;
  };

  // The elements of a set or map as the value has them, which need not be how the wire has them. They are kept where
  // they may hold sets themselves: a comparison comes to those again at every level above them.
  std::shared_ptr<const Elements> elements(const Node& node, const Byte* at) const {
    if (const auto known = arranged_.find(at); known != arranged_.end()) return known->second;
    const Byte* const start = at;
    const Node& key = program_.nodes[node.op == Op::map ? node.key : node.child];
    Elements found;
    found.all.resize(length(node, at));
    for (Element& element : found.all) {
      element.key = at;
      skip(key, at);
      element.value = at;
      if (node.op == Op::map) skip(program_.nodes[node.child], at);
    }
    found.end = at;
    const auto by_key = [&](Element left, Element right) { return step(key, left.key, right.key); };
    const auto less = [&](Element left, Element right) { return by_key(left, right) < 0; };
    std::stable_sort(found.all.begin(), found.all.end(), less);
    std::size_t kept = 0;
    for (const Element& element : found.all) {
      if (kept != 0 && by_key(found.all[kept - 1], element) == 0) --kept;
      found.all[kept++] = element;
    }
    found.all.resize(kept);
    const bool keep = kept > 1 && key.fixed == no_size && found.end - start >= worth_keeping;
    auto shared = std::make_shared<const Elements>(std::move(found));
    if (keep) arranged_.emplace(start, shared);
    return shared;
  }

  // Past a value without comparing anything: comparing one with itself would sort what it holds, at every level.
  void skip(const Node& node, const Byte*& at) const {
    switch (node.op) {
      case Op::option:
        if (*at++ != 0) skip(program_.nodes[node.child], at);
        return;
      case Op::sequence:
      case Op::set:
      case Op::map: return skip_elements(node, length(node, at), at);
      case Op::array: return skip_elements(node, node.length, at);
      case Op::tuple:
      case Op::record:
        for (std::uint32_t index = 0; index < node.count; ++index) {
          const Field& field = program_.fields[node.first + index];
          if (present(field)) skip(program_.nodes[field.node], at);
        }
        return;
      case Op::enumeration: {
        const Variant& variant = variant_at(node, take<std::uint32_t>(at));
        if (variant.payload != no_node) skip(program_.nodes[variant.payload], at);
        return;
      }
      default: {
        // What holds no other values is equal to itself, which leaves both cursors past it.
        const Byte* twin = at;
        static_cast<void>(step(node, at, twin));
      }
    }
  }

  void skip_elements(const Node& node, std::uint64_t count, const Byte*& at) const {
    for (std::uint64_t index = 0; index < count; ++index) {
      if (node.op == Op::map) skip(program_.nodes[node.key], at);
      skip(program_.nodes[node.child], at);
    }
  }

  int collection(const Node& node, const Byte*& left, const Byte*& right) const {
    if (node.arrangement == schema::Arrangement::ascending && inside_ == Inside::arranged)
      return arranged_collection(node, left, right);
    const std::shared_ptr<const Elements> first = elements(node, left);
    const std::shared_ptr<const Elements> second = elements(node, right);
    left = first->end;
    right = second->end;
    const Node& key = program_.nodes[node.op == Op::map ? node.key : node.child];
    for (std::size_t index = 0; index < std::min(first->all.size(), second->all.size()); ++index) {
      Element one = first->all[index];
      Element other = second->all[index];
      if (const int difference = step(key, one.key, other.key); difference != 0) return difference;
      if (node.op == Op::set) continue;
      const int difference = step(program_.nodes[node.child], one.value, other.value);
      if (difference != 0) return difference;
    }
    return sign(first->all.size(), second->all.size());
  }

  int arranged_collection(const Node& node, const Byte*& left, const Byte*& right) const {
    const std::uint64_t left_count = length(node, left);
    const std::uint64_t right_count = length(node, right);
    for (std::uint64_t index = 0; index < std::min(left_count, right_count); ++index) {
      if (node.op == Op::map) {
        const int difference = step(program_.nodes[node.key], left, right);
        if (difference != 0) return difference;
      }
      if (const int difference = step(program_.nodes[node.child], left, right); difference != 0) return difference;
    }
    return sign(left_count, right_count);
  }

  int array(const Node& node, const Byte*& left, const Byte*& right) const {
    for (std::uint64_t index = 0; index < node.length; ++index) {
      if (const int difference = step(program_.nodes[node.child], left, right); difference != 0) return difference;
    }
    return 0;
  }

  int fields(const Node& node, const Byte*& left, const Byte*& right) const {
    for (std::uint32_t index = 0; index < node.count; ++index) {
      const Field& field = program_.fields[node.first + index];
      if (!present(field)) continue;
      const int difference = step(program_.nodes[field.node], left, right);
      if (difference != 0) return difference;
    }
    return 0;
  }

  int enumeration(const Node& node, const Byte*& left, const Byte*& right) const {
    const Variant& variant = variant_at(node, take<std::uint32_t>(left));
    const Variant& other = variant_at(node, take<std::uint32_t>(right));
    if (&variant != &other) return sign(variant.rank, other.rank);
    return variant.payload == no_node ? 0 : step(program_.nodes[variant.payload], left, right);
  }

  // What is arranged was written, or checked to be as it would be written; all else is only known to be readable.
  [[nodiscard]] bool present(const Field& field) const {
    return inside_ == Inside::arranged ? field.writes : field.reads;
  }

  [[nodiscard]] const Variant& variant_at(const Node& node, std::uint32_t index) const {
    if (inside_ == Inside::as_found) {
      return program_.variants[node.first + program_.read_variants[node.read_variants + index]];
    }
    // Variants stand in the order of their indices, of which some are left out.
    std::uint32_t number = std::min(index, node.count - 1);
    const Variant* const first = program_.variants.data() + node.first;
    while (number != 0 && (!first[number].writes || first[number].write_index != index)) --number;
    return first[number];
  }

  int seconds(const Byte*& left, const Byte*& right) const {
    // Compared carried, as the values are: two forms may be equal.
    constexpr std::uint32_t second = 1'000'000'000;
    const auto left_seconds = take<std::uint64_t>(left);
    const auto left_nanos = take<std::uint32_t>(left);
    const auto right_seconds = take<std::uint64_t>(right);
    const auto right_nanos = take<std::uint32_t>(right);
    const int difference = sign(left_seconds + left_nanos / second, right_seconds + right_nanos / second);
    return difference != 0 ? difference : sign(left_nanos % second, right_nanos % second);
  }

  int leb128(const Node& node, const Byte*& left, const Byte*& right) const {
    std::uint64_t left_value = 0;
    std::uint64_t right_value = 0;
    static_cast<void>(wire::read_leb128(left, end_, static_cast<unsigned>(node.length), left_value));
    static_cast<void>(wire::read_leb128(right, end_, static_cast<unsigned>(node.length), right_value));
    return sign(left_value, right_value);
  }

  const Program& program_;
  [[no_unique_address]] Format format_;
  const Byte* end_;
  Inside inside_;
  // Sets of fewer bytes are soon arranged again.
  static constexpr std::ptrdiff_t worth_keeping = 8;
  mutable std::unordered_map<const Byte*, std::shared_ptr<const Elements>> arranged_;
};

}  // namespace limcode::plan
