// Codecs of single fields.
#include "schema/field_codecs.hpp"

#include <fmt/format.h>

namespace limcode::schema {

namespace {

bool is_u8(const Builder& builder, TypeId id) {
  const TypeNode& node = builder.node(id);
  return node.kind == Kind::u8 && !node.non_zero;
}

std::unexpected<Diagnostic> cannot_be(const Builder& builder, TypeRef declared, Span span, std::string_view codec,
                                      std::string_view wanted) {
  return fail(Errc::schema_invalid, span,
              fmt::format("`{}` is for {}, not for `{}`", codec, wanted, builder.name(declared)));
}

Outcome<TypeRef> as_bytes(Builder& builder, TypeRef declared, Span span) {
  const TypeNode& node = builder.node(declared.id);
  if (node.kind == Kind::bytes) return declared;
  if (node.kind == Kind::option) {
    LIMCODE_TRY(child, as_bytes(builder, {node.child, {}}, span));
    return builder.option(child);
  }
  if (node.kind == Kind::sequence && is_u8(builder, node.child) && node.prefix != LengthPrefix::bounded) {
    return builder.altered(declared, "serde_bytes ", [](TypeNode& copy) {
      copy.kind = Kind::bytes;
      copy.child = no_type;
    });
  }
  if (node.kind == Kind::array) {
    return fail(Errc::schema_unsupported, span, "`serde_bytes` on an array writes a length that the type does not show",
                {}, "use `Vec<u8>` with `serde_bytes`, or the array without it");
  }
  return cannot_be(builder, declared, span, "serde_bytes", "`Vec<u8>`, `&[u8]` and options of them");
}

TypeRef short_prefix(Builder& builder, TypeRef declared) {
  return builder.altered(declared, "short_vec ", [](TypeNode& copy) { copy.prefix = LengthPrefix::short_vec; });
}

TypeRef leb128(Builder& builder, TypeRef declared) {
  return builder.altered(declared, "leb128 ", [&](TypeNode& copy) {
    copy.kind = Kind::leb128;
    copy.child = declared.id;
  });
}

// The generic argument `[u8]` after a lifetime, as serde's derive looks for it: by the letters.
bool is_cow_of_bytes(const TypeExpr& type) {
  if (type.form != TypeForm::path || type.path.segments.back().name != "Cow") return false;
  const std::vector<GenericArg>& args = type.path.segments.back().args;
  if (args.size() != 1 || args[0].type.form != TypeForm::slice) return false;
  const TypeExpr& element = args[0].type.parts[0];
  return element.form == TypeForm::path && element.path.text() == "u8";
}

bool has_varint(const TypeNode& node) {
  return (node.kind == Kind::u16 || node.kind == Kind::u32 || node.kind == Kind::u64) && !node.non_zero;
}

}  // namespace

TypeRef apply_borrow(Builder& builder, const TypeExpr& written, TypeRef type) {
  if (!is_cow_of_bytes(written)) return type;
  return builder.altered(type, "borrow ", [](TypeNode& copy) {
    copy.kind = Kind::bytes;
    copy.child = no_type;
    copy.text_only = true;
  });
}

Outcome<TypeRef> apply_codec(Builder& builder, FieldCodec codec, TypeRef declared, Span span) {
  // These two replace a type, which need not be known.
  if (codec == FieldCodec::timestamp) return builder.primitive(Kind::i64, "i64");
  if (codec == FieldCodec::timestamp_option) return builder.option(builder.primitive(Kind::i64, "i64"));
  const TypeNode& node = builder.node(declared.id);
  switch (codec) {
    case FieldCodec::bytes: return as_bytes(builder, declared, span);
    case FieldCodec::short_vec:
      if (node.kind == Kind::sequence && node.prefix == LengthPrefix::length) return short_prefix(builder, declared);
      return cannot_be(builder, declared, span, "short_vec", "`Vec<T>`");
    case FieldCodec::varint:
      if (has_varint(node)) return leb128(builder, declared);
      return cannot_be(builder, declared, span, "serde_varint", "`u16`, `u32` and `u64`");
    case FieldCodec::plain_array:
      if (node.kind == Kind::array) return declared;
      return cannot_be(builder, declared, span, "BigArray", "arrays");
    case FieldCodec::none:
    case FieldCodec::library:
    case FieldCodec::timestamp:
    case FieldCodec::timestamp_option: break;
  }
  return declared;
}

Outcome<TypeRef> apply_text(Builder& builder, BytesText text, TypeRef declared, Span span) {
  const TypeNode& node = builder.node(declared.id);
  const bool list = node.kind == Kind::sequence || node.kind == Kind::array;
  if (node.kind == Kind::bytes || (list && is_u8(builder, node.child))) {
    return builder.altered(declared, fmt::format("text {} ", static_cast<unsigned>(text)),
                           [&](TypeNode& copy) { copy.text = text; });
  }
  if (list || node.kind == Kind::option || node.reversed) {
    LIMCODE_TRY(child, apply_text(builder, text, {node.child, {}}, span));
    return builder.altered(declared, fmt::format("text {} ", static_cast<unsigned>(text)),
                           [&](TypeNode& copy) { copy.child = child.id; });
  }
  const bool is_item = builder.facts(declared.id).span.has_value();
  return fail(Errc::schema_invalid, span, fmt::format("`text` is for bytes, not for `{}`", builder.name(declared)), {},
              is_item ? "write the attribute on the field that holds the bytes" : "");
}

Outcome<TypeRef> apply_wincode(Builder& builder, const TypeExpr& with, TypeRef declared) {
  const auto refuse = [&]() {
    return fail(Errc::schema_unsupported, with.span, "this wincode schema is not one that limcode knows", {},
                "known are containers::Vec<_, ShortU16>, Leb128Int<T> and Pod<_>");
  };
  if (with.form != TypeForm::path) return refuse();
  const PathSegment& last = with.path.segments.back();
  const TypeNode& node = builder.node(declared.id);
  if (last.name == "Pod") return declared;
  if (last.name == "Leb128Int" && has_varint(node)) return leb128(builder, declared);
  const bool is_vec = last.name == "Vec" && node.kind == Kind::sequence && !last.args.empty() && last.args.size() <= 2;
  if (!is_vec) return refuse();
  const TypeExpr& element = last.args.front().type;
  const bool plain = element.form != TypeForm::path || element.path.segments.back().name == "Pod" ||
                     element.path.segments.back().name == builder.node(node.child).name;
  if (!plain) return refuse();
  if (last.args.size() == 1) return declared;
  const TypeExpr& length = last.args.back().type;
  if (length.form != TypeForm::path) return refuse();
  const std::string_view prefix = length.path.segments.back().name;
  if (prefix == "BincodeLen") return declared;
  if (prefix != "ShortU16") return refuse();
  return short_prefix(builder, declared);
}

}  // namespace limcode::schema
