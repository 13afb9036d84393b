// Showing a failure: as text for a person, one line and what helps below it; or as one JSON object for a machine.
// docs/errors.md describes both.
#pragma once

#include <cstdint>
#include <string>

#include "cli/failure.hpp"

namespace limcode::cli {

enum class ErrorFormat : std::uint8_t { text, json };

/// The report with its line ends. Only printable characters, whatever the input holds.
[[nodiscard]] std::string render(const Failure& failure, ErrorFormat format);

}  // namespace limcode::cli
