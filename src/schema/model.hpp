// The resolved types that a schema says: what the parser and resolver produce and the plan compiler consumes.
// A Model is a flat table of nodes that name each other by index, so that recursive types are plain data. Nothing
// here knows bytes on the wire; src/plan/compile.cpp gives each Kind its layout.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace limcode::schema {

using TypeId = std::uint32_t;
inline constexpr TypeId no_type = ~TypeId{0};

/// What a type is to serde. The comment says its Rust source and its serde form where that is not evident.
enum class Kind : std::uint8_t {
  unit,  ///< (), unit structs, PhantomData: no bytes, JSON null.
  boolean,
  u8,
  u16,
  u32,
  u64,
  u128,
  i8,
  i16,
  i32,
  i64,
  i128,
  f32,
  f64,
  character,
  string,       ///< String, str, PathBuf: length and UTF-8.
  bytes,        ///< serde_bytes: length and raw bytes; JSON array of numbers, read from a string as well.
  option,       ///< child.
  sequence,     ///< child: Vec, VecDeque, LinkedList, slices.
  array,        ///< child, count: [T; N], no length on the wire.
  tuple,        ///< fields without names: tuples and tuple structs of other than one field.
  newtype,      ///< child: a struct around one value (and #[serde(transparent)]); looks like the value itself.
                ///< Reverse<T> is one that is `reversed`.
  record,       ///< fields: a struct with named fields.
  enumeration,  ///< variants.
  map,          ///< key, child, arrangement.
  set,          ///< child, arrangement; BinaryHeap as well.
  json,         ///< limcode::Json: an enum on the wire, the JSON value itself as text.
  duration,     ///< {secs: u64, nanos: u32}, nanos carried into secs.
  system_time,  ///< {secs_since_epoch: u64, nanos_since_epoch: u32}.
  ip_addr,
  ipv4_addr,
  ipv6_addr,  ///< compact on the wire, text in JSON.
  socket_addr,
  socket_addr_v4,
  socket_addr_v6,  ///< compact on the wire, text in JSON.
  c_string,        ///< CString: bytes without NUL.
  uuid,            ///< length 16 and 16 bytes; hyphenated text in JSON.
  date_time,       ///< chrono::DateTime: its text, on the wire too.
  leb128,          ///< child an unsigned integer: serde_varint, seven bits a byte.
  codec,  ///< child, the item as declared: #[limcode(codec = "name")] gives it a layout of its own on the wire,
          ///< which `codec` names; JSON is for the codec to say.
};

/// How a sequence, map or string says how many elements follow.
enum class LengthPrefix : std::uint8_t {
  length,     ///< bincode's own: u64, or a varint.
  bounded,    ///< The same, and at most TypeNode::count: ArrayVec.
  short_vec,  ///< Solana's compact u16, strict.
};

/// How a map or set that was read holds its entries, and so writes them.
enum class Arrangement : std::uint8_t {
  arrival,    ///< As they came, the last of equals kept: HashMap, whose own order is random; IndexMap.
  ascending,  ///< By key, the last of equals kept: BTreeMap, BTreeSet.
  heap,       ///< As pushing one after another leaves them, equals too: BinaryHeap.
};

/// What the text of a string is.
enum class TextForm : std::uint8_t {
  any,
  path,  ///< Path, PathBuf: compares by its components.
};

/// How the bytes of a `Vec<u8>`, `[u8; N]` or `bytes` look in JSON.
enum class BytesText : std::uint8_t { by_style, array, hex, base64, base58, utf8 };

/// What happens when a field is absent from a JSON object.
enum class Missing : std::uint8_t {
  error,
  none,           ///< Option and what forwards to it.
  default_value,  ///< #[serde(default)] whose value is computable.
  unknowable,     ///< #[serde(default = "f")]: refused, with that reason.
};

/// A place in a source, for diagnostics. Line and column are 1-based; 0 where there is no source.
struct Place {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// One field of a record, tuple or variant.
struct Field {
  std::string name;                   ///< The Rust name; "0", "1", and so on in tuples. Used in field paths.
  std::string json_name;              ///< What serialising prints.
  std::vector<std::string> accepted;  ///< What deserialising takes: the name first, then aliases.
  TypeId type = no_type;
  bool skip_serializing = false;    ///< Not written: neither to the wire nor to JSON.
  bool skip_deserializing = false;  ///< Not read: neither from the wire nor from JSON.
  Missing missing = Missing::error;
  bool default_in_array = false;  ///< A JSON array may end before it: its own default, not that of its struct.
  Place place;
};

/// The form of a variant.
enum class Shape : std::uint8_t { unit, newtype, tuple, record };

/// One variant of an enumeration.
struct Variant {
  std::string name;
  std::string json_name;
  std::vector<std::string> accepted;
  Shape shape = Shape::unit;
  std::vector<Field> fields;                 ///< newtype: exactly one.
  std::optional<std::uint32_t> write_index;  ///< The index that serialising writes; none: refused.
  std::optional<std::uint32_t> read_index;   ///< The index that deserialising takes; none: unknown variant.
  std::optional<std::uint32_t> rank;         ///< Its place in derived Ord; none: its position here.
  Place place;
};

/// One type. Which members mean something depends on `kind`; see the comments there.
struct TypeNode {
  Kind kind = Kind::unit;
  LengthPrefix prefix = LengthPrefix::length;
  BytesText text = BytesText::by_style;
  Arrangement arrangement = Arrangement::arrival;  ///< map, set.
  TextForm text_form = TextForm::any;              ///< string.
  bool reversed = false;                           ///< newtype: orders the other way around.
  bool non_zero = false;                           ///< integers: 0 is refused (NonZero*).
  bool deny_unknown_fields = false;                ///< record.
  bool has_default = false;                        ///< Default::default() is known: standard types, #[derive(Default)].
  bool keeps_offset = false;                       ///< date_time: printed at the offset that it has, not in UTC.
  bool borrowed = false;                           ///< &str, &[u8]: read from JSON only without escapes.
  bool text_only = false;                          ///< bytes: read from JSON strings only (a Cow<[u8]> that borrows).
  TypeId child = no_type;
  TypeId key = no_type;
  TypeId serde_form = no_type;                   ///< codec: the type as which serde writes this one, if it has a name.
  std::uint64_t count = 0;                       ///< array; sequence with a bounded prefix: the most elements.
  std::optional<std::uint32_t> default_variant;  ///< enumeration with has_default: the variant marked #[default].
  std::string name;                              ///< As Rust text with full arguments, such as `Vec<ledger::Entry>`.
  std::string codec;
  std::vector<Field> fields;
  std::vector<Variant> variants;
  Place place;
};

/// All types that one or more type expressions reach.
struct Model {
  std::vector<TypeNode> nodes;
  std::vector<std::string> files;  ///< Names for Place::file; [0] is the type expression itself.
  bool serde_forms = false;        ///< Lengths, varints and Solana's messages look in JSON as serde writes them.
};

}  // namespace limcode::schema
