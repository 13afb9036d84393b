// Interning of types that need no item to be made, and their names.
#include "schema/builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace limcode::schema {

namespace {

void append_ref(std::string& key, TypeRef type) {
  fmt::format_to(std::back_inserter(key), "{}{}", type.id, type.indirect() ? "*" : "");
}

}  // namespace

std::string Builder::key(std::string_view head, std::initializer_list<TypeRef> args, std::string_view tail) {
  std::string out(head);
  for (const TypeRef& arg : args) {
    out += '<';
    append_ref(out, arg);
  }
  out += tail;
  return out;
}

TypeId Builder::add(const std::string& key, TypeNode node) {
  const auto id = static_cast<TypeId>(model_.nodes.size());
  NodeFacts own;
  const auto contain = [&](TypeId part) {
    if (part != no_type) own.depth = std::max(own.depth, facts_[part].depth + 1);
  };
  contain(node.child);
  contain(node.key);
  for (const Field& field : node.fields) contain(field.type);
  for (const Variant& variant : node.variants) {
    for (const Field& field : variant.fields) contain(field.type);
  }
  fields_ += node.fields.size();
  model_.nodes.push_back(std::move(node));
  facts_.push_back(std::move(own));
  known_.emplace(key, id);
  return id;
}

void Builder::fill(TypeId id, TypeNode node, NodeFacts facts) {
  fields_ += node.fields.size() + node.variants.size();
  for (const Variant& variant : node.variants) fields_ += variant.fields.size();
  node.name = std::move(model_.nodes[id].name);
  node.place = model_.nodes[id].place;
  facts.span = facts_[id].span;
  facts.depth = facts_[id].depth;
  facts.own_order = facts.own_order || facts_[id].own_order;
  model_.nodes[id] = std::move(node);
  facts_[id] = std::move(facts);
}

std::string Builder::name(TypeRef type) const {
  const std::string& plain = node(type.id).name;
  if (type.wrapper == "&") return '&' + plain;
  if (type.indirect()) return fmt::format("{}<{}>", type.wrapper, plain);
  return plain;
}

std::string Builder::generic_name(std::string_view head, const std::vector<std::string>& args) const {
  if (args.empty()) return std::string(head);
  std::string out = fmt::format("{}<{}>", head, fmt::join(args, ", "));
  return out.size() > max_name_bytes ? fmt::format("{}<..>", head) : out;
}

TypeRef Builder::leaf(Kind kind, std::string_view name) {
  std::string own_key = fmt::format("leaf {}", name);
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = kind;
  made.name = name;
  return {add(own_key, std::move(made)), {}};
}

TypeRef Builder::primitive(Kind kind, std::string_view name) {
  const TypeRef made = leaf(kind, name);
  node(made.id).has_default = true;
  return made;
}

TypeRef Builder::option(TypeRef child) {
  const std::string own_key = key("Option", {child});
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::option;
  made.has_default = true;
  made.child = child.id;
  made.name = generic_name("Option", {name(child)});
  const TypeId id = add(own_key, std::move(made));
  facts(id).child_indirect = child.indirect();
  return {id, {}};
}

TypeRef Builder::sequence(std::string_view head, TypeRef child) {
  const std::string own_key = key(head, {child});
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::sequence;
  made.has_default = true;
  made.child = child.id;
  made.name = head == "[]" ? fmt::format("[{}]", name(child)) : generic_name(head, {name(child)});
  const TypeId id = add(own_key, std::move(made));
  facts(id).child_indirect = true;
  return {id, {}};
}

TypeRef Builder::array(TypeRef child, std::uint64_t count) {
  const std::string own_key = key("array", {child}, fmt::format(";{}", count));
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::array;
  made.child = child.id;
  made.count = count;
  made.name = fmt::format("[{}; {}]", name(child), count);
  if (made.name.size() > max_name_bytes) made.name = fmt::format("[..; {}]", count);
  const TypeId id = add(own_key, std::move(made));
  facts(id).child_indirect = child.indirect();
  facts(id).derives_default = true;
  return {id, {}};
}

TypeRef Builder::tuple(const std::vector<TypeRef>& parts) {
  if (parts.empty()) return primitive(Kind::unit, "()");
  std::string own_key = "tuple";
  for (const TypeRef& part : parts) {
    own_key += '<';
    append_ref(own_key, part);
  }
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::tuple;
  std::vector<std::string> names;
  NodeFacts own_facts;
  own_facts.derives_default = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    made.fields.push_back(positional_field(i, parts[i]));
    own_facts.field_indirect.push_back(parts[i].indirect());
    names.push_back(name(parts[i]));
  }
  made.name = fmt::format("({}{})", fmt::join(names, ", "), parts.size() == 1 ? "," : "");
  if (made.name.size() > max_name_bytes) made.name = "(..)";
  const TypeId id = add(own_key, std::move(made));
  own_facts.depth = facts(id).depth;
  facts(id) = std::move(own_facts);
  return {id, {}};
}

// `&str` and `&[u8]` borrow from the input, which shows in what JSON they accept; other references are what
// they point to.
TypeRef Builder::reference(TypeRef child) {
  const TypeNode& target = node(child.id);
  const bool bytes = target.kind == Kind::bytes || (target.kind == Kind::sequence && target.name == "[u8]");
  const bool text = target.kind == Kind::string && (target.name == "str" || target.name == "Path");
  if (!bytes && !text) return {child.id, child.indirect() ? child.wrapper : "&"};
  const std::string own_key = key("&", {child});
  if (const TypeId known = find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = bytes ? Kind::bytes : Kind::string;
  made.borrowed = true;
  made.text_form = target.text_form;
  made.has_default = target.name != "Path";
  made.name = '&' + target.name;
  return {add(own_key, std::move(made)), {}};
}

Field positional_field(std::size_t index, TypeRef type) {
  Field field;
  field.name = std::to_string(index);
  field.json_name = field.name;
  field.accepted = {field.name};
  field.type = type.id;
  return field;
}

}  // namespace limcode::schema
