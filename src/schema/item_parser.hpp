// Parses a Rust source into items of a module. What a schema does not need (functions, traits, macros, statics) is
// skipped whole.
#pragma once

#include <vector>

#include "schema/items.hpp"

namespace limcode::schema {

/// Reads all of `source` into `module` and its inline submodules. `mod x;` is added to `pending`.
[[nodiscard]] Outcome<void> parse_source(Database& database, Source& source, Module& module,
                                         std::vector<PendingModule>& pending);

}  // namespace limcode::schema
