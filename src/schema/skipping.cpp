// Skipping by keywords and brackets.
#include "schema/skipping.hpp"

#include <algorithm>
#include <array>

namespace limcode::schema {

namespace {

void skip_with_body(Cursor& cursor) {
  if (cursor.at_keyword("extern") && cursor.at_keyword("crate", 1)) {
    skip_to_semicolon(cursor);
    return;
  }
  skip_signature(cursor, '{');
  if (!cursor.take_symbol(';')) cursor.skip_tree();
}

bool is_macro(const Cursor& cursor) {
  std::uint32_t ahead = cursor.at_symbols(':', ':') ? 2 : 0;
  while (cursor.at_name(ahead)) {
    if (cursor.at_symbol('!', ahead + 1)) return true;
    if (!cursor.at_symbols(':', ':', ahead + 1)) return false;
    ahead += 3;
  }
  return false;
}

void skip_macro(Cursor& cursor) {
  while (!cursor.take_symbol('!')) cursor.advance();
  if (cursor.at_name()) cursor.advance();  // macro_rules! name
  const bool braces = cursor.at_symbol('{');
  cursor.skip_tree();
  if (!braces) cursor.take_symbol(';');
}

}  // namespace

void skip_visibility(Cursor& cursor) {
  if (!cursor.take_keyword("pub")) {
    if (cursor.at_keyword("crate") && cursor.at_name(1)) cursor.advance();
    return;
  }
  // `pub (u8, u8)` in a tuple struct is a public field; `pub(crate)` is not.
  const bool restricted = cursor.at_symbol('(') && (cursor.at_keyword("crate", 1) || cursor.at_keyword("self", 1) ||
                                                    cursor.at_keyword("super", 1) || cursor.at_keyword("in", 1));
  if (restricted) cursor.skip_tree();
}

void skip_to_semicolon(Cursor& cursor) {
  while (!cursor.done() && !cursor.take_symbol(';')) cursor.skip_tree();
}

void skip_signature(Cursor& cursor, char stop) {
  unsigned angles = 0;
  while (!cursor.done()) {
    if (cursor.take_symbols('-', '>') || cursor.take_symbols('=', '>')) continue;
    if (angles == 0 && (cursor.at_symbol(stop) || cursor.at_symbol(';'))) return;
    if (cursor.at_symbol('<')) ++angles;
    if (cursor.at_symbol('>') && angles != 0) --angles;
    cursor.skip_tree();
  }
}

void skip_bounds(Cursor& cursor) {
  unsigned angles = 0;
  while (!cursor.done()) {
    if (cursor.take_symbols('-', '>')) continue;
    if (angles == 0 && (cursor.at_symbol(',') || cursor.at_symbol('=') || cursor.at_symbol('>'))) return;
    if (cursor.at_symbol('<')) ++angles;
    if (cursor.at_symbol('>')) --angles;
    cursor.skip_tree();
  }
}

void skip_angles(Cursor& cursor) {
  unsigned angles = 0;
  do {
    if (cursor.take_symbols('-', '>')) continue;
    if (cursor.at_symbol('<')) ++angles;
    if (cursor.at_symbol('>')) --angles;
    cursor.skip_tree();
  } while (angles != 0 && !cursor.done());
}

Outcome<void> skip_item(Cursor& cursor) {
  static constexpr std::array<std::string_view, 2> to_semicolon{"static", "const"};
  static constexpr std::array<std::string_view, 10> with_body{"fn",   "trait", "unsafe", "extern",  "async",
                                                              "auto", "macro", "safe",   "default", "gen"};
  if (cursor.take_symbol(';')) return {};
  const std::string_view word = cursor.at_name() ? cursor.text() : std::string_view{};
  const auto is_word = [&](std::string_view candidate) { return candidate == word; };
  if (cursor.at_keyword("const") &&
      (cursor.at_keyword("fn", 1) || cursor.at_keyword("unsafe", 1) || cursor.at_keyword("extern", 1) ||
       cursor.at_keyword("async", 1) || cursor.at_keyword("trait", 1))) {
    skip_with_body(cursor);
    return {};
  }
  if (std::any_of(to_semicolon.begin(), to_semicolon.end(), is_word)) {
    skip_to_semicolon(cursor);
    return {};
  }
  if (is_macro(cursor)) {
    skip_macro(cursor);
    return {};
  }
  if (std::any_of(with_body.begin(), with_body.end(), is_word)) {
    skip_with_body(cursor);
    return {};
  }
  return cursor.expected("an item, such as `struct` or `enum`");
}

}  // namespace limcode::schema
