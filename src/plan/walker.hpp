// Walking a frame by plan without making anything of it: where does each value end, and is every byte allowed? The
// Canonical walk also asks whether encoding the values again would give the same bytes, which is what verify means:
// shortest varints, BTrees in order, no key twice, nanoseconds below a second, no field that only one direction has.
#pragma once

#include <vector>

#include "plan/cursor.hpp"
#include "plan/entries.hpp"
#include "plan/map_index.hpp"

namespace limcode::plan {

template <class Format, bool Canonical>
class Walker : public Cursor<Format> {
  using Base = Cursor<Format>;
  using Next = typename Base::Next;
  using Base::depth_, Base::end_, Base::format_, Base::program_;

 public:
  using Base::Base;

  /// Notes every map and set that is walked, and whether it is in order.
  void record(MapIndex& maps, const Arranger<Format>& arranger) noexcept {
    recorded_ = &maps;
    arranger_ = &arranger;
  }
  /// Passes over the maps and sets that are known.
  void pass_over(const MapIndex& maps) noexcept { known_ = &maps; }

  /// The end of the value at `at`, or null with the fault kept.
  [[nodiscard]] Next value(NodeId id, const Byte* at) {
    const Node& node = program_.nodes[id];
    if (node.opaque) return opaque(node, at);
    if (node.unit != 0) return units(node, at);
    switch (node.op) {
      case Op::unit: return at;
      case Op::boolean: return boolean(node, at);
      case Op::u8: return integer<std::uint8_t>(node, at);
      case Op::u16: return integer<std::uint16_t>(node, at);
      case Op::u32: return integer<std::uint32_t>(node, at);
      case Op::u64: return integer<std::uint64_t>(node, at);
      case Op::u128: return integer<wire::u128>(node, at);
      case Op::i8: return integer<std::int8_t>(node, at);
      case Op::i16: return integer<std::int16_t>(node, at);
      case Op::i32: return integer<std::int32_t>(node, at);
      case Op::i64: return integer<std::int64_t>(node, at);
      case Op::i128: return integer<wire::i128>(node, at);
      case Op::character: return this->read_character(node, at);
      case Op::string: return string(node, at);
      case Op::c_string: return c_string(node, at);
      case Op::uuid: return uuid(node, at);
      case Op::date_time: return date_time(node, at);
      case Op::duration:
      case Op::system_time: return seconds(node, at);
      case Op::ip_addr: return address(node, at, 0);
      case Op::socket_addr: return address(node, at, sizeof(std::uint16_t));
      case Op::socket_addr_v4: return socket(node, at, 4);
      case Op::socket_addr_v6: return socket(node, at, 16);
      case Op::leb128: return leb128(node, at);
      case Op::f32:
      case Op::f64:
      case Op::byte_array:
      case Op::ipv4_addr:
      case Op::ipv6_addr: return opaque(node, at);
      default: return nested(node, at);
    }
  }

 private:
  [[nodiscard]] Next opaque(const Node& node, const Byte* at) {
    if (this->left(at) < node.fixed) [[unlikely]]
      return shortage(node, at);
    return at + node.fixed;
  }

  // A length and so many opaque units: bytes, and sequences whose elements need no look.
  [[nodiscard]] Next units(const Node& node, const Byte* at) {
    std::uint64_t number = 0;
    at = count(node, at, node.unit, number);
    return at == nullptr ? nullptr : at + number * node.unit;
  }

  // An opaque value that the input cuts off: found again field by field, so that the error names the innermost one.
  [[gnu::cold, gnu::noinline]] Next shortage(const Node& node, const Byte* at) {
    if (node.op == Op::record || node.op == Op::tuple) return fields(node, at, false);
    if (node.op == Op::array) {
      const std::uint64_t size = this->node(node.child).fixed;
      const std::uint64_t whole = this->left(at) / size;
      static_cast<void>(opaque(this->node(node.child), at + whole * size));
      this->add_path(index_segment(whole));
      return nullptr;
    }
    return this->fail_end(node, at, node.fixed);
  }

  // Everything that holds other values, one level deeper.
  [[nodiscard]] Next nested(const Node& node, const Byte* at) {
    if (++depth_ > max_wire_depth) [[unlikely]]
      return this->fail(Errc::depth_exceeded, node, at, at,
                        fmt::format("values are nested deeper than {} levels", max_wire_depth));
    switch (node.op) {
      case Op::option: at = option(node, at); break;
      case Op::sequence: at = sequence(node, at); break;
      case Op::array: at = array(node, at); break;
      case Op::tuple:
      case Op::record: at = fields(node, at, true); break;
      case Op::enumeration: at = enumeration(node, at); break;
      case Op::map:
      case Op::set: at = entries(node, at); break;
      case Op::json: at = json(node, at); break;
      case Op::codec: at = codec(node, at); break;
      case Op::message: at = message(node, at); break;
      case Op::transaction: at = transaction(node, at); break;
      case Op::bare_field: at = value(node.child, at); break;
      default: at = nullptr; break;
    }
    --depth_;
    return at;
  }

  // A primitive with the check that it has its shortest form.
  template <class T>
  [[nodiscard]] Next take(const Node& node, const Byte* at, T& number) {
    const Byte* from = at;
    at = this->read(node, at, number);
    if (Canonical && !format_.has_fixed_integers() && at != nullptr) {
      const std::size_t shortest = format_.size_of(number);
      if (static_cast<std::size_t>(at - from) != shortest) [[unlikely]]
        return this->fail(Errc::not_canonical, node, from, at,
                          fmt::format("the varint takes {} bytes where {} would do", at - from, shortest));
    }
    return at;
  }

  template <class T>
  [[nodiscard]] Next integer(const Node& node, const Byte* at) {
    T number{};
    const Byte* from = at;
    at = take(node, at, number);
    if (node.non_zero && at != nullptr && number == 0) [[unlikely]]
      return this->fail(Errc::invalid_value, node, from, at, "zero, which this type cannot hold");
    return at;
  }

  // Checks the form of the length at `from`, which has been read already.
  [[nodiscard]] Next canonical_length(const Node& node, const Byte* from, const Byte* at) {
    if (!Canonical || format_.has_fixed_integers() || at == nullptr) return at;
    if (node.prefix == schema::LengthPrefix::short_vec) return at;
    std::uint64_t length = 0;
    return take(node, from, length) == nullptr ? nullptr : at;
  }

  [[nodiscard]] Next byte_length(const Node& node, const Byte* at, std::uint64_t& length) {
    return canonical_length(node, at, this->read_byte_length(node, at, length));
  }

  [[nodiscard]] Next count(const Node& node, const Byte* at, std::uint64_t min, std::uint64_t& number) {
    return canonical_length(node, at, this->read_count(node, at, min, number));
  }

  [[nodiscard]] Next boolean(const Node& node, const Byte* at) {
    if (at == end_) [[unlikely]]
      return this->fail_end(node, at, 1);
    if (*at > 1) [[unlikely]]
      return this->fail(Errc::invalid_bool, node, at, at + 1, fmt::format("a bool is 0 or 1, not {}", *at));
    return at + 1;
  }

  [[nodiscard]] Next string(const Node& node, const Byte* at) {
    std::uint64_t length = 0;
    at = byte_length(node, at, length);
    return at == nullptr ? nullptr : this->check_utf8(node, at, length);
  }

  [[nodiscard]] Next c_string(const Node& node, const Byte* at) {
    std::uint64_t length = 0;
    at = byte_length(node, at, length);
    if (at == nullptr) return nullptr;
    if (const void* zero = length == 0 ? nullptr : std::memchr(at, 0, length); zero != nullptr) {
      const auto* where = static_cast<const Byte*>(zero);
      return this->fail(Errc::invalid_value, node, where, where + 1, "a C string holds no zero byte");
    }
    return at + length;
  }

  [[nodiscard]] Next uuid(const Node& node, const Byte* at) {
    constexpr std::uint64_t size = 16;
    const Byte* from = at;
    std::uint64_t length = 0;
    at = byte_length(node, at, length);
    if (at == nullptr) return nullptr;
    if (length != size) {
      return this->fail(Errc::invalid_value, node, from, at, fmt::format("a UUID has 16 bytes, not {}", length));
    }
    return at + size;
  }

  [[nodiscard]] Next date_time(const Node& node, const Byte* at) {
    DateTime time;
    const Byte* text = nullptr;
    const Byte* const end = this->read_date_time(node, at, time, text);
    if constexpr (Canonical) {
      if (end == nullptr) return nullptr;
      std::uint64_t length = 0;
      if (byte_length(node, at, length) == nullptr) return nullptr;
      char printed[max_date_time_text];
      const std::string_view wanted(printed, print_date_time(printed, time, node.keeps_offset));
      if (wanted != std::string_view(reinterpret_cast<const char*>(text), length)) {
        return this->fail(Errc::not_canonical, node, text, end, fmt::format("chrono would write it as {}", wanted));
      }
    }
    return end;
  }

  [[nodiscard]] Next seconds(const Node& node, const Byte* at) {
    std::uint64_t seconds = 0;
    std::uint32_t nanos = 0;
    const Byte* from = at;
    at = this->read_seconds(node, at, seconds, nanos);
    if constexpr (Canonical) {
      if (at == nullptr) return nullptr;
      const Byte* again = take(node, from, seconds);
      if (again == nullptr || take(node, again, nanos) == nullptr) return nullptr;
      if (nanos >= 1'000'000'000) {
        return this->fail(Errc::not_canonical, node, again, at, "a second or more of nanoseconds, which would carry");
      }
    }
    return at;
  }

  [[nodiscard]] Next address(const Node& node, const Byte* at, std::uint64_t port_size) {
    std::uint32_t index = 0;
    const Byte* from = at;
    at = take(node, at, index);
    if (at == nullptr) return nullptr;
    if (index > 1) {
      return this->fail(Errc::invalid_enum_index, node, from, at,
                        fmt::format("an address is V4 (0) or V6 (1), not {}", index));
    }
    const std::uint64_t octets = index == 0 ? 4 : 16;
    if (port_size != 0) return socket(node, at, octets);
    return this->left(at) < octets ? this->fail_end(node, at, octets) : at + octets;
  }

  [[nodiscard]] Next socket(const Node& node, const Byte* at, std::uint64_t octets) {
    std::uint16_t port = 0;
    if (this->left(at) < octets) return this->fail_end(node, at, octets);
    return take(node, at + octets, port);
  }

  [[nodiscard]] Next leb128(const Node& node, const Byte* at) {
    std::uint64_t number = 0;
    return this->read_leb128(node, at, number);
  }

  [[nodiscard]] Next option(const Node& node, const Byte* at) {
    if (at == end_) [[unlikely]]
      return this->fail_end(node, at, 1);
    if (*at > 1) [[unlikely]]
      return this->fail(Errc::invalid_option_tag, node, at, at + 1,
                        fmt::format("an Option's tag is 0 or 1, not {}", *at));
    return *at == 0 ? at + 1 : value(node.child, at + 1);
  }

  [[nodiscard]] Next sequence(const Node& node, const Byte* at) {
    const Node& element = this->node(node.child);
    std::uint64_t number = 0;
    at = count(node, at, element.min, number);
    return at == nullptr ? nullptr : elements(node, at, number);
  }

  [[nodiscard]] Next array(const Node& node, const Byte* at) {
    if (this->node(node.child).min == 0 && !this->spend_empty(node.length)) {
      return this->fail(Errc::length_overflow, node, at, at,
                        "more elements that take no bytes than this input may claim");
    }
    return elements(node, at, node.length);
  }

  [[nodiscard]] Next elements(const Node& node, const Byte* at, std::uint64_t number) {
    const Node& element = this->node(node.child);
    // The count was checked against the smallest size, which for these is the only one.
    if (element.opaque && number * element.fixed <= this->left(at)) return at + number * element.fixed;
    if (element.op == Op::boolean && number <= this->left(at)) return booleans(element, at, number);
    const bool flat = element.op == Op::record || element.op == Op::tuple;
    if (flat && depth_ < max_wire_depth) return records(element, at, number);
    for (std::uint64_t index = 0; index < number; ++index) {
      const Byte* next = value(node.child, at);
      if (next == nullptr) [[unlikely]] {
        this->add_path(index_segment(index));
        return nullptr;
      }
      at = next;
    }
    return at;
  }

  // Elements that have fields, without the way through value() for each.
  [[nodiscard]] Next records(const Node& element, const Byte* at, std::uint64_t number) {
    ++depth_;
    for (std::uint64_t index = 0; index < number; ++index) {
      const Byte* const next = fields(element, at, true);
      if (next == nullptr) [[unlikely]] {
        this->add_path(index_segment(index));
        return nullptr;
      }
      at = next;
    }
    --depth_;
    return at;
  }

  [[nodiscard]] Next booleans(const Node& element, const Byte* at, std::uint64_t number) {
    const std::size_t valid = kernels::table().first_not_bool(at, number);
    if (valid == number) return at + number;
    static_cast<void>(boolean(element, at + valid));
    this->add_path(index_segment(valid));
    return nullptr;
  }

  [[nodiscard]] Next fields(const Node& node, const Byte* at, bool by_runs) {
    const Field* field = program_.fields.data() + node.first;
    const Field* const last = field + node.count;
    while (field != last) {
      if (by_runs && field->run_fields != 0 && field->run_bytes <= this->left(at)) {
        at += field->run_bytes;
        field += field->run_fields;
        continue;
      }
      if (field->reads) {
        const Node& inner = this->node(field->node);
        const Byte* const next = inner.unit != 0 ? units(inner, at) : value(field->node, at);
        if (next == nullptr) [[unlikely]] {
          this->add_path(field_segment(program_, *field));
          return nullptr;
        }
        if (Canonical && !field->writes && next != at) [[unlikely]]
          return one_sided(*field, at, next, "is read but never written");
        at = next;
      } else if (Canonical && field->writes && this->node(field->node).fixed != 0) {
        return one_sided(*field, at, at, "is written but never read");
      }
      ++field;
    }
    return at;
  }

  // A field that one direction skips. Encoding would leave its bytes out, or put those of its default in.
  [[gnu::cold]] Next one_sided(const Field& field, const Byte* from, const Byte* to, std::string_view how) {
    static_cast<void>(this->fail(Errc::not_canonical, this->node(field.node), from, to,
                                 fmt::format("`{}` {}", program_.view(field.name), how)));
    this->add_path(field_segment(program_, field));
    return nullptr;
  }

  [[nodiscard]] Next enumeration(const Node& node, const Byte* at) {
    std::uint32_t number = 0;
    const Byte* from = at;
    at = this->read_variant(node, at, number);
    if (at == nullptr) return nullptr;
    const Variant& variant = program_.variants[node.first + number];
    if constexpr (Canonical) {
      std::uint32_t index = 0;
      if (take(node, from, index) == nullptr) return nullptr;
      if (!variant.writes || variant.write_index != index) {
        return this->fail(
            Errc::not_canonical, node, from, at,
            fmt::format("index {} is read as `{}`, which is not written with it", index, program_.view(variant.name)));
      }
    }
    if (variant.payload == no_node) return at;
    const Byte* next = value(variant.payload, at);
    if (next == nullptr) [[unlikely]]
      this->add_path("." + std::string(program_.view(variant.name)));
    return next;
  }

  // Maps and sets. walker_entries.hpp has these.
  [[nodiscard]] Next entries(const Node& node, const Byte* at);
  [[nodiscard]] Next recorded_entries(const Node& node, const Byte* from, const Byte* at, std::uint64_t number);
  [[nodiscard]] Next canonical_entries(const Node& node, const Byte* from, const Byte* at, std::uint64_t number);
  [[nodiscard]] Next entry(const Node& node, const Byte* at, std::uint64_t index);
  enum class KeptKeys : std::uint8_t { none, last, all };
  [[nodiscard]] KeptKeys kept_keys(const Node& node, std::uint64_t number);
  [[nodiscard]] std::uint64_t decider(const Node& node, std::size_t first_key, std::uint64_t start,
                                      std::uint64_t index) const;
  [[gnu::cold]] Next repeated(const Node& node, const Byte* from, const Byte* at);
  [[gnu::cold]] Next unordered(const Node& node, const Byte* key, std::uint64_t index);

  // The limcode::Json enum. walker_json.hpp has these.
  [[nodiscard]] Next json(const Node& node, const Byte* at);
  [[nodiscard]] Next json_items(const Node& node, const Byte* at, bool keyed);

  // Layouts that Rust text cannot say. walker_codecs.hpp has these.
  [[nodiscard]] Next codec(const Node& node, const Byte* at);
  [[nodiscard]] Next message(const Node& node, const Byte* at);
  [[nodiscard]] Next transaction(const Node& node, const Byte* at);

  // A stack: the keys of the maps and sets that are being walked, of a BTree the last alone. They are kept, not
  // found again, because walking a map twice would double the work at every level of nesting.
  std::vector<std::uint64_t> keys_;
  static constexpr std::size_t first_equals_look = std::size_t{1} << 16;

  MapIndex* recorded_ = nullptr;
  const Arranger<Format>* arranger_ = nullptr;
  const MapIndex* known_ = nullptr;
};

}  // namespace limcode::plan

#include "plan/walker_codecs.hpp"
#include "plan/walker_entries.hpp"
#include "plan/walker_json.hpp"
