// What has fields or variants: their sizes, the runs that need no look, and their tables of names.
#include <algorithm>
#include <bit>

#include "plan/compiler.hpp"

namespace limcode::plan {

Result<void> Compiler::fields(Node& node, const std::vector<schema::Field>& source, const TypeNode& owner) {
  std::vector<Field> compiled;
  compiled.reserve(source.size());
  bool first = true;
  for (const schema::Field& field : source) {
    auto inner = type(field.type);
    if (!inner) return std::unexpected(std::move(inner.error()));
    compiled.push_back(describe(field, *inner, node.op == Op::record, first));
    if (compiled.back().writes) first = false;
  }
  if (!add_sizes(node, compiled)) {
    return refuse(Errc::schema_invalid, owner, "every value would take more than 2^40 bytes");
  }
  add_runs(compiled);
  node.first = static_cast<std::uint32_t>(program_.fields.size());
  node.count = static_cast<std::uint32_t>(compiled.size());
  program_.fields.insert(program_.fields.end(), compiled.begin(), compiled.end());
  if (node.op == Op::record) {
    Names names;
    for (std::uint32_t index = 0; index < source.size(); ++index) {
      if (source[index].skip_deserializing) continue;
      for (const std::string& name : source[index].accepted) names.emplace_back(name, index);
    }
    add_names(node, names);
  }
  return {};
}

Field Compiler::describe(const schema::Field& source, NodeId node, bool named, bool first) {
  Field field;
  field.node = node;
  field.name = add_text(program_, source.name);
  field.writes = !source.skip_serializing;
  field.reads = !source.skip_deserializing;
  field.missing = source.missing;
  if (named) {
    const std::string text = in_quotes(source.json_name);
    field.lead = add_text(program_, (first ? "{" : ",") + text + ":");
    field.quoted = {field.lead.offset + 1, field.lead.length - 2};
    if (!source.accepted.empty() && source.accepted.front() != source.json_name) {
      field.quoted = add_text(program_, in_quotes(source.accepted.front()));
    }
  } else {
    field.lead = add_text(program_, first ? "[" : ",");
  }
  if (field.missing == schema::Missing::default_value || !field.reads) {
    field.default_json = default_text(source.type);
    if (field.default_json.length == 0) field.missing = schema::Missing::unknowable;
  }
  field.default_in_array = source.default_in_array && field.missing == schema::Missing::default_value;
  return field;
}

// The default of a type as JSON; empty where it is not known, or the plan has more text of defaults than it may.
TextRef Compiler::default_text(schema::TypeId type) {
  constexpr std::size_t most_text = std::size_t{4} << 20;
  const auto [known, is_new] = defaults_.try_emplace(type);
  if (!is_new || default_text_size_ > most_text) return known->second;
  std::string text;
  const bool printed = print_default_json(model_, type, text);
  default_text_size_ += text.size();
  if (printed) known->second = add_text(program_, text);
  return known->second;
}

bool Compiler::add_sizes(Node& node, const std::vector<Field>& fields) const {
  std::uint64_t fixed = 0;
  node.min = 0;
  node.opaque = true;
  for (const Field& field : fields) {
    if (!field.reads && !field.writes) continue;
    const Node& inner = program_.nodes[field.node];
    const bool both = field.reads && field.writes;
    if (both) node.min += inner.min;
    fixed = !both || fixed == no_size || inner.fixed == no_size ? no_size : fixed + inner.fixed;
    node.opaque = node.opaque && inner.opaque && both;
    if (node.min > max_fixed_size) return false;
  }
  node.fixed = fixed;
  if (fixed == no_size) node.opaque = false;
  return true;
}

void Compiler::add_runs(std::vector<Field>& fields) const {
  for (std::size_t index = fields.size(); index-- > 0;) {
    Field& field = fields[index];
    const Node& inner = program_.nodes[field.node];
    if (!field.reads || !field.writes || !inner.opaque) continue;
    field.run_fields = 1;
    field.run_bytes = inner.fixed;
    if (index + 1 < fields.size() && fields[index + 1].run_fields != 0) {
      field.run_fields += fields[index + 1].run_fields;
      field.run_bytes += fields[index + 1].run_bytes;
    }
  }
}

void Compiler::add_names(Node& node, const Names& names) {
  if (names.empty()) return;
  const auto size = std::bit_ceil(static_cast<std::uint32_t>(names.size() * 2));
  node.lookup = static_cast<std::uint32_t>(program_.slots.size());
  node.lookup_mask = size - 1;
  program_.slots.resize(program_.slots.size() + size);
  for (const auto& [name, target] : names) {
    const std::uint32_t hash = name_hash(name);
    std::uint32_t at = hash;
    while (program_.slots[node.lookup + (at & node.lookup_mask)].target != no_node) ++at;
    program_.slots[node.lookup + (at & node.lookup_mask)] = {hash, target, add_text(program_, name)};
  }
}

Result<void> Compiler::enumeration(Node& node, const TypeNode& source) {
  node.op = Op::enumeration;
  node.min = no_size;
  std::vector<Variant> compiled;
  std::vector<std::uint32_t> by_index;
  Names names;
  for (std::uint32_t number = 0; number < source.variants.size(); ++number) {
    const schema::Variant& variant = source.variants[number];
    auto made = describe(variant, source);
    if (!made) return std::unexpected(std::move(made.error()));
    made->rank = variant.rank.value_or(number);
    compiled.push_back(*made);
    if (!variant.read_index) continue;
    if (*variant.read_index >= by_index.size()) by_index.resize(*variant.read_index + 1, no_node);
    by_index[*variant.read_index] = number;
    for (const std::string& name : variant.accepted) names.emplace_back(name, number);
    const std::uint64_t payload = made->payload == no_node ? 0 : program_.nodes[made->payload].min;
    node.min = std::min(node.min, payload);
  }
  node.min = index_min() + (node.min == no_size ? 0 : node.min);
  node.first = static_cast<std::uint32_t>(program_.variants.size());
  node.count = static_cast<std::uint32_t>(compiled.size());
  program_.variants.insert(program_.variants.end(), compiled.begin(), compiled.end());
  node.read_variants = static_cast<std::uint32_t>(program_.read_variants.size());
  node.read_count = static_cast<std::uint32_t>(by_index.size());
  program_.read_variants.insert(program_.read_variants.end(), by_index.begin(), by_index.end());
  add_names(node, names);
  return {};
}

Result<Variant> Compiler::describe(const schema::Variant& source, const TypeNode& owner) {
  Variant variant;
  variant.shape = source.shape;
  variant.writes = source.write_index.has_value();
  variant.write_index = source.write_index.value_or(0);
  variant.name = add_text(program_, source.name);
  variant.lead = add_text(program_, "{" + in_quotes(source.json_name) + ":");
  variant.quoted = {variant.lead.offset + 1, variant.lead.length - 2};
  if (source.shape == schema::Shape::unit) return variant;
  if (source.shape == schema::Shape::newtype) {
    auto payload = type(source.fields.front().type);
    if (!payload) return std::unexpected(std::move(payload.error()));
    variant.payload = *payload;
    return variant;
  }
  variant.payload = static_cast<NodeId>(program_.nodes.size());
  program_.nodes.emplace_back();
  Node node;
  node.op = source.shape == schema::Shape::tuple ? Op::tuple : Op::record;
  node.type = static_cast<schema::TypeId>(&owner - model_.nodes.data());
  node.deny_unknown = owner.deny_unknown_fields;
  if (auto status = fields(node, source.fields, owner); !status) {
    return std::unexpected(std::move(status.error()));
  }
  program_.nodes[variant.payload] = node;
  return variant;
}

}  // namespace limcode::plan
