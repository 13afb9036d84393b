// Every type is given a typical value, and that value's length in both forms.
#include "json/text_size.hpp"

#include <algorithm>

#include "json/bytes_text.hpp"

namespace limcode::json {
namespace {

using plan::Node;
using plan::Op;

struct Lengths {
  double wire = 0;
  double text = 0;

  Lengths& operator+=(const Lengths& other) {
    wire += other.wire;
    text += other.text;
    return *this;
  }
  friend Lengths operator+(Lengths left, const Lengths& right) { return left += right; }
  friend Lengths operator*(double count, const Lengths& one) { return {count * one.wire, count * one.text}; }
};

// What separates one element or entry from the next.
constexpr Lengths comma{0, 1};

class Estimator {
 public:
  Estimator(const plan::Program& program, const JsonStyle& style) : program_(program), style_(style) {}

  Lengths whole() { return of(program_.root, many); }

 private:
  // A frame that is worth an estimate is long because of one list.
  static constexpr double many = 1000;
  static constexpr double few = 4;
  // Types can name each other so often that visiting all of them takes forever.
  static constexpr unsigned most_visits = 2000;

  // `count` is how many elements a list has, or letters a string; bytes are taken for four times as many.
  Lengths of(plan::NodeId id, double count) {
    const Node& node = program_.nodes[id];
    if (++visits_ > most_visits) return {8, 16};
    switch (node.op) {
      case Op::unit: return {0, 4};
      case Op::boolean: return {1, 5};
      case Op::u8: return {1, 3};
      case Op::i8: return {1, 4};
      case Op::u16:
      case Op::i16: return number(2, 6);
      case Op::u32:
      case Op::i32: return number(4, 11);
      case Op::u64:
      case Op::i64: return number(8, 20);
      case Op::u128:
      case Op::i128: return number(16, 40);
      case Op::leb128: return {1, 3};
      case Op::f32: return {4, 13};
      case Op::f64: return {8, 20};
      case Op::character: return {1, 3};
      case Op::string: return prefix_of(node) + Lengths{count, count + 2};
      case Op::bytes:
      case Op::c_string: return prefix_of(node) + bytes(node, 4 * count);
      case Op::byte_array: return bytes(node, static_cast<double>(node.length));
      case Op::option: return Lengths{1, 0} + of(node.child, few);
      case Op::sequence:
      case Op::set: return list(node, count, of(node.child, few) + comma);
      case Op::array: return Lengths{0, 2} + static_cast<double>(node.length) * (of(node.child, few) + comma);
      case Op::map: {
        const Lengths entry = of(node.key, few) + of(node.child, few) + Lengths{0, 3} + comma;
        return list(node, count, entry);
      }
      case Op::tuple:
      case Op::record: return fields(node, count);
      case Op::enumeration: return variants(node);
      case Op::codec:
      case Op::message:
      case Op::transaction:
      case Op::bare_field: return of(node.child, count);
      default: {
        // Addresses, times, and what else is a text of about this length.
        const double wire = std::max(static_cast<double>(node.min), 8.0);
        return {wire, 2 * wire + 24};
      }
    }
  }

  [[nodiscard]] bool is_varint() const { return program_.config.int_encoding == IntEncoding::variable; }
  // A varint is as short as its number.
  [[nodiscard]] Lengths number(double wire, double text) const {
    return is_varint() ? Lengths{1, 3} : Lengths{wire, text};
  }
  [[nodiscard]] Lengths prefix_of(const Node& node) const {
    return {is_varint() || node.prefix == schema::LengthPrefix::short_vec ? 1.0 : 8.0, 0};
  }

  [[nodiscard]] Lengths list(const Node& node, double count, const Lengths& element) const {
    Lengths all = prefix_of(node);
    all += Lengths{0, 2};
    all += count * element;
    return all;
  }

  [[nodiscard]] Lengths bytes(const Node& node, double count) const {
    const BytesForm form = bytes_form(node.text, style_);
    if (form.utf8) return {count, count + 2};
    switch (form.style) {
      case BytesStyle::array: return {count, 4 * count + 2};
      case BytesStyle::hex: return {count, 2 * count + 2};
      case BytesStyle::base64:
      case BytesStyle::base58: return {count, 1.5 * count + 4};
    }
    return {};
  }

  Lengths fields(const Node& node, double count) {
    Lengths all{0, 1};
    for (std::uint32_t index = 0; index != node.count && visits_ <= most_visits; ++index) {
      const plan::Field& field = program_.fields[node.first + index];
      all += Lengths{0, static_cast<double>(field.lead.length)} + of(field.node, count);
    }
    return all;
  }

  // The variant with the most text to a byte: all values may be of that one.
  Lengths variants(const Node& node) {
    Lengths longest{8, 8};
    for (std::uint32_t index = 0; index != node.count && visits_ <= most_visits; ++index) {
      const plan::Variant& variant = program_.variants[node.first + index];
      Lengths one{is_varint() ? 1.0 : 4.0, static_cast<double>(std::max(variant.lead.length, variant.quoted.length))};
      if (variant.payload != plan::no_node) one += of(variant.payload, few) + Lengths{0, 1};
      if (one.text * longest.wire > longest.text * one.wire) longest = one;
    }
    return longest;
  }

  const plan::Program& program_;
  const JsonStyle& style_;
  unsigned visits_ = 0;
};

}  // namespace

std::size_t estimate_text(const plan::Program& program, const JsonStyle& style, std::size_t wire_bytes) {
  const Lengths typical = Estimator(program, style).whole();
  const double ratio = typical.wire > 0 ? typical.text / typical.wire : 1;
  constexpr double spare = 1.0625;
  const double text = spare * static_cast<double>(wire_bytes) * std::clamp(ratio, 1.0, 16.0);
  return static_cast<std::size_t>(style.pretty ? 2 * text : text);
}

}  // namespace limcode::json
