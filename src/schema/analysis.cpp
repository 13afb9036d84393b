// Passes over a finished Model. Each is linear in the number of fields and none recurses: a schema may hold
// chains of types as long as its text.
#include "schema/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace limcode::schema {

namespace {

// A use of `type` by a node.
struct Part {
  TypeId type = no_type;
  bool indirect = false;
};

// Parts that are all needed for one value: one group for a struct, one a variant for an enum.
using Group = std::vector<Part>;

bool is_product(Kind kind) {
  return kind == Kind::tuple || kind == Kind::record || kind == Kind::newtype || kind == Kind::array;
}

bool is_collection(Kind kind) { return kind == Kind::sequence || kind == Kind::map || kind == Kind::set; }

std::vector<Group> groups_of(const Builder& builder, TypeId id) {
  const TypeNode& node = builder.node(id);
  const NodeFacts& facts = builder.facts(id);
  std::size_t next_field = 0;
  const auto parts_of = [&](const std::vector<Field>& fields) {
    Group group;
    for (const Field& field : fields) group.push_back({field.type, facts.field_indirect.at(next_field++)});
    return group;
  };
  std::vector<Group> groups;
  if (node.kind == Kind::enumeration) {
    for (const Variant& variant : node.variants) groups.push_back(parts_of(variant.fields));
  } else if (node.kind == Kind::record || node.kind == Kind::tuple) {
    groups.push_back(parts_of(node.fields));
  } else if (node.child != no_type && node.kind != Kind::leb128) {
    const bool empty_array = node.kind == Kind::array && node.count == 0;
    Group group;
    if (!empty_array) group.push_back({node.child, facts.child_indirect || is_collection(node.kind)});
    if (node.key != no_type) group.push_back({node.key, true});
    groups.push_back(std::move(group));
  }
  return groups;
}

// Least fixpoint: a node holds when it holds from the start, or when one of its groups has only parts that
// hold.
class Propagation {
 public:
  explicit Propagation(std::size_t nodes) : holds_(nodes, false), users_(nodes) {}

  void start(TypeId id) {
    if (holds_[id]) return;
    holds_[id] = true;
    ready_.push_back(id);
  }
  void add_group(TypeId owner, const Group& group) {
    const std::size_t index = groups_.size();
    groups_.push_back({owner, group.size()});
    for (const Part& part : group) users_[part.type].push_back(index);
    if (group.empty()) start(owner);
  }
  // Calls `settle(id)` for each node as it comes to hold, parts before what is made of them.
  template <class Settle>
  std::vector<bool> run(Settle settle) {
    std::size_t next = 0;
    while (next < ready_.size()) {  // and it grows meanwhile
      const TypeId id = ready_[next++];
      settle(id);
      for (const std::size_t user : users_[id]) {
        if (--groups_[user].missing == 0) start(groups_[user].owner);
      }
    }
    return holds_;
  }

 private:
  struct Pending {
    TypeId owner;
    std::size_t missing;
  };
  std::vector<bool> holds_;
  std::vector<std::vector<std::size_t>> users_;
  std::vector<Pending> groups_;
  std::vector<TypeId> ready_;
};

std::unexpected<Diagnostic> refuse(const Builder& builder, TypeId id, Span root_span, std::string message,
                                   std::string help = {}) {
  return fail(Errc::schema_invalid, builder.facts(id).span.value_or(root_span), std::move(message), {},
              std::move(help));
}

// The number of leaves of a node whose parts are known; `weights` of others are 0.
std::uint64_t weigh(const Builder& builder, TypeId id, const std::vector<std::uint64_t>& weights) {
  constexpr std::uint64_t too_many = std::uint64_t{max_array_count} + 1;
  std::uint64_t heaviest = 0;
  for (const Group& group : groups_of(builder, id)) {
    std::uint64_t sum = 1;
    for (const Part& part : group) sum = std::min(too_many, sum + (part.indirect ? 1 : weights[part.type]));
    heaviest = std::max(heaviest, sum);
  }
  const TypeNode& node = builder.node(id);
  if (node.kind == Kind::array && node.count != 0) {
    const bool over = heaviest > too_many / node.count;
    return over ? too_many : std::max<std::uint64_t>(1, (heaviest - 1) * node.count);
  }
  return std::max<std::uint64_t>(1, heaviest);
}

// Refuses recursion without indirection, as rustc does, and types too large to be meant.
Outcome<void> check_sizes(const Builder& builder, Span root_span) {
  const std::size_t count = builder.size();
  Propagation sized(count);
  for (TypeId id = 0; id < count; ++id) {
    Group direct;
    for (const Group& group : groups_of(builder, id)) {
      std::copy_if(group.begin(), group.end(), std::back_inserter(direct),
                   [](const Part& part) { return !part.indirect; });
    }
    sized.add_group(id, direct);
  }
  std::vector<std::uint64_t> weights(count, 0);
  const std::vector<bool> is_sized = sized.run([&](TypeId id) { weights[id] = weigh(builder, id, weights); });

  for (TypeId id = 0; id < count; ++id) {
    if (is_sized[id] && weights[id] > std::uint64_t{max_array_count}) {
      return refuse(
          builder, id, root_span,
          fmt::format("`{}` holds more than {} values in a fixed place", builder.node(id).name, max_array_count));
    }
  }
  const auto unsized_at = std::find(is_sized.begin(), is_sized.end(), false);
  if (unsized_at == is_sized.end()) return {};
  // From any such type, going on to a part without a size must come around a cycle.
  std::vector<bool> seen(count, false);
  auto id = static_cast<TypeId>(unsized_at - is_sized.begin());
  TypeId named = no_type;
  for (unsigned laps = 0; laps < 2;) {
    if (seen[id]) {
      ++laps;
      seen.assign(count, false);
    }
    seen[id] = true;
    if (laps == 1 && builder.facts(id).span && named == no_type) named = id;
    for (const Group& group : groups_of(builder, id)) {
      const auto next = std::find_if(group.begin(), group.end(),
                                     [&](const Part& part) { return !part.indirect && !is_sized[part.type]; });
      if (next == group.end()) continue;
      id = next->type;
      break;
    }
  }
  const TypeId culprit = named == no_type ? id : named;
  return refuse(builder, culprit, root_span,
                fmt::format("recursive type `{}` has infinite size", builder.node(culprit).name),
                "hold it through `Box`, `Rc`, `Vec` or a map to break the cycle");
}

// Refuses types whose every value would be infinite: `struct A { next: Box<A> }`.
Outcome<void> check_finite(const Builder& builder, Span root_span) {
  const std::size_t count = builder.size();
  Propagation finite(count);
  for (TypeId id = 0; id < count; ++id) {
    const TypeNode& node = builder.node(id);
    const std::vector<Group> groups = groups_of(builder, id);
    const bool by_itself = groups.empty() || (node.kind != Kind::enumeration && !is_product(node.kind));
    if (by_itself) finite.start(id);
    for (const Group& group : groups) finite.add_group(id, group);
  }
  const std::vector<bool> is_finite = finite.run([](TypeId) {});
  for (TypeId id = 0; id < count; ++id) {
    if (is_finite[id] || !builder.facts(id).span) continue;
    return refuse(builder, id, root_span,
                  fmt::format("`{}` has no finite value: it always holds another of itself", builder.node(id).name),
                  "make the recursive part an `Option` or a `Vec`");
  }
  return {};
}

void settle_defaults(Builder& builder) {
  const std::size_t count = builder.size();
  Propagation defaults(count);
  for (TypeId id = 0; id < count; ++id) {
    if (builder.node(id).has_default) {
      defaults.start(id);
    } else if (builder.facts(id).derives_default) {
      for (const Group& group : groups_of(builder, id)) defaults.add_group(id, group);
    }
  }
  defaults.run([&](TypeId id) { builder.node(id).has_default = true; });
}

bool reads_missing_as_none(const Builder& builder, TypeId id) {
  while (builder.node(id).kind == Kind::newtype && builder.facts(id).forwards_missing) id = builder.node(id).child;
  return builder.node(id).kind == Kind::option;
}

void settle_missing(Builder& builder) {
  for (TypeId id = 0; id < builder.size(); ++id) {
    const NodeFacts& facts = builder.facts(id);
    std::size_t next = 0;
    const auto settle = [&](std::vector<Field>& fields) {
      for (Field& field : fields) {
        const MissingRule rule = next < facts.field_missing.size() ? facts.field_missing[next] : MissingRule::natural;
        ++next;
        switch (rule) {
          case MissingRule::natural:
            field.missing = reads_missing_as_none(builder, field.type) ? Missing::none : Missing::error;
            break;
          case MissingRule::error: field.missing = Missing::error; break;
          case MissingRule::default_of_type: field.default_in_array = true; [[fallthrough]];
          case MissingRule::default_of_item:
            field.missing = builder.node(field.type).has_default ? Missing::default_value : Missing::unknowable;
            break;
          case MissingRule::unknowable: field.missing = Missing::unknowable; break;
        }
      }
    };
    TypeNode& node = builder.node(id);
    settle(node.fields);
    for (Variant& variant : node.variants) settle(variant.fields);
  }
}

// The types of which `is_such` holds, and all that have one of them as a part; empty if there are none.
template <class Is>
std::vector<bool> with_parts(const Builder& builder, Is is_such) {
  const std::size_t count = builder.size();
  Propagation found(count);
  bool any = false;
  for (TypeId id = 0; id < count; ++id) {
    if (!is_such(id)) continue;
    found.start(id);
    any = true;
  }
  if (!any) return {};
  for (TypeId id = 0; id < count; ++id) {
    for (const Group& group : groups_of(builder, id)) {
      for (const Part& part : group) found.add_group(id, {part});
    }
  }
  return found.run([](TypeId) {});
}

bool has_keys(const TypeNode& node) { return node.kind == Kind::map || node.kind == Kind::set; }
TypeId key_of(const TypeNode& node) { return node.kind == Kind::map ? node.key : node.child; }

// Refuses sets and keys of what cannot be compared, which is nothing that Rust takes as such.
Outcome<void> check_keys(const Builder& builder, Span root_span) {
  const std::vector<bool> incomparable = with_parts(
      builder, [&](TypeId id) { return builder.node(id).kind == Kind::json || builder.node(id).kind == Kind::codec; });
  if (incomparable.empty()) return {};
  for (TypeId id = 0; id < builder.size(); ++id) {
    const TypeNode& node = builder.node(id);
    if (!has_keys(node) || !incomparable[key_of(node)]) continue;
    return refuse(builder, id, root_span,
                  fmt::format("`{}` cannot be used: values of `{}` cannot be compared", node.name,
                              builder.node(key_of(node)).name));
  }
  return {};
}

// Where the order of the keys is not known, entries stay in the order in which Rust wrote them.
void settle_arrangements(Builder& builder) {
  const std::vector<bool> unordered = with_parts(builder, [&](TypeId id) { return builder.facts(id).own_order; });
  if (unordered.empty()) return;
  for (TypeId id = 0; id < builder.size(); ++id) {
    TypeNode& node = builder.node(id);
    if (node.arrangement == Arrangement::arrival || !unordered[key_of(node)]) continue;
    if (node.arrangement == Arrangement::heap) node.kind = Kind::sequence;
    node.arrangement = Arrangement::arrival;
  }
}

}  // namespace

void Reachable::add(TypeId id) {
  if (id == no_type || found_[id]) return;
  found_[id] = true;
  order_.push_back(id);
}

void Reachable::visit(TypeId root) {
  std::size_t next = order_.size();
  add(root);
  for (; next < order_.size(); ++next) {
    const TypeNode& node = builder_.node(order_[next]);
    add(node.key);
    add(node.child);
    add(node.serde_form);
    for (const Field& field : node.fields) add(field.type);
    for (const Variant& variant : node.variants) {
      for (const Field& field : variant.fields) add(field.type);
    }
  }
}

Outcome<void> analyse(Builder& builder, Span root_span) {
  LIMCODE_TRY_VOID(check_sizes(builder, root_span));
  LIMCODE_TRY_VOID(check_finite(builder, root_span));
  LIMCODE_TRY_VOID(check_keys(builder, root_span));
  settle_defaults(builder);
  settle_missing(builder);
  settle_arrangements(builder);
  return {};
}

}  // namespace limcode::schema
