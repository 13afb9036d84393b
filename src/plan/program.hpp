// The compiled form of a type: a flat table of nodes that name each other by index, ready to be walked. For what
// the types mean in Rust see src/schema/model.hpp; compile.cpp turns the one into the other and precomputes whatever
// can be known before a frame is seen: sizes, runs of fields that need no look, the text around every field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/config.hpp"
#include "schema/model.hpp"

namespace limcode::plan {

struct Codec;

/// What a node does. Each line says the wire first, then JSON where it is not evident.
enum class Op : std::uint8_t {
  unit,     ///< nothing; null
  boolean,  ///< one byte, 0 or 1
  u8,
  u16,
  u32,
  u64,
  u128,  ///< an integer; Node::non_zero refuses 0
  i8,
  i16,
  i32,
  i64,
  i128,
  f32,
  f64,
  character,    ///< 1 to 4 bytes of UTF-8; a string of one character
  string,       ///< length, UTF-8
  bytes,        ///< length, raw bytes: Vec<u8>, serde bytes; an array of numbers or text by style
  byte_array,   ///< `length` raw bytes: [u8; N]; likewise
  option,       ///< tag byte, child if 1; null or the child
  sequence,     ///< length, children; an array
  array,        ///< `length` children; an array
  tuple,        ///< fields; an array
  record,       ///< fields; an object
  enumeration,  ///< index, the variant's payload; externally tagged
  map,          ///< length, pairs of key and child; an object
  set,          ///< length, children; an array
  json,         ///< index, payload: the limcode::Json enum; any JSON value
  duration,     ///< u64 seconds, u32 nanoseconds; {"secs":1,"nanos":2}
  system_time,  ///< the same; {"secs_since_epoch":1,"nanos_since_epoch":2}
  ip_addr,      ///< index, 4 or 16 octets; text
  ipv4_addr,    ///< 4 octets; text
  ipv6_addr,    ///< 16 octets; text
  socket_addr,  ///< index, address, u16 port; text
  socket_addr_v4,
  socket_addr_v6,
  c_string,     ///< length, bytes without NUL; an array of numbers
  uuid,         ///< length 16, 16 bytes; hyphenated text
  date_time,    ///< length, text of a chrono::DateTime; the text that chrono prints
  leb128,       ///< an unsigned integer of `length` bits, seven bits a byte
  codec,        ///< the layout of Node::codec; the child, which is the type as declared, or also read as the key
  message,      ///< Solana: a version byte unless legacy, then the payload of one of the child's variants; the payload
  transaction,  ///< Solana: the child's fields, but of a v1 message the signatures last; with the version as a field
  bare_field,   ///< the child, a record of one field; what the field holds, or the child as serde writes it
};

/// The variants of limcode::Json by their index on the wire, whose width it has.
// NOLINTNEXTLINE(performance-enum-size)
enum class JsonKind : std::uint32_t { null, boolean, i64, u64, f64, string, array, object };

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = ~NodeId{0};
inline constexpr std::uint64_t no_size = std::numeric_limits<std::uint64_t>::max();

/// Readable bytes after the last piece of Program::text, so that short pieces can be copied in one step.
inline constexpr std::size_t label_slack = 16;

/// A piece of Program::text.
struct TextRef {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// One operation. Members that an op does not use keep their defaults.
struct Node {
  Op op = Op::unit;
  schema::LengthPrefix prefix = schema::LengthPrefix::length;
  schema::BytesText text = schema::BytesText::by_style;
  schema::Arrangement arrangement = schema::Arrangement::arrival;  ///< map, set.
  schema::TextForm text_form = schema::TextForm::any;              ///< string.
  bool reversed = false;        ///< Compared the other way around: what a Reverse holds.
  bool non_zero = false;        ///< integers.
  bool opaque = false;          ///< Fixed size and every bit pattern is a value: skipping needs no look.
  bool deny_unknown = false;    ///< record.
  bool accepts_string = false;  ///< bytes, c_string: JSON may also be a string.
  bool keeps_offset = false;    ///< date_time: printed at the offset that it has, not in UTC.
  bool borrowed = false;        ///< &str, &[u8]: the JSON string may hold no escape.
  bool text_only = false;       ///< bytes: JSON must be a string.
  NodeId child = no_node;
  NodeId key = no_node;
  std::uint32_t first = 0;          ///< The first Field or Variant.
  std::uint32_t count = 0;          ///< How many of them.
  std::uint64_t length = 0;         ///< array, byte_array: elements; a bounded prefix: the most of them; leb128: bits.
  std::uint64_t fixed = no_size;    ///< Bytes on the wire when they are always the same.
  std::uint64_t min = 0;            ///< The least bytes on the wire.
  std::uint64_t unit = 0;           ///< What follows a length is so many opaque units of this size; 0: it is not.
  const Codec* codec = nullptr;     ///< codec.
  schema::TypeId type = 0;          ///< Where it came from, for names and places.
  std::uint32_t lookup = 0;         ///< record, enumeration: the first slot in Program::slots.
  std::uint32_t lookup_mask = 0;    ///< The number of slots, a power of two, less one; 0: no names.
  std::uint32_t read_variants = 0;  ///< enumeration: where its part of Program::read_variants starts.
  std::uint32_t read_count = 0;     ///< enumeration: indices below this one are read.
};

/// One field of a record, tuple or variant.
struct Field {
  NodeId node = no_node;
  std::uint32_t run_fields = 0;   ///< This many fields from here on need no look when skipped or verified,
  std::uint64_t run_bytes = 0;    ///< and take this many bytes together.
  TextRef name;                   ///< The Rust name, for paths.
  TextRef lead;                   ///< Printed before the value: `{"name":` or `,"name":`; in tuples `[` or `,`.
  TextRef quoted;                 ///< `"name"` as JSON text, to compare the input with.
  TextRef default_json;           ///< The default as JSON, where it is known: absent fields, fields not read.
  bool writes = true;             ///< Serialising writes it.
  bool reads = true;              ///< Deserialising reads it.
  bool default_in_array = false;  ///< A JSON array may end before it.
  schema::Missing missing = schema::Missing::error;
};

/// One variant of an enumeration.
struct Variant {
  schema::Shape shape = schema::Shape::unit;
  bool writes = true;        ///< Serialising it is allowed.
  NodeId payload = no_node;  ///< newtype: the value; tuple, record: a node of that op.
  std::uint32_t write_index = 0;
  std::uint32_t rank = 0;  ///< Its place in derived Ord.
  TextRef name;            ///< The Rust name, for paths.
  TextRef quoted;          ///< `"Name"`: all that a unit variant prints.
  TextRef lead;            ///< `{"Name":`.
};

/// An entry of a name table: open addressing, never full.
struct Slot {
  std::uint32_t hash = 0;
  std::uint32_t target = no_node;  ///< Field or variant, counted from Node::first; no_node: empty.
  TextRef name;
};

/// A compiled type.
struct Program {
  Config config;
  NodeId root = 0;
  std::vector<Node> nodes;
  std::vector<Field> fields;
  std::vector<Variant> variants;
  std::vector<std::uint32_t> read_variants;  ///< Wire index -> variant counted from Node::first, or no_node.
  std::vector<Slot> slots;
  std::string text;
  bool to_end = false;  ///< Some codec in it ends where the input does.
  std::shared_ptr<const schema::Model> model;

  [[nodiscard]] std::string_view view(TextRef ref) const noexcept { return {text.data() + ref.offset, ref.length}; }
  [[nodiscard]] const std::string& type_name(const Node& node) const { return model->nodes[node.type].name; }
};

/// The hash of a name in Program::slots (FNV-1a).
[[nodiscard]] constexpr std::uint32_t name_hash(std::string_view name) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char character : name) hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
  return hash;
}

/// Finds a name among a node's fields or variants; no_node if it is not there.
[[nodiscard]] inline std::uint32_t find_name(const Program& program, const Node& node, std::string_view name) noexcept {
  if (node.lookup_mask == 0) return no_node;
  const std::uint32_t hash = name_hash(name);
  for (std::uint32_t at = hash;; ++at) {
    const Slot& slot = program.slots[node.lookup + (at & node.lookup_mask)];
    if (slot.target == no_node) return no_node;
    if (slot.hash == hash && program.view(slot.name) == name) return slot.target;
  }
}

}  // namespace limcode::plan
