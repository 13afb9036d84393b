// Compressed inputs: .zst and .gz are known by their first bytes and read as what they hold, a block at a
// time.
#pragma once

#include <memory>

#include "io/source.hpp"

namespace limcode::io {

/// A source of what `file` holds when it starts as a .zst or .gz file does; null when it does not. `file`
/// must outlive it. Errors: io. Reading from it adds: invalid_value for damaged data, unexpected_end for a
/// cut file.
[[nodiscard]] Result<std::unique_ptr<Source>> open_decompressor(FileSource& file);

}  // namespace limcode::io
