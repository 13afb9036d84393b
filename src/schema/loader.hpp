// Reads crates from files: follows `mod x;`, understands Cargo.toml as far as it says where sources are, and never
// leaves the folder it was given.
#pragma once

#include <filesystem>

#include "limcode/error.hpp"
#include "schema/items.hpp"

namespace limcode::schema {

/// The most that one schema may hold.
inline constexpr std::size_t max_schema_bytes = std::size_t{64} << 20;
inline constexpr std::size_t max_schema_files = 10'000;

/// Adds what is at `path` to the database. Errors: io, and the schema_ codes.
[[nodiscard]] Result<void> load_path(Database& database, const std::filesystem::path& path);

/// Adds text as a crate of its own.
[[nodiscard]] Result<void> add_text(Database& database, std::string crate_name, std::string file_name,
                                    std::string text);

/// Adds the sources that come with limcode (builtin_sources.hpp): one library a module named there.
[[nodiscard]] Result<void> add_builtin_sources(Database& database);

}  // namespace limcode::schema
