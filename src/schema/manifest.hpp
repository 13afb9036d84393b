// The few facts of a Cargo.toml that say where a crate's sources are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limcode::schema {

struct Manifest {
  std::string package_name;
  std::string lib_name;              ///< Empty: the package's name.
  std::string lib_path;              ///< Empty: src/lib.rs.
  std::vector<std::string> members;  ///< Of a workspace.
};

/// Reads what it understands of TOML and skips the rest.
[[nodiscard]] Manifest parse_manifest(std::string_view text);

}  // namespace limcode::schema
