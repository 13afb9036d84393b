// Describing types.
#include "cli/describe.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/failure.hpp"
#include "cli/json_text.hpp"
#include "limcode/plan.hpp"
#include "schema/model.hpp"

namespace limcode::cli {
namespace {

using schema::Field;
using schema::Kind;
using schema::no_type;
using schema::Shape;
using schema::TypeId;
using schema::TypeNode;
using schema::Variant;

// The bytes that a value takes.
struct Size {
  std::optional<std::uint64_t> fixed;
  std::uint64_t min = 0;
};

struct FieldRow {
  std::string name;
  std::string type;
  Size size;
};

struct VariantRows {
  std::string name;
  std::optional<std::uint32_t> index;
  std::vector<FieldRow> fields;
};

// All that is said about a type.
struct Description {
  std::string name;
  std::string kind;
  std::string declared;
  Size size;
  bool recursive = false;
  std::vector<FieldRow> fields;
  std::vector<VariantRows> variants;
  std::vector<std::string> made_of;  // the structs and enums in it
};

// Whether a source defines it; the standard library's types have no place.
bool is_declared(const TypeNode& node) { return node.place.line != 0; }

std::string_view kind_name(const TypeNode& node) {
  switch (node.kind) {
    case Kind::record:
    case Kind::newtype:
    case Kind::unit: return "struct";
    case Kind::tuple: return is_declared(node) ? "struct" : "tuple";
    case Kind::enumeration:
    case Kind::json: return "enum";
    case Kind::option: return "option";
    case Kind::sequence: return "sequence";
    case Kind::array: return "array";
    case Kind::map: return "map";
    case Kind::set: return "set";
    case Kind::codec: return "layout of its own";
    default: return "value";
  }
}

class Describer {
 public:
  Describer(const Type& type, const Config& config) : type_(&type), config_(&config) {}

  Description describe() {
    const TypeNode& node = node_of(type_->id());
    Description description;
    description.name = node.name;
    description.kind = kind_name(node);
    const auto& files = type_->model().files;
    if (is_declared(node) && node.place.file < files.size()) {
      description.declared = fmt::format("{}:{}", files[node.place.file], node.place.line);
    }
    description.size = size_of(type_->id());
    description.fields = rows_of(node);
    for (const Variant& variant : node.variants) {
      description.variants.push_back({variant.name, variant.read_index, rows_of(variant.fields)});
    }
    visit(node, description.made_of);
    description.recursive = recursive_;
    return description;
  }

 private:
  [[nodiscard]] const TypeNode& node_of(TypeId id) const { return type_->model().nodes[id]; }

  [[nodiscard]] Size size_of(TypeId id) const {
    const auto plan = compile(Type(type_->shared_model(), id), *config_);
    if (!plan) return {};
    return {plan->fixed_size(), plan->min_size()};
  }

  [[nodiscard]] std::vector<FieldRow> rows_of(const std::vector<Field>& fields) const {
    std::vector<FieldRow> rows;
    for (const Field& field : fields) {
      if (!field.skip_deserializing) rows.push_back({field.name, node_of(field.type).name, size_of(field.type)});
    }
    return rows;
  }

  [[nodiscard]] std::vector<FieldRow> rows_of(const TypeNode& node) const {
    if (!node.fields.empty()) return rows_of(node.fields);
    std::vector<FieldRow> rows;
    if (node.key != no_type) rows.push_back({"key", node_of(node.key).name, size_of(node.key)});
    if (node.child == no_type) return rows;
    const char* name = node.key != no_type ? "value" : node.kind == Kind::newtype ? "0" : "element";
    rows.push_back({name, node_of(node.child).name, size_of(node.child)});
    return rows;
  }

  // Walks everything below a node once, noting structs and enums by name.
  void visit(const TypeNode& start, std::vector<std::string>& names) {
    std::vector<bool> seen(type_->model().nodes.size());
    std::vector<TypeId> waiting = parts_of(start);
    while (!waiting.empty()) {
      const TypeId id = waiting.back();
      waiting.pop_back();
      if (id == type_->id()) recursive_ = true;
      if (seen[id]) continue;
      seen[id] = true;
      const TypeNode& node = node_of(id);
      const bool is_named = is_declared(node) || node.kind == Kind::record || node.kind == Kind::enumeration ||
                            (node.kind == Kind::newtype && !node.reversed) || node.kind == Kind::codec;
      if (is_named && id != type_->id()) names.push_back(node.name);
      for (const TypeId part : parts_of(node)) waiting.push_back(part);
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }

  static std::vector<TypeId> parts_of(const TypeNode& node) {
    std::vector<TypeId> parts;
    for (const TypeId id : {node.child, node.key}) {
      if (id != no_type) parts.push_back(id);
    }
    for (const Field& field : node.fields) parts.push_back(field.type);
    for (const Variant& variant : node.variants) {
      for (const Field& field : variant.fields) parts.push_back(field.type);
    }
    return parts;
  }

  const Type* type_;
  const Config* config_;
  bool recursive_ = false;
};

std::string text_of(const Size& size) {
  if (size.fixed) return count_of(*size.fixed, "byte");
  return count_of(size.min, "byte") + " or more";
}

void add_rows(std::string& text, const std::vector<FieldRow>& rows, std::string_view indent) {
  std::size_t name_width = 0;
  std::size_t type_width = 0;
  for (const FieldRow& row : rows) {
    name_width = std::max(name_width, row.name.size());
    type_width = std::max(type_width, std::min<std::size_t>(row.type.size(), 48));
  }
  for (const FieldRow& row : rows) {
    text +=
        fmt::format("{}{:<{}}  {:<{}}  {}\n", indent, row.name, name_width, row.type, type_width, text_of(row.size));
  }
}

std::string json_of(const Size& size) {
  JsonObject object;
  return size.fixed ? object.number("fixed", *size.fixed).take() : object.number("min", size.min).take();
}

std::string json_of(const std::vector<FieldRow>& rows) {
  std::string text = "[";
  for (const FieldRow& row : rows) {
    if (text.size() > 1) text += ',';
    text += JsonObject().text("name", row.name).text("type", row.type).raw("size", json_of(row.size)).take();
  }
  return text + ']';
}

std::string json_of(const std::vector<VariantRows>& variants) {
  std::string text = "[";
  for (const VariantRows& variant : variants) {
    if (text.size() > 1) text += ',';
    JsonObject object;
    object.text("name", variant.name);
    if (variant.index) object.number("index", *variant.index);
    text += object.raw("fields", json_of(variant.fields)).take();
  }
  return text + ']';
}

}  // namespace

std::string describe_text(const Type& type, const Config& config) {
  const Description description = Describer(type, config).describe();
  std::string text = fmt::format("{}: {}, {}", description.name, description.kind, text_of(description.size));
  if (description.recursive) text += ", recursive";
  if (!description.declared.empty()) text += fmt::format(" ({})", description.declared);
  text += '\n';
  add_rows(text, description.fields, "  ");
  for (const VariantRows& variant : description.variants) {
    text += fmt::format("  {} {}\n", variant.index ? std::to_string(*variant.index) : "-", variant.name);
    add_rows(text, variant.fields, "      ");
  }
  for (std::size_t index = 0; index < description.made_of.size(); ++index) {
    text += index == 0 ? "made of " : ", ";
    text += description.made_of[index];
  }
  if (!description.made_of.empty()) text += '\n';
  return text;
}

std::string describe_json(const Type& type, const Config& config) {
  const Description description = Describer(type, config).describe();
  JsonObject object;
  object.text("name", description.name).text("kind", description.kind);
  if (!description.declared.empty()) object.text("declared", description.declared);
  object.raw("size", json_of(description.size)).flag("recursive", description.recursive);
  if (!description.fields.empty()) object.raw("fields", json_of(description.fields));
  if (!description.variants.empty()) object.raw("variants", json_of(description.variants));
  std::string made_of = "[";
  for (const std::string& name : description.made_of) {
    if (made_of.size() > 1) made_of += ',';
    made_of += quote_json(name);
  }
  return object.raw("made_of", made_of + ']').take();
}

}  // namespace limcode::cli
