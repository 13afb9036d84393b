// Turns JSON names into Rust names.
#pragma once

#include <string>
#include <string_view>

namespace limcode::schema {

/// A field's name: `programIdIndex` to `program_id_index`. Always a valid identifier, keywords with `r#`.
[[nodiscard]] std::string field_identifier(std::string_view json_name);

/// A type's name: `account_keys` to `AccountKeys`. Always a valid identifier.
[[nodiscard]] std::string type_identifier(std::string_view json_name);

/// One of many: `entries` to `entry`, `keys` to `key`.
[[nodiscard]] std::string singular(std::string_view name);

/// An identifier as serde sees it: without `r#`.
[[nodiscard]] std::string_view without_raw(std::string_view identifier);

}  // namespace limcode::schema
