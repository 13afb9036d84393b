// Parses the tree of a `use`: `a::{self, b as c, d::*}`.
#pragma once

#include "schema/items.hpp"

namespace limcode::schema {

/// Adds to `module` what the tree at the cursor imports. `prefix` holds what was read of the path.
[[nodiscard]] Outcome<void> parse_use_tree(Cursor& cursor, Module& module, Import prefix, unsigned depth = 0);

}  // namespace limcode::schema
