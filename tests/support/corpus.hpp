// The folder of real-world files that LIMCODE_CORPUS names, if any. Tests that need it skip visibly without it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace limcode::test {

/// The corpus folder, or nothing when LIMCODE_CORPUS is unset or empty.
inline std::optional<std::filesystem::path> corpus_folder() {
  const char* folder = std::getenv("LIMCODE_CORPUS");
  if (folder == nullptr || *folder == '\0') return std::nullopt;
  return std::filesystem::path(folder);
}

}  // namespace limcode::test
