// Recursive descent over Rust's type grammar. What cannot be on the wire (pointers, functions, trait objects)
// is skipped whole and remembered with its reason, because real files hold it in types nobody asks for.
#include "schema/type_parser.hpp"

#include <fmt/format.h>

namespace limcode::schema {

namespace {

// Skips the rest of a type that is not understood: up to a `,`, `;`, `=`, `{` or `>` that belongs to what is
// around it.
void skip_unsupported(Cursor& cursor) {
  unsigned angles = 0;
  while (!cursor.done()) {
    if (cursor.at_symbols('-', '>')) {
      cursor.advance(2);
      continue;
    }
    if (cursor.at_symbol('<')) {
      ++angles;
    } else if (cursor.at_symbol('>')) {
      if (angles == 0) return;
      --angles;
    } else if (angles == 0 &&
               (cursor.at_symbol(',') || cursor.at_symbol(';') || cursor.at_symbol('=') || cursor.at_symbol('{'))) {
      return;
    }
    cursor.skip_tree();
  }
}

TypeExpr unsupported(Cursor& cursor, std::uint32_t begin, std::string_view reason) {
  TypeExpr type;
  type.form = TypeForm::unsupported;
  type.reason = reason;
  skip_unsupported(cursor);
  type.span = cursor.span_from(begin);
  return type;
}

// The reason why a type that starts like this has no wire form; empty if it may have one.
std::string_view unsupported_start(const Cursor& cursor) {
  if (cursor.at_symbol('*')) return "raw pointers cannot be serialised";
  if (cursor.at_symbol('!')) return "the never type has no values";
  if (cursor.at_symbol('<')) return "associated types (`<T as Trait>::Name`) are not evaluated";
  if (cursor.at_keyword("dyn")) return "trait objects cannot be serialised";
  if (cursor.at_keyword("impl")) return "`impl Trait` names no type";
  if (cursor.at_keyword("fn") || cursor.at_keyword("unsafe") || cursor.at_keyword("extern") ||
      cursor.at_keyword("for")) {
    return "functions cannot be serialised";
  }
  if (cursor.at_keyword("_")) return "`_` names no type";
  return {};
}

Outcome<GenericArg> parse_generic_arg(Cursor& cursor, unsigned depth) {
  GenericArg arg;
  const bool negative = cursor.at_symbol('-');
  const TokenKind kind = cursor.peek(negative ? 1 : 0).kind;
  const bool literal = kind == TokenKind::integer || kind == TokenKind::other_literal || cursor.at_keyword("true") ||
                       cursor.at_keyword("false");
  if (cursor.at_symbol('{') || literal) {
    arg.is_const = true;
    arg.value.list = &cursor.list();
    arg.value.begin = cursor.position();
    if (negative) cursor.advance();
    cursor.skip_tree();
    arg.value.end = cursor.position();
    return arg;
  }
  const std::uint32_t begin = cursor.position();
  LIMCODE_TRY(type, parse_type_expr(cursor, depth));
  if (cursor.at_symbol('=') || cursor.at_symbol(':')) {
    arg.type = unsupported(cursor, begin, "associated types (`Trait<Name = T>`) are not evaluated");
    while (cursor.take_symbol('=')) skip_unsupported(cursor);
    return arg;
  }
  arg.type = std::move(type);
  return arg;
}

Outcome<void> parse_generic_args(Cursor& cursor, PathSegment& segment, unsigned depth) {
  cursor.advance();  // `<`
  while (!cursor.at_symbol('>')) {
    if (cursor.peek().kind == TokenKind::lifetime) {
      cursor.advance();
    } else {
      LIMCODE_TRY(arg, parse_generic_arg(cursor, depth));
      segment.args.push_back(std::move(arg));
    }
    if (!cursor.take_symbol(',') && !cursor.at_symbol('>')) return cursor.expected("`,` or `>`");
  }
  cursor.advance();
  return {};
}

Outcome<TypeExpr> parse_tuple(Cursor& cursor, unsigned depth) {
  TypeExpr type;
  type.form = TypeForm::tuple;
  const std::uint32_t begin = cursor.position();
  Cursor inside = cursor.take_group();
  bool comma = true;
  while (!inside.done()) {
    LIMCODE_TRY(part, parse_type_expr(inside, depth + 1));
    type.parts.push_back(std::move(part));
    comma = inside.take_symbol(',');
    if (!comma && !inside.done()) return inside.expected("`,` or `)`");
  }
  if (type.parts.size() == 1 && !comma) {  // parentheses, not a tuple of one
    TypeExpr inner = std::move(type.parts.front());
    return inner;
  }
  type.span = cursor.span_from(begin);
  return type;
}

Outcome<TypeExpr> parse_array_or_slice(Cursor& cursor, unsigned depth) {
  TypeExpr type;
  type.form = TypeForm::slice;
  const std::uint32_t begin = cursor.position();
  Cursor inside = cursor.take_group();
  LIMCODE_TRY(element, parse_type_expr(inside, depth + 1));
  type.parts.push_back(std::move(element));
  if (inside.take_symbol(';')) {
    if (inside.done()) return inside.expected("the length of the array");
    type.form = TypeForm::array;
    type.length = {&inside.list(), inside.position(), inside.limit()};
  } else if (!inside.done()) {
    return inside.expected("`;` or `]`");
  }
  type.span = cursor.span_from(begin);
  return type;
}

Outcome<TypeExpr> parse_reference(Cursor& cursor, unsigned depth) {
  TypeExpr type;
  type.form = TypeForm::reference;
  const std::uint32_t begin = cursor.position();
  cursor.advance();  // `&`
  if (cursor.peek().kind == TokenKind::lifetime) cursor.advance();
  cursor.take_keyword("mut");
  LIMCODE_TRY(target, parse_type_expr(cursor, depth + 1));
  type.parts.push_back(std::move(target));
  type.span = cursor.span_from(begin);
  return type;
}

}  // namespace

std::vector<std::string_view> Path::names() const {
  std::vector<std::string_view> names;
  names.reserve(segments.size());
  for (const PathSegment& segment : segments) names.push_back(segment.name);
  return names;
}

std::string Path::text() const {
  std::string out = global ? "::" : "";
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (i != 0) out += "::";
    out += segments[i].name;
  }
  return out;
}

Outcome<Path> parse_type_path(Cursor& cursor, unsigned depth) {
  Path path;
  const std::uint32_t begin = cursor.position();
  path.global = cursor.take_symbols(':', ':');
  while (true) {
    if (!cursor.at_name()) return cursor.expected(path.segments.empty() ? "a type" : "a name");
    PathSegment segment;
    segment.name = cursor.text();
    segment.span = cursor.span();
    cursor.advance();
    if (cursor.at_symbols(':', ':') && cursor.at_symbol('<', 2)) cursor.advance(2);
    if (cursor.at_symbol('<')) LIMCODE_TRY_VOID(parse_generic_args(cursor, segment, depth + 1));
    path.segments.push_back(std::move(segment));
    if (!cursor.take_symbols(':', ':')) break;
  }
  path.span = cursor.span_from(begin);
  return path;
}

Outcome<TypeExpr> parse_type_expr(Cursor& cursor, unsigned depth) {
  if (depth > max_type_nesting) {
    return fail(Errc::schema_unsupported, cursor.span(),
                fmt::format("types nest deeper than {} levels here", max_type_nesting));
  }
  const std::uint32_t begin = cursor.position();
  const std::string_view reason = unsupported_start(cursor);
  if (!reason.empty()) return unsupported(cursor, begin, reason);
  if (cursor.at_symbol('(')) return parse_tuple(cursor, depth);
  if (cursor.at_symbol('[')) return parse_array_or_slice(cursor, depth);
  if (cursor.at_symbol('&')) return parse_reference(cursor, depth);

  TypeExpr type;
  LIMCODE_TRY(path, parse_type_path(cursor, depth));
  if (cursor.at_symbol('!')) return unsupported(cursor, begin, "macros are not expanded");
  if (cursor.at_symbol('(')) return unsupported(cursor, begin, "functions cannot be serialised");
  if (cursor.at_symbol('+')) return unsupported(cursor, begin, "trait objects cannot be serialised");
  type.path = std::move(path);
  type.span = cursor.span_from(begin);
  return type;
}

}  // namespace limcode::schema
