// What can only be said once all types of a Model are known: that sizes are finite and sane, and which
// defaults exist.
#pragma once

#include <cstdint>
#include <vector>

#include "schema/builder.hpp"
#include "schema/diagnostics.hpp"

namespace limcode::schema {

/// The most elements of an array, and the most leaves (numbers, lengths, tags) of a type without its
/// collections' elements. Beyond it nothing real is meant.
inline constexpr std::int64_t max_array_count = std::int64_t{1} << 32;

/// What types are made of, in the order in which it is found, nearest first.
class Reachable {
 public:
  explicit Reachable(const Builder& builder) : builder_(builder), found_(builder.size(), false) {}

  void visit(TypeId root);
  [[nodiscard]] bool has(TypeId id) const { return found_[id]; }
  [[nodiscard]] const std::vector<TypeId>& all() const { return order_; }

 private:
  void add(TypeId id);

  const Builder& builder_;
  std::vector<bool> found_;
  std::vector<TypeId> order_;
};

/// Refuses types of infinite or absurd size and settles `has_default` and `missing`; maps, sets and heaps of what has
/// an order of its own stay as they come.
/// Errors: schema_invalid, at the type's own place or at `root_span` if it has none.
[[nodiscard]] Outcome<void> analyse(Builder& builder, Span root_span);

}  // namespace limcode::schema
