// Type -> Program. Each type becomes one node; newtypes vanish into what they hold. Sizes are worked out on the way
// back up, where a type that is still being compiled (recursion) counts as "at least nothing, of no fixed size".
// Here are the kinds of types; compile_fields.cpp has records, tuples and enumerations.
#pragma once

#include <fmt/format.h>

#include <unordered_map>

#include "limcode/limits.hpp"
#include "limcode/plan.hpp"
#include "plan/codec.hpp"
#include "plan/labels.hpp"
#include "plan/message.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

using schema::Arrangement;
using schema::Kind;
using schema::TypeNode;

// A type whose smallest frame is larger than this is a mistake or an attack, not a type.
inline constexpr std::uint64_t max_fixed_size = std::uint64_t{1} << 40;
// Elements that take no bytes cost time all the same; see also Walker's budget for them.
inline constexpr std::uint64_t max_empty_elements = std::uint64_t{1} << 16;

class Compiler {
 public:
  Compiler(Program& program, const schema::Model& model) : program_(program), model_(model) {}

  /// Compiles the type that all others are parts of.
  Result<NodeId> root(schema::TypeId id) {
    auto made = type(id);
    for (const auto& [copy, inner] : reversed_) copy_reversed(copy, inner);
    return made;
  }

 private:
  Result<NodeId> type(schema::TypeId id) {
    if (const auto known = done_.find(id); known != done_.end()) return known->second;
    const TypeNode& source = model_.nodes[id];
    if (depth_ == max_type_depth) {
      return refuse(Errc::schema_unsupported, source,
                    fmt::format("types nest deeper than {} levels without an end", max_type_depth));
    }
    ++depth_;
    auto made = source.kind == Kind::newtype ? newtype(id, source) : node(id, source);
    --depth_;
    return made;
  }

  using Status = Result<void>;

  Result<NodeId> node(schema::TypeId id, const TypeNode& source) {
    const auto node_id = static_cast<NodeId>(program_.nodes.size());
    done_.emplace(id, node_id);
    program_.nodes.emplace_back();
    Node node;
    node.type = id;
    if (auto status = fill(node, source); !status) return std::unexpected(std::move(status.error()));
    if (node.fixed != no_size && node.fixed > max_fixed_size) {
      return refuse(Errc::schema_invalid, source, "every value would take more than 2^40 bytes");
    }
    program_.nodes[node_id] = node;
    return node_id;
  }

  Result<NodeId> newtype(schema::TypeId id, const TypeNode& source) {
    auto inner = type(source.child);
    if (inner && source.reversed) inner = reversed(*inner);
    if (inner) done_.emplace(id, *inner);
    return inner;
  }

  // The same node once more, but for how it compares. One that is still being compiled is copied when it is complete;
  // until then both count as "at least nothing".
  NodeId reversed(NodeId inner) {
    const auto id = static_cast<NodeId>(program_.nodes.size());
    program_.nodes.emplace_back();
    reversed_.emplace_back(id, inner);
    copy_reversed(id, inner);
    return id;
  }

  void copy_reversed(NodeId id, NodeId inner) {
    const Node copy = program_.nodes[inner];
    program_.nodes[id] = copy;
    program_.nodes[id].reversed = !copy.reversed;
  }

  std::unexpected<Error> refuse(Errc code, const TypeNode& source, std::string reason) const {
    Error error;
    error.code = code;
    error.type = source.name;
    error.line = source.place.line;
    error.column = source.place.column;
    error.detail = "type `" + source.name + "`: " + std::move(reason);
    return std::unexpected(std::move(error));
  }

  [[nodiscard]] bool fixed_integers() const { return program_.config.int_encoding == IntEncoding::fixed; }
  [[nodiscard]] std::uint64_t index_min() const { return fixed_integers() ? 4 : 1; }
  [[nodiscard]] std::uint64_t length_min(schema::LengthPrefix prefix) const {
    return prefix != schema::LengthPrefix::short_vec && fixed_integers() ? 8 : 1;
  }

  static void fixed_size(Node& node, std::uint64_t bytes) { node.fixed = node.min = bytes; }

  void integer(Node& node, Op op, std::uint64_t bytes, const TypeNode& source) {
    node.op = op;
    node.non_zero = source.non_zero;
    if (fixed_integers() || bytes == 1) {
      fixed_size(node, bytes);
      node.opaque = !source.non_zero;
    } else {
      node.min = 1;
    }
  }

  static void opaque(Node& node, Op op, std::uint64_t bytes) {
    node.op = op;
    fixed_size(node, bytes);
    node.opaque = true;
  }

  void prefixed(Node& node, Op op, const TypeNode& source) {
    node.op = op;
    node.prefix = source.prefix;
    node.min = length_min(source.prefix);
    if (source.prefix == schema::LengthPrefix::bounded) node.length = source.count;
  }

  Status child(Node& node, const TypeNode& source) {
    auto inner = type(source.child);
    if (!inner) return std::unexpected(std::move(inner.error()));
    node.child = *inner;
    return {};
  }

  Status fill(Node& node, const TypeNode& source) {
    node.text = source.text;
    node.borrowed = source.borrowed;
    switch (source.kind) {
      case Kind::unit: opaque(node, Op::unit, 0); return {};
      case Kind::boolean:
        node.op = Op::boolean;
        fixed_size(node, 1);
        return {};
      case Kind::u8: integer(node, Op::u8, 1, source); return {};
      case Kind::u16: integer(node, Op::u16, 2, source); return {};
      case Kind::u32: integer(node, Op::u32, 4, source); return {};
      case Kind::u64: integer(node, Op::u64, 8, source); return {};
      case Kind::u128: integer(node, Op::u128, 16, source); return {};
      case Kind::i8: integer(node, Op::i8, 1, source); return {};
      case Kind::i16: integer(node, Op::i16, 2, source); return {};
      case Kind::i32: integer(node, Op::i32, 4, source); return {};
      case Kind::i64: integer(node, Op::i64, 8, source); return {};
      case Kind::i128: integer(node, Op::i128, 16, source); return {};
      case Kind::f32: opaque(node, Op::f32, 4); return {};
      case Kind::f64: opaque(node, Op::f64, 8); return {};
      case Kind::character:
        node.op = Op::character;
        node.min = 1;
        return {};
      case Kind::string:
        prefixed(node, Op::string, source);
        node.text_form = source.text_form;
        return {};
      case Kind::bytes:
        prefixed(node, Op::bytes, source);
        node.unit = 1;
        node.accepts_string = true;
        node.text_only = source.text_only;
        return {};
      case Kind::c_string:
        prefixed(node, Op::c_string, source);
        node.accepts_string = true;
        return {};
      case Kind::json:
        node.op = Op::json;
        node.min = index_min();
        return {};
      case Kind::ipv4_addr: opaque(node, Op::ipv4_addr, 4); return {};
      case Kind::ipv6_addr: opaque(node, Op::ipv6_addr, 16); return {};
      case Kind::ip_addr:
        node.op = Op::ip_addr;
        node.min = index_min() + 4;
        return {};
      case Kind::socket_addr:
        node.op = Op::socket_addr;
        node.min = index_min() + 5;
        return {};
      case Kind::socket_addr_v4: socket(node, Op::socket_addr_v4, 4); return {};
      case Kind::socket_addr_v6: socket(node, Op::socket_addr_v6, 16); return {};
      case Kind::duration: seconds(node, Op::duration); return {};
      case Kind::system_time: seconds(node, Op::system_time); return {};
      case Kind::uuid:
        prefixed(node, Op::uuid, source);
        node.min += 16;
        return {};
      case Kind::date_time:
        prefixed(node, Op::date_time, source);
        node.keeps_offset = source.keeps_offset;
        return {};
      case Kind::leb128: return leb128(node, source);
      case Kind::option:
        node.op = Op::option;
        node.min = 1;
        return child(node, source);
      case Kind::sequence: return sequence(node, source);
      case Kind::array: return array(node, source);
      case Kind::set:
        prefixed(node, Op::set, source);
        node.arrangement = source.arrangement;
        return child(node, source);
      case Kind::map: return map(node, source);
      case Kind::tuple: node.op = Op::tuple; return fields(node, source.fields, source);
      case Kind::record:
        node.op = Op::record;
        node.deny_unknown = source.deny_unknown_fields;
        return fields(node, source.fields, source);
      case Kind::enumeration: return enumeration(node, source);
      case Kind::codec: return codec(node, source);
      case Kind::newtype: break;
    }
    return refuse(Errc::schema_unsupported, source, "it has no layout");
  }

  void socket(Node& node, Op op, std::uint64_t octets) {
    if (fixed_integers()) {
      opaque(node, op, octets + 2);
    } else {
      node.op = op;
      node.min = octets + 1;
    }
  }

  void seconds(Node& node, Op op) {
    node.op = op;
    if (fixed_integers()) {
      fixed_size(node, 12);
    } else {
      node.min = 2;
    }
  }

  Status leb128(Node& node, const TypeNode& source) {
    node.op = Op::leb128;
    node.min = 1;
    switch (model_.nodes[source.child].kind) {
      case Kind::u16: node.length = 16; return {};
      case Kind::u32: node.length = 32; return {};
      case Kind::u64: node.length = 64; return {};
      default: return refuse(Errc::schema_unsupported, source, "serde_varint holds u16, u32 and u64 alone");
    }
  }

  Status sequence(Node& node, const TypeNode& source) {
    prefixed(node, Op::sequence, source);
    if (auto status = child(node, source); !status) return status;
    const Node& element = program_.nodes[node.child];
    if (element.op == Op::u8 && !element.non_zero) node.op = Op::bytes;
    if (element.opaque) node.unit = element.fixed;
    return {};
  }

  Status array(Node& node, const TypeNode& source) {
    node.op = Op::array;
    node.length = source.count;
    if (auto status = child(node, source); !status) return status;
    const Node& element = program_.nodes[node.child];
    if (element.op == Op::u8 && !element.non_zero) node.op = Op::byte_array;
    if (element.min == 0 && node.length > max_empty_elements) {
      return refuse(Errc::schema_invalid, source, "an array of more than 65,536 elements that may take no bytes");
    }
    if (element.min != 0 && node.length > max_fixed_size / element.min) {
      return refuse(Errc::schema_invalid, source, "every value would take more than 2^40 bytes");
    }
    node.min = element.min * node.length;
    if (element.fixed != no_size) node.fixed = element.fixed * node.length;
    node.opaque = element.opaque;
    return {};
  }

  // The layouts of messages and transactions are walked by plan, all others by functions.
  Status codec(Node& node, const TypeNode& source) {
    if (auto status = child(node, source); !status) return status;
    const Node& declared = program_.nodes[node.child];
    if (source.codec == "versioned_message" && declared.op == Op::enumeration && declared.count == message_versions) {
      node.op = Op::message;
      node.min = no_size;
      for (std::uint32_t version = 0; version < message_versions; ++version) {
        const Variant& variant = program_.variants[declared.first + version];
        if (variant.shape != schema::Shape::newtype) break;
        node.min = std::min(node.min, program_.nodes[variant.payload].min + (version == 0 ? 0 : 1));
      }
      return {};
    }
    if (source.codec == "versioned_transaction" && declared.op == Op::record && declared.count == 2 &&
        program_.nodes[program_.fields[declared.first + 1].node].op == Op::message) {
      node.op = Op::transaction;
      node.min = declared.min;
      return {};
    }
    if (source.codec == "bare_field" && declared.op == Op::record && declared.count == 1) {
      node.op = Op::bare_field;
      node.min = declared.min;
      return {};
    }
    node.op = Op::codec;
    node.codec = find_codec(source.codec);
    if (node.codec == nullptr)
      return refuse(Errc::schema_unsupported, source, "no codec is called `" + source.codec + "`");
    node.min = node.codec->min;
    program_.to_end |= node.codec->to_end;
    if (source.serde_form == schema::no_type) return {};
    auto serde_form = type(source.serde_form);
    if (!serde_form) return std::unexpected(std::move(serde_form.error()));
    node.key = *serde_form;
    return {};
  }

  Status map(Node& node, const TypeNode& source) {
    prefixed(node, Op::map, source);
    node.arrangement = source.arrangement;
    auto key = type(source.key);
    if (!key) return std::unexpected(std::move(key.error()));
    node.key = *key;
    if (node.arrangement == Arrangement::ascending && program_.nodes[node.key].op >= Op::codec) {
      return refuse(Errc::schema_unsupported, source, "values of the key's type have no order");
    }
    return child(node, source);
  }

  using Names = std::vector<std::pair<std::string, std::uint32_t>>;
  // Fields of a record, a tuple, or a variant's payload: sizes, runs and text.
  Status fields(Node& node, const std::vector<schema::Field>& source, const TypeNode& owner);
  Field describe(const schema::Field& source, NodeId node, bool named, bool first);
  TextRef default_text(schema::TypeId type);
  [[nodiscard]] bool add_sizes(Node& node, const std::vector<Field>& fields) const;
  // From the back, so that each field knows how far the run that starts at it goes.
  void add_runs(std::vector<Field>& fields) const;
  void add_names(Node& node, const Names& names);
  Status enumeration(Node& node, const TypeNode& source);
  Result<Variant> describe(const schema::Variant& source, const TypeNode& owner);

  Program& program_;
  const schema::Model& model_;
  unsigned depth_ = 0;
  std::unordered_map<schema::TypeId, NodeId> done_;
  std::vector<std::pair<NodeId, NodeId>> reversed_;  // copy and original
  std::unordered_map<schema::TypeId, TextRef> defaults_;
  std::size_t default_text_size_ = 0;
};

}  // namespace limcode::plan
