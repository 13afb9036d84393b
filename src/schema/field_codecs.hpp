// What `with = "..."` and `text = "..."` make of a field's type.
#pragma once

#include "schema/builder.hpp"
#include "schema/diagnostics.hpp"
#include "schema/serde_attributes.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

/// The type that a codec gives to a field of type `declared`. Errors: schema_invalid where the codec cannot be.
[[nodiscard]] Outcome<TypeRef> apply_codec(Builder& builder, FieldCodec codec, TypeRef declared, Span span);

/// The type of a field with `#[serde(borrow)]`, as it is written and as it was resolved.
[[nodiscard]] TypeRef apply_borrow(Builder& builder, const TypeExpr& written, TypeRef type);

/// The type with its bytes, or those in its options and collections, as text of this form.
[[nodiscard]] Outcome<TypeRef> apply_text(Builder& builder, BytesText text, TypeRef declared, Span span);

/// The type that wincode's `with` gives: `containers::Vec<_, ShortU16>`, `Leb128Int<u64>`, `Pod<_>`.
[[nodiscard]] Outcome<TypeRef> apply_wincode(Builder& builder, const TypeExpr& with, TypeRef declared);

}  // namespace limcode::schema
