// Resolution of type expressions.
#include "schema/resolver.hpp"

#include <fmt/format.h>

#include "schema/analysis.hpp"
#include "schema/nearest_name.hpp"

namespace limcode::schema {

namespace {

// serde implements its traits for tuples up to this long.
constexpr std::size_t max_tuple = 16;

}  // namespace

Outcome<TypeRef> Resolver::resolve(const TypeExpr& type) {
  if (builder_.full()) {
    return fail(Errc::schema_unsupported, type.span,
                fmt::format("this reaches more than {} types", max_nodes));
  }
  switch (type.form) {
    case TypeForm::path:
      return resolve_path(type);
    case TypeForm::tuple:
      return resolve_tuple(type);
    case TypeForm::array:
      return resolve_array(type);
    case TypeForm::slice: {
      LIMCODE_TRY(element, resolve(type.parts[0]));
      return builder_.sequence("[]", element);
    }
    case TypeForm::reference: {
      LIMCODE_TRY(target, resolve(type.parts[0]));
      return builder_.reference(target);
    }
    case TypeForm::unsupported:
      break;
  }
  return fail(Errc::schema_unsupported, type.span, std::string(type.reason));
}

Outcome<TypeRef> Resolver::resolve_tuple(const TypeExpr& type) {
  if (type.parts.size() > max_tuple) {
    return fail(
        Errc::schema_unsupported, type.span,
        fmt::format("serde has tuples of up to {} elements; this one has {}", max_tuple, type.parts.size()));
  }
  std::vector<TypeRef> parts;
  for (const TypeExpr& part : type.parts) {
    LIMCODE_TRY(resolved, resolve(part));
    parts.push_back(resolved);
  }
  return builder_.tuple(parts);
}

Outcome<TypeRef> Resolver::resolve_array(const TypeExpr& type) {
  LIMCODE_TRY(element, resolve(type.parts[0]));
  LIMCODE_TRY(count, evaluate(type.length, *this));
  if (count < 0 || count > max_array_count) {
    return fail(Errc::schema_invalid, type.length.span(),
                fmt::format("an array of {} elements; {} are the most", to_text(count), max_array_count));
  }
  return builder_.array(element, static_cast<std::uint64_t>(count));
}

Outcome<TypeRef> Resolver::resolve_path(const TypeExpr& type) {
  const Path& path = type.path;
  const std::string_view crate = path.segments.size() > 1 ? path.segments.front().name : std::string_view{};
  const StandardType* standard = find_standard_type(path.segments.back().name, crate);
  if (standard == nullptr) return unknown_type(path);
  return resolve_standard(*standard, path.segments.back());
}

Outcome<TypeRef> Resolver::resolve_standard(const StandardType& standard, const PathSegment& segment) {
  const std::size_t most = standard.types + std::size_t{standard.ignored};
  if (segment.args.size() < standard.types || segment.args.size() > most) {
    return fail(Errc::schema_invalid, segment.span,
                fmt::format("`{}` takes {} generic argument{}, {} {} given", segment.name, standard.types,
                            standard.types == 1 ? "" : "s", segment.args.size(),
                            segment.args.size() == 1 ? "is" : "are"));
  }
  std::vector<Argument> args;
  for (std::size_t i = 0; i < segment.args.size(); ++i) {
    const GenericArg& given = segment.args[i];
    const bool capacity = standard.recipe == Recipe::small_vec && i == 1;
    if (i >= standard.types && !capacity) break;
    Argument arg;
    arg.is_const = given.is_const || capacity;
    arg.span = given.is_const ? given.value.span() : given.type.span;
    if (arg.is_const != capacity) {
      return fail(Errc::schema_invalid, arg.span, fmt::format("`{}` takes a type here", segment.name));
    }
    if (capacity) {
      LIMCODE_TRY(value, const_argument(given));
      arg.value = value;
    } else {
      LIMCODE_TRY(resolved, resolve(given.type));
      arg.type = resolved;
    }
    args.push_back(arg);
  }
  return make_standard_type(builder_, standard, args, segment.span);
}

Outcome<Integer> Resolver::const_argument(const GenericArg& given) {
  if (given.is_const) return evaluate(given.value, *this);
  std::vector<std::string_view> path;
  for (const PathSegment& segment : given.type.path.segments)
    path.push_back(segment.name);
  return const_value(path, given.type.span);
}

std::unexpected<Diagnostic> Resolver::unknown_type(const Path& path) const {
  const std::string text = path.text();
  const std::string_view nearest = nearest_name(path.segments.back().name, standard_type_names());
  if (nearest.empty() || nearest == path.segments.back().name) {
    return fail(Errc::schema_unknown_type, path.span, fmt::format("cannot find type `{}`", text),
                "not found");
  }
  return fail(Errc::schema_unknown_type, path.span,
              fmt::format("cannot find type `{}`; the nearest known name is `{}`", text, nearest),
              "not found");
}

Outcome<void> Resolver::finish(Span expression) {
  return analyse(builder_, expression);
}

Outcome<Integer> Resolver::const_value(const std::vector<std::string_view>& path, Span span) {
  return fail(Errc::schema_unknown_type, span, fmt::format("cannot find the constant `{}`", path.back()),
              "not found");
}

}  // namespace limcode::schema
