// Case conversion of ASCII names. serde treats other letters by Unicode's tables in the snake and kebab forms of
// variants; the caller refuses those.
#include "schema/rename.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "schema/words.hpp"

namespace limcode::schema {

namespace {

std::string mapped(std::string_view text, char (*map)(char)) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), map);
  return out;
}

std::string hyphenated(std::string text) {
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::string first_lowered(std::string text) {
  if (!text.empty()) text.front() = to_lower(text.front());
  return text;
}

std::string field_to_pascal(std::string_view name) {
  std::string out;
  bool capital = true;
  for (const char c : name) {
    if (c == '_') {
      capital = true;
    } else {
      out.push_back(capital ? to_upper(c) : c);
      capital = false;
    }
  }
  return out;
}

std::string variant_to_snake(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool is_capital = is_upper(c);
    if (is_capital && !out.empty()) out.push_back('_');
    out.push_back(to_lower(c));
  }
  return out;
}

}  // namespace

std::optional<CaseRule> case_rule(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, CaseRule>, 8> rules{{
      {"lowercase", CaseRule::lower},
      {"UPPERCASE", CaseRule::upper},
      {"PascalCase", CaseRule::pascal},
      {"camelCase", CaseRule::camel},
      {"snake_case", CaseRule::snake},
      {"SCREAMING_SNAKE_CASE", CaseRule::screaming_snake},
      {"kebab-case", CaseRule::kebab},
      {"SCREAMING-KEBAB-CASE", CaseRule::screaming_kebab},
  }};
  for (const auto& [text, rule] : rules) {
    if (text == name) return rule;
  }
  return std::nullopt;
}

std::string rename_field(std::string_view name, CaseRule rule) {
  switch (rule) {
    case CaseRule::none:
    case CaseRule::lower:
    case CaseRule::snake: return std::string(name);
    case CaseRule::upper:
    case CaseRule::screaming_snake: return mapped(name, to_upper);
    case CaseRule::pascal: return field_to_pascal(name);
    case CaseRule::camel: return first_lowered(field_to_pascal(name));
    case CaseRule::kebab: return hyphenated(std::string(name));
    case CaseRule::screaming_kebab: return hyphenated(mapped(name, to_upper));
  }
  return std::string(name);
}

std::string rename_variant(std::string_view name, CaseRule rule) {
  switch (rule) {
    case CaseRule::none:
    case CaseRule::pascal: return std::string(name);
    case CaseRule::lower: return mapped(name, to_lower);
    case CaseRule::upper: return mapped(name, to_upper);
    case CaseRule::camel: return first_lowered(std::string(name));
    case CaseRule::snake: return variant_to_snake(name);
    case CaseRule::screaming_snake: return mapped(variant_to_snake(name), to_upper);
    case CaseRule::kebab: return hyphenated(variant_to_snake(name));
    case CaseRule::screaming_kebab: return hyphenated(mapped(variant_to_snake(name), to_upper));
  }
  return std::string(name);
}

}  // namespace limcode::schema
