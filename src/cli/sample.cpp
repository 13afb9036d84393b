// Walks a program and writes a random value of every node. Sizes are those that data tends to have: numbers of all
// magnitudes, short words, a few elements; deep down the smallest, so that recursive types end.
#include "cli/sample.hpp"

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/date_time.hpp"
#include "plan/program.hpp"
#include "wire/any_format.hpp"

namespace limcode::cli {
namespace {

using plan::Node;
using plan::NodeId;
using plan::Op;

// Levels of values within values that may have more than one element.
constexpr unsigned generous_depth = 6;
constexpr unsigned max_depth = 64;

class Sampler {
 public:
  Sampler(const plan::Program& program, Buffer& out) : program_(program), format_(program.config), out_(out) {}

  // The outermost value: with a length, it gets as many elements as fill `size_bytes`.
  [[nodiscard]] bool root(std::size_t size_bytes) {
    const Node& node = program_.nodes[program_.root];
    if (node.op == Op::string || node.op == Op::bytes) return text(node, size_bytes);
    if (node.op != Op::sequence && node.op != Op::map && node.op != Op::set) return value(program_.root);
    // The elements come first: their number is known when they are enough.
    Buffer elements;
    Sampler inside(program_, elements);
    std::uint64_t count = 0;
    for (; elements.size() < size_bytes; ++count) {
      const std::size_t before = elements.size();
      if (!inside.element(node)) return false;
      if (elements.size() == before) return false;  // of nothing there is no end
    }
    if (!length(node, count)) return false;
    out_.append(elements.data(), elements.size());
    return true;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  std::uint64_t magnitude() { return random_() >> below(64); }

  template <class T>
  bool number(T value) {
    auto* const start = reinterpret_cast<std::uint8_t*>(out_.room(wire::AnyFormat::max_size<T>));
    out_.set_size(out_.size() + static_cast<std::size_t>(format_.write(start, value) - start));
    return true;
  }

  template <class T>
  bool integer(const Node& node) {
    const T value = static_cast<T>(magnitude());
    return number(node.non_zero && value == 0 ? T{1} : value);
  }

  bool byte(std::uint8_t value) {
    out_.append(&value, 1);
    return true;
  }
  bool raw(std::size_t count) {
    while (count-- != 0) byte(static_cast<std::uint8_t>(random_()));
    return true;
  }

  static std::uint64_t at_most(const Node& node, std::uint64_t count) {
    return node.prefix == schema::LengthPrefix::bounded ? std::min(count, node.length) : count;
  }

  bool length(const Node& node, std::uint64_t count) {
    if (node.prefix == schema::LengthPrefix::bounded && count > node.length) return false;
    if (node.prefix != schema::LengthPrefix::short_vec) return number(count);
    if (count > wire::max_short_vec) return false;
    std::uint8_t bytes[wire::max_short_vec_size];
    out_.append(bytes, static_cast<std::size_t>(wire::write_leb128(bytes, count) - bytes));
    return true;
  }

  // Letters, which are bytes of any kind: no zero among them, and all UTF-8.
  bool text(const Node& node, std::size_t size) {
    if (!length(node, size)) return false;
    while (size-- != 0) byte(static_cast<std::uint8_t>('a' + below(26)));
    return true;
  }

  bool date_time(const Node& node) {
    const plan::DateTime time{.local = static_cast<std::int64_t>(below(std::uint64_t{1} << 32)), .zulu = true};
    char text[plan::max_date_time_text];
    const std::string_view printed(text, plan::print_date_time(text, time, node.keeps_offset));
    if (!length(node, printed.size())) return false;
    return std::all_of(printed.begin(), printed.end(), [&](char c) { return byte(static_cast<std::uint8_t>(c)); });
  }

  bool seconds() {
    return number(below(std::uint64_t{1} << 32)) && number(static_cast<std::uint32_t>(below(1'000'000'000)));
  }

  bool address(bool with_port) {
    const auto index = static_cast<std::uint32_t>(below(2));
    return number(index) && raw(index == 0 ? 4 : 16) && (!with_port || number(static_cast<std::uint16_t>(random_())));
  }

  bool socket(std::size_t octets) { return raw(octets) && number(static_cast<std::uint16_t>(random_())); }

  bool leb128(const Node& node) {
    std::uint64_t left = magnitude() & (~std::uint64_t{0} >> (64 - node.length));
    for (; left >= 0x80; left >>= 7) byte(static_cast<std::uint8_t>(left | 0x80));
    return byte(static_cast<std::uint8_t>(left));
  }

  bool value(NodeId id) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case Op::unit: return true;
      case Op::boolean: return byte(static_cast<std::uint8_t>(below(2)));
      case Op::u8: return integer<std::uint8_t>(node);
      case Op::u16: return integer<std::uint16_t>(node);
      case Op::u32: return integer<std::uint32_t>(node);
      case Op::u64: return integer<std::uint64_t>(node);
      case Op::u128: return integer<wire::u128>(node);
      case Op::i8: return integer<std::int8_t>(node);
      case Op::i16: return integer<std::int16_t>(node);
      case Op::i32: return integer<std::int32_t>(node);
      case Op::i64: return integer<std::int64_t>(node);
      case Op::i128: return integer<wire::i128>(node);
      case Op::f32: return number(static_cast<float>(below(1'000'000)) / 977.0F);
      case Op::f64: return number(static_cast<double>(below(1'000'000'007)) / 977.0);
      case Op::character: return byte(static_cast<std::uint8_t>('a' + below(26)));
      case Op::string:
      case Op::c_string: return text(node, 4 + below(16));
      case Op::bytes: return text(node, at_most(node, below(64)));
      case Op::byte_array: return raw(node.length);
      case Op::duration:
      case Op::system_time: return seconds();
      case Op::ip_addr: return address(false);
      case Op::socket_addr: return address(true);
      case Op::ipv4_addr: return raw(4);
      case Op::ipv6_addr: return raw(16);
      case Op::socket_addr_v4: return socket(4);
      case Op::socket_addr_v6: return socket(16);
      case Op::uuid: return number(std::uint64_t{16}) && raw(16);
      case Op::date_time: return date_time(node);
      case Op::leb128: return leb128(node);
      case Op::codec:
      case Op::message:
      case Op::transaction:
      case Op::bare_field: return false;
      default: break;
    }
    if (depth_ == max_depth) return false;
    ++depth_;
    const bool done = nested(node);
    --depth_;
    return done;
  }

  // Values that hold others.
  bool nested(const Node& node) {
    switch (node.op) {
      case Op::option: return byte(is_deep() || below(4) == 0 ? 0 : 1) && (last_byte() == 0 || value(node.child));
      case Op::sequence:
      case Op::map:
      case Op::set: return elements(node, is_deep() ? 0 : at_most(node, below(5)));
      case Op::array:
        for (std::uint64_t i = 0; i != node.length; ++i) {
          if (!value(node.child)) return false;
        }
        return true;
      case Op::tuple:
      case Op::record: return fields(node);
      case Op::enumeration: return enumeration(node);
      case Op::json: return json();
      default: return false;
    }
  }

  [[nodiscard]] bool is_deep() const { return depth_ > generous_depth; }
  [[nodiscard]] std::uint8_t last_byte() const { return static_cast<std::uint8_t>(out_.bytes().back()); }

  bool element(const Node& node) { return (node.op != Op::map || value(node.key)) && value(node.child); }

  bool elements(const Node& node, std::uint64_t count) {
    if (!length(node, count)) return false;
    while (count-- != 0) {
      if (!element(node)) return false;
    }
    return true;
  }

  bool fields(const Node& node) {
    for (std::uint32_t i = 0; i != node.count; ++i) {
      const plan::Field& field = program_.fields[node.first + i];
      if (field.reads != field.writes) return false;  // what is written would not be read
      if (field.reads && !value(field.node)) return false;
    }
    return true;
  }

  bool enumeration(const Node& node) {
    std::vector<const plan::Variant*> choices;
    for (std::uint32_t i = 0; i != node.count; ++i) {
      const plan::Variant& variant = program_.variants[node.first + i];
      // Deep down those without a payload, if there are any.
      if (variant.writes && (!is_deep() || variant.payload == plan::no_node)) choices.push_back(&variant);
    }
    return choices.empty() ? first_variant(node) : variant(*choices[below(choices.size())]);
  }

  bool first_variant(const Node& node) {
    for (std::uint32_t i = 0; i != node.count; ++i) {
      const plan::Variant& one = program_.variants[node.first + i];
      if (one.writes) return variant(one);
    }
    return false;
  }

  bool variant(const plan::Variant& one) {
    return number(one.write_index) && (one.payload == plan::no_node || value(one.payload));
  }

  bool json() {
    const auto index = [&](plan::JsonKind kind) { return number(static_cast<std::uint32_t>(kind)); };
    const Node text_node{.op = Op::string};
    switch (is_deep() ? 5 : below(8)) {
      case 0: return index(plan::JsonKind::null);
      case 1: return index(plan::JsonKind::boolean) && byte(1);
      case 2:
      case 3: return index(plan::JsonKind::u64) && number(magnitude());
      case 4: return index(plan::JsonKind::f64) && number(static_cast<double>(1 + below(1'000'000)) / 977.0);
      case 5: return index(plan::JsonKind::string) && text(text_node, 4 + below(16));
      case 6: return index(plan::JsonKind::array) && number(std::uint64_t{2}) && deeper() && deeper();
      default:
        return index(plan::JsonKind::object) && number(std::uint64_t{2}) && text(text_node, 5) && deeper() &&
               text(text_node, 6) && deeper();
    }
  }

  bool deeper() {
    ++depth_;
    const bool done = json();
    --depth_;
    return done;
  }

  const plan::Program& program_;
  wire::AnyFormat format_;
  Buffer& out_;
  std::mt19937_64 random_{1};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same sample each time
  unsigned depth_ = 0;
};

}  // namespace

std::optional<Buffer> sample_frame(const Plan& plan, std::size_t size_bytes) {
  Buffer frame;
  if (!Sampler(plan.program(), frame).root(size_bytes)) return std::nullopt;
  return frame;
}

}  // namespace limcode::cli
