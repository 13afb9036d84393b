// Wire to JSON by plan: one pass over the frame, checked as it is printed, into a TextOut. The text around fields is
// laid out in the plan, so printing one is a copy and a value. Instantiated in decode.cpp.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <optional>

#include "json/bytes_text.hpp"
#include "json/net_text.hpp"
#include "json/number.hpp"
#include "json/number_runs.hpp"
#include "json/text_out.hpp"
#include "kernels/decimal.hpp"
#include "plan/cursor.hpp"
#include "plan/entries.hpp"
#include "plan/walker.hpp"

namespace limcode::json {

template <class Format>
class Printer : public plan::Cursor<Format> {
  using Base = plan::Cursor<Format>;
  using Next = typename Base::Next;
  using Byte = plan::Byte;
  using Node = plan::Node;
  using Op = plan::Op;
  using Base::depth_, Base::end_, Base::format_, Base::program_;

 public:
  Printer(const plan::Program& program, std::span<const std::byte> wire, const JsonStyle& style, TextOut& out)
      : Base(program, wire),
        wire_(wire),
        style_(style),
        out_(out),
        arranger_(program, this->begin_, this->end_, plan::Inside::as_found) {}

  /// Prints the elements of a large list in the printer's stead, with brackets, given how many there are and how many
  /// levels deep. Says where they end, null after a fault; or nothing, having printed nothing, where that is not worth
  /// it.
  using Share = std::function<std::optional<Next>(const Node&, const Byte* at, std::uint64_t count, unsigned depth)>;

  /// Has lists of at least so many bytes, as far as can be seen, printed by somebody else.
  void share(std::uint64_t least_bytes, Share share) {
    share_from_ = least_bytes;
    share_ = std::move(share);
  }
  /// Takes over the fault of who did so.
  void adopt_fault(plan::Fault fault) { this->fault_ = std::move(fault); }

  /// Prints elements of a sequence with commas between them: the one at `at`, which is number `index` of all, and those
  /// that follow up to number `end`. `index` becomes the number of the next.
  [[nodiscard]] Next part(plan::NodeId element, const Byte* at, std::uint64_t& index, std::uint64_t end) {
    at = elements_in_bulk(program_.nodes[element], at, index, end);
    while (index < end && at != nullptr) at = next_element(element, at, index);
    return at;
  }

  /// The same for elements of which is_in_bulk() is false, at least one, up to the first that begins at `stop` or
  /// behind it.
  [[nodiscard]] Next part_before(const Byte* stop, plan::NodeId element, const Byte* at, std::uint64_t& index,
                                 std::uint64_t end) {
    do {
      at = next_element(element, at, index);
    } while (index < end && at != nullptr && at < stop);
    return at;
  }

  /// Whether elements like this one are printed many at a time: then part() stops at a number alone.
  [[nodiscard]] static bool is_in_bulk(const Node& element) noexcept {
    switch (element.op) {
      case Op::u16:
      case Op::u32:
      case Op::u64:
      case Op::f32:
      case Op::f64: return !element.non_zero;
      default: return false;
    }
  }

  /// Prints the value at `at`; returns its end, or null with the fault kept.
  [[nodiscard]] Next value(plan::NodeId id, const Byte* at) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case Op::unit: out_.put("null"); return at;
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
      case Op::f32: return floating<float>(node, at);
      case Op::f64: return floating<double>(node, at);
      case Op::character: return character(node, at);
      case Op::string: return string(node, at);
      case Op::bytes:
      case Op::c_string: return bytes(node, at);
      case Op::byte_array: return byte_array(node, at);
      case Op::leb128: return leb128(node, at);
      case Op::duration:
      case Op::system_time: return seconds(node, at);
      case Op::ip_addr:
      case Op::ipv4_addr:
      case Op::ipv6_addr:
      case Op::socket_addr:
      case Op::socket_addr_v4:
      case Op::socket_addr_v6:
      case Op::uuid: return text_value(node, at);
      case Op::date_time: return date_time(node, at);
      default: return nested(node, at);
    }
  }

 private:
  using Walker = plan::Walker<Format, false>;

  [[nodiscard]] Next next_element(plan::NodeId id, const Byte* at, std::uint64_t& index) {
    if (index != 0) out_.put(',');
    at = value(id, at);
    if (at == nullptr) [[unlikely]]
      this->add_path(plan::index_segment(index));
    ++index;
    return out_.failed() ? nullptr : at;
  }

  // Scalars.

  template <class T>
  void print(T number) {
    if constexpr (sizeof(T) == 16) {
      char* const to = out_.room(max_number_text);
      if constexpr (wire::is_signed_v<T>) {
        out_.end(print_i128(to, number));
      } else {
        out_.end(print_u128(to, number));
      }
    } else {
      char* const to = out_.room(24);
      if constexpr (wire::is_signed_v<T>) {
        out_.end(kernels::write_decimal_signed(to, number));
      } else {
        out_.end(kernels::write_decimal(to, number));
      }
    }
  }

  template <class T>
  [[nodiscard]] Next integer(const Node& node, const Byte* at) {
    const Byte* const from = at;
    T number{};
    at = this->read(node, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (node.non_zero && number == 0) [[unlikely]]
      return this->fail(Errc::invalid_value, node, from, at, "zero, which this type cannot hold");
    print(number);
    return at;
  }

  template <class T>
  [[nodiscard]] Next floating(const Node& node, const Byte* at) {
    T number{};
    at = this->read(node, at, number);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    out_.end(print_float(out_.room(max_number_text), number));
    return at;
  }

  [[nodiscard]] Next boolean(const Node& node, const Byte* at) {
    if (at == end_) [[unlikely]]
      return this->fail_end(node, at, 1);
    if (*at > 1) [[unlikely]]
      return this->fail(Errc::invalid_bool, node, at, at + 1, fmt::format("a bool is 0 or 1, not {}", *at));
    out_.put(*at == 1 ? std::string_view("true") : std::string_view("false"));
    return at + 1;
  }

  [[nodiscard]] Next character(const Node& node, const Byte* at) {
    const Byte* const next = this->read_character(node, at);
    if (next != nullptr) quoted(at, static_cast<std::size_t>(next - at));
    return next;
  }

  void quoted(const Byte* from, std::size_t count) {
    out_.put('"');
    out_.put_escaped(from, count);
    out_.put('"');
  }

  [[nodiscard]] Next string(const Node& node, const Byte* at) {
    std::uint64_t length = 0;
    at = this->read_byte_length(node, at, length);
    if (at == nullptr || this->check_utf8(node, at, length) == nullptr) [[unlikely]]
      return nullptr;
    quoted(at, length);
    return at + length;
  }

  [[nodiscard]] Next date_time(const Node& node, const Byte* at) {
    plan::DateTime time;
    const Byte* text = nullptr;
    at = this->read_date_time(node, at, time, text);
    if (at == nullptr) return nullptr;
    char* const to = out_.room(plan::max_date_time_text + 2);
    *to = '"';
    char* const end = plan::print_date_time(to + 1, time, node.keeps_offset);
    *end = '"';
    out_.end(end + 1);
    return at;
  }

  [[nodiscard]] Next leb128(const Node& node, const Byte* at) {
    std::uint64_t number = 0;
    at = this->read_leb128(node, at, number);
    if (at == nullptr) return nullptr;
    if (serde_forms()) {
      leb128_bytes(number);
    } else {
      print(number);
    }
    return at;
  }

  [[nodiscard]] Next seconds(const Node& node, const Byte* at) {
    std::uint64_t seconds = 0;
    std::uint32_t nanos = 0;
    at = this->read_seconds(node, at, seconds, nanos);
    if (at == nullptr) return nullptr;
    const bool time = node.op == Op::system_time;
    out_.put(time ? std::string_view(R"({"secs_since_epoch":)") : std::string_view(R"({"secs":)"));
    print(seconds);
    out_.put(time ? std::string_view(R"(,"nanos_since_epoch":)") : std::string_view(R"(,"nanos":)"));
    print(nanos);
    out_.put('}');
    return at;
  }

  // Addresses and UUIDs.
  [[nodiscard]] Next text_value(const Node& node, const Byte* at) {
    const Byte* const next = end_of(node, at);
    if (next == nullptr) return nullptr;
    std::uint32_t v6 = node.op == Op::ipv6_addr || node.op == Op::socket_addr_v6 ? 1 : 0;
    if (node.op == Op::ip_addr || node.op == Op::socket_addr) at = this->read(node, at, v6);
    char* to = out_.room(max_address_text + 2);
    *to++ = '"';
    if (node.op == Op::uuid) {
      to = print_uuid(to, next - 16);
    } else if (node.op <= Op::ipv6_addr) {
      to = print_ip(to, at, v6 != 0);
    } else {
      std::uint16_t port = 0;
      static_cast<void>(this->read(node, at + (v6 != 0 ? 16 : 4), port));
      to = print_socket(to, at, v6 != 0, port);
    }
    *to++ = '"';
    out_.end(to);
    return next;
  }

  // Bytes.

  [[nodiscard]] Next bytes(const Node& node, const Byte* at) {
    const Byte* const from = at;
    std::uint64_t length = 0;
    at = this->read_byte_length(node, at, length);
    if (at == nullptr) return nullptr;
    if (node.op == Op::c_string && end_of(node, from) == nullptr) return nullptr;
    if (is_counted(node) && bytes_form(node.text, style_).style == BytesStyle::array) {
      counted_bytes(at, length);
      return at + length;
    }
    return byte_text(node, at, length);
  }

  [[nodiscard]] Next byte_array(const Node& node, const Byte* at) {
    if (this->left(at) < node.length) [[unlikely]]
      return this->fail_end(node, at, node.length);
    return byte_text(node, at, node.length);
  }

  [[nodiscard]] Next byte_text(const Node& node, const Byte* at, std::uint64_t length) {
    const BytesForm form = bytes_form(node.text, style_);
    if (form.utf8) {
      if (this->check_utf8(node, at, length) == nullptr) return nullptr;
      quoted(at, length);
    } else if (form.style == BytesStyle::array) {
      byte_numbers(at, length);
    } else if (can_encode(form.style, length)) {
      encoded(form.style, at, length);
    } else {
      return this->fail(Errc::not_representable, node, at, at + length,
                        fmt::format("{} bytes are too many for base58: choose hex or base64", length));
    }
    return at + length;
  }

  void byte_numbers(const Byte* at, std::uint64_t length) {
    constexpr std::uint64_t chunk = 16384;
    out_.put('[');
    for (std::uint64_t done = 0; done < length;) {
      const std::uint64_t part = std::min(chunk, length - done);
      char* to = out_.room(part * kernels::max_u8_text + 1 + kernels::write_slack);
      if (done != 0) *to++ = ',';
      out_.end(to + kernels::table().print_u8s(to, at + done, part));
      done += part;
    }
    out_.put(']');
  }

  // Hex and base64 go in pieces that are whole groups; base58 has none, and a bound.
  void encoded(BytesStyle style, const Byte* at, std::uint64_t length) {
    constexpr std::uint64_t chunk = std::uint64_t{3} * 8192;
    out_.put('"');
    for (std::uint64_t done = 0; done < length;) {
      const std::uint64_t part = style == BytesStyle::base58 ? length : std::min(chunk, length - done);
      char* const to = out_.room(max_encoded_size(style, part));
      out_.end(to + encode_bytes(style, at + done, part, to));
      done += part;
    }
    out_.put('"');
  }

  // Whether it is worth asking how large a list is: elements may have many times their least size, but most lists that
  // are in something else are short.
  [[nodiscard]] bool may_be_large(const Node& list, std::uint64_t count) const noexcept {
    return depth_ == 1 || count * this->node(list.child).min >= share_from_ / 16;
  }

  // What holds other values. printer_nested.hpp has these.
  [[nodiscard]] Next nested(const Node& node, const Byte* at);
  [[nodiscard]] Next option(const Node& node, const Byte* at);
  [[nodiscard]] Next sequence(const Node& node, const Byte* at);
  [[nodiscard]] Next array(const Node& node, const Byte* at);
  [[nodiscard]] Next elements(const Node& node, const Byte* at, std::uint64_t count);
  // Never inlined: its room on the stack must not be taken at every level of nesting.
  template <class T>
  [[nodiscard, gnu::noinline]] Next numbers_in_bulk(const Byte* at, std::uint64_t& index, std::uint64_t end);
  template <class T>
  [[nodiscard, gnu::noinline]] Next floats_in_bulk(const Byte* at, std::uint64_t& index, std::uint64_t end);
  [[nodiscard]] Next elements_in_bulk(const Node& element, const Byte* at, std::uint64_t& index, std::uint64_t end);
  [[nodiscard]] Next fields(const Node& node, const Byte* at);
  [[nodiscard]] Next unwritten_field(const plan::Field& field, const Byte* at);
  [[nodiscard]] bool default_field(const Node& node, const plan::Field& field, const Byte* at);
  [[nodiscard]] Next enumeration(const Node& node, const Byte* at);
  [[nodiscard]] Next map(const Node& node, const Byte* at);
  [[nodiscard]] Next set(const Node& node, const Byte* at);
  [[nodiscard]] Next entry(const Node& node, const Byte* at, std::uint64_t index);
  [[nodiscard]] Next map_key(plan::NodeId id, const Byte* at);
  [[nodiscard]] Next arranged(const Node& node, const Byte* at, std::uint64_t count);
  [[nodiscard]] Next pushed(const Node& node, const Byte* at, std::uint64_t count);
  [[nodiscard]] Next entries(const Node& node, const Byte* at, std::uint64_t min);
  [[nodiscard]] bool in_order(const Node& node, const Byte* at);
  [[nodiscard]] Next json(const Node& node, const Byte* at);
  [[nodiscard]] Next json_items(const Node& node, const Byte* at, bool keyed);

  // What serde writes of lengths and numbers that have a form of their own on the wire; also in printer_codecs.hpp.
  [[nodiscard]] bool serde_forms() const noexcept { return program_.model->serde_forms; }
  [[nodiscard]] bool is_counted(const Node& node) const noexcept {
    return node.prefix == schema::LengthPrefix::short_vec && serde_forms();
  }
  void leb128_bytes(std::uint64_t number);
  void counted_bytes(const Byte* at, std::uint64_t length);
  [[nodiscard]] Next counted_elements(const Node& node, const Byte* at, std::uint64_t count);
  [[nodiscard]] Next serde_message(std::uint32_t version, plan::NodeId payload, const Byte* at);

  // Layouts that Rust text cannot say. printer_codecs.hpp has these.
  [[nodiscard]] Next codec(const Node& node, const Byte* at);
  [[nodiscard]] Next bare_field(const Node& node, const Byte* at);
  [[nodiscard]] Next untagged(plan::NodeId id);
  [[nodiscard]] Next message(const Node& node, const Byte* at);
  [[nodiscard]] Next transaction(const Node& node, const Byte* at);
  [[nodiscard]] Next v1_transaction(const Node& node, const Byte* at);
  [[nodiscard]] Next labelled(const plan::Field& field, const Byte* at);
  [[nodiscard]] bool is_message(const Node& node) const;
  [[nodiscard]] Next expanded_message(const Node& node, const Byte* at);
  [[nodiscard]] Next expanded_instruction(const Node& node, const Byte* keys, const Byte* at);
  void expansion(const Byte* keys, std::uint8_t program, const Byte* data);

  // The end of a value that is not printed.
  [[nodiscard]] Next end_of(const Node& node, const Byte* at) {
    Walker walker(program_, wire_);
    const Byte* const next = walker.value(this->id_of(node), at);
    if (next == nullptr) this->fault_ = walker.take_fault();
    return next;
  }

  std::span<const std::byte> wire_;
  const JsonStyle& style_;
  TextOut& out_;
  plan::MapIndex maps_;  // the maps and sets within the outermost one that is being printed
  plan::Arranger<Format> arranger_;
  bool faulty_ = false;  // a fault lies ahead
  Share share_;
  std::uint64_t share_from_ = 0;
};

}  // namespace limcode::json
