// Looks up paths among modules, imports and crates.
#pragma once

#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "schema/items.hpp"

namespace limcode::schema {

/// Rust has separate names for types (with modules) and for values.
enum class Namespace : std::uint8_t { types, constants };

/// What a path leads to. All empty: nothing, and `failed_in` is the module that lacks the name, if one was reached.
struct Target {
  const Item* item = nullptr;
  const Module* module = nullptr;
  std::vector<std::string_view> external;  ///< A path that starts with a name unknown here: a crate, or a bare name.
  const Module* failed_in = nullptr;

  [[nodiscard]] bool found() const { return item != nullptr || module != nullptr || !external.empty(); }
};

class Names {
 public:
  explicit Names(const Database& database) : database_(database) {}

  /// Follows a path from a module. Without a module (a type expression) it starts in the root of every crate that is
  /// no library; `ambiguous` receives what else it could have meant.
  [[nodiscard]] Target resolve(const Module* scope, bool global, const std::vector<std::string_view>& path,
                               Namespace space, std::vector<const Item*>* ambiguous = nullptr);

  /// The only type of this name in crates of the user.
  [[nodiscard]] const Item* unique(std::string_view name) const;

  /// A type of this name in the root of a library: any library's for a bare name, or the one that the crate
  /// `crate_name` belongs to: `solana_pubkey` to `solana`.
  [[nodiscard]] const Item* in_library(std::string_view crate_name, std::string_view name) const;

  /// Whether a crate of the user has a top-level module of this name.
  [[nodiscard]] bool is_module(std::string_view name) const;

 private:
  using Visit = std::tuple<const Module*, std::string_view, Namespace>;

  [[nodiscard]] Target follow(const Module& scope, bool global, const std::vector<std::string_view>& path,
                              Namespace space, unsigned depth);
  [[nodiscard]] Target continue_from(Target target, const std::vector<std::string_view>& path, std::size_t next,
                                     Namespace space, unsigned depth);
  [[nodiscard]] Target find(const Module& module, std::string_view name, Namespace space, unsigned depth);
  [[nodiscard]] const Module* crate_root(std::string_view name) const;
  [[nodiscard]] Target outermost(const std::vector<std::string_view>& path, Namespace space,
                                 std::vector<const Item*>* ambiguous);

  const Database& database_;
  std::set<Visit> visited_;
};

/// Finds what each `impl` of a source belongs to: constants of types, and traits implemented by hand.
void attach_impls(Database& database);

}  // namespace limcode::schema
