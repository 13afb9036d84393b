// Flattens a `use` into one import a name.
#include "schema/use_parser.hpp"

namespace limcode::schema {

namespace {
constexpr unsigned max_use_nesting = 32;
}

Outcome<void> parse_use_tree(Cursor& cursor, Module& module, Import prefix, unsigned depth) {
  if (depth > max_use_nesting) return cursor.expected("a shallower `use`");
  while (true) {
    if (cursor.at_symbol('{')) {
      Cursor inside = cursor.take_group();
      while (!inside.done()) {
        LIMCODE_TRY_VOID(parse_use_tree(inside, module, prefix, depth + 1));
        if (!inside.take_symbol(',') && !inside.done()) return inside.expected("`,` or `}`");
      }
      return {};
    }
    prefix.span = cursor.span();
    if (cursor.take_symbol('*')) {
      module.globs.push_back(std::move(prefix));
      return {};
    }
    if (!cursor.at_name()) return cursor.expected("a name to import");
    prefix.path.push_back(cursor.text());
    cursor.advance();
    if (!cursor.take_symbols(':', ':')) break;
  }
  if (prefix.path.back() == "self" && prefix.path.size() > 1) prefix.path.pop_back();  // use a::{self}
  prefix.name = prefix.path.back();
  if (cursor.take_keyword("as")) {
    prefix.name = cursor.text();
    cursor.advance();
  }
  if (prefix.name != "_") module.imports.try_emplace(prefix.name, prefix);
  return {};
}

}  // namespace limcode::schema
