// Compressed inputs: .zst and .gz are known by their first bytes and read as what they hold, a block at a
// time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/source.hpp"

namespace limcode::io {

/// How much of what a compressed file holds may be in memory at once when nobody says otherwise: so much always, and
/// so many times what has been read of the file. A few kilobytes can unpack to gigabytes.
inline constexpr std::uint64_t always_held = std::uint64_t{256} << 20;
inline constexpr std::uint64_t held_multiple = 64;

/// A source of what `file` holds when it starts as a .zst or .gz file does; null when it does not. `file`
/// must outlive it. Errors: io. Reading from it adds: invalid_value for damaged data, unexpected_end for a
/// cut file. Holding more than
/// `most_held` bytes of it, or than the default above, is limit_exceeded.
[[nodiscard]] Result<std::unique_ptr<Source>> open_decompressor(FileSource& file,
                                                                std::optional<std::uint64_t> most_held = {});

}  // namespace limcode::io
