// Chooses a Rust type for each shape and writes the items it needs, outermost first.
#include "schema/infer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <set>
#include <unordered_set>

#include "schema/rename.hpp"
#include "schema/rust_names.hpp"
#include "schema/words.hpp"

namespace limcode::schema {

namespace {

constexpr std::string_view any_value = "limcode::Json";
// Objects with more different members than this are maps, if one type fits all of these.
constexpr std::size_t most_fields = 100;
constexpr std::size_t longest_field_name = 30;
// Values nested deeper are taken as they come: a schema may nest types 100 deep, and a level can take two.
constexpr unsigned deepest_type = 40;

// A string as Rust source.
std::string rust_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out.push_back(c);
    }
  }
  return out + '"';
}

// Names that are data rather than fields: numbers, keys, anything no program would have as an identifier.
bool looks_like_data(std::string_view name) {
  const auto fits = [](char c) {
    return is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || c == '-' || c == '$' || c == '@' || c == '.' ||
           c == ':' || c == ' ';
  };
  const bool starts_with_digit = !name.empty() && is_digit(name.front());
  return name.empty() || name.size() > longest_field_name || starts_with_digit ||
         !std::all_of(name.begin(), name.end(), fits);
}

class Writer {
 public:
  explicit Writer(const InferStyle& style) : style_(style) {
    for (const char* const taken : {"Vec", "Option", "String", "HashMap", "Box", "Serialize", "Deserialize", "Json"}) {
      names_.insert(taken);
    }
  }

  std::string write(JsonShape shape) {
    const std::string root = type_identifier(style_.root_name);
    const std::string type = type_of(std::move(shape), root);
    std::string out = "use serde::{Deserialize, Serialize};\n";
    if (uses_maps_) out += "use std::collections::HashMap;\n";
    const auto own = std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.name == type; });
    if (own == items_.end()) {
      out += fmt::format("\n{}pub type {} = {};\n", root_marker(), unique_name(root), type);
    }
    for (const Item& item : std::views::reverse(items_)) {
      out += fmt::format("\n#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n{}{}",
                         item.name == type ? root_marker() : "", item.text);
    }
    return out;
  }

 private:
  struct Item {
    std::string name;
    std::string text;
  };

  // rustc knows no attribute `limcode`; behind a cfg that is off it does not look.
  static std::string root_marker() { return "#[cfg_attr(limcode, limcode(root))]\n"; }

  std::string type_of(JsonShape shape, const std::string& name) {
    const bool nullable = shape.nulls != 0;
    if (shape.kinds() == 0) return "()";
    if (depth_ == deepest_type) return std::string(any_value);
    ++depth_;
    std::string type = type_of_values(std::move(shape), name);
    --depth_;
    return nullable && type != any_value ? fmt::format("Option<{}>", type) : type;
  }

  // The type of all values but null.
  std::string type_of_values(JsonShape shape, const std::string& name) {
    if (is_enum(shape)) return enumeration(std::move(shape), name);
    if (shape.kinds() > 1) return std::string(any_value);
    if (shape.booleans != 0) return "bool";
    if (shape.floats != 0) return "f64";
    if (shape.integers != 0) return integer(shape);
    if (shape.strings != 0) return "String";
    if (shape.arrays != 0) return array(std::move(shape), name);
    return object(std::move(shape), name);
  }

  std::string integer(const JsonShape& shape) const {
    static constexpr std::array<unsigned, 5> widths{8, 16, 32, 64, 128};
    const bool is_signed = shape.smallest < 0;
    for (const unsigned width : widths) {
      if (style_.wide_integers && width < 64) continue;
      const unsigned value_bits = width - (is_signed ? 1 : 0);
      const bool largest_fits = value_bits == 128 || (shape.largest >> value_bits) == 0;
      const bool smallest_fits = width == 128 || shape.smallest >= -(Integer{1} << value_bits);
      if (largest_fits && smallest_fits) return fmt::format("{}{}", is_signed ? 'i' : 'u', width);
    }
    return "f64";  // both negative and beyond i128
  }

  std::string array(JsonShape shape, const std::string& name) {
    const bool same_length = shape.shortest == shape.longest && shape.longest >= 2 &&
                             shape.longest <= JsonShape::max_positions && !shape.rest;
    if (same_length && differs_by_position(shape) && !holds_variants(shape)) {
      std::string parts;
      for (std::size_t i = 0; i < shape.positions.size(); ++i) {
        const std::string part = type_of(std::move(shape.positions[i]), fmt::format("{}{}", name, i));
        parts += (parts.empty() ? "" : ", ") + part;
      }
      return fmt::format("({})", parts);
    }
    return fmt::format("Vec<{}>", type_of(shape.take_elements(), singular(name)));
  }

  // Whether elements at different positions are of different kinds, and those at the same are not.
  static bool differs_by_position(const JsonShape& shape) {
    bool differs = false;
    const auto kind = [](const JsonShape& position) {
      return std::array<bool, 5>{position.booleans != 0, position.integers + position.floats != 0,
                                 position.strings != 0, position.arrays != 0, position.objects != 0};
    };
    const JsonShape* previous = nullptr;
    for (const JsonShape& position : shape.positions) {
      if (position.kinds() > 1) return false;
      if (position.kinds() == 0) continue;
      if (previous != nullptr && kind(*previous) != kind(position)) differs = true;
      previous = &position;
    }
    return differs;
  }

  // Whether the elements taken together are an enum, see is_enum.
  static bool holds_variants(const JsonShape& shape) {
    std::set<std::string_view> units;
    std::set<std::string_view> others;
    for (const JsonShape& position : shape.positions) {
      const unsigned kinds = (position.strings != 0 ? 1U : 0U) + (position.objects != 0 ? 1U : 0U);
      if (position.kinds() != kinds || !position.single_members || !position.strings_are_names) return false;
      units.insert(position.unit_names.begin(), position.unit_names.end());
      for (const Member& member : position.members) others.insert(member.name);
    }
    return !others.empty() && units.size() + others.size() >= 2 &&
           std::ranges::all_of(others,
                               [&](std::string_view name) { return is_variant_name(name) && !units.contains(name); });
  }

  std::string object(JsonShape shape, const std::string& name) {
    if (is_map(shape)) {
      uses_maps_ = true;
      JsonShape values;
      for (Member& member : shape.members) values.merge(std::move(member.shape));
      return fmt::format("HashMap<String, {}>", type_of(std::move(values), singular(name)));
    }
    return structure(std::move(shape), name);
  }

  static bool is_map(const JsonShape& shape) {
    if (shape.members.empty()) return false;
    const bool all_data = std::all_of(shape.members.begin(), shape.members.end(),
                                      [](const Member& member) { return looks_like_data(member.name); });
    if (!all_data && shape.members.size() <= most_fields) return false;
    unsigned kinds = 0;
    std::array<std::uint64_t, 5> seen{};
    for (const Member& member : shape.members) {
      seen[0] += member.shape.booleans;
      seen[1] += member.shape.integers + member.shape.floats;
      seen[2] += member.shape.strings;
      seen[3] += member.shape.arrays;
      seen[4] += member.shape.objects;
    }
    for (const std::uint64_t count : seen) kinds += count == 0 ? 0U : 1U;
    return kinds <= 1;
  }

  // `"Name"` and `{"Name": ...}`, with at least one of the latter and two names in all.
  static bool is_enum(const JsonShape& shape) {
    const bool only_these = shape.objects != 0 && shape.kinds() == (shape.strings == 0 ? 1U : 2U);
    if (!only_these || !shape.single_members || !shape.strings_are_names) return false;
    if (shape.members.size() + shape.unit_names.size() < 2) return false;
    return std::all_of(shape.members.begin(), shape.members.end(), [&](const Member& member) {
      return is_variant_name(member.name) && !shape.unit_names.contains(member.name);
    });
  }

  std::string enumeration(JsonShape shape, const std::string& name) {
    std::string body = "{\n";
    for (const std::string& unit : shape.unit_names) body += fmt::format("    {},\n", unit);
    for (Member& member : shape.members) {
      body += fmt::format("    {}({}),\n", member.name, type_of(std::move(member.shape), name + member.name));
    }
    return add_item("enum", name, "", body + "}\n");
  }

  std::string structure(JsonShape shape, const std::string& name) {
    std::vector<std::string> identifiers;
    std::unordered_set<std::string> used;
    for (const Member& member : shape.members) {
      std::string identifier = field_identifier(member.name);
      for (unsigned number = 2; !used.insert(identifier).second; ++number) {
        identifier = fmt::format("{}_{}", field_identifier(member.name), number);
      }
      identifiers.push_back(std::move(identifier));
    }
    const auto [rule, rule_name] = best_rule(shape.members, identifiers);
    std::string body = "{\n";
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
      Member& member = shape.members[i];
      if (rename_field(without_raw(identifiers[i]), rule) != member.name) {
        body += fmt::format("    #[serde(rename = {})]\n", rust_string(member.name));
      }
      const bool absent = member.count < shape.objects;
      const bool nullable = member.shape.nulls != 0 && member.shape.kinds() != 0;
      std::string type = type_of(std::move(member.shape), type_identifier(member.name));
      if (absent && (!nullable || type == any_value)) type = fmt::format("Option<{}>", type);
      body += fmt::format("    pub {}: {},\n", identifiers[i], type);
    }
    const std::string attribute =
        rule == CaseRule::none ? "" : fmt::format("#[serde(rename_all = \"{}\")]\n", rule_name);
    return add_item("struct", name, attribute, body + "}\n");
  }

  // The case that gives most of the JSON names without a rename of their own.
  static std::pair<CaseRule, std::string_view> best_rule(const std::vector<Member>& members,
                                                         const std::vector<std::string>& identifiers) {
    static constexpr std::array<std::string_view, 6> candidates{
        "camelCase", "PascalCase", "kebab-case", "SCREAMING_SNAKE_CASE", "SCREAMING-KEBAB-CASE", "UPPERCASE"};
    const auto hits = [&](CaseRule rule) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < members.size(); ++i) {
        count += rename_field(without_raw(identifiers[i]), rule) == members[i].name ? 1U : 0U;
      }
      return count;
    };
    std::pair<CaseRule, std::string_view> best{CaseRule::none, {}};
    std::size_t most = hits(CaseRule::none);
    for (const std::string_view candidate : candidates) {
      const CaseRule rule = *case_rule(candidate);
      if (const std::size_t count = hits(rule); count > most) {
        best = {rule, candidate};
        most = count;
      }
    }
    return best;
  }

  // Equal items are written once.
  std::string add_item(std::string_view keyword, const std::string& name, const std::string& attribute,
                       const std::string& body) {
    const std::string content = fmt::format("{}{} {}", attribute, keyword, body);
    const auto known = written_.find(content);
    if (known != written_.end()) return known->second;
    const std::string own = unique_name(name);
    items_.push_back({own, fmt::format("{}pub {} {} {}", attribute, keyword, own, body)});
    written_.emplace(content, own);
    return own;
  }

  std::string unique_name(const std::string& name) {
    std::string unique = name;
    for (unsigned number = 2; !names_.insert(unique).second; ++number) unique = fmt::format("{}{}", name, number);
    return unique;
  }

  const InferStyle& style_;
  std::vector<Item> items_;
  std::map<std::string, std::string> written_;
  std::unordered_set<std::string> names_;
  bool uses_maps_ = false;
  unsigned depth_ = 0;
};

}  // namespace

std::string write_rust(JsonShape shape, const InferStyle& style) { return Writer(style).write(std::move(shape)); }

}  // namespace limcode::schema
