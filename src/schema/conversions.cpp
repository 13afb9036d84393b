// Compares two forms of one type: the one that is written (`into`, or derived) and the one that is read (`from`). Their
// bytes and their JSON must be the same, or decoding what was encoded would change it.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "schema/resolver.hpp"

namespace limcode::schema {

namespace {

class Comparison {
 public:
  explicit Comparison(const Builder& builder) : builder_(builder) {}

  bool equal(TypeId left, TypeId right) {
    same(left, right);
    while (equal_ && !queue_.empty()) {
      const auto [a, b] = queue_.back();
      queue_.pop_back();
      equal_ = compare(builder_.node(a), builder_.node(b));
    }
    return equal_;
  }

 private:
  // A newtype is its child on the wire and in JSON.
  TypeId unwrap(TypeId id) const {
    while (id != no_type && builder_.node(id).kind == Kind::newtype) id = builder_.node(id).child;
    return id;
  }

  void same(TypeId left, TypeId right) {
    left = unwrap(left);
    right = unwrap(right);
    if (left == right) return;
    if (left == no_type || right == no_type) {
      equal_ = false;
    } else if (seen_.insert({left, right}).second) {
      queue_.emplace_back(left, right);
    }
  }

  bool fields(const std::vector<Field>& left, const std::vector<Field>& right, bool named) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i].skip_serializing != right[i].skip_serializing) return false;
      if (left[i].skip_deserializing != right[i].skip_deserializing) return false;
      if (named && left[i].json_name != right[i].json_name) return false;
      same(left[i].type, right[i].type);
    }
    return true;
  }

  bool compare(const TypeNode& left, const TypeNode& right) {
    const bool alike = left.kind == right.kind && left.prefix == right.prefix && left.text == right.text &&
                       left.arrangement == right.arrangement && left.non_zero == right.non_zero &&
                       left.count == right.count && left.codec == right.codec &&
                       left.variants.size() == right.variants.size();
    if (!alike || !fields(left.fields, right.fields, left.kind == Kind::record)) return false;
    for (std::size_t i = 0; i < left.variants.size(); ++i) {
      const Variant& a = left.variants[i];
      const Variant& b = right.variants[i];
      if (a.json_name != b.json_name || a.shape != b.shape || a.write_index != b.write_index ||
          a.read_index != b.read_index || !fields(a.fields, b.fields, a.shape == Shape::record)) {
        return false;
      }
    }
    same(left.child, right.child);
    same(left.key, right.key);
    return true;
  }

  const Builder& builder_;
  std::set<std::pair<TypeId, TypeId>> seen_;
  std::vector<std::pair<TypeId, TypeId>> queue_;
  bool equal_ = true;
};

}  // namespace

Outcome<void> check_conversion(const Builder& builder, TypeId written, TypeId read, Span span) {
  if (Comparison(builder).equal(written, read)) return {};
  return fail(Errc::schema_unsupported, span,
              fmt::format("this type is written as `{}` but read as `{}`, which look different",
                          builder.node(written).name, builder.node(read).name));
}

}  // namespace limcode::schema
