// serde's derive, as far as wire and JSON show it.
#include "schema/item_filler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "schema/field_codecs.hpp"
#include "schema/lexer.hpp"
#include "schema/type_parser.hpp"

namespace limcode::schema {

namespace {

Outcome<void> refuse_conditional(const Attributes& attributes, std::string_view what, std::string_view name) {
  if (attributes.cfg == Cfg::on) return {};
  return fail(Errc::schema_unsupported, attributes.cfg_span,
              fmt::format("whether the {} `{}` exists depends on how the crate is built", what, name), {},
              "remove the cfg, or the " + std::string(what) + ", in a copy of the type");
}

bool is_phantom(const FieldSyntax& field) {
  return field.type.form == TypeForm::path && field.type.path.segments.back().name == "PhantomData";
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The name that is written first, then the names that are read.
void set_names(const NameRules& rules, std::string serialize, std::string deserialize, std::string& json_name,
               std::vector<std::string>& accepted) {
  json_name = rules.serialize.value_or(std::move(serialize));
  accepted = {rules.deserialize.value_or(std::move(deserialize))};
  for (const std::string& alias : rules.aliases) {
    if (std::find(accepted.begin(), accepted.end(), alias) == accepted.end()) accepted.push_back(alias);
  }
}

}  // namespace

void ItemFiller::Draft::add(std::vector<Field>& fields, BuiltField built) {
  fields.push_back(std::move(built.field));
  facts.field_indirect.push_back(built.indirect);
  facts.field_missing.push_back(built.missing);
}

Place ItemFiller::place(Span span) const {
  const LineColumn at = line_column(*resolver_.database_.sources()[span.file - 1], span.begin);
  return {span.file, at.line, at.column};
}

bool ItemFiller::wincode_decides() const { return !item_.derived("Serialize") && !item_.derived("Deserialize"); }

// Forms that something other than serde's derive decides.
Outcome<void> ItemFiller::refuse_foreign_forms() const {
  if (item_.manual_serde) {
    return fail(Errc::schema_unsupported, *item_.manual_serde,
                fmt::format("`{}` implements serde's traits by hand, which says nothing about its form", item_.name),
                {}, "describe what it writes in a type of its own");
  }
  static constexpr std::array<std::string_view, 4> foreign{"Serialize_repr", "Deserialize_repr", "SerializeDisplay",
                                                           "DeserializeFromStr"};
  for (const std::string_view derive : foreign) {
    if (!item_.derived(derive)) continue;
    return fail(Errc::schema_unsupported, item_.span, fmt::format("`#[derive({})]` is not evaluated", derive));
  }
  return {};
}

Outcome<void> ItemFiller::fill(TypeId id) {
  LIMCODE_TRY(rules, read_container_rules(item_.attributes));
  rules_ = std::move(rules);
  scope_ = scope_of(item_, args_, {id, {}});
  if (rules_.codec) {
    Draft draft;
    TypeRef serde_form;
    if (rules_.serde_form) {
      LIMCODE_TRY(form, resolver_.resolve_text(*rules_.serde_form, scope_));
      serde_form = form;
    }
    if (serde_form.id != no_type && resolver_.database_.shown_style == SolanaStyle::serde) {
      draft.node.kind = Kind::newtype;
      draft.node.child = serde_form.id;
      builder_.fill(id, std::move(draft.node), std::move(draft.facts));
      return {};
    }
    LIMCODE_TRY(own_id, own_form(id));
    draft.node.kind = Kind::codec;
    draft.node.codec = *rules_.codec;
    draft.node.child = own_id;
    draft.node.serde_form = serde_form.id;
    builder_.fill(id, std::move(draft.node), std::move(draft.facts));
    return {};
  }
  LIMCODE_TRY_VOID(refuse_foreign_forms());
  return rules_.from || rules_.into ? convert(id) : fill_own(id);
}

// A node for what the derive alone would make of the item.
Outcome<TypeId> ItemFiller::own_form(TypeId id) {
  TypeNode own;
  own.name = builder_.node(id).name;
  own.place = builder_.node(id).place;
  const TypeId own_id = builder_.add(fmt::format("own form {}", id), std::move(own));
  builder_.facts(own_id).span = item_.span;
  LIMCODE_TRY_VOID(fill_own(own_id));
  return own_id;
}

// `from`, `try_from` and `into`: the type looks like another one. Where only one side is given, the derived form is the
// other side.
Outcome<void> ItemFiller::convert(TypeId id) {
  TypeRef read;
  TypeRef written;
  if (rules_.from) {
    LIMCODE_TRY(type, resolver_.resolve_text(*rules_.from, scope_));
    read = type;
  }
  if (rules_.into) {
    LIMCODE_TRY(type, resolver_.resolve_text(*rules_.into, scope_));
    written = type;
  }
  if (read.id == no_type || written.id == no_type) {
    LIMCODE_TRY(own_id, own_form(id));
    if (read.id == no_type) read = {own_id, {}};
    if (written.id == no_type) written = {own_id, {}};
  }
  const Span span = (rules_.from ? *rules_.from : *rules_.into).span();
  if (read.id != written.id) resolver_.conversions_.push_back({written.id, read.id, span});
  Draft draft;
  draft.node.kind = Kind::newtype;
  draft.node.child = read.id;
  draft.facts.child_indirect = read.indirect();
  draft.facts.forwards_missing = true;
  draft.facts.own_order = !wraps_its_form();
  builder_.fill(id, std::move(draft.node), std::move(draft.facts));
  return {};
}

// Whether the type is a struct around the very type that it is read as, which then orders as it does.
bool ItemFiller::wraps_its_form() const {
  if (item_.kind != ItemKind::structure || item_.variants.front().shape != Shape::newtype || !rules_.from) return false;
  const std::optional<Span> form = string_contents(*rules_.from->list, rules_.from->token);
  if (!form) return false;
  const auto text = [&](Span span) {
    return std::string_view(resolver_.database_.sources()[span.file - 1]->text)
        .substr(span.begin, span.end - span.begin);
  };
  return text(*form) == text(item_.variants.front().fields.front().type.span);
}

Outcome<void> ItemFiller::fill_own(TypeId id) {
  Draft draft;
  draft.node.deny_unknown_fields = rules_.deny_unknown_fields;
  LIMCODE_TRY_VOID(item_.kind == ItemKind::enumeration ? enumeration(draft) : structure(draft));
  builder_.fill(id, std::move(draft.node), std::move(draft.facts));
  return {};
}

Outcome<void> ItemFiller::structure(Draft& draft) {
  const VariantSyntax& body = item_.variants.front();
  draft.facts.derives_default = item_.derived("Default");
  if (rules_.transparent) return transparent(draft);
  if (body.shape == Shape::unit) {
    draft.node.kind = Kind::unit;
    draft.node.has_default = draft.facts.derives_default;
    return {};
  }
  if (body.shape == Shape::newtype) return newtype(draft, body.fields.front());
  draft.node.kind = body.shape == Shape::record ? Kind::record : Kind::tuple;
  for (const FieldSyntax& syntax : body.fields) {
    LIMCODE_TRY(built, field(syntax, rules_.rename_all));
    if (built) draft.add(draft.node.fields, *std::move(built));
  }
  return {};
}

Outcome<void> ItemFiller::transparent(Draft& draft) {
  const FieldSyntax* only = nullptr;
  for (const FieldSyntax& syntax : item_.variants.front().fields) {
    LIMCODE_TRY(rules, read_field_rules(syntax.attributes, wincode_decides()));
    const bool left_out = rules.name.skip_serializing || rules.name.skip_deserializing ||
                          rules.fallback != DefaultRule::none || is_phantom(syntax);
    if (left_out) continue;
    if (only != nullptr) {
      return fail(Errc::schema_invalid, syntax.span,
                  fmt::format("`{}` is transparent, so it has exactly one field that is not skipped", item_.name));
    }
    only = &syntax;
  }
  if (only == nullptr) {
    return fail(Errc::schema_invalid, item_.span,
                fmt::format("`{}` is transparent, so it needs a field that is not skipped", item_.name));
  }
  draft.facts.forwards_missing = true;
  return newtype(draft, *only);
}

// serde ignores skips here: a newtype always is its field.
Outcome<void> ItemFiller::newtype(Draft& draft, const FieldSyntax& syntax) {
  LIMCODE_TRY_VOID(refuse_conditional(syntax.attributes, "field", syntax.name));
  LIMCODE_TRY(rules, read_field_rules(syntax.attributes, wincode_decides()));
  LIMCODE_TRY(type, field_type(syntax, rules));
  draft.node.kind = Kind::newtype;
  draft.node.child = type.id;
  draft.facts.child_indirect = type.indirect();
  return {};
}

Outcome<void> ItemFiller::enumeration(Draft& draft) {
  draft.node.kind = Kind::enumeration;
  if (rules_.transparent) {
    return fail(Errc::schema_invalid, item_.span, "`#[serde(transparent)]` has no meaning on an enum");
  }
  std::uint32_t write_index = 0;
  std::uint32_t read_index = 0;
  for (const VariantSyntax& syntax : item_.variants) {
    LIMCODE_TRY_VOID(refuse_conditional(syntax.attributes, "variant", syntax.name));
    LIMCODE_TRY(rules, read_variant_rules(syntax.attributes));
    const bool written = !rules.name.skip_serializing;
    const bool read = !rules.name.skip_deserializing;
    if (written || read) {
      LIMCODE_TRY(built, variant(draft, syntax));
      if (written) built->write_index = write_index;
      if (read) built->read_index = read_index;
      if (rules.is_default && item_.derived("Default")) {
        draft.node.has_default = true;
        draft.node.default_variant = static_cast<std::uint32_t>(draft.node.variants.size());
      }
      draft.node.variants.push_back(*std::move(built));
    }
    ++write_index;
    if (read) ++read_index;
  }
  rank_variants(draft);
  return {};
}

// Derived Ord goes by the discriminants, which need not ascend as the variants do.
void ItemFiller::rank_variants(Draft& draft) {
  std::vector<std::pair<Integer, std::size_t>> order;
  Integer discriminant = 0;
  for (const VariantSyntax& syntax : item_.variants) {
    if (syntax.discriminant) {
      const Outcome<Integer> value = resolver_.constant(*syntax.discriminant, scope_);
      if (!value) {
        draft.facts.own_order = true;
        return;
      }
      discriminant = *value;
    }
    order.emplace_back(discriminant++, order.size());
  }
  if (std::ranges::is_sorted(order)) return;
  std::ranges::sort(order);
  std::map<std::string_view, std::uint32_t> ranks;
  for (const auto& [value, number] : order) {
    ranks.emplace(item_.variants[number].name, static_cast<std::uint32_t>(ranks.size()));
  }
  for (Variant& variant : draft.node.variants) variant.rank = ranks.at(variant.name);
}

Outcome<std::optional<Variant>> ItemFiller::variant(Draft& draft, const VariantSyntax& syntax) {
  LIMCODE_TRY(rules, read_variant_rules(syntax.attributes));
  const CaseRules cases = rules_.rename_all;
  const auto by_unicode = [](CaseRule rule) { return rule >= CaseRule::snake; };
  if (!is_ascii(syntax.name) && (by_unicode(cases.serialize) || by_unicode(cases.deserialize))) {
    return fail(Errc::schema_unsupported, syntax.span,
                "this name is not ASCII, and `rename_all` would need Unicode's tables", {},
                "give the variant its own `rename`");
  }
  Variant made;
  made.name = syntax.name;
  made.shape = syntax.shape;
  made.place = place(syntax.span);
  set_names(rules.name, rename_variant(syntax.name, cases.serialize), rename_variant(syntax.name, cases.deserialize),
            made.json_name, made.accepted);
  if (rules.codec.codec != FieldCodec::none && syntax.shape != Shape::newtype) {
    return fail(Errc::schema_unsupported, rules.codec.span,
                "`with` on a variant is read where it has exactly one field");
  }
  LIMCODE_TRY_VOID(variant_fields(draft, syntax, rules, made));
  return std::optional<Variant>(std::move(made));
}

Outcome<void> ItemFiller::variant_fields(Draft& draft, const VariantSyntax& syntax, const VariantRules& rules,
                                         Variant& made) {
  const CaseRules cases = first_of(rules.rename_all, rules_.rename_all_fields);
  for (const FieldSyntax& part : syntax.fields) {
    LIMCODE_TRY(built, field(part, cases, rules.codec));
    if (!built) continue;
    if (syntax.shape == Shape::newtype && (built->field.skip_serializing || built->field.skip_deserializing)) {
      return fail(Errc::schema_unsupported, part.span,
                  fmt::format("`{}` is written in one form and read in another", syntax.name));
    }
    draft.add(made.fields, *std::move(built));
  }
  if (syntax.shape == Shape::newtype && made.fields.empty()) made.shape = Shape::unit;
  return {};
}

bool ItemFiller::is_library() const { return resolver_.database_.crate_of(*item_.module).origin == Origin::library; }

bool ItemFiller::shows_as_rpc() const { return is_library() && resolver_.database_.shown_style == SolanaStyle::rpc; }

// The name that a Solana node prints, unless the text has one of its own; Rust's is read as well.
void ItemFiller::show_as_rpc(Field& field) {
  if (field.json_name == field.name) {
    field.json_name = rename_field(field.name, CaseRule::camel);
    if (field.json_name != field.name) field.accepted.insert(field.accepted.begin(), field.json_name);
  } else if (std::find(field.accepted.begin(), field.accepted.end(), field.name) == field.accepted.end()) {
    field.accepted.push_back(field.name);
  }
}

MissingRule ItemFiller::missing_rule(const FieldRules& rules) const {
  if (rules.fallback == DefaultRule::function) return MissingRule::unknowable;
  if (rules.fallback == DefaultRule::of_type) return MissingRule::default_of_type;
  if (item_.kind == ItemKind::structure && rules_.fallback != DefaultRule::none) {
    const bool derived = rules_.fallback == DefaultRule::of_type && item_.derived("Default");
    return derived ? MissingRule::default_of_item : MissingRule::unknowable;
  }
  if (rules.name.skip_deserializing) return MissingRule::default_of_type;
  return rules.codec.has_reader ? MissingRule::error : MissingRule::natural;
}

Outcome<std::optional<ItemFiller::BuiltField>> ItemFiller::field(const FieldSyntax& syntax, const CaseRules& cases,
                                                                 const CodecRule& variant_codec) {
  LIMCODE_TRY_VOID(refuse_conditional(syntax.attributes, "field", syntax.name));
  LIMCODE_TRY(rules, read_field_rules(syntax.attributes, wincode_decides()));
  if (variant_codec.codec != FieldCodec::none || variant_codec.borrows) rules.codec = variant_codec;
  if (rules.name.skip_serializing && rules.name.skip_deserializing) return std::nullopt;
  LIMCODE_TRY(type, field_type(syntax, rules));
  BuiltField built;
  built.field.name = syntax.name;
  built.field.type = type.id;
  built.field.skip_serializing = rules.name.skip_serializing;
  built.field.skip_deserializing = rules.name.skip_deserializing;
  built.field.place = place(syntax.span);
  set_names(rules.name, rename_field(syntax.name, cases.serialize), rename_field(syntax.name, cases.deserialize),
            built.field.json_name, built.field.accepted);
  if (shows_as_rpc()) show_as_rpc(built.field);
  built.indirect = type.indirect();
  built.missing = missing_rule(rules);
  return std::optional<BuiltField>(std::move(built));
}

Outcome<TypeRef> ItemFiller::builtin_type(const CodecRule& codec) {
  const Item* item = resolver_.names_.in_library({}, codec.builtin_type);
  if (item != nullptr) return resolver_.resolve_item(*item);
  return fail(Errc::schema_unsupported, codec.span, fmt::format("there is no built-in type `{}`", codec.builtin_type));
}

Outcome<TypeRef> ItemFiller::field_type(const FieldSyntax& syntax, const FieldRules& rules) {
  if (rules.codec.codec == FieldCodec::library) return builtin_type(rules.codec);
  const bool replaced = rules.codec.codec == FieldCodec::timestamp || rules.codec.codec == FieldCodec::timestamp_option;
  TypeRef type;
  if (!replaced) {
    LIMCODE_TRY(declared, resolver_.resolve(syntax.type, scope_));
    type = declared;
  }
  LIMCODE_TRY(coded, apply_codec(builder_, rules.codec.codec, type, rules.codec.span));
  type = rules.codec.borrows ? apply_borrow(builder_, syntax.type, coded) : coded;
  if (rules.wincode_with && rules.codec.codec == FieldCodec::none) {
    const std::optional<Span> inside = string_contents(*rules.wincode_with->list, rules.wincode_with->token);
    if (!inside) return fail(Errc::schema_unsupported, rules.wincode_with->span(), "escapes in a type are not read");
    LIMCODE_TRY(tokens, lex(rules.wincode_with->list->source, inside->file, inside->begin, inside->end));
    Cursor cursor(tokens);
    LIMCODE_TRY(with, parse_type_expr(cursor));
    LIMCODE_TRY(wincoded, apply_wincode(builder_, with, type));
    type = wincoded;
  }
  if (!rules.text || (is_library() && !shows_as_rpc())) return type;
  return apply_text(builder_, *rules.text, type, rules.text_span);
}

}  // namespace limcode::schema
