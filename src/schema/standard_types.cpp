// The recipes that make standard types.
#include "schema/standard_types.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace limcode::schema {

namespace {

Field named_field(std::string_view name, TypeRef type) {
  Field field;
  field.name = field.json_name = name;
  field.accepted = {field.name};
  field.type = type.id;
  return field;
}

Variant make_variant(std::string_view name, std::uint32_t index, const TypeRef* payload) {
  Variant variant;
  variant.name = variant.json_name = name;
  variant.accepted = {variant.name};
  variant.write_index = variant.read_index = index;
  if (payload != nullptr) {
    variant.shape = Shape::newtype;
    variant.fields.push_back(positional_field(0, *payload));
  }
  return variant;
}

TypeRef make_record(Builder& builder, const StandardType& type, TypeRef child,
                    std::initializer_list<std::string_view> names) {
  const std::string own_key = Builder::key(type.name, {child});
  if (const TypeId known = builder.find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::record;
  made.deny_unknown_fields = true;
  made.name = builder.generic_name(type.name, {builder.name(child)});
  NodeFacts facts;
  facts.derives_default = type.has_default;
  for (const std::string_view name : names) {
    made.fields.push_back(named_field(name, child));
    facts.field_indirect.push_back(child.indirect());
    facts.field_missing.push_back(MissingRule::error);  // Even of an Option: serde's own code asks for the field.
  }
  const TypeId id = builder.add(own_key, std::move(made));
  facts.depth = builder.facts(id).depth;
  builder.facts(id) = std::move(facts);
  return {id, {}};
}

// The crate bv's: its blocks, and how many bits of them count.
TypeRef make_bit_vec(Builder& builder, const StandardType& type, TypeRef block) {
  const TypeRef bits = builder.option(builder.sequence("[]", block));
  const TypeRef length = builder.primitive(Kind::u64, "u64");
  const std::string own_key = Builder::key(type.name, {block});
  if (const TypeId known = builder.find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::record;
  made.name = builder.generic_name(type.name, {builder.name(block)});
  made.fields = {named_field("bits", bits), named_field("len", length)};
  const TypeId id = builder.add(own_key, std::move(made));
  builder.facts(id).field_indirect = {false, false};
  // A newtype stands between the field and the Option.
  builder.facts(id).field_missing = {MissingRule::error, MissingRule::error};
  return {id, {}};
}

TypeRef make_enumeration(Builder& builder, const StandardType& type, const std::vector<TypeRef>& children,
                         std::vector<Variant> variants, std::vector<bool> indirect) {
  std::vector<std::string> names;
  std::string own_key(type.name);
  for (const TypeRef& child : children) {
    own_key += Builder::key("", {child});
    names.push_back(builder.name(child));
  }
  if (const TypeId known = builder.find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::enumeration;
  made.variants = std::move(variants);
  made.name = builder.generic_name(type.name, names);
  const TypeId id = builder.add(own_key, std::move(made));
  builder.facts(id).field_indirect = std::move(indirect);
  return {id, {}};
}

TypeRef make_collection(Builder& builder, const StandardType& type, const std::vector<Argument>& args) {
  const TypeRef first = args[0].type;
  const TypeRef last = args[type.types - 1U].type;
  const bool is_map = type.kind == Kind::map;
  const std::string own_key = is_map ? Builder::key(type.name, {first, last}) : Builder::key(type.name, {first});
  if (const TypeId known = builder.find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = type.kind;
  made.has_default = true;
  made.arrangement = type.arrangement;
  made.child = last.id;
  if (is_map) made.key = first.id;
  std::vector<std::string> names = {builder.name(first)};
  if (is_map) names.push_back(builder.name(last));
  made.name = builder.generic_name(type.name, names);
  const TypeId id = builder.add(own_key, std::move(made));
  builder.facts(id).child_indirect = true;
  return {id, {}};
}

// What it holds to all but comparisons.
TypeRef make_reverse(Builder& builder, const StandardType& type, TypeRef child) {
  const std::string own_key = Builder::key(type.name, {child});
  if (const TypeId known = builder.find(own_key); known != no_type) return {known, {}};
  TypeNode made;
  made.kind = Kind::newtype;
  made.reversed = true;
  made.child = child.id;
  made.name = builder.generic_name(type.name, {builder.name(child)});
  const TypeId id = builder.add(own_key, std::move(made));
  NodeFacts& facts = builder.facts(id);
  facts.child_indirect = child.indirect();
  facts.forwards_missing = true;
  facts.derives_default = true;
  return {id, {}};
}

TypeRef make_leaf(Builder& builder, const StandardType& type, std::string_view name, Kind kind) {
  const TypeRef made = builder.leaf(kind, name);
  builder.node(made.id).has_default = type.has_default;
  builder.node(made.id).text_form = type.text_form;
  builder.node(made.id).non_zero = type.non_zero || type.recipe == Recipe::non_zero;
  return made;
}

bool is_integer(Kind kind) { return kind >= Kind::u8 && kind <= Kind::i128; }

Outcome<TypeRef> make_non_zero(Builder& builder, const StandardType& type, TypeRef child, Span span) {
  const TypeNode& target = builder.node(child.id);
  if (!is_integer(target.kind) || target.non_zero) {
    return fail(Errc::schema_invalid, span, fmt::format("`NonZero` takes a primitive integer, not `{}`", target.name));
  }
  StandardType row = type;
  row.has_default = false;
  const Kind kind = target.kind;
  return make_leaf(builder, row, fmt::format("NonZero<{}>", target.name), kind);
}

Outcome<TypeRef> make_small_vec(Builder& builder, const StandardType& type, const std::vector<Argument>& args,
                                Span span) {
  const TypeNode& first = builder.node(args[0].type.id);
  const bool bounded = type.name == "ArrayVec";
  TypeRef child = args[0].type;
  std::uint64_t capacity = 0;
  if (args.size() == 2) {
    if (!args[1].is_const || args[1].value < 0 || args[1].value > UINT32_MAX) {
      return fail(Errc::schema_invalid, args[1].span, "expected a capacity up to 4294967295");
    }
    capacity = static_cast<std::uint64_t>(args[1].value);
  } else if (first.kind == Kind::array) {
    child = {first.child, builder.facts(args[0].type.id).child_indirect ? "Box" : ""};
    capacity = first.count;
  } else {
    return fail(Errc::schema_invalid, span,
                fmt::format("`{}` takes an array, as in `{}<[u8; 4]>`", type.name, type.name));
  }
  const std::string own_key = Builder::key(type.name, {child}, bounded ? fmt::format(";{}", capacity) : "");
  if (const TypeId known = builder.find(own_key); known != no_type) return TypeRef{known, {}};
  TypeNode made;
  made.kind = Kind::sequence;
  made.has_default = true;
  made.child = child.id;
  if (bounded) {
    made.prefix = LengthPrefix::bounded;
    made.count = capacity;
  }
  made.name = fmt::format("{}<[{}; {}]>", type.name, builder.name(child), capacity);
  const TypeId id = builder.add(own_key, std::move(made));
  builder.facts(id).child_indirect = child.indirect();
  return TypeRef{id, {}};
}

}  // namespace

Outcome<TypeRef> make_standard_type(Builder& builder, const StandardType& type, const std::vector<Argument>& args,
                                    Span span) {
  switch (type.recipe) {
    case Recipe::leaf:
      return make_leaf(builder, type, type.kind == Kind::json ? "limcode::Json" : type.name, type.kind);
    case Recipe::forward: return args[0].type;
    case Recipe::indirect: return TypeRef{args[0].type.id, type.name};
    case Recipe::reverse: return make_reverse(builder, type, args[0].type);
    case Recipe::ignore: return builder.primitive(Kind::unit, type.name);
    case Recipe::option: return builder.option(args[0].type);
    case Recipe::sequence: return builder.sequence(type.name, args[0].type);
    case Recipe::small_vec: return make_small_vec(builder, type, args, span);
    case Recipe::set:
    case Recipe::map: return make_collection(builder, type, args);
    case Recipe::result: {
      const std::vector<TypeRef> children = {args[0].type, args[1].type};
      return make_enumeration(builder, type, children,
                              {make_variant("Ok", 0, &children[0]), make_variant("Err", 1, &children[1])},
                              {children[0].indirect(), children[1].indirect()});
    }
    case Recipe::bound: {
      const TypeRef child = args[0].type;
      return make_enumeration(builder, type, {child},
                              {make_variant("Unbounded", 0, nullptr), make_variant("Included", 1, &child),
                               make_variant("Excluded", 2, &child)},
                              {child.indirect(), child.indirect()});
    }
    case Recipe::range: return make_record(builder, type, args[0].type, {"start", "end"});
    case Recipe::bit_vec: return make_bit_vec(builder, type, args[0].type);
    case Recipe::range_from: return make_record(builder, type, args[0].type, {"start"});
    case Recipe::range_to: return make_record(builder, type, args[0].type, {"end"});
    case Recipe::non_zero: return make_non_zero(builder, type, args[0].type, span);
    case Recipe::date_time:  // by the resolver, because a time zone is no type
    case Recipe::refused: break;
  }
  return fail(Errc::schema_unsupported, span, fmt::format("`{}` cannot be used: {}", type.name, type.note));
}

}  // namespace limcode::schema
