// What one run of the command has in common: how it reports, how much it says, and its exit status.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/exit_codes.hpp"
#include "cli/failure.hpp"
#include "cli/report.hpp"

namespace spdlog::sinks {
class sink;  // NOLINT(readability-identifier-naming)
}

namespace limcode::cli {

/// How much is said on stderr. Failures are always reported.
enum class Verbosity : std::uint8_t { quiet, normal, verbose };

class Session {
 public:
  Session(ErrorFormat errors, Verbosity verbosity);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  /// Something that the user should know: a file that was written, a type that was guessed.
  void notice(std::string_view sentence);
  /// Something that helps to see what happened; shown with -v.
  void detail(std::string_view sentence);
  /// Reports why the command failed and returns the status to exit with.
  [[nodiscard]] Exit report(const Failure& failure);

  /// True when progress may be shown: stderr is a terminal and nobody asked for silence.
  [[nodiscard]] bool shows_progress() const noexcept;

 private:
  void say(std::string_view key, std::string_view sentence);

  ErrorFormat errors_;
  Verbosity verbosity_;
  std::unique_ptr<spdlog::sinks::sink> log_;  // made when something is said: most runs say nothing
};

}  // namespace limcode::cli
