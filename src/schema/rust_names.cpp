// Identifiers from arbitrary text. What is not ASCII becomes an underscore: a rename keeps the JSON name.
#include "schema/rust_names.hpp"

#include <algorithm>
#include <array>

#include "schema/rename.hpp"
#include "schema/words.hpp"

namespace limcode::schema {

namespace {

constexpr std::size_t longest_identifier = 64;

constexpr auto keywords = std::to_array<std::string_view>(
    {"abstract", "as",     "async",   "await",  "become",  "box",    "break", "const", "continue", "do",
     "dyn",      "else",   "enum",    "extern", "false",   "final",  "fn",    "for",   "gen",      "if",
     "impl",     "in",     "let",     "loop",   "macro",   "match",  "mod",   "move",  "mut",      "override",
     "priv",     "pub",    "ref",     "return", "static",  "struct", "trait", "true",  "try",      "type",
     "typeof",   "unsafe", "unsized", "use",    "virtual", "where",  "while", "yield"});
// Keywords that cannot be raw.
constexpr auto reserved = std::to_array<std::string_view>({"self", "Self", "super", "crate", "_"});

}  // namespace

std::string field_identifier(std::string_view json_name) {
  std::string out;
  for (std::size_t i = 0; i < json_name.size() && out.size() < longest_identifier; ++i) {
    const char c = json_name[i];
    if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
      if (out.empty() || out.back() != '_') out.push_back('_');
      continue;
    }
    const bool starts_word = is_upper(c) && i != 0 && (is_lower(json_name[i - 1]) || is_digit(json_name[i - 1]));
    const bool ends_capitals =
        is_upper(c) && i != 0 && is_upper(json_name[i - 1]) && i + 1 < json_name.size() && is_lower(json_name[i + 1]);
    if ((starts_word || ends_capitals) && out.back() != '_') out.push_back('_');
    out.push_back(to_lower(c));
  }
  if (out.empty() || is_digit(out.front())) out.insert(0, "field_");
  if (is_one_of(out, reserved)) return out + "_field";
  return is_one_of(out, keywords) ? "r#" + out : out;
}

std::string type_identifier(std::string_view json_name) {
  const std::string out = rename_field(without_raw(field_identifier(json_name)), CaseRule::pascal);
  if (out.empty()) return "Unnamed";
  if (is_digit(out.front())) return "Type" + out;
  return out == "Self" ? "SelfType" : out;
}

std::string singular(std::string_view name) {
  if (name.ends_with("ies") && name.size() > 4) return std::string(name.substr(0, name.size() - 3)) + "y";
  for (const std::string_view ending : {"sses", "ches", "shes", "xes"}) {
    if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - 2));
  }
  const bool plural = name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us") && name.size() > 2;
  return std::string(plural ? name.substr(0, name.size() - 1) : name);
}

std::string_view without_raw(std::string_view identifier) {
  return identifier.starts_with("r#") ? identifier.substr(2) : identifier;
}

}  // namespace limcode::schema
