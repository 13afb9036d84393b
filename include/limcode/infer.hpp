// From JSON to Rust types that fit it: a schema to start from when there is none.
#pragma once

#include <string>
#include <string_view>

#include "limcode/error.hpp"

namespace limcode {

struct InferOptions {
  std::string root_name = "Root";  ///< The name of the outermost type, where it needs one.
  bool lines = false;              ///< Each line of the text is a document; one type fits them all.
  bool wide_integers = false;      ///< u64 and i64 even where less would do.
};

/// Rust source whose root type encodes these JSON documents: integers by their range, Option where a field is absent
/// or null, enums where the externally tagged form is evident, limcode::Json where nothing else fits.
/// Errors: json_syntax, depth_exceeded, json_trailing, with line and column.
[[nodiscard]] Result<std::string> infer_schema(std::string_view json, const InferOptions& options = {});

}  // namespace limcode
