// Reads attribute arguments into rules.
#include "schema/serde_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "schema/lexer.hpp"
#include "schema/nearest_name.hpp"
#include "schema/words.hpp"

namespace limcode::schema {

namespace {

struct Refusal {
  std::string_view attribute;
  std::string_view reason;
};

constexpr auto refusals = std::to_array<Refusal>({
    {"flatten", "it writes a map without a length, which bincode refuses"},
    {"untagged", "bincode writes nothing that would tell the variants apart"},
    {"tag", "bincode cannot look for a tag by its name"},
    {"content", "bincode cannot look for a content by its name"},
    {"skip_serializing_if", "whether the field was left out cannot be seen when reading"},
    {"remote", "the remote type is not part of what derives it; describe that type itself"},
    {"getter", "it calls a function; describe the type itself"},
    {"other", "bincode knows variants by their position alone"},
    {"field_identifier", "it reads whatever comes next, and bincode writes no types"},
    {"variant_identifier", "it reads whatever comes next, and bincode writes no types"},
});

constexpr auto known_names = std::to_array<std::string_view>({"rename",
                                                              "rename_all",
                                                              "rename_all_fields",
                                                              "alias",
                                                              "skip",
                                                              "skip_serializing",
                                                              "skip_deserializing",
                                                              "default",
                                                              "transparent",
                                                              "deny_unknown_fields",
                                                              "bound",
                                                              "borrow",
                                                              "crate",
                                                              "expecting",
                                                              "with",
                                                              "serialize_with",
                                                              "deserialize_with",
                                                              "from",
                                                              "into",
                                                              "try_from"});

constexpr auto ignored = std::to_array<std::string_view>({"bound", "crate", "expecting"});

std::unexpected<Diagnostic> unknown_attribute(const MetaItem& item, std::string_view place) {
  for (const Refusal& refusal : refusals) {
    if (refusal.attribute != item.name) continue;
    return fail(Errc::schema_unsupported, item.span,
                fmt::format("`#[serde({})]` cannot be used with bincode: {}", item.name, refusal.reason));
  }
  if (is_one_of(item.name, known_names)) {
    return fail(Errc::schema_invalid, item.span,
                fmt::format("`#[serde({})]` has no meaning on a {}", item.name, place));
  }
  const std::string_view nearest =
      nearest_name(item.name, std::vector<std::string_view>(known_names.begin(), known_names.end()));
  return fail(Errc::schema_invalid, item.span,
              nearest.empty() ? fmt::format("unknown serde attribute `{}`", item.name)
                              : fmt::format("unknown serde attribute `{}`; the nearest is `{}`", item.name, nearest));
}

std::unexpected<Diagnostic> wants_string(const MetaItem& item) {
  return fail(Errc::schema_syntax, item.span, fmt::format("expected `{} = \"...\"`", item.name));
}

Outcome<std::string> string_of(const MetaItem& item, const TokenList& list) {
  if (!item.literal) return wants_string(item);
  return string_value(list, *item.literal);
}

// `x = "a"` sets both; `x(serialize = "a", deserialize = "b")` each. `set` takes the value and what it is for.
template <class Set>
Outcome<void> for_each_side(const MetaItem& item, const TokenList& list, Set set) {
  if (!item.group) {
    LIMCODE_TRY(value, string_of(item, list));
    LIMCODE_TRY_VOID(set(value, true));
    return set(value, false);
  }
  LIMCODE_TRY(sides, parse_meta_items(*item.group));
  for (const MetaItem& side : sides) {
    const bool serialize = side.name == "serialize";
    if (!serialize && side.name != "deserialize") {
      return fail(Errc::schema_syntax, side.span, "expected `serialize` or `deserialize`");
    }
    LIMCODE_TRY(value, string_of(side, list));
    LIMCODE_TRY_VOID(set(value, serialize));
  }
  return {};
}

Outcome<void> read_case_rules(const MetaItem& item, const TokenList& list, CaseRules& rules) {
  return for_each_side(item, list, [&](const std::string& value, bool serialize) -> Outcome<void> {
    const std::optional<CaseRule> rule = case_rule(value);
    if (!rule) {
      return fail(Errc::schema_invalid, item.span, fmt::format("`{}` is none of serde's cases", value), {},
                  "they are lowercase, UPPERCASE, PascalCase, camelCase, snake_case, SCREAMING_SNAKE_CASE, "
                  "kebab-case and SCREAMING-KEBAB-CASE");
    }
    (serialize ? rules.serialize : rules.deserialize) = *rule;
    return {};
  });
}

// Attributes that fields and variants share. Returns whether it was one of them.
Outcome<bool> read_name_rule(const MetaItem& item, const TokenList& list, NameRules& rules) {
  if (item.name == "rename") {
    LIMCODE_TRY_VOID(for_each_side(item, list, [&](const std::string& value, bool serialize) -> Outcome<void> {
      if (serialize) {
        rules.serialize = value;
      } else if (!rules.deserialize) {
        rules.deserialize = value;
      } else {
        rules.aliases.push_back(value);
      }
      return {};
    }));
  } else if (item.name == "alias") {
    LIMCODE_TRY(value, string_of(item, list));
    rules.aliases.push_back(value);
  } else if (item.name == "skip") {
    rules.skip_serializing = rules.skip_deserializing = true;
  } else if (item.name == "skip_serializing") {
    rules.skip_serializing = true;
  } else if (item.name == "skip_deserializing") {
    rules.skip_deserializing = true;
  } else {
    return false;
  }
  return true;
}

DefaultRule default_rule(const MetaItem& item) { return item.literal ? DefaultRule::function : DefaultRule::of_type; }

// Calls `each(item, list)` for all arguments of attributes with this name.
template <class Each>
Outcome<void> for_each_argument(const Attributes& attributes, std::string_view name, Each each) {
  for (const Attribute& attribute : attributes.list) {
    if (attribute.name != name) continue;
    Cursor cursor = attribute.arguments();
    if (!cursor.at_symbol('(')) continue;
    LIMCODE_TRY(items, parse_meta_items(cursor.take_group()));
    for (const MetaItem& item : items) LIMCODE_TRY_VOID(each(item, *attribute.list));
  }
  return {};
}

void skip_length(Cursor& cursor) {
  while (!cursor.done() && !cursor.at_symbol(']')) cursor.skip_tree();
}

// `serde_as(as = "Option<[_; 4]>")` made of nothing but `_` leaves each type as it is.
bool changes_nothing(const Attribute& attribute) {
  Cursor cursor = attribute.arguments();
  if (!cursor.at_symbol('(')) return true;
  const auto items = parse_meta_items(cursor.take_group());
  if (!items || items->size() != 1 || items->front().name != "as" || !items->front().literal) return false;
  const std::optional<Span> inside = string_contents(*attribute.list, *items->front().literal);
  if (!inside) return false;
  const auto tokens = lex(attribute.list->source, inside->file, inside->begin, inside->end);
  if (!tokens) return false;
  static constexpr std::array<std::string_view, 6> transparent{"Option", "Vec", "Box", "VecDeque", "Same", "_"};
  for (Cursor rest(*tokens); !rest.done();) {
    const bool length = rest.take_symbol(';');
    if (!length && rest.at_name() && !is_one_of(rest.text(), transparent)) return false;
    length && !rest.at_symbol(']') ? skip_length(rest) : rest.advance();
  }
  return true;
}

// Attributes of other crates that change how a type is serialised without serde's derive showing it.
Outcome<void> refuse_foreign(const Attributes& attributes) {
  for (const Attribute& attribute : attributes.list) {
    const std::string_view name = attribute.name;
    const bool skips = name.ends_with("skip_serializing_none");
    const bool as = name.ends_with("serde_as") && !changes_nothing(attribute);
    if (skips || as) {
      return fail(Errc::schema_unsupported, attribute.span, fmt::format("`#[{}]` is not evaluated", name), {},
                  "write the type that it stands for");
    }
  }
  return {};
}

struct CodecName {
  std::string_view last;
  FieldCodec codec;
  std::string_view builtin_type = {};
};

constexpr auto codecs = std::to_array<CodecName>({
    {"serde_bytes", FieldCodec::bytes},
    {"short_vec", FieldCodec::short_vec},
    {"solana_short_vec", FieldCodec::short_vec},
    {"serde_varint", FieldCodec::varint},
    {"solana_serde_varint", FieldCodec::varint},
    {"BigArray", FieldCodec::plain_array},
    {"serde_big_array", FieldCodec::plain_array},
    {"serde_arrays", FieldCodec::plain_array},
    {"ts_seconds", FieldCodec::timestamp},
    {"ts_milliseconds", FieldCodec::timestamp},
    {"ts_microseconds", FieldCodec::timestamp},
    {"ts_nanoseconds", FieldCodec::timestamp},
    {"ts_seconds_option", FieldCodec::timestamp_option},
    {"ts_milliseconds_option", FieldCodec::timestamp_option},
    {"ts_microseconds_option", FieldCodec::timestamp_option},
    {"ts_nanoseconds_option", FieldCodec::timestamp_option},
    {"serde_compact_vote_state_update", FieldCodec::library, "CompactVoteStateUpdate"},
    {"serde_tower_sync", FieldCodec::library, "TowerSync"},
});

Outcome<const CodecName*> find_codec(const MetaItem& item, const TokenList& list) {
  LIMCODE_TRY(value, string_of(item, list));
  std::string_view path = value;
  if (item.name != "with") path = path.substr(0, path.rfind("::"));
  const std::size_t colons = path.rfind("::");
  const std::string_view last = colons == std::string_view::npos ? path : path.substr(colons + 2);
  for (const CodecName& row : codecs) {
    if (row.last == last) return &row;
  }
  return fail(Errc::schema_unsupported, list.span(list.tokens[*item.literal]),
              fmt::format("`{}` is not a codec that limcode knows", value), {},
              "known are serde_bytes, short_vec, serde_varint, BigArray, serde_arrays and chrono::serde::ts_*");
}

// The codecs of the two sides while attributes are read.
struct CodecSides {
  const CodecName* writes = nullptr;
  const CodecName* reads = nullptr;
  Span span = {};
  bool borrows = false;

  // Returns whether the attribute was one of them.
  Outcome<bool> read(const MetaItem& item, const TokenList& list) {
    if (item.name == "borrow") return borrows = true;
    if (item.name != "with" && item.name != "serialize_with" && item.name != "deserialize_with") return false;
    LIMCODE_TRY(codec, find_codec(item, list));
    span = item.span;
    if (item.name != "deserialize_with") writes = codec;
    if (item.name != "serialize_with") reads = codec;
    return true;
  }

  Outcome<CodecRule> rule(const NameRules& name) const {
    CodecRule made;
    made.span = span;
    made.has_reader = reads != nullptr;
    const CodecName* decisive = name.skip_serializing ? reads : writes;
    if (decisive != nullptr) made = {decisive->codec, decisive->builtin_type, span, made.has_reader};
    made.borrows = borrows && reads == nullptr;
    // An array is the same with its helper and without.
    const auto form = [](const CodecName* side) {
      return side == nullptr || side->codec == FieldCodec::plain_array ? nullptr : side;
    };
    const bool both = !name.skip_serializing && !name.skip_deserializing;
    if (both && form(writes) != form(reads)) {
      return fail(Errc::schema_unsupported, span, "this field is written in one form and read in another");
    }
    return made;
  }
};

Outcome<void> read_limcode_field(const MetaItem& item, const TokenList& list, FieldRules& rules) {
  if (item.name != "text") {
    return fail(Errc::schema_invalid, item.span, fmt::format("unknown limcode attribute `{}`", item.name), {},
                R"(a field may have `text = "base58"`, "base64", "hex", "utf8" or "array")");
  }
  static constexpr std::array<std::pair<std::string_view, BytesText>, 5> forms{{{"base58", BytesText::base58},
                                                                                {"base64", BytesText::base64},
                                                                                {"hex", BytesText::hex},
                                                                                {"utf8", BytesText::utf8},
                                                                                {"array", BytesText::array}}};
  LIMCODE_TRY(value, string_of(item, list));
  for (const auto& [name, form] : forms) {
    if (name != value) continue;
    rules.text = form;
    rules.text_span = item.span;
    return {};
  }
  return fail(Errc::schema_invalid, item.span, fmt::format("`{}` is no text for bytes", value), {},
              "they are base58, base64, hex, utf8 and array");
}

Outcome<void> read_wincode_field(const MetaItem& item, const TokenList& list, FieldRules& rules) {
  if (item.name == "skip") {
    rules.name.skip_serializing = rules.name.skip_deserializing = true;
    return {};
  }
  if (item.name != "with" || !item.literal) {
    return fail(Errc::schema_unsupported, item.span, fmt::format("`#[wincode({})]` is not evaluated", item.name));
  }
  rules.wincode_with = TypeText{&list, *item.literal};
  return {};
}

}  // namespace

CaseRules first_of(CaseRules rules, CaseRules otherwise) {
  return {rules.serialize == CaseRule::none ? otherwise.serialize : rules.serialize,
          rules.deserialize == CaseRule::none ? otherwise.deserialize : rules.deserialize};
}

Outcome<ContainerRules> read_container_rules(const Attributes& attributes) {
  ContainerRules rules;
  LIMCODE_TRY_VOID(refuse_foreign(attributes));
  LIMCODE_TRY_VOID(
      for_each_argument(attributes, "serde", [&](const MetaItem& item, const TokenList& list) -> Outcome<void> {
        if (is_one_of(item.name, ignored) || item.name == "rename") return {};
        if (item.name == "rename_all") return read_case_rules(item, list, rules.rename_all);
        if (item.name == "rename_all_fields") return read_case_rules(item, list, rules.rename_all_fields);
        if (item.name == "from" || item.name == "try_from" || item.name == "into") {
          if (!item.literal) return wants_string(item);
          (item.name == "into" ? rules.into : rules.from) = TypeText{&list, *item.literal};
        } else if (item.name == "transparent") {
          rules.transparent = true;
        } else if (item.name == "deny_unknown_fields") {
          rules.deny_unknown_fields = true;
        } else if (item.name == "default") {
          rules.fallback = default_rule(item);
        } else {
          return unknown_attribute(item, "type");
        }
        return {};
      }));
  LIMCODE_TRY_VOID(
      for_each_argument(attributes, "limcode", [&](const MetaItem& item, const TokenList& list) -> Outcome<void> {
        if (item.name == "root") {
          rules.root = true;
          return {};
        }
        if (item.name == "serde" && item.literal) {
          rules.serde_form = TypeText{&list, *item.literal};
          return {};
        }
        if (item.name != "codec") {
          return fail(Errc::schema_invalid, item.span, fmt::format("unknown limcode attribute `{}`", item.name), {},
                      "a type may have `root`");
        }
        LIMCODE_TRY(value, string_of(item, list));
        rules.codec = value;
        return {};
      }));
  return rules;
}

Outcome<VariantRules> read_variant_rules(const Attributes& attributes) {
  VariantRules rules;
  CodecSides sides;
  LIMCODE_TRY_VOID(refuse_foreign(attributes));
  rules.is_default = attributes.find("default") != nullptr;
  LIMCODE_TRY_VOID(
      for_each_argument(attributes, "serde", [&](const MetaItem& item, const TokenList& list) -> Outcome<void> {
        if (is_one_of(item.name, ignored)) return {};
        if (item.name == "rename_all") return read_case_rules(item, list, rules.rename_all);
        LIMCODE_TRY(is_codec, sides.read(item, list));
        LIMCODE_TRY(is_name, read_name_rule(item, list, rules.name));
        if (is_codec || is_name) return {};
        return unknown_attribute(item, "variant");
      }));
  LIMCODE_TRY(codec, sides.rule(rules.name));
  rules.codec = codec;
  return rules;
}

Outcome<FieldRules> read_field_rules(const Attributes& attributes, bool wincode) {
  FieldRules rules;
  CodecSides sides;
  LIMCODE_TRY_VOID(refuse_foreign(attributes));
  LIMCODE_TRY_VOID(
      for_each_argument(attributes, "serde", [&](const MetaItem& item, const TokenList& list) -> Outcome<void> {
        if (is_one_of(item.name, ignored)) return {};
        if (item.name == "default") {
          rules.fallback = default_rule(item);
          return {};
        }
        LIMCODE_TRY(is_codec, sides.read(item, list));
        LIMCODE_TRY(is_name, read_name_rule(item, list, rules.name));
        if (is_codec || is_name) return {};
        return unknown_attribute(item, "field");
      }));
  LIMCODE_TRY(codec, sides.rule(rules.name));
  rules.codec = codec;
  LIMCODE_TRY_VOID(for_each_argument(attributes, "limcode", [&](const MetaItem& item, const TokenList& list) {
    return read_limcode_field(item, list, rules);
  }));
  if (wincode) {
    LIMCODE_TRY_VOID(for_each_argument(attributes, "wincode", [&](const MetaItem& item, const TokenList& list) {
      return read_wincode_field(item, list, rules);
    }));
  }
  return rules;
}

}  // namespace limcode::schema
