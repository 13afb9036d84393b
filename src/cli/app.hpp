// The command as a whole: reads the arguments, runs one subcommand, reports, and says how to exit.
#pragma once

#include "cli/exit_codes.hpp"

namespace limcode::cli {

[[nodiscard]] Exit run(int argc, char** argv);

}  // namespace limcode::cli
