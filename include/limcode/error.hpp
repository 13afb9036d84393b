// Errors are values: what went wrong, at which byte, in which field. Result<T> is what every fallible function
// returns. docs/errors.md explains each code; to_string(Errc) gives its stable name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace limcode {

/// What went wrong. The names are stable: `--errors json` prints them.
enum class Errc : std::uint8_t {
  ok,  ///< Nothing did. Never found in a returned Error.

  // Reading the wire.
  unexpected_end,      ///< The input ends within a value; `needed` and `available` say by how much.
  trailing_bytes,      ///< The frame ends before the input does, and Trailing::reject is in force.
  invalid_bool,        ///< A bool that is neither 0 nor 1.
  invalid_char,        ///< Not the UTF-8 form of one Unicode scalar value.
  invalid_utf8,        ///< A string that is not UTF-8.
  invalid_option_tag,  ///< An Option tag that is neither 0 nor 1.
  invalid_enum_index,  ///< No variant has this index.
  invalid_varint,      ///< A varint mark that this integer cannot have (254 below 128 bits, 255 always).
  integer_overflow,    ///< A varint holds a number that its type cannot.
  length_overflow,     ///< A length that no input could hold, or that claims elements without bytes.
  limit_exceeded,      ///< The frame would be larger than Config::limit_bytes.
  depth_exceeded,      ///< Values nested deeper than the limit.
  invalid_value,       ///< The bytes are whole but the type refuses the value (NonZero of 0, Duration overflow).
  not_canonical,       ///< It decodes, but encoding the value gives other bytes.
  mismatch,            ///< Two frames differ.

  // Reading JSON.
  json_syntax,           ///< Not JSON.
  json_type,             ///< JSON of another type than the one expected.
  json_number,           ///< A number out of range or in a form that the type refuses.
  json_missing_field,    ///< A field without a default is absent.
  json_unknown_field,    ///< A field that the type does not have, and it denies unknown ones.
  json_duplicate_field,  ///< A field that is given twice.
  json_unknown_variant,  ///< No variant has this name.
  json_length,           ///< An array or tuple with too few or too many elements.
  json_trailing,         ///< Text after the document.

  // Types and schemas.
  schema_syntax,        ///< The Rust source cannot be read.
  schema_unknown_type,  ///< A name that resolves to no type.
  schema_unsupported,   ///< Rust that bincode cannot carry or limcode does not know.
  schema_invalid,       ///< It reads, but makes no sense: wrong generics, infinite size, a cycle of constants.

  // Around the edges.
  not_representable,  ///< A C++ or JSON value that has no wire form.
  out_of_memory,      ///< An allocation was refused.
  io,                 ///< A read or write failed; `detail` holds the system's reason.
};

/// The stable name of a code, for example "unexpected_end".
[[nodiscard]] std::string_view to_string(Errc code) noexcept;

/// One error, complete enough to be shown: docs/errors.md says how the command prints it.
struct Error {
  Errc code = Errc::ok;
  std::uint64_t offset = 0;      ///< Byte offset of the offending item: on the wire, or in the JSON text.
  std::uint64_t end_offset = 0;  ///< One past the offending bytes; equal to `offset` when there are none.
  std::uint64_t line = 0;        ///< For text input: 1-based line, 0 for wire input.
  std::uint64_t column = 0;      ///< For text input: 1-based column in bytes, 0 for wire input.
  std::uint64_t needed = 0;      ///< unexpected_end: bytes needed from `offset` on.
  std::uint64_t available = 0;   ///< unexpected_end: bytes left from `offset` on.
  std::string path;              ///< Field path from the root, such as `[3].message.account_keys[2]`.
  std::string type;              ///< The type at that path, as Rust text; empty if unknown.
  std::string detail;            ///< One sentence: what was expected and what was found.
  std::string file = {};         ///< The schema source that `line` and `column` refer to; empty for other errors.
  std::string snippet = {};      ///< Schema errors: the place and the source line with a caret, to show below `detail`.
};

/// A value or an Error.
template <class T>
using Result = std::expected<T, Error>;

}  // namespace limcode
