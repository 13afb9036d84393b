// Types that tests make by hand, node by node: what a schema would say, without one. For shapes that only a hostile
// schema has, and for rooms that are tested without the schema reader.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "limcode/schema.hpp"
#include "schema/model.hpp"

namespace limcode::testing {

/// A Model that grows by one node a call; each call returns the new node's id.
class HandMadeTypes {
 public:
  schema::TypeId add(schema::Kind kind, std::string name, schema::TypeId child = schema::no_type,
                     schema::TypeId key = schema::no_type) {
    schema::TypeNode node;
    node.kind = kind;
    node.name = std::move(name);
    node.child = child;
    node.key = key;
    model_->nodes.push_back(std::move(node));
    return static_cast<schema::TypeId>(model_->nodes.size() - 1);
  }

  schema::TypeId record(std::string name, const std::vector<std::pair<std::string, schema::TypeId>>& fields) {
    const schema::TypeId id = add(schema::Kind::record, std::move(name));
    for (const auto& [field_name, type] : fields) at(id).fields.push_back(field(field_name, type));
    return id;
  }

  static schema::Field field(const std::string& name, schema::TypeId type) {
    schema::Field made;
    made.name = name;
    made.json_name = name;
    made.accepted = {name};
    made.type = type;
    return made;
  }

  [[nodiscard]] schema::TypeNode& at(schema::TypeId id) { return model_->nodes[id]; }

  /// The type; nothing may be added afterwards.
  [[nodiscard]] Type type(schema::TypeId id) const { return {model_, id}; }

 private:
  std::shared_ptr<schema::Model> model_ = std::make_shared<schema::Model>();
};

}  // namespace limcode::testing
