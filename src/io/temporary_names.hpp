// The temporary names that exist right now, in a table that a signal handler can read: SIGINT and the like
// remove them before they end the process.
#pragma once

#include <cstddef>
#include <optional>

namespace limcode::io {

/// Takes a place in the table for a fresh random name in the open folder `folder`; nothing when the table is
/// full.
[[nodiscard]] std::optional<std::size_t> reserve_temporary_name(int folder) noexcept;
/// The name at that place.
[[nodiscard]] const char* temporary_name(std::size_t slot) noexcept;
/// Gives the place back. Requires: no file has the name any more.
void release_temporary_name(std::size_t slot) noexcept;

}  // namespace limcode::io
