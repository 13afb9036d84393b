// Makes a struct or enum, with given generic arguments, into a node as serde's derive would.
#pragma once

#include <optional>
#include <vector>

#include "schema/resolver.hpp"

namespace limcode::schema {

class ItemFiller {
 public:
  ItemFiller(Resolver& resolver, const Item& item, const std::vector<Argument>& args)
      : resolver_(resolver), builder_(resolver.builder()), item_(item), args_(args) {}

  /// Fills the node that was reserved for the item.
  [[nodiscard]] Outcome<void> fill(TypeId id);

 private:
  struct BuiltField {
    Field field;
    bool indirect = false;
    MissingRule missing = MissingRule::natural;
  };
  // A node in the making with what goes beside it.
  struct Draft {
    TypeNode node;
    NodeFacts facts;
    void add(std::vector<Field>& fields, BuiltField built);
  };

  [[nodiscard]] Outcome<void> refuse_foreign_forms() const;
  [[nodiscard]] Outcome<void> convert(TypeId id);
  [[nodiscard]] bool wraps_its_form() const;
  void rank_variants(Draft& draft);
  [[nodiscard]] Outcome<TypeId> own_form(TypeId id);
  [[nodiscard]] Outcome<void> fill_own(TypeId id);
  [[nodiscard]] Outcome<void> structure(Draft& draft);
  [[nodiscard]] Outcome<void> transparent(Draft& draft);
  [[nodiscard]] Outcome<void> newtype(Draft& draft, const FieldSyntax& syntax);
  [[nodiscard]] Outcome<void> enumeration(Draft& draft);
  [[nodiscard]] Outcome<std::optional<Variant>> variant(Draft& draft, const VariantSyntax& syntax);
  [[nodiscard]] Outcome<void> variant_fields(Draft& draft, const VariantSyntax& syntax, const VariantRules& rules,
                                             Variant& made);
  [[nodiscard]] Outcome<std::optional<BuiltField>> field(const FieldSyntax& syntax, const CaseRules& cases,
                                                         const CodecRule& variant_codec = {});
  [[nodiscard]] Outcome<TypeRef> builtin_type(const CodecRule& codec);
  [[nodiscard]] Outcome<TypeRef> field_type(const FieldSyntax& syntax, const FieldRules& rules);
  [[nodiscard]] MissingRule missing_rule(const FieldRules& rules) const;
  [[nodiscard]] bool wincode_decides() const;
  [[nodiscard]] bool is_library() const;
  [[nodiscard]] bool shows_as_rpc() const;
  static void show_as_rpc(Field& field);
  [[nodiscard]] Place place(Span span) const;

  Resolver& resolver_;
  Builder& builder_;
  const Item& item_;
  const std::vector<Argument>& args_;
  ContainerRules rules_;
  Scope scope_;
};

}  // namespace limcode::schema
