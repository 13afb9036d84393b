// The items of Rust sources that a schema needs, and the tree of modules they live in. The parser fills it, names.cpp
// looks things up in it, resolver.cpp makes types of it. Items and modules never move once they are made.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "limcode/schema.hpp"
#include "schema/attributes.hpp"
#include "schema/model.hpp"
#include "schema/source.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

struct Module;

/// `<T, const N: usize = 3>`; lifetimes are dropped.
struct GenericParam {
  std::string_view name;
  Span span;
  bool is_const = false;
  std::optional<GenericArg> fallback;
};

struct FieldSyntax {
  std::string name;  ///< The position in tuples.
  Span span;
  Attributes attributes;
  TypeExpr type;
};

struct VariantSyntax {
  std::string_view name;
  Span span;
  Attributes attributes;
  Shape shape = Shape::unit;  ///< newtype for a tuple of one.
  std::optional<ConstExpr> discriminant;
  std::vector<FieldSyntax> fields;
};

enum class ItemKind : std::uint8_t {
  structure,    ///< variants[0] holds shape and fields.
  enumeration,  ///< variants
  alias,        ///< target
  constant,     ///< target is its type; value
  union_type,   ///< Only its name.
};

struct Item {
  ItemKind kind = ItemKind::structure;
  std::uint32_t index = 0;
  std::string_view name;
  Span span;  ///< The name.
  const Module* module = nullptr;
  Attributes attributes;
  std::vector<GenericParam> generics;
  std::vector<VariantSyntax> variants;
  TypeExpr target;
  ConstExpr value;
  std::vector<std::string> derives;                             ///< Last names of what is derived.
  std::unordered_map<std::string_view, const Item*> constants;  ///< Of inherent impls.
  const Item* owner = nullptr;                                  ///< constant of an inherent impl: its type.
  std::optional<Span> manual_serde;  ///< `impl Serialize for` or `impl Deserialize for` it, written by hand.
  bool manual_order = false;         ///< `impl Ord for` it.

  [[nodiscard]] bool derived(std::string_view trait) const;
  [[nodiscard]] bool is_type() const { return kind != ItemKind::constant; }
};

/// `use a::b as c;`, or `use a::*;` when `name` is empty.
struct Import {
  std::string_view name;
  bool global = false;
  std::vector<std::string_view> path;
  Span span;
};

/// `impl Trait for Type { }` or `impl Type { }`, until its type is looked up.
struct ImplSyntax {
  std::string trait;  ///< Last name; empty for an inherent impl.
  Path self_type;
  Span span;
  std::vector<Item*> constants;
};

/// What a name stands for within a module. Types and modules share one namespace, constants have their own.
struct Entry {
  Item* item = nullptr;
  Module* module = nullptr;
  Cfg cfg = Cfg::on;
};

struct Module {
  std::string_view name;
  Module* parent = nullptr;
  Module* root = nullptr;     ///< The module of the crate it belongs to.
  Span span;                  ///< Where it is declared.
  bool missing_file = false;  ///< `mod x;` whose file was not read.
  std::unordered_map<std::string_view, Entry> types;
  std::unordered_map<std::string_view, Entry> constants;
  std::unordered_map<std::string_view, Import> imports;
  std::vector<Import> globs;
  std::vector<ImplSyntax> impls;
  std::vector<Item*> items;  ///< Types in the order of the source.

  /// Its path from the crate's root, such as `ledger::shred`; empty for the root.
  [[nodiscard]] std::string path() const;
};

/// A `mod x;` whose file is still to be read.
struct PendingModule {
  Module* module = nullptr;
  std::optional<std::string> path;               ///< #[path = "..."].
  std::vector<std::string_view> inline_parents;  ///< Enclosing `mod a { }` within the same file, outermost first.
};

enum class Origin : std::uint8_t {
  file,     ///< A single file: `crate::` may lead out of what was read.
  crate,    ///< A whole crate.
  library,  ///< Built in: not listed, and found by its own name.
};

struct Crate {
  std::string name;
  Origin origin = Origin::file;
  Module* root = nullptr;
};

/// All sources of a schema.
class Database {
 public:
  SolanaStyle shown_style = SolanaStyle::rpc;  ///< How the types of libraries look in JSON.

  [[nodiscard]] Source& add_source(std::string name, std::string text);
  [[nodiscard]] Module& add_module(std::string_view name, Module* parent, Span span);
  [[nodiscard]] Item& add_item();
  /// Gives an item its place among the names of its module; of several under one cfg the likeliest wins.
  void enter(Item& item, Module& module);

  [[nodiscard]] const std::deque<std::unique_ptr<Source>>& sources() const { return sources_; }
  [[nodiscard]] std::vector<Crate>& crates() { return crates_; }
  [[nodiscard]] const std::vector<Crate>& crates() const { return crates_; }
  [[nodiscard]] const std::deque<Module>& modules() const { return modules_; }
  [[nodiscard]] std::deque<Module>& modules() { return modules_; }
  [[nodiscard]] const std::deque<Item>& items() const { return items_; }
  [[nodiscard]] Item& item(std::uint32_t index) { return items_[index]; }
  /// Items with this name, anywhere.
  [[nodiscard]] std::span<const Item* const> items_named(std::string_view name) const;
  [[nodiscard]] const Crate& crate_of(const Module& module) const;

 private:
  std::deque<std::unique_ptr<Source>> sources_;
  std::deque<Module> modules_;
  std::deque<Item> items_;
  std::vector<Crate> crates_;
  std::unordered_map<std::string_view, std::vector<const Item*>> by_name_;
};

}  // namespace limcode::schema
