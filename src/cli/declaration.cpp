// Following a path through the resolved types.
#include "cli/declaration.hpp"

#include <fmt/core.h>

#include <vector>

#include "schema/model.hpp"

namespace limcode::cli {
namespace {

using schema::Field;
using schema::Model;
using schema::no_type;
using schema::Place;
using schema::TypeId;
using schema::TypeNode;
using schema::Variant;

// Takes the next segment off `path`: `name`, or `[...]` whole.
std::string_view take_segment(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  const bool is_index = path.starts_with('[');
  std::size_t end = 0;
  bool in_string = false;
  for (; end < path.size(); ++end) {
    if (in_string && path[end] == '\\') {
      ++end;
      continue;
    }
    if (path[end] == '"') in_string = !in_string;
    if (in_string) continue;
    if (is_index && path[end] == ']') {
      ++end;
      break;
    }
    if (!is_index && (path[end] == '.' || path[end] == '[')) break;
  }
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(std::min(end, path.size()));
  return segment;
}

class Follower {
 public:
  Follower(const Model& model, TypeId start) : model_(&model), at_(start) {}

  // False when the path leaves what is known here.
  bool step(std::string_view segment) {
    const bool is_index = segment.starts_with('[');
    // Options, boxes and newtypes have no segment of their own; the bound keeps a cycle of them from holding us.
    for (int depth = 0; depth < 64 && at_ != no_type; ++depth) {
      const TypeNode& node = model_->nodes[at_];
      const bool is_container = node.kind == schema::Kind::sequence || node.kind == schema::Kind::array ||
                                node.kind == schema::Kind::map || node.kind == schema::Kind::set;
      if (is_index && is_container) {
        at_ = node.child;
        fields_ = nullptr;
        return true;
      }
      if (fields_ != nullptr) return enter(*fields_, segment);
      if (!node.fields.empty()) return enter(node.fields, segment);
      if (!node.variants.empty()) return enter_variant(node, segment);
      at_ = node.child;
    }
    return false;
  }

  [[nodiscard]] const Place& place() const { return place_; }

 private:
  bool enter(const std::vector<Field>& fields, std::string_view name) {
    for (const Field& field : fields) {
      if (field.name != name && "[" + field.name + "]" != name) continue;
      place_ = field.place;
      at_ = field.type;
      fields_ = nullptr;
      return true;
    }
    return false;
  }

  bool enter_variant(const TypeNode& node, std::string_view name) {
    for (const Variant& variant : node.variants) {
      if (variant.name != name) continue;
      place_ = variant.place;
      if (variant.shape == schema::Shape::newtype) {
        at_ = variant.fields.front().type;
      } else {
        fields_ = &variant.fields;
      }
      return true;
    }
    return false;
  }

  const Model* model_;
  TypeId at_;
  const std::vector<Field>* fields_ = nullptr;  // inside a variant: its fields
  Place place_;
};

}  // namespace

std::string declaration_of(const Type& type, std::string_view path) {
  Follower follower(type.model(), type.id());
  while (!path.empty()) {
    if (!follower.step(take_segment(path))) break;
  }
  const Place& place = follower.place();
  if (place.line == 0 || place.file >= type.model().files.size()) return "";
  return fmt::format("{}:{}:{}", type.model().files[place.file], place.line, place.column);
}

}  // namespace limcode::cli
