// The public face of the room: sources to types.
#include "limcode/schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "schema/diagnostics.hpp"
#include "schema/items.hpp"
#include "schema/lexer.hpp"
#include "schema/loader.hpp"
#include "schema/model.hpp"
#include "schema/names.hpp"
#include "schema/resolver.hpp"
#include "schema/serde_attributes.hpp"
#include "schema/type_parser.hpp"

namespace limcode {

namespace schema {

namespace {

constexpr std::string_view expression_name = "type expression";
constexpr std::size_t max_listed = 20;

Outcome<Type> finish_type(Resolver& resolver, const Database& database, TypeRef root, Span span) {
  LIMCODE_TRY_VOID(resolver.finish(root.id, span));
  Model& model = resolver.builder().model();
  model.serde_forms = database.shown_style == SolanaStyle::serde;
  model.files = {std::string(expression_name)};
  for (const auto& source : database.sources()) model.files.push_back(source->name);
  return Type(std::make_shared<const Model>(std::move(model)), root.id);
}

Outcome<Type> resolve_expression(Source& source, const Database& database) {
  LIMCODE_TRY(tokens, lex(source.text, 0));
  source.tokens = std::move(tokens);
  Cursor cursor(source.tokens);
  LIMCODE_TRY(type, parse_type_expr(cursor));
  if (!cursor.done()) return cursor.expected("the end of the type");
  Resolver resolver(database);
  LIMCODE_TRY(root, resolver.resolve(type, Scope{}));
  return finish_type(resolver, database, root, type.span);
}

Outcome<Type> resolve_root(const Database& database, const Item& item) {
  Resolver resolver(database);
  LIMCODE_TRY(root, resolver.resolve_item(item));
  return finish_type(resolver, database, root, item.span);
}

Result<Type> type_in(const Database& database, std::string_view expression) {
  Source source;
  source.name = expression_name;
  source.set_text(std::string(expression));
  auto type = resolve_expression(source, database);
  if (!type) return std::unexpected(to_error(type.error(), SourceSet(&source, &database.sources())));
  return *std::move(type);
}

// Reading the built-in sources takes longer than most other work on a small type, so it waits for a name that nothing
// else has.
Result<Type> type_of_builtins(std::string_view expression, SolanaStyle style) {
  Database database;
  database.shown_style = style;
  auto type = type_in(database, expression);
  if (type || type.error().code != Errc::schema_unknown_type) return type;
  LIMCODE_TRY_VOID(add_builtin_sources(database));
  return type_in(database, expression);
}

std::string generics_text(const Item& item, const Database& database) {
  if (item.generics.empty()) return {};
  std::vector<std::string> params;
  for (const GenericParam& param : item.generics) {
    const Source& source = *database.sources()[param.span.file - 1];
    const std::string_view name =
        std::string_view(source.text).substr(param.span.begin, param.span.end - param.span.begin);
    params.push_back(param.is_const ? fmt::format("const {}", name) : std::string(name));
  }
  return fmt::format("<{}>", fmt::join(params, ", "));
}

std::string_view kind_text(ItemKind kind) {
  switch (kind) {
    case ItemKind::structure: return "struct";
    case ItemKind::enumeration: return "enum";
    case ItemKind::union_type: return "union";
    case ItemKind::alias:
    case ItemKind::constant: break;
  }
  return "type";
}

bool is_listed(const Database& database, const Item& item) {
  return item.is_type() && item.module != nullptr && item.attributes.cfg != Cfg::off &&
         database.crate_of(*item.module).origin != Origin::library;
}

// A wrong attribute is reported when the type is used.
bool is_marked_root(const Item& item) {
  const auto rules = read_container_rules(item.attributes);
  return rules && rules->root;
}

}  // namespace

}  // namespace schema

struct Schema::Contents {
  schema::Database database;

  // Makes ready for more sources, and afterwards for lookups.
  template <class Add>
  Result<void> extend(Add add) {
    if (database.crates().empty()) LIMCODE_TRY_VOID(schema::add_builtin_sources(database));
    Result<void> added = add(database);
    schema::attach_impls(database);
    return added;
  }
};

const std::string& Type::name() const noexcept { return model_->nodes[id_].name; }

Result<Type> parse_type(std::string_view expression, SolanaStyle style) {
  return schema::type_of_builtins(expression, style);
}

Schema::Schema() : contents_(std::make_unique<Contents>()) {}
Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

Result<void> Schema::add_source(std::string file_name, std::string text) {
  return contents_->extend([&](schema::Database& database) {
    const std::string crate_name = std::filesystem::path(file_name).stem().string();
    return schema::add_text(database, crate_name, std::move(file_name), std::move(text));
  });
}

Result<void> Schema::load(std::string_view path) {
  return contents_->extend(
      [&](schema::Database& database) { return schema::load_path(database, std::filesystem::path(path)); });
}

void Schema::show_solana_as(SolanaStyle style) { contents_->database.shown_style = style; }

Result<Type> Schema::type(std::string_view expression) const {
  if (contents_->database.crates().empty()) {
    return schema::type_of_builtins(expression, contents_->database.shown_style);
  }
  return schema::type_in(contents_->database, expression);
}

Result<Type> Schema::root() const {
  const schema::Database& database = contents_->database;
  std::vector<const schema::Item*> marked;
  std::vector<const schema::Item*> top_level;
  for (const schema::Item& item : database.items()) {
    if (!schema::is_listed(database, item)) continue;
    if (schema::is_marked_root(item)) marked.push_back(&item);
    if (item.module->parent == nullptr && item.generics.empty()) top_level.push_back(&item);
  }
  const auto& candidates = marked.empty() ? top_level : marked;
  if (candidates.size() == 1) {
    auto type = schema::resolve_root(database, *candidates.front());
    if (!type) return std::unexpected(schema::to_error(type.error(), schema::SourceSet(nullptr, &database.sources())));
    return *std::move(type);
  }
  Error error;
  error.code = Errc::schema_invalid;
  std::vector<std::string> names;
  for (const schema::Item* item : candidates) {
    if (names.size() < schema::max_listed) names.emplace_back(item->name);
  }
  if (candidates.size() > names.size()) names.push_back(fmt::format("and {} more", candidates.size() - names.size()));
  error.detail =
      candidates.empty() ? "the schema has no top-level type; name one"
      : marked.empty()
          ? fmt::format("the schema has {} top-level types; name one of: {}", candidates.size(), fmt::join(names, ", "))
          : fmt::format("the schema marks {} types as root: {}", candidates.size(), fmt::join(names, ", "));
  return std::unexpected(std::move(error));
}

std::vector<DefinedType> Schema::types() const {
  const schema::Database& database = contents_->database;
  std::vector<DefinedType> listed;
  for (const schema::Item& item : database.items()) {
    if (!schema::is_listed(database, item)) continue;
    const schema::Source& source = *database.sources()[item.span.file - 1];
    DefinedType type;
    const std::string path = item.module->path();
    type.name = path.empty() ? std::string(item.name) : fmt::format("{}::{}", path, item.name);
    type.generics = schema::generics_text(item, database);
    type.kind = schema::kind_text(item.kind);
    type.file = source.name;
    type.line = schema::line_column(source, item.span.begin).line;
    type.top_level = item.module->parent == nullptr;
    type.root = schema::is_marked_root(item);
    listed.push_back(std::move(type));
  }
  return listed;
}

}  // namespace limcode
