// The subcommands. Each file of this folder holds one: its flags, and what it does with them. To add one, write its
// file and add its row to the table in app.cpp.
#pragma once

#include <functional>

#include "cli/failure.hpp"
#include "cli/session.hpp"

namespace CLI {
class App;
}

namespace limcode::cli {

/// Runs a subcommand whose flags have been read.
using Run = std::function<Outcome<>(Session&)>;

/// Adds the flags, the description and the examples to `app`; returns what to run.
[[nodiscard]] Run add_encode(CLI::App& app);
[[nodiscard]] Run add_decode(CLI::App& app);
[[nodiscard]] Run add_verify(CLI::App& app);
[[nodiscard]] Run add_bench(CLI::App& app);
[[nodiscard]] Run add_types(CLI::App& app);
[[nodiscard]] Run add_infer(CLI::App& app);

}  // namespace limcode::cli
