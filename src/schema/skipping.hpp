// Skips what a schema does not need: visibility, bounds, bodies, whole items.
#pragma once

#include "schema/cursor.hpp"

namespace limcode::schema {

/// `pub`, `pub(crate)`, if there is one.
void skip_visibility(Cursor& cursor);

/// Up to and including the next `;` outside of brackets.
void skip_to_semicolon(Cursor& cursor);

/// Up to `stop` or a `;` outside of angle and other brackets.
void skip_signature(Cursor& cursor, char stop);

/// The bounds of a generic parameter: up to the `,`, `=` or `>` that ends them.
void skip_bounds(Cursor& cursor);

/// `<...>`, at which the cursor stands.
void skip_angles(Cursor& cursor);

/// A whole item that is no type, constant, module or import: a function, trait, static, macro.
[[nodiscard]] Outcome<void> skip_item(Cursor& cursor);

}  // namespace limcode::schema
