// What Rust text says, at run time: a Schema holds the types of some Rust sources and of limcode itself, and a type
// expression picks one. A Type says nothing about bytes until it is compiled (plan.hpp).
#pragma once

#include <cstdint>
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

/// How the built-in Solana types look in JSON. Reading takes either form whatever the style.
enum class SolanaStyle : std::uint8_t {
  rpc,    ///< As a node prints them: base58 and base64, camelCase, the version of transactions.
  serde,  ///< As serde_json prints the Rust types.
};

/// Resolves a type expression of built-in types alone, such as `Vec<(u8, String)>`, `limcode::Json` or
/// `Vec<solana::Entry>`.
/// Errors: schema_syntax, schema_unknown_type, schema_unsupported, schema_invalid, with line and column in
/// `expression`.
[[nodiscard]] Result<Type> parse_type(std::string_view expression, SolanaStyle style = SolanaStyle::rpc);

/// One type that a Schema's sources define.
struct DefinedType {
  std::string name;      ///< Its path in its crate: `ledger::Entry`.
  std::string generics;  ///< Its parameters: `<T, const N: usize>`; empty if it has none.
  std::string kind;      ///< "struct", "enum", "union" or "type".
  std::string file;
  std::uint32_t line = 0;
  bool top_level = false;  ///< It stands in the root of its crate or file.
  bool root = false;       ///< It is marked `#[limcode(root)]`.
};

/// The types of Rust sources. Reading is const and safe from several threads; adding is not. All functions that return
/// a Result give the schema_ errors with file, line, column and snippet; load() gives `io` as well. After an error the
/// schema still holds what was added before.
class Schema {
 public:
  Schema();
  ~Schema();
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  /// Adds Rust text as a crate of its own. `file_name` is shown in errors; its stem is the crate's name.
  [[nodiscard]] Result<void> add_source(std::string file_name, std::string text);
  /// Reads a Rust file, the folder of a crate or of loose files, or a Cargo.toml. `mod x;` is followed within the
  /// folder of the crate (of the file), never out of it.
  [[nodiscard]] Result<void> load(std::string_view path);

  /// How the Solana types look in the types that are asked for from now on.
  void show_solana_as(SolanaStyle style);

  /// The type that an expression names.
  [[nodiscard]] Result<Type> type(std::string_view expression) const;
  /// The type marked `#[limcode(root)]`, or else the only top-level type without parameters. Errors: schema_invalid,
  /// with the candidates listed in `detail`.
  [[nodiscard]] Result<Type> root() const;
  /// All types that were added, in the order of their sources.
  [[nodiscard]] std::vector<DefinedType> types() const;

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace limcode
