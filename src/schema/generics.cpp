// Generic arguments, uses of items with them, aliases and constants.
#include <fmt/format.h>

#include <algorithm>

#include "schema/resolver.hpp"

namespace limcode::schema {

namespace {

// Instantiations nest deeper than this only when a type uses itself with ever larger arguments.
constexpr unsigned max_instance_depth = 64;
constexpr unsigned max_const_depth = 64;

std::string argument_key(const Argument& argument) {
  if (argument.is_const) return '#' + to_text(argument.value);
  return Builder::key("", {argument.type});
}

class ScopedConstants final : public ConstNames {
 public:
  ScopedConstants(Resolver& resolver, const Scope& scope) : resolver_(resolver), scope_(scope) {}
  Outcome<Integer> const_value(const std::vector<std::string_view>& path, Span span) override {
    return resolver_.constant_at(path, span, scope_);
  }

 private:
  Resolver& resolver_;
  const Scope& scope_;
};

}  // namespace

Scope scope_of(const Item& item, const std::vector<Argument>& args, TypeRef self) {
  Scope scope;
  scope.module = item.module;
  scope.self_item = item.is_type() ? &item : nullptr;
  scope.self_type = self;
  for (std::size_t i = 0; i < args.size(); ++i) scope.params.emplace_back(item.generics[i].name, args[i]);
  return scope;
}

Outcome<Argument> Resolver::bind_one(const GenericParam& param, const GenericArg& given, const Scope& scope) {
  Argument argument;
  argument.span = given.is_const ? given.value.span() : given.type.span;
  argument.is_const = param.is_const;
  if (!param.is_const) {
    if (given.is_const)
      return fail(Errc::schema_invalid, argument.span, fmt::format("`{}` takes a type here", param.name));
    LIMCODE_TRY(type, resolve(given.type, scope));
    argument.type = type;
    return argument;
  }
  if (given.is_const) {
    LIMCODE_TRY(value, constant(given.value, scope));
    argument.value = value;
    return argument;
  }
  if (given.type.form != TypeForm::path) {
    return fail(Errc::schema_invalid, argument.span, fmt::format("`{}` takes a constant here", param.name));
  }
  LIMCODE_TRY(value, constant_at(given.type.path.names(), argument.span, scope));
  argument.value = value;
  return argument;
}

// An argument that cannot be read matters only if something of its type is.
Outcome<Argument> Resolver::bind_lazily(const GenericParam& param, const GenericArg& given, const Scope& scope) {
  auto bound = bind_one(param, given, scope);
  if (bound || param.is_const || given.is_const) return bound;
  return Argument{.type = refused(given.type, std::move(bound.error())), .span = given.type.span};
}

Outcome<std::vector<Argument>> Resolver::bind(const Item& item, const PathSegment& segment, const Scope& scope) {
  if (segment.args.size() > item.generics.size()) {
    return fail(Errc::schema_invalid, segment.span,
                fmt::format("`{}` takes {} generic argument{}, {} are given", item.name, item.generics.size(),
                            item.generics.size() == 1 ? "" : "s", segment.args.size()));
  }
  std::vector<Argument> args;
  for (std::size_t i = 0; i < item.generics.size(); ++i) {
    const GenericParam& param = item.generics[i];
    if (i < segment.args.size()) {
      LIMCODE_TRY(bound, bind_lazily(param, segment.args[i], scope));
      args.push_back(bound);
    } else if (param.fallback) {
      LIMCODE_TRY(bound, bind_lazily(param, *param.fallback, scope_of(item, args, {})));
      args.push_back(bound);
    } else {
      return fail(Errc::schema_invalid, segment.span, fmt::format("`{}` needs a value for `{}`", item.name, param.name),
                  "missing generic argument");
    }
  }
  return args;
}

Outcome<TypeRef> Resolver::resolve_item(const Item& item) {
  PathSegment segment;
  segment.name = item.name;
  segment.span = item.span;
  return resolve_item(item, segment, Scope{});
}

Outcome<TypeRef> Resolver::resolve_item(const Item& item, const PathSegment& segment, const Scope& scope) {
  if (item.kind == ItemKind::union_type) {
    return fail(Errc::schema_unsupported, segment.span,
                fmt::format("`{}` is a union, which serde does not serialise", item.name));
  }
  if (item.manual_serde) {  // limcode may know by hand what was written by hand
    const Item* builtin = names_.in_library(database_.crate_of(*item.module).name, item.name);
    if (builtin != nullptr && builtin != &item) return resolve_item(*builtin, segment, scope);
  }
  LIMCODE_TRY(args, bind(item, segment, scope));
  if (item.kind == ItemKind::alias) return resolve_alias(item, args);
  return reserve(item, std::move(args), segment.span);
}

Outcome<TypeRef> Resolver::resolve_alias(const Item& item, const std::vector<Argument>& args) {
  std::string key = fmt::format("alias {}", item.index);
  for (const Argument& argument : args) key += argument_key(argument);
  if (const auto known = aliases_.find(key); known != aliases_.end()) return known->second;
  LIMCODE_TRY(target, resolve(item.target, scope_of(item, args, {})));
  aliases_.emplace(std::move(key), target);
  return target;
}

// A node for this use of the item, filled in later.
Outcome<TypeRef> Resolver::reserve(const Item& item, std::vector<Argument> args, Span span) {
  std::string key = fmt::format("item {}", item.index);
  unsigned depth = 0;
  for (const Argument& argument : args) {
    key += argument_key(argument);
    if (!argument.is_const) depth = std::max(depth, builder_.facts(argument.type.id).depth + 1);
  }
  if (const TypeId known = builder_.find(key); known != no_type) return TypeRef{known, {}};
  if (depth > max_instance_depth) {
    return fail(Errc::schema_invalid, span,
                fmt::format("`{}` nests its generic arguments deeper than {} levels", item.name, max_instance_depth),
                {}, "does the type use itself with larger arguments?");
  }
  TypeNode node;
  node.name = item_name(item, args);
  const LineColumn place = line_column(*database_.sources()[item.span.file - 1], item.span.begin);
  node.place = {item.span.file, place.line, place.column};
  const TypeId id = builder_.add(key, std::move(node));
  builder_.facts(id).span = item.span;
  builder_.facts(id).depth = depth;
  builder_.facts(id).own_order = item.manual_order;
  queue_.push_back({id, &item, std::move(args)});
  return TypeRef{id, {}};
}

std::string Resolver::item_name(const Item& item, const std::vector<Argument>& args) const {
  std::string path = item.module->path();
  const Crate& crate = database_.crate_of(*item.module);
  if (crate.origin == Origin::library) path = path.empty() ? crate.name : crate.name + "::" + path;
  if (!path.empty()) path += "::";
  path += item.name;
  std::vector<std::string> texts;
  texts.reserve(args.size());
  for (const Argument& argument : args) {
    texts.push_back(argument.is_const ? to_text(argument.value) : builder_.name(argument.type));
  }
  return builder_.generic_name(path, texts);
}

Outcome<Integer> Resolver::constant(const ConstExpr& expression, const Scope& scope) {
  ScopedConstants names(*this, scope);
  return evaluate(expression, names);
}

Outcome<Integer> Resolver::constant_at(const std::vector<std::string_view>& path, Span span, const Scope& scope) {
  if (path.size() == 1) {
    if (const Argument* param = scope.param(path.front()); param != nullptr) {
      if (param->is_const) return param->value;
      return fail(Errc::schema_invalid, span, fmt::format("`{}` is a type, not a constant", path.front()));
    }
  }
  const Item* item = nullptr;
  if (path.front() == "Self" && path.size() == 2 && scope.self_item != nullptr) {
    const auto own = scope.self_item->constants.find(path.back());
    if (own != scope.self_item->constants.end()) item = own->second;
  } else {
    item = names_.resolve(scope.module, false, path, Namespace::constants).item;
  }
  if (item == nullptr || item->is_type()) {
    return fail(Errc::schema_unknown_type, span, fmt::format("cannot find the constant `{}`", path.back()),
                "not found");
  }
  return constant_item(*item);
}

Outcome<Integer> Resolver::constant_item(const Item& item) {
  if (const auto known = constants_.find(&item); known != constants_.end()) return known->second;
  if (item.value.list == nullptr)
    return fail(Errc::schema_invalid, item.span, fmt::format("`{}` has no value", item.name));
  if (const_depth_ >= max_const_depth) {
    return fail(Errc::schema_invalid, item.span, fmt::format("the value of `{}` depends on itself", item.name));
  }
  ++const_depth_;
  Scope scope;
  scope.module = item.module;
  scope.self_item = item.owner;
  const Outcome<Integer> value = constant(item.value, scope);
  --const_depth_;
  if (!value) return value;
  IntegerRange range;
  const bool is_integer =
      item.target.form == TypeForm::path && integer_range(item.target.path.segments.back().name, range);
  if (is_integer && (*value < range.min || *value > range.max)) {
    return fail(Errc::schema_invalid, item.span,
                fmt::format("`{}` is {}, which does not fit its type", item.name, to_text(*value)));
  }
  constants_.emplace(&item, *value);
  return value;
}

}  // namespace limcode::schema
