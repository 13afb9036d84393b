// What Rust text says, at run time: a Schema holds the types of some Rust sources and of limcode itself, and a type
// expression picks one. A Type says nothing about bytes until it is compiled (plan.hpp).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/error.hpp"

namespace limcode {

namespace schema {
struct Model;
}

/// One resolved type; cheap to copy, immutable, safe to share between threads.
class Type {
 public:
  Type(std::shared_ptr<const schema::Model> model, std::uint32_t id) : model_(std::move(model)), id_(id) {}

  /// The type as Rust text with all its arguments.
  [[nodiscard]] const std::string& name() const noexcept;

  /// The resolved types behind it; src/schema/model.hpp says what they hold.
  [[nodiscard]] const schema::Model& model() const noexcept { return *model_; }
  [[nodiscard]] const std::shared_ptr<const schema::Model>& shared_model() const noexcept { return model_; }
  [[nodiscard]] std::uint32_t id() const noexcept { return id_; }

 private:
  std::shared_ptr<const schema::Model> model_;
  std::uint32_t id_;
};

/// Resolves a type expression of built-in types alone, such as `Vec<(u8, String)>` or `limcode::Json`.
/// Errors: schema_syntax, schema_unknown_type, schema_unsupported, schema_invalid, with line and column in
/// `expression`.
[[nodiscard]] Result<Type> parse_type(std::string_view expression);

}  // namespace limcode
