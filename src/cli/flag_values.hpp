// What flags that several subcommands share say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/atomic_file.hpp"
#include "limcode/schema.hpp"

namespace limcode::cli {

/// Which type the frames have.
struct TypeFlags {
  std::optional<std::string> expression;  ///< --type; nothing when it is to be found out.
  std::vector<std::string> schemas;       ///< --schema: files and folders of Rust source.
  SolanaStyle style = SolanaStyle::rpc;   ///< --style: how Solana's types look in JSON.

  /// True when the flags say what the type is: --type does, and a schema has a root.
  [[nodiscard]] bool given() const noexcept { return expression.has_value() || !schemas.empty(); }
};

/// Where the result goes.
struct OutputFlags {
  std::string path;  ///< -o; empty when not given.
  io::OutputOptions options;
};

}  // namespace limcode::cli
