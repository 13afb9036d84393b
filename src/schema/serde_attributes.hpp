// What serde's attributes (and limcode's and wincode's) ask for, as plain values. Attributes that bincode cannot
// honour are refused here, with the reason.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/attributes.hpp"
#include "schema/diagnostics.hpp"
#include "schema/model.hpp"
#include "schema/rename.hpp"

namespace limcode::schema {

/// A rule each for writing and for reading.
struct CaseRules {
  CaseRule serialize = CaseRule::none;
  CaseRule deserialize = CaseRule::none;
};

enum class DefaultRule : std::uint8_t { none, of_type, function };

/// A string literal that holds a type, still to be parsed.
struct TypeText {
  const TokenList* list = nullptr;
  std::uint32_t token = 0;

  [[nodiscard]] Span span() const { return list->span(list->tokens[token]); }
};

struct ContainerRules {
  CaseRules rename_all;
  CaseRules rename_all_fields;
  bool transparent = false;
  bool deny_unknown_fields = false;
  DefaultRule fallback = DefaultRule::none;
  std::optional<TypeText> from;
  std::optional<TypeText> into;
  bool root = false;                   ///< #[limcode(root)]
  std::optional<std::string> codec;    ///< #[limcode(codec = "...")]: a layout that Rust text cannot say.
  std::optional<TypeText> serde_form;  ///< #[limcode(serde = "...")]: the type as which serde writes this one.
};

/// A layout of one field's value that is not its type's own.
enum class FieldCodec : std::uint8_t {
  none,
  bytes,             ///< serde_bytes
  short_vec,         ///< short_vec, solana_short_vec
  varint,            ///< serde_varint: seven bits a byte
  plain_array,       ///< BigArray, serde_arrays: an array as it is
  timestamp,         ///< chrono::serde::ts_*: i64
  timestamp_option,  ///< chrono::serde::ts_*_option: Option<i64>
  library,           ///< The form of a built-in type, which `builtin_type` names.
};

/// What `with`, or `serialize_with` and `deserialize_with` together, ask for.
struct CodecRule {
  FieldCodec codec = FieldCodec::none;
  std::string_view builtin_type = {};
  Span span = {};
  bool has_reader = false;  ///< A codec reads it, which makes a missing field an error.
  bool borrows = false;     ///< #[serde(borrow)], which chooses a reader for some types that have no codec.
};

/// Renames, aliases and skips of a field or variant.
struct NameRules {
  std::optional<std::string> serialize;
  std::optional<std::string> deserialize;
  std::vector<std::string> aliases;
  bool skip_serializing = false;
  bool skip_deserializing = false;
};

struct FieldRules {
  NameRules name;
  DefaultRule fallback = DefaultRule::none;
  CodecRule codec;
  std::optional<BytesText> text;
  Span text_span;
  std::optional<TypeText> wincode_with;
};

struct VariantRules {
  NameRules name;
  CaseRules rename_all;
  CodecRule codec;          ///< Of a variant with one field.
  bool is_default = false;  ///< #[default]
};

[[nodiscard]] Outcome<ContainerRules> read_container_rules(const Attributes& attributes);
[[nodiscard]] Outcome<VariantRules> read_variant_rules(const Attributes& attributes);
/// `wincode`: whether wincode's attributes decide, because the type does not derive serde's traits.
[[nodiscard]] Outcome<FieldRules> read_field_rules(const Attributes& attributes, bool wincode);

/// The rule for each side, or the other's where it has none.
[[nodiscard]] CaseRules first_of(CaseRules rules, CaseRules otherwise);

}  // namespace limcode::schema
