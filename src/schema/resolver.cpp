// Resolution of type expressions: the forms of types, and what a path may lead to.
#include "schema/resolver.hpp"

#include <fmt/format.h>

#include "schema/analysis.hpp"
#include "schema/item_filler.hpp"
#include "schema/lexer.hpp"
#include "schema/nearest_name.hpp"
#include "schema/type_parser.hpp"

namespace limcode::schema {

namespace {

// serde implements its traits for tuples up to this long.
constexpr std::size_t max_tuple = 16;
// Nested types and aliases of aliases together.
constexpr unsigned max_resolve_depth = 256;

struct DepthGuard {
  explicit DepthGuard(unsigned& depth) : depth_(depth) { ++depth_; }
  ~DepthGuard() { --depth_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  unsigned& depth_;
};

}  // namespace

const Argument* Scope::param(std::string_view name) const {
  for (const auto& [own, argument] : params) {
    if (own == name) return &argument;
  }
  return nullptr;
}

Outcome<TypeRef> Resolver::resolve(const TypeExpr& type, const Scope& scope) {
  const DepthGuard guard(depth_);
  if (depth_ > max_resolve_depth) {
    return fail(Errc::schema_invalid, type.span,
                fmt::format("this type expands through more than {} levels; is an alias defined by itself?",
                            max_resolve_depth));
  }
  if (builder_.full()) {
    return fail(Errc::schema_unsupported, type.span, fmt::format("this reaches more than {} types", max_nodes));
  }
  switch (type.form) {
    case TypeForm::path: return resolve_path(type, scope);
    case TypeForm::tuple: return resolve_tuple(type, scope);
    case TypeForm::array: return resolve_array(type, scope);
    case TypeForm::slice: {
      LIMCODE_TRY(element, resolve(type.parts[0], scope));
      return builder_.sequence("[]", element);
    }
    case TypeForm::reference: {
      LIMCODE_TRY(target, resolve(type.parts[0], scope));
      return builder_.reference(target);
    }
    case TypeForm::unsupported: break;
  }
  return fail(Errc::schema_unsupported, type.span, std::string(type.reason));
}

Outcome<TypeRef> Resolver::resolve_tuple(const TypeExpr& type, const Scope& scope) {
  if (type.parts.size() > max_tuple) {
    return fail(Errc::schema_unsupported, type.span,
                fmt::format("serde has tuples of up to {} elements; this one has {}", max_tuple, type.parts.size()));
  }
  std::vector<TypeRef> parts;
  for (const TypeExpr& part : type.parts) {
    LIMCODE_TRY(resolved, resolve(part, scope));
    parts.push_back(resolved);
  }
  return builder_.tuple(parts);
}

Outcome<TypeRef> Resolver::resolve_array(const TypeExpr& type, const Scope& scope) {
  LIMCODE_TRY(element, resolve(type.parts[0], scope));
  LIMCODE_TRY(count, constant(type.length, scope));
  if (count < 0 || count > max_array_count) {
    return fail(Errc::schema_invalid, type.length.span(),
                fmt::format("an array of {} elements; {} are the most", to_text(count), max_array_count));
  }
  return builder_.array(element, static_cast<std::uint64_t>(count));
}

Outcome<TypeRef> Resolver::resolve_text(const TypeText& text, const Scope& scope) {
  const std::optional<Span> inside = string_contents(*text.list, text.token);
  if (!inside) return fail(Errc::schema_unsupported, text.span(), "escapes in a type are not read");
  LIMCODE_TRY(tokens, lex(text.list->source, inside->file, inside->begin, inside->end));
  Cursor cursor(tokens);
  LIMCODE_TRY(type, parse_type_expr(cursor));
  if (!cursor.done()) return cursor.expected("the end of the type");
  return resolve(type, scope);
}

Outcome<TypeRef> Resolver::resolve_path(const TypeExpr& type, const Scope& scope) {
  const Path& path = type.path;
  const PathSegment& last = path.segments.back();
  const std::string_view first = path.segments.front().name;
  for (std::size_t i = 0; i + 1 < path.segments.size(); ++i) {
    if (!path.segments[i].args.empty()) {
      return fail(Errc::schema_unsupported, path.span, "associated types (`Type<T>::Name`) are not evaluated");
    }
  }
  const Argument* param = path.global ? nullptr : scope.param(first);
  if (param != nullptr || first == "Self") {
    if (path.segments.size() > 1) {
      return fail(Errc::schema_unsupported, path.span, "associated types (`T::Name`) are not evaluated");
    }
    if (!last.args.empty()) {
      return fail(Errc::schema_invalid, path.span, fmt::format("`{}` takes no generic arguments", first));
    }
    if (param != nullptr && param->is_const) {
      return fail(Errc::schema_invalid, path.span, fmt::format("`{}` is a constant, not a type", first));
    }
    if (param != nullptr) return param->type;
    if (scope.self_item == nullptr) return fail(Errc::schema_unknown_type, path.span, "`Self` stands for no type here");
    return scope.self_type;
  }

  std::vector<const Item*> ambiguous;
  const Target target = names_.resolve(scope.module, path.global, path.names(), Namespace::types, &ambiguous);
  if (!ambiguous.empty()) {
    std::string places;
    for (const Item* item : ambiguous) {
      const Source& source = *database_.sources()[item->span.file - 1];
      places += fmt::format("{}{}:{}", places.empty() ? "" : " and ", source.name,
                            line_column(source, item->span.begin).line);
    }
    return fail(Errc::schema_invalid, path.span,
                fmt::format("`{}` is ambiguous: it is defined at {}", path.text(), places), {},
                "write its crate before it, as in `name::Type`");
  }
  if (target.item != nullptr) return resolve_item(*target.item, last, scope);
  if (target.module != nullptr) {
    return fail(Errc::schema_unknown_type, path.span, fmt::format("`{}` is a module, not a type", path.text()));
  }
  if (!target.external.empty()) return resolve_external(path, target.external, scope);
  if (is_open_scope(scope)) {
    if (const Item* item = names_.unique(last.name); item != nullptr) return resolve_item(*item, last, scope);
  }
  return unknown_type(path, target, scope);
}

// Paths in a single file may lead to what was not read; so may an expression's.
bool Resolver::is_open_scope(const Scope& scope) const {
  return scope.module == nullptr || database_.crate_of(*scope.module).origin == Origin::file;
}

// A bare name, or a path that starts with an unknown crate.
Outcome<TypeRef> Resolver::resolve_external(const Path& path, const std::vector<std::string_view>& names,
                                            const Scope& scope) {
  const PathSegment& last = path.segments.back();
  const bool bare = names.size() == 1;
  const std::string_view crate = bare ? std::string_view{} : names.front();
  const StandardType* standard = find_standard_type(names.back(), crate);
  if (standard != nullptr) return resolve_standard(*standard, last, scope);
  const Item* item = is_open_scope(scope) ? names_.unique(names.back()) : nullptr;
  if (item == nullptr) item = names_.in_library(crate, names.back());
  if (item != nullptr) return resolve_item(*item, last, scope);
  Target target;
  target.external = names;
  return unknown_type(path, target, scope);
}

Outcome<TypeRef> Resolver::resolve_standard(const StandardType& standard, const PathSegment& segment,
                                            const Scope& scope) {
  const std::size_t most = standard.types + std::size_t{standard.ignored};
  if (segment.args.size() < standard.types || segment.args.size() > most) {
    return fail(
        Errc::schema_invalid, segment.span,
        fmt::format("`{}` takes {} generic argument{}, {} {} given", segment.name, standard.types,
                    standard.types == 1 ? "" : "s", segment.args.size(), segment.args.size() == 1 ? "is" : "are"));
  }
  if (standard.recipe == Recipe::date_time) return resolve_date_time(segment, scope);
  std::vector<Argument> args;
  for (std::size_t i = 0; i < segment.args.size(); ++i) {
    const GenericArg& given = segment.args[i];
    GenericParam param;
    param.is_const = standard.recipe == Recipe::small_vec && i == 1;
    param.name = segment.name;
    if (i >= standard.types && !param.is_const) break;
    LIMCODE_TRY(bound, bind_one(param, given, scope));
    args.push_back(bound);
  }
  return make_standard_type(builder_, standard, args, segment.span);
}

// Time zones are not types that could be read: they only tell which offset from UTC is written.
Outcome<TypeRef> Resolver::resolve_date_time(const PathSegment& segment, const Scope& scope) {
  const TypeExpr& zone = segment.args.front().type;
  std::string_view name;
  if (zone.form == TypeForm::path) {
    const Target target = names_.resolve(scope.module, zone.path.global, zone.path.names(), Namespace::types);
    name = target.external.empty() ? zone.path.segments.back().name : target.external.back();
  }
  if (name != "Utc" && name != "FixedOffset" && name != "Local") {
    return fail(Errc::schema_unsupported, segment.args.front().is_const ? segment.span : zone.span,
                "the time zone of a `DateTime` that serde reads is `Utc`, `FixedOffset` or `Local`");
  }
  const TypeRef made = builder_.leaf(Kind::date_time, fmt::format("DateTime<{}>", name));
  builder_.node(made.id).keeps_offset = name != "Utc";
  builder_.node(made.id).has_default = name != "Local";
  return made;
}

std::unexpected<Diagnostic> Resolver::unknown_type(const Path& path, const Target& target, const Scope& scope) const {
  const std::string_view last = path.segments.back().name;
  std::string help;
  const bool known_crate = target.external.empty() || is_standard_crate(target.external.front()) ||
                           names_.is_module(target.external.front());
  if (target.failed_in != nullptr && target.failed_in->missing_file) {
    help = fmt::format("`mod {}` was not read: give the folder or Cargo.toml of its crate", target.failed_in->name);
  } else if (target.external.size() > 1 && !known_crate) {
    help = fmt::format("the crate `{}` is not part of the schema: add it, or define the type", target.external.front());
  } else if (target.failed_in != nullptr && is_open_scope(scope)) {
    help = "only single files were read: give the folder or Cargo.toml of the crate";
  }
  std::vector<std::string_view> candidates;
  for (const Item& item : database_.items()) {
    if (item.is_type()) candidates.push_back(item.name);
  }
  for (const std::string_view name : standard_type_names()) candidates.push_back(name);
  for (const auto& [name, argument] : scope.params) candidates.push_back(name);
  std::string_view nearest = nearest_name(last, candidates);
  if (nearest == last) nearest = {};
  std::string message = fmt::format("cannot find type `{}`", path.text());
  if (!nearest.empty() && help.empty()) message += fmt::format("; the nearest known name is `{}`", nearest);
  return fail(Errc::schema_unknown_type, path.span, std::move(message), "not found", std::move(help));
}

TypeRef Resolver::refused(const TypeExpr& type, Diagnostic diagnostic) {
  const std::string own_key = fmt::format("refused {} {} {}", type.span.file, type.span.begin, type.span.end);
  if (const TypeId known = builder_.find(own_key); known != no_type) return {known, {}};
  TypeNode node;
  node.name = type.form == TypeForm::path ? type.path.text() : "_";
  const TypeId id = builder_.add(own_key, std::move(node));
  refused_.emplace(id, std::move(diagnostic));
  return {id, {}};
}

// Refuses what is part of the root and cannot be read, and makes units of all that is not part of it.
Outcome<void> Resolver::forget_unused(TypeId root) {
  Reachable reachable(builder_);
  reachable.visit(root);
  for (bool more = true; more;) {
    more = false;
    for (const Conversion& conversion : conversions_) {
      if (reachable.has(conversion.read) && !reachable.has(conversion.written)) {
        reachable.visit(conversion.written);
        more = true;
      }
    }
  }
  for (const TypeId id : reachable.all()) {
    if (const auto found = refused_.find(id); found != refused_.end()) return std::unexpected(found->second);
  }
  std::erase_if(conversions_, [&](const Conversion& conversion) { return !reachable.has(conversion.read); });
  for (TypeId id = 0; id < builder_.size(); ++id) {
    if (reachable.has(id)) continue;
    TypeNode node;
    node.name = std::move(builder_.node(id).name);
    builder_.node(id) = std::move(node);
    builder_.facts(id) = {};
  }
  return {};
}

Outcome<void> Resolver::finish(TypeId root, Span expression) {
  while (!queue_.empty()) {
    const Pending pending = std::move(queue_.front());
    queue_.pop_front();
    if (auto filled = ItemFiller(*this, *pending.item, pending.args).fill(pending.id); !filled) {
      refused_.emplace(pending.id, std::move(filled.error()));
    }
    if (builder_.full()) {
      return fail(Errc::schema_unsupported, expression,
                  fmt::format("this reaches more than {} types or fields", max_nodes));
    }
  }
  LIMCODE_TRY_VOID(forget_unused(root));
  LIMCODE_TRY_VOID(analyse(builder_, expression));
  for (const Conversion& conversion : conversions_) {
    LIMCODE_TRY_VOID(check_conversion(builder_, conversion.written, conversion.read, conversion.span));
  }
  return {};
}

}  // namespace limcode::schema
