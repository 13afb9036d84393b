// Gives names meaning: turns type expressions into nodes of a Model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/builder.hpp"
#include "schema/const_eval.hpp"
#include "schema/diagnostics.hpp"
#include "schema/standard_types.hpp"
#include "schema/syntax.hpp"

namespace limcode::schema {

class Resolver final : private ConstNames {
 public:
  /// The type that an expression names. After the last one call finish().
  [[nodiscard]] Outcome<TypeRef> resolve(const TypeExpr& type);

  /// Checks sizes and works out defaults.
  [[nodiscard]] Outcome<void> finish(Span expression);

  [[nodiscard]] Builder& builder() { return builder_; }

 private:
  [[nodiscard]] Outcome<TypeRef> resolve_path(const TypeExpr& type);
  [[nodiscard]] Outcome<TypeRef> resolve_array(const TypeExpr& type);
  [[nodiscard]] Outcome<TypeRef> resolve_tuple(const TypeExpr& type);
  [[nodiscard]] Outcome<TypeRef> resolve_standard(const StandardType& standard, const PathSegment& segment);
  [[nodiscard]] Outcome<Integer> const_argument(const GenericArg& given);
  [[nodiscard]] std::unexpected<Diagnostic> unknown_type(const Path& path) const;

  [[nodiscard]] Outcome<Integer> const_value(const std::vector<std::string_view>& path, Span span) override;

  Builder builder_;
};

}  // namespace limcode::schema
