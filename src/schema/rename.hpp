// serde's eight cases for `rename_all`, with the results its derive gives for odd names too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace limcode::schema {

enum class CaseRule : std::uint8_t {
  none,
  lower,
  upper,
  pascal,
  camel,
  snake,
  screaming_snake,
  kebab,
  screaming_kebab,
};

/// The rule with this name in serde: "camelCase" and so on.
[[nodiscard]] std::optional<CaseRule> case_rule(std::string_view name);

/// The name of a field, written in snake_case, under a rule.
[[nodiscard]] std::string rename_field(std::string_view name, CaseRule rule);

/// The name of a variant, written in PascalCase, under a rule.
[[nodiscard]] std::string rename_variant(std::string_view name, CaseRule rule);

}  // namespace limcode::schema
