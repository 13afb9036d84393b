// Builds a Model: makes each distinct type once, names it as Rust text, and keeps count of how much a schema
// makes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/const_eval.hpp"
#include "schema/diagnostics.hpp"
#include "schema/model.hpp"

namespace limcode::schema {

/// The most distinct types, and the most fields in all, that one type expression may reach.
inline constexpr std::size_t max_nodes = 100'000;
inline constexpr std::size_t max_fields = 1'000'000;
/// Names longer than this have their arguments replaced by `..`: nested tuples can make them grow without
/// bound.
inline constexpr std::size_t max_name_bytes = 512;

/// A use of a type. Box, Rc, Arc and references leave no trace on the wire, so they are not types of a Model;
/// whether one stands in between matters for recursion, and its name for display.
struct TypeRef {
  TypeId id = no_type;
  std::string_view wrapper;  ///< "Box", "&", ...; empty if the type is held directly.

  [[nodiscard]] bool indirect() const { return !wrapper.empty(); }
};

/// A generic argument: a type or a constant.
struct Argument {
  bool is_const = false;
  TypeRef type;
  Integer value = 0;
  Span span;
};

/// What decides about a missing field; analysis.cpp turns it into Field::missing.
enum class MissingRule : std::uint8_t {
  natural,          ///< None for an Option, an error otherwise.
  error,            ///< Always an error (`with = ...`).
  default_of_type,  ///< #[serde(default)] and what is not read.
  default_of_item,  ///< #[serde(default)] on the struct: the same, but not at the end of an array.
  unknowable,       ///< A function's value.
};

/// What a Model does not say of a node because only the resolver needs it.
struct NodeFacts {
  std::optional<Span> span;  ///< The item's name.
  unsigned depth = 0;        ///< How deep its arguments nest.
  bool own_order = false;    ///< What it is made of does not tell how its values compare.
  bool child_indirect = false;
  bool forwards_missing = false;           ///< newtype: a missing field is read as its child would be (transparent).
  bool derives_default = false;            ///< It has a default if all its parts have one.
  std::vector<bool> field_indirect;        ///< Fields in order, those of all variants one after another.
  std::vector<MissingRule> field_missing;  ///< Likewise; empty: all natural.
};

class Builder {
 public:
  /// The node with this head and these arguments, if it was made before.
  [[nodiscard]] TypeId find(const std::string& key) const {
    const auto found = known_.find(key);
    return found == known_.end() ? no_type : found->second;
  }
  /// Adds a node under a key. Requires: the key is new.
  TypeId add(const std::string& key, TypeNode node);
  /// A copy of a node that `change` makes another; made once for each `label`.
  template <class Change>
  TypeRef altered(TypeRef type, std::string_view label, Change change) {
    const std::string own_key = key(label, {{type.id, {}}});
    if (const TypeId made = find(own_key); made != no_type) return {made, type.wrapper};
    TypeNode copy = node(type.id);
    NodeFacts copied_facts = facts(type.id);
    change(copy);
    const TypeId id = add(own_key, std::move(copy));
    facts(id) = std::move(copied_facts);
    return {id, type.wrapper};
  }
  /// Replaces a reserved node, whose name and place stay.
  void fill(TypeId id, TypeNode node, NodeFacts facts);
  [[nodiscard]] bool full() const { return model_.nodes.size() >= max_nodes || fields_ >= max_fields; }

  /// A key that no other head with other arguments has.
  [[nodiscard]] static std::string key(std::string_view head, std::initializer_list<TypeRef> args,
                                       std::string_view tail = {});

  /// The display name of a use of a type.
  [[nodiscard]] std::string name(TypeRef type) const;
  /// `head<args>`, shortened if it gets too long.
  [[nodiscard]] std::string generic_name(std::string_view head, const std::vector<std::string>& args) const;

  [[nodiscard]] TypeNode& node(TypeId id) { return model_.nodes[id]; }
  [[nodiscard]] const TypeNode& node(TypeId id) const { return model_.nodes[id]; }
  [[nodiscard]] NodeFacts& facts(TypeId id) { return facts_[id]; }
  [[nodiscard]] const NodeFacts& facts(TypeId id) const { return facts_[id]; }
  [[nodiscard]] Model& model() { return model_; }
  [[nodiscard]] std::size_t size() const { return model_.nodes.size(); }

  // The types that are made of others.
  TypeRef leaf(Kind kind, std::string_view name);
  TypeRef primitive(Kind kind, std::string_view name);  ///< A leaf with a default.
  TypeRef option(TypeRef child);
  TypeRef array(TypeRef child, std::uint64_t count);
  TypeRef tuple(const std::vector<TypeRef>& parts);
  TypeRef sequence(std::string_view head, TypeRef child);
  TypeRef reference(TypeRef child);

 private:
  Model model_;
  std::vector<NodeFacts> facts_;
  std::unordered_map<std::string, TypeId> known_;
  std::size_t fields_ = 0;
};

/// A field without a place, named by its position.
[[nodiscard]] Field positional_field(std::size_t index, TypeRef type);

}  // namespace limcode::schema
