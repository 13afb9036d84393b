// The grammar of items. Everything is recognised by its first keywords; bracketed groups are skipped by their partner.
#include "schema/item_parser.hpp"

#include <fmt/format.h>

#include "schema/lexer.hpp"
#include "schema/skipping.hpp"
#include "schema/type_parser.hpp"
#include "schema/use_parser.hpp"

namespace limcode::schema {

namespace {

constexpr unsigned max_module_nesting = 64;

class ItemParser {
 public:
  ItemParser(Database& database, std::vector<PendingModule>& pending) : database_(database), pending_(pending) {}

  Outcome<void> items(Cursor cursor, Module& module, unsigned depth) {
    while (!cursor.done()) {
      LIMCODE_TRY(attributes, parse_attributes(cursor));
      if (cursor.done()) break;
      skip_visibility(cursor);
      LIMCODE_TRY_VOID(item(cursor, module, attributes, depth));
    }
    return {};
  }

 private:
  Outcome<void> item(Cursor& cursor, Module& module, Attributes& attributes, unsigned depth) {
    if (cursor.at_keyword("struct")) return structure(cursor, module, attributes);
    if (cursor.at_keyword("enum")) return enumeration(cursor, module, attributes);
    if (cursor.at_keyword("type")) return alias(cursor, module, attributes);
    if (cursor.at_keyword("use")) return import(cursor, module, attributes);
    if (cursor.at_keyword("mod")) return submodule(cursor, module, attributes, depth);
    if (at_constant(cursor)) return constant(cursor, module, attributes, nullptr);
    if (cursor.at_keyword("union") && cursor.at_name(1)) return union_type(cursor, module, attributes);
    if (cursor.at_keyword("impl") || (cursor.at_keyword("unsafe") && cursor.at_keyword("impl", 1)) ||
        (cursor.at_keyword("default") && cursor.at_keyword("impl", 1))) {
      return implementation(cursor, module, attributes);
    }
    return skip_item(cursor);
  }

  // `const NAME: T = ...;` and not `const fn` or `const _`.
  static bool at_constant(const Cursor& cursor) {
    return cursor.at_keyword("const") && cursor.at_name(1) && cursor.at_symbol(':', 2) && !cursor.at_keyword("_", 1);
  }

  Outcome<std::vector<GenericParam>> generics(Cursor& cursor) {
    std::vector<GenericParam> params;
    if (!cursor.take_symbol('<')) return params;
    while (!cursor.take_symbol('>')) {
      LIMCODE_TRY(attributes, parse_attributes(cursor));
      static_cast<void>(attributes);
      const bool lifetime = cursor.peek().kind == TokenKind::lifetime;
      GenericParam param;
      param.is_const = cursor.take_keyword("const");
      if (!lifetime && !cursor.at_name()) return cursor.expected("a generic parameter");
      param.name = cursor.text();
      param.span = cursor.span();
      cursor.advance();
      if (cursor.at_symbol(':')) skip_bounds(cursor);
      if (cursor.take_symbol('=')) {
        LIMCODE_TRY(fallback, default_argument(cursor, param.is_const));
        param.fallback = std::move(fallback);
      }
      if (!lifetime) params.push_back(std::move(param));
      if (!cursor.take_symbol(',') && !cursor.at_symbol('>')) return cursor.expected("`,` or `>`");
    }
    return params;
  }

  static Outcome<GenericArg> default_argument(Cursor& cursor, bool is_const) {
    GenericArg fallback;
    if (!is_const) {
      LIMCODE_TRY(type, parse_type_expr(cursor));
      fallback.type = std::move(type);
      return fallback;
    }
    fallback.is_const = true;
    fallback.value.list = &cursor.list();
    fallback.value.begin = cursor.position();
    cursor.take_symbol('-');
    cursor.skip_tree();
    fallback.value.end = cursor.position();
    return fallback;
  }

  // Common start of struct, enum, union and type: keyword, name, generics.
  Outcome<Item*> start_item(Cursor& cursor, Attributes& attributes, ItemKind kind) {
    const std::string_view keyword = cursor.text();
    cursor.advance();
    if (!cursor.at_name()) return cursor.expected(fmt::format("a name after `{}`", keyword));
    Item& item = database_.add_item();
    item.kind = kind;
    item.name = cursor.text();
    item.span = cursor.span();
    cursor.advance();
    LIMCODE_TRY_VOID(read_derives(attributes, item));
    item.attributes = std::move(attributes);
    LIMCODE_TRY(params, generics(cursor));
    item.generics = std::move(params);
    return &item;
  }

  static Outcome<void> read_derives(const Attributes& attributes, Item& item) {
    for (const Attribute& attribute : attributes.list) {
      Cursor cursor = attribute.arguments();
      if (attribute.name != "derive" || !cursor.at_symbol('(')) continue;
      Cursor inside = cursor.take_group();
      while (!inside.done()) {
        std::string_view last;
        while (!inside.done() && !inside.take_symbol(',')) {
          if (inside.at_name()) last = inside.text();
          inside.skip_tree();
        }
        item.derives.emplace_back(last);
      }
    }
    return {};
  }

  Outcome<void> structure(Cursor& cursor, Module& module, Attributes& attributes) {
    LIMCODE_TRY(item, start_item(cursor, attributes, ItemKind::structure));
    VariantSyntax body;
    body.name = item->name;
    body.span = item->span;
    if (cursor.at_keyword("where")) skip_signature(cursor, '{');
    LIMCODE_TRY_VOID(fields(cursor, body));
    if (body.shape != Shape::record) {
      if (cursor.at_keyword("where")) skip_signature(cursor, ';');
      LIMCODE_TRY_VOID(cursor.expect_symbol(';'));
    }
    item->variants.push_back(std::move(body));
    database_.enter(*item, module);
    return {};
  }

  // The fields of a struct or variant, if it has any.
  static Outcome<void> fields(Cursor& cursor, VariantSyntax& body) {
    if (cursor.at_symbol('{')) {
      body.shape = Shape::record;
      return named_fields(cursor.take_group(), body);
    }
    if (cursor.at_symbol('(')) {
      body.shape = Shape::tuple;
      LIMCODE_TRY_VOID(positional_fields(cursor.take_group(), body));
      if (body.fields.size() == 1) body.shape = Shape::newtype;
    }
    return {};
  }

  static Outcome<void> named_fields(Cursor cursor, VariantSyntax& body) {
    while (!cursor.done()) {
      FieldSyntax field;
      LIMCODE_TRY(attributes, parse_attributes(cursor));
      field.attributes = std::move(attributes);
      skip_visibility(cursor);
      if (!cursor.at_name()) return cursor.expected("the name of a field");
      field.name = cursor.text();
      field.span = cursor.span();
      cursor.advance();
      LIMCODE_TRY_VOID(cursor.expect_symbol(':'));
      LIMCODE_TRY(type, parse_type_expr(cursor));
      field.type = std::move(type);
      if (cursor.at_symbol('=')) {  // a default value, which serde does not look at
        while (!cursor.done() && !cursor.at_symbol(',')) cursor.skip_tree();
      }
      if (field.attributes.cfg != Cfg::off) body.fields.push_back(std::move(field));
      if (!cursor.take_symbol(',') && !cursor.done()) return cursor.expected("`,` or `}`");
    }
    return {};
  }

  static Outcome<void> positional_fields(Cursor cursor, VariantSyntax& body) {
    while (!cursor.done()) {
      FieldSyntax field;
      LIMCODE_TRY(attributes, parse_attributes(cursor));
      field.attributes = std::move(attributes);
      skip_visibility(cursor);
      field.span = cursor.span();
      LIMCODE_TRY(type, parse_type_expr(cursor));
      field.type = std::move(type);
      field.name = std::to_string(body.fields.size());
      if (field.attributes.cfg != Cfg::off) body.fields.push_back(std::move(field));
      if (!cursor.take_symbol(',') && !cursor.done()) return cursor.expected("`,` or `)`");
    }
    return {};
  }

  Outcome<void> enumeration(Cursor& cursor, Module& module, Attributes& attributes) {
    LIMCODE_TRY(item, start_item(cursor, attributes, ItemKind::enumeration));
    if (cursor.at_keyword("where")) skip_signature(cursor, '{');
    if (!cursor.at_symbol('{')) return cursor.expected("`{`");
    Cursor inside = cursor.take_group();
    while (!inside.done()) {
      VariantSyntax variant;
      LIMCODE_TRY(own_attributes, parse_attributes(inside));
      variant.attributes = std::move(own_attributes);
      skip_visibility(inside);
      if (!inside.at_name()) return inside.expected("the name of a variant");
      variant.name = inside.text();
      variant.span = inside.span();
      inside.advance();
      LIMCODE_TRY_VOID(fields(inside, variant));
      if (inside.take_symbol('=')) {  // bincode writes the position, but derived Ord goes by it
        const std::uint32_t begin = inside.position();
        while (!inside.done() && !inside.at_symbol(',')) inside.skip_tree();
        variant.discriminant = ConstExpr{&inside.list(), begin, inside.position()};
      }
      if (variant.attributes.cfg != Cfg::off) item->variants.push_back(std::move(variant));
      if (!inside.take_symbol(',') && !inside.done()) return inside.expected("`,` or `}`");
    }
    database_.enter(*item, module);
    return {};
  }

  Outcome<void> union_type(Cursor& cursor, Module& module, Attributes& attributes) {
    LIMCODE_TRY(item, start_item(cursor, attributes, ItemKind::union_type));
    skip_signature(cursor, '{');
    cursor.skip_tree();
    database_.enter(*item, module);
    return {};
  }

  Outcome<void> alias(Cursor& cursor, Module& module, Attributes& attributes) {
    LIMCODE_TRY(item, start_item(cursor, attributes, ItemKind::alias));
    if (cursor.at_keyword("where")) skip_signature(cursor, '=');
    LIMCODE_TRY_VOID(cursor.expect_symbol('='));
    LIMCODE_TRY(target, parse_type_expr(cursor));
    item->target = std::move(target);
    if (cursor.at_keyword("where")) skip_signature(cursor, ';');
    LIMCODE_TRY_VOID(cursor.expect_symbol(';'));
    database_.enter(*item, module);
    return {};
  }

  // A constant of a module, or of an inherent impl if `owner` is given.
  Outcome<void> constant(Cursor& cursor, Module& module, Attributes& attributes, ImplSyntax* owner) {
    Item& item = database_.add_item();
    item.kind = ItemKind::constant;
    item.name = cursor.text(1);
    item.span = cursor.span(1);
    item.attributes = std::move(attributes);
    cursor.advance(3);
    LIMCODE_TRY(type, parse_type_expr(cursor));
    item.target = std::move(type);
    if (cursor.take_symbol('=')) {
      item.value = {&cursor.list(), cursor.position(), cursor.position()};
      while (!cursor.done() && !cursor.at_symbol(';')) cursor.skip_tree();
      item.value.end = cursor.position();
    }
    LIMCODE_TRY_VOID(cursor.expect_symbol(';'));
    if (owner == nullptr) {
      database_.enter(item, module);
    } else {
      item.module = &module;
      owner->constants.push_back(&item);
    }
    return {};
  }

  Outcome<void> implementation(Cursor& cursor, Module& module, const Attributes& attributes) {
    const std::uint32_t begin = cursor.position();
    while (!cursor.take_keyword("impl")) cursor.advance();
    if (cursor.at_symbol('<')) skip_angles(cursor);
    cursor.take_keyword("const");
    const bool negative = cursor.take_symbol('!');
    ImplSyntax impl;
    auto first = parse_type_expr(cursor);
    if (first && first->form == TypeForm::path) {
      impl.self_type = first->path;
      if (cursor.take_keyword("for")) {
        impl.trait = first->path.segments.back().name;
        auto self = parse_type_expr(cursor);
        impl.self_type = self && self->form == TypeForm::path ? self->path : Path{};
      }
    }
    impl.span = cursor.span_from(begin);
    skip_signature(cursor, '{');
    if (!cursor.at_symbol('{')) {
      cursor.advance();
      return {};
    }
    Cursor body = cursor.take_group();
    if (negative || attributes.cfg == Cfg::off || impl.self_type.segments.empty()) return {};
    if (impl.trait.empty()) LIMCODE_TRY_VOID(associated_constants(body, module, impl));
    module.impls.push_back(std::move(impl));
    return {};
  }

  Outcome<void> associated_constants(Cursor body, Module& module, ImplSyntax& impl) {
    while (!body.done()) {
      LIMCODE_TRY(attributes, parse_attributes(body));
      skip_visibility(body);
      if (at_constant(body)) {
        LIMCODE_TRY_VOID(constant(body, module, attributes, &impl));
      } else if (body.at_symbol('{') || body.at_symbol(';')) {
        body.skip_tree();
      } else {
        skip_signature(body, '{');
      }
    }
    return {};
  }

  Outcome<void> submodule(Cursor& cursor, Module& module, const Attributes& attributes, unsigned depth) {
    const std::uint32_t begin = cursor.position();
    cursor.advance();
    if (!cursor.at_name()) return cursor.expected("the name of a module");
    const std::string_view name = cursor.text();
    cursor.advance();
    const Span span = cursor.span_from(begin);
    const bool is_inline = cursor.at_symbol('{');
    if (!is_inline && !cursor.at_symbol(';')) return cursor.expected("`{` or `;`");
    if (attributes.cfg == Cfg::off) {
      cursor.skip_tree();
      return {};
    }
    if (depth >= max_module_nesting) {
      return fail(Errc::schema_unsupported, span,
                  fmt::format("modules nest deeper than {} levels", max_module_nesting));
    }
    Module& child = database_.add_module(name, &module, span);
    module.types.try_emplace(name, Entry{nullptr, &child, attributes.cfg});
    if (!is_inline) {
      cursor.advance();
      child.missing_file = true;
      PendingModule pending;
      pending.module = &child;
      LIMCODE_TRY(path, path_attribute(attributes));
      pending.path = std::move(path);
      pending.inline_parents = inline_parents_;
      pending_.push_back(std::move(pending));
      return {};
    }
    inline_parents_.push_back(name);
    LIMCODE_TRY_VOID(items(cursor.take_group(), child, depth + 1));
    inline_parents_.pop_back();
    return {};
  }

  static Outcome<std::optional<std::string>> path_attribute(const Attributes& attributes) {
    const Attribute* attribute = attributes.find("path");
    if (attribute == nullptr) return std::nullopt;
    Cursor cursor = attribute->arguments();
    if (!cursor.take_symbol('=') || cursor.peek().kind != TokenKind::string) return cursor.expected("`= \"file.rs\"`");
    LIMCODE_TRY(path, string_value(cursor.list(), cursor.position()));
    return std::move(path);
  }

  Outcome<void> import(Cursor& cursor, Module& module, const Attributes& attributes) {
    cursor.advance();
    Import prefix;
    prefix.global = cursor.take_symbols(':', ':');
    Module scratch;
    LIMCODE_TRY_VOID(parse_use_tree(cursor, attributes.cfg == Cfg::off ? scratch : module, prefix));
    return cursor.expect_symbol(';');
  }

  Database& database_;
  std::vector<PendingModule>& pending_;
  std::vector<std::string_view> inline_parents_;
};

}  // namespace

Outcome<void> parse_source(Database& database, Source& source, Module& module, std::vector<PendingModule>& pending) {
  LIMCODE_TRY(tokens, lex(source.text, source.file));
  source.tokens = std::move(tokens);
  return ItemParser(database, pending).items(Cursor(source.tokens), module, 0);
}

}  // namespace limcode::schema
