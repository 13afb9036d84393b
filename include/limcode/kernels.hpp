// Which vector instructions limcode uses. Its long loops (scans, number runs, text encodings) exist once for
// each instruction set, as a set of kernels; the best one that this CPU and operating system can run is
// chosen on first use. The environment variable LIMCODE_FORCE_KERNELS names another one, and so does use().
#pragma once

#include <string_view>
#include <vector>

#include "limcode/error.hpp"

namespace limcode::kernels {

/// The names of the sets that this machine can run, best first; "portable" is always the last.
[[nodiscard]] std::vector<std::string_view> available();

/// The name of the set in use: "portable", "avx2" or "avx512".
[[nodiscard]] std::string_view active() noexcept;

/// Uses the set of this name from now on, in all threads. On an error (Errc::invalid_value: a name that is
/// unknown or that this machine cannot run) nothing changes.
Result<void> use(std::string_view name);

/// The same error for LIMCODE_FORCE_KERNELS as it stands in the environment; nothing if it is unset or valid.
/// An invalid one is otherwise ignored: a library has nowhere to complain. Call it first thing in a program.
[[nodiscard]] Result<void> check_environment();

}  // namespace limcode::kernels
