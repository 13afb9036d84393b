// How this room reports what the system refused: an Error with Errc::io whose detail says what was tried, on
// which file, and the system's reason.
#pragma once

#include <string_view>

#include "limcode/error.hpp"

namespace limcode::io {

/// "cannot <what> '<name>': <reason of error_number>".
[[nodiscard]] Error system_error(std::string_view what, std::string_view name, int error_number);

/// The system's own words for an error number.
[[nodiscard]] std::string reason(int error_number);

/// An io Error whose detail is `sentence`.
[[nodiscard]] Error io_error(std::string sentence);

/// What is said of a file that has become shorter than it was when reading it began.
[[nodiscard]] Error shrunk_error(std::string_view name);

}  // namespace limcode::io
