// What the process's exit status says: one meaning each, on every path.
#pragma once

#include "limcode/error.hpp"

namespace limcode::cli {

// NOLINTNEXTLINE(performance-enum-size): as main() returns it
enum class Exit : int {
  ok = 0,
  data = 1,     ///< The data is wrong: it does not parse, decode or verify.
  command = 2,  ///< The command is wrong: a flag, a type, a schema.
  io = 3,       ///< Reading or writing failed.
};

/// The exit status that an error of the library leads to.
[[nodiscard]] constexpr Exit exit_of(Errc code) noexcept {
  switch (code) {
    case Errc::schema_syntax:
    case Errc::schema_unknown_type:
    case Errc::schema_unsupported:
    case Errc::schema_invalid: return Exit::command;
    case Errc::io:
    case Errc::out_of_memory: return Exit::io;
    default: return Exit::data;
  }
}

}  // namespace limcode::cli
