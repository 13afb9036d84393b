// Gives names meaning: turns type expressions into nodes of a Model. Uses of a user's types are reserved at once and
// filled in later from a queue, so that recursive types and long chains of types need no recursion here.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/builder.hpp"
#include "schema/const_eval.hpp"
#include "schema/diagnostics.hpp"
#include "schema/items.hpp"
#include "schema/names.hpp"
#include "schema/serde_attributes.hpp"
#include "schema/standard_types.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

/// What names mean at one place: the module, `Self`, and generic parameters.
struct Scope {
  const Module* module = nullptr;  ///< None for the type expression itself.
  const Item* self_item = nullptr;
  TypeRef self_type;
  std::vector<std::pair<std::string_view, Argument>> params;

  [[nodiscard]] const Argument* param(std::string_view name) const;
};

class Resolver {
 public:
  explicit Resolver(const Database& database) : database_(database), names_(database) {}

  /// The type that an expression names. After the last one call finish().
  [[nodiscard]] Outcome<TypeRef> resolve(const TypeExpr& type, const Scope& scope);

  /// The type of an item that has no generic parameters, or defaults for all of them.
  [[nodiscard]] Outcome<TypeRef> resolve_item(const Item& item);

  /// Fills all reserved types, and checks the sizes and works out the defaults of those that are parts of `root`: what
  /// is not, such as the argument of a PhantomData, is never refused.
  [[nodiscard]] Outcome<void> finish(TypeId root, Span expression);

  /// The value of a constant expression at a place.
  [[nodiscard]] Outcome<Integer> constant(const ConstExpr& expression, const Scope& scope);
  /// The value of the constant at a path.
  [[nodiscard]] Outcome<Integer> constant_at(const std::vector<std::string_view>& path, Span span, const Scope& scope);

  /// A type inside a string literal, as in `#[serde(from = "Raw<T>")]`.
  [[nodiscard]] Outcome<TypeRef> resolve_text(const TypeText& text, const Scope& scope);

  [[nodiscard]] Builder& builder() { return builder_; }

 private:
  friend class ItemFiller;

  struct Pending {
    TypeId id = no_type;
    const Item* item = nullptr;
    std::vector<Argument> args;
  };
  // Two forms of one type, one written and one read, that must look the same; see conversions.cpp.
  struct Conversion {
    TypeId written = no_type;
    TypeId read = no_type;
    Span span;
  };

  [[nodiscard]] Outcome<TypeRef> resolve_path(const TypeExpr& type, const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_array(const TypeExpr& type, const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_tuple(const TypeExpr& type, const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_external(const Path& path, const std::vector<std::string_view>& names,
                                                  const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_standard(const StandardType& standard, const PathSegment& segment,
                                                  const Scope& scope);
  /// A type that cannot be read, which is refused if it turns out to be part of the root.
  [[nodiscard]] TypeRef refused(const TypeExpr& type, Diagnostic diagnostic);
  [[nodiscard]] Outcome<void> forget_unused(TypeId root);
  [[nodiscard]] Outcome<TypeRef> resolve_date_time(const PathSegment& segment, const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_item(const Item& item, const PathSegment& segment, const Scope& scope);
  [[nodiscard]] Outcome<TypeRef> resolve_alias(const Item& item, const std::vector<Argument>& args);
  [[nodiscard]] Outcome<TypeRef> reserve(const Item& item, std::vector<Argument> args, Span span);
  [[nodiscard]] Outcome<std::vector<Argument>> bind(const Item& item, const PathSegment& segment, const Scope& scope);
  [[nodiscard]] Outcome<Argument> bind_lazily(const GenericParam& param, const GenericArg& given, const Scope& scope);
  [[nodiscard]] Outcome<Argument> bind_one(const GenericParam& param, const GenericArg& given, const Scope& scope);
  [[nodiscard]] Outcome<Integer> constant_item(const Item& item);
  [[nodiscard]] std::unexpected<Diagnostic> unknown_type(const Path& path, const Target& target,
                                                         const Scope& scope) const;
  [[nodiscard]] std::string item_name(const Item& item, const std::vector<Argument>& args) const;
  [[nodiscard]] bool is_open_scope(const Scope& scope) const;

  const Database& database_;
  Names names_;
  Builder builder_;
  std::deque<Pending> queue_;
  std::vector<Conversion> conversions_;
  std::unordered_map<TypeId, Diagnostic> refused_;
  std::unordered_map<std::string, TypeRef> aliases_;
  std::unordered_map<const Item*, Integer> constants_;
  unsigned depth_ = 0;        ///< How deep resolve() is in itself.
  unsigned const_depth_ = 0;  ///< The same for constants.
};

/// The scope of an item's own text.
[[nodiscard]] Scope scope_of(const Item& item, const std::vector<Argument>& args, TypeRef self);

/// Refuses types whose written and read forms differ. `written` is what serialising prints.
[[nodiscard]] Outcome<void> check_conversion(const Builder& builder, TypeId written, TypeId read, Span span);

}  // namespace limcode::schema
