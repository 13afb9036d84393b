// Attribute lists, cfg predicates and string literals.
#include "schema/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limcode::schema {

namespace {

constexpr unsigned max_nested_attributes = 32;

Cfg negate(Cfg cfg) { return cfg == Cfg::on ? Cfg::off : cfg == Cfg::off ? Cfg::on : Cfg::unknown; }

// Features that decide whether serde, or the standard library under it, is there at all.
Cfg feature(std::string_view name) {
  static constexpr std::array<std::string_view, 6> on{"std", "alloc", "default", "derive", "bincode", "wincode"};
  if (name.find("serde") != std::string_view::npos) return Cfg::on;
  if (std::find(on.begin(), on.end(), name) != on.end()) return Cfg::on;
  return name == "frozen-abi" ? Cfg::off : Cfg::unknown;
}

Cfg key_value(std::string_view key, std::string_view value) {
  if (key == "feature") return feature(value);
  if (key == "target_pointer_width") return value == "64" ? Cfg::on : Cfg::off;
  if (key == "target_endian") return value == "little" ? Cfg::on : Cfg::off;
  if (key == "target_os") return value == "linux" ? Cfg::on : Cfg::off;
  if (key == "target_arch") return value == "x86_64" ? Cfg::on : Cfg::off;
  if (key == "target_family") return value == "unix" ? Cfg::on : Cfg::off;
  if (key == "panic") return value == "unwind" ? Cfg::on : Cfg::off;
  return Cfg::unknown;
}

// `limcode` is on here and nowhere else: rustc, which knows no attribute of that name, then does not look at what
// `cfg_attr(limcode, limcode(root))` holds.
Cfg flag(std::string_view name) {
  if (name == "unix" || name == "true" || name == "limcode") return Cfg::on;
  static constexpr std::array<std::string_view, 9> off{
      "test", "doc", "doctest", "windows", "miri", "debug_assertions", "fuzzing", "loom", "false"};
  return std::find(off.begin(), off.end(), name) == off.end() ? Cfg::unknown : Cfg::off;
}

// One predicate; leaves the cursor behind it. What cannot be read is unknown.
Cfg evaluate_cfg(Cursor& cursor, unsigned depth) {
  const std::string_view name = cursor.text();
  cursor.advance();
  if (cursor.at_symbol('(') && depth < max_nested_attributes) {
    Cursor inside = cursor.take_group();
    Cfg all = Cfg::on;
    Cfg any = Cfg::off;
    while (!inside.done()) {
      const Cfg part = evaluate_cfg(inside, depth + 1);
      all = std::min(all, part);
      any = std::max(any, part);
      while (!inside.done() && !inside.take_symbol(',')) inside.skip_tree();
    }
    if (name == "all") return all;
    if (name == "any") return any;
    return name == "not" ? negate(all) : Cfg::unknown;
  }
  if (cursor.take_symbol('=')) {
    const auto value = cursor.peek().kind == TokenKind::string ? string_value(cursor.list(), cursor.position())
                                                               : Outcome<std::string>{};
    cursor.skip_tree();
    return value ? key_value(name, *value) : Cfg::unknown;
  }
  return flag(name);
}

void add_attribute(Cursor inside, Attributes& attributes, unsigned depth);

// cfg_attr(predicate, a, b): a and b count unless the predicate is off.
void add_conditional(Cursor group, Attributes& attributes, unsigned depth) {
  if (depth > max_nested_attributes) return;
  const Cfg cfg = evaluate_cfg(group, 0);
  while (!group.done() && !group.take_symbol(',')) group.skip_tree();
  while (!group.done()) {
    const std::uint32_t begin = group.position();
    while (!group.done() && !group.at_symbol(',')) group.skip_tree();
    if (cfg != Cfg::off) add_attribute(Cursor(group.list(), begin, group.position()), attributes, depth + 1);
    group.take_symbol(',');
  }
}

void add_attribute(Cursor inside, Attributes& attributes, unsigned depth) {
  Attribute attribute;
  attribute.span = inside.span();
  attribute.list = &inside.list();
  while (inside.at_name()) {
    attribute.name += inside.text();
    inside.advance();
    if (!inside.take_symbols(':', ':')) break;
    attribute.name += "::";
  }
  if (attribute.name == "cfg_attr" && inside.at_symbol('(')) {
    add_conditional(inside.take_group(), attributes, depth);
    return;
  }
  if (attribute.name == "cfg" && inside.at_symbol('(')) {
    Cursor predicate = inside.take_group();
    const Cfg cfg = evaluate_cfg(predicate, 0);
    if (cfg < attributes.cfg) {
      attributes.cfg = cfg;
      attributes.cfg_span = attribute.span;
    }
    return;
  }
  attribute.begin = inside.position();
  attribute.end = inside.limit();
  attributes.list.push_back(std::move(attribute));
}

bool append_scalar(std::string& out, std::uint32_t scalar) {
  if (scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF)) return false;
  const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (scalar < 0x80) {
    byte(scalar);
  } else if (scalar < 0x800) {
    byte(0xC0U | (scalar >> 6));
    byte(0x80U | (scalar & 0x3FU));
  } else if (scalar < 0x10000) {
    byte(0xE0U | (scalar >> 12));
    byte(0x80U | ((scalar >> 6) & 0x3FU));
    byte(0x80U | (scalar & 0x3FU));
  } else {
    byte(0xF0U | (scalar >> 18));
    byte(0x80U | ((scalar >> 12) & 0x3FU));
    byte(0x80U | ((scalar >> 6) & 0x3FU));
    byte(0x80U | (scalar & 0x3FU));
  }
  return true;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads one escape at `rest[0] == '\\'`, appends its meaning, and cuts it off.
bool take_escape(std::string_view& rest, std::string& out) {
  const char kind = rest.size() > 1 ? rest[1] : '\0';
  static constexpr std::string_view plain = "nrt\\0'\"";
  static constexpr std::string_view meaning{"\n\r\t\\\0'\"", 7};
  if (const std::size_t at = plain.find(kind); kind != '\0' && at != std::string_view::npos) {
    out.push_back(meaning[at]);
    rest.remove_prefix(2);
    return true;
  }
  if (kind == '\n' || kind == '\r') {  // a line continued: its break and the blanks that follow vanish
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n", 1), rest.size()));
    return true;
  }
  std::size_t end = 0;
  std::string_view digits;
  if (kind == 'x') {
    digits = rest.substr(2, 2);
    end = 4;
  } else if (kind == 'u' && rest.substr(2, 1) == "{") {
    const std::size_t close = rest.find('}');
    if (close == std::string_view::npos) return false;
    digits = rest.substr(3, close - 3);
    end = close + 1;
  }
  std::uint32_t scalar = 0;
  std::size_t count = 0;
  for (const char c : digits) {
    if (c == '_') continue;
    if (hex_digit(c) < 0 || ++count > 6) return false;
    scalar = scalar * 16 + static_cast<std::uint32_t>(hex_digit(c));
  }
  if (count == 0 || (kind == 'x' && scalar > 0x7F) || !append_scalar(out, scalar)) return false;
  rest.remove_prefix(std::min(end, rest.size()));
  return true;
}

// The text between the quotes, and whether it is raw.
std::string_view between_quotes(std::string_view text, bool& raw) {
  raw = text.starts_with('r');
  const std::size_t open = text.find('"');
  return text.substr(open + 1, text.size() - 2 * (open + 1) + (raw ? 1 : 0));
}

}  // namespace

const Attribute* Attributes::find(std::string_view name) const {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Attribute& attribute) { return attribute.name == name; });
  return found == list.end() ? nullptr : &*found;
}

Outcome<Attributes> parse_attributes(Cursor& cursor) {
  Attributes attributes;
  while (cursor.at_symbol('#')) {
    const bool inner = cursor.at_symbol('!', 1) && cursor.at_symbol('[', 2);
    if (!inner && !cursor.at_symbol('[', 1)) {
      cursor.advance();
      return cursor.expected("`[` after `#`");
    }
    cursor.advance(inner ? 2 : 1);
    const Cursor inside = cursor.take_group();
    if (!inner) add_attribute(inside, attributes, 0);
  }
  return attributes;
}

Outcome<std::vector<MetaItem>> parse_meta_items(Cursor cursor) {
  std::vector<MetaItem> items;
  while (!cursor.done()) {
    if (!cursor.at_name()) return cursor.expected("the name of an attribute");
    MetaItem item;
    item.name = cursor.text();
    item.span = cursor.span();
    cursor.advance();
    while (cursor.take_symbols(':', ':')) cursor.advance();
    if (cursor.at_symbol('(')) {
      item.group = cursor.take_group();
    } else if (cursor.take_symbol('=')) {
      if (cursor.peek().kind == TokenKind::string) item.literal = cursor.position();
      while (!cursor.done() && !cursor.at_symbol(',')) cursor.skip_tree();
    }
    items.push_back(item);
    if (!cursor.take_symbol(',') && !cursor.done()) return cursor.expected("`,` or the end of the attribute");
  }
  return items;
}

Outcome<std::string> string_value(const TokenList& list, std::uint32_t token) {
  bool raw = false;
  std::string_view rest = between_quotes(list.text(list.tokens[token]), raw);
  std::string out;
  while (!rest.empty()) {
    if (raw || rest.front() != '\\') {
      out.push_back(rest.front());
      rest.remove_prefix(1);
    } else if (!take_escape(rest, out)) {
      return fail(Errc::schema_syntax, list.span(list.tokens[token]),
                  "this string has an escape that Rust does not have");
    }
  }
  return out;
}

std::optional<Span> string_contents(const TokenList& list, std::uint32_t token) {
  bool raw = false;
  const Token& literal = list.tokens[token];
  const std::string_view text = list.text(literal);
  const std::string_view contents = between_quotes(text, raw);
  if (!raw && contents.find('\\') != std::string_view::npos) return std::nullopt;
  const auto begin = literal.begin + static_cast<std::uint32_t>(contents.data() - text.data());
  return Span{list.file, begin, begin + static_cast<std::uint32_t>(contents.size())};
}

}  // namespace limcode::schema
