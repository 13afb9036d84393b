// Where an output path really leads: symbolic links followed by hand, so that the folder that holds the file
// is known and links in shared folders can be judged.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "io/descriptor.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

/// What is at the end of a path.
struct Target {
  Descriptor folder;  ///< The folder that holds it, open for *at() calls.
  std::string name;   ///< Its name there.
  bool exists = false;
  struct stat status{};  ///< If it exists.
};

/// Follows `path` to its end. Errors: io, also for a directory and for a link that is not to be trusted.
[[nodiscard]] Result<Target> resolve_target(std::string_view path);

}  // namespace limcode::io
