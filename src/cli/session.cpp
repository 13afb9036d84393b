// Saying things on stderr. Notices go through a sink of spdlog; a failure report has its own form.
#include "cli/session.hpp"

#include <fmt/format.h>
#include <spdlog/details/log_msg.h>
#include <spdlog/sinks/sink.h>
#include <unistd.h>

#include <span>

#include "cli/json_text.hpp"
#include "io/descriptor.hpp"

namespace limcode::cli {
namespace {

void write_stderr(std::string_view text) {
  // Nothing can be done about a stderr that cannot be written to.
  static_cast<void>(io::write_all(STDERR_FILENO, std::as_bytes(std::span(text))));
}

// Writes each notice in one call; spdlog's own sinks for stderr go through C streams. It is all of spdlog
// that is used: a logger brings formatting by patterns with it, seven seconds of compiling and 130 KB.
class StderrSink final : public spdlog::sinks::sink {
 public:
  void log(const spdlog::details::log_msg& message) override {
    write_stderr(fmt::format("limcode: {}\n", std::string_view(message.payload.data(), message.payload.size())));
  }
  void flush() override {}
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}
};

}  // namespace

Session::Session(ErrorFormat errors, Verbosity verbosity) : errors_(errors), verbosity_(verbosity) {}

Session::~Session() = default;

void Session::say(std::string_view key, std::string_view sentence) {
  if (errors_ == ErrorFormat::json) {
    write_stderr(JsonObject().text(key, sentence).take() + '\n');
    return;
  }
  if (!log_) log_ = std::make_unique<StderrSink>();
  const std::string text = printable(sentence);
  log_->log({"limcode", spdlog::level::info, text});
}

void Session::notice(std::string_view sentence) {
  if (verbosity_ != Verbosity::quiet) say("notice", sentence);
}

void Session::detail(std::string_view sentence) {
  if (verbosity_ == Verbosity::verbose) say("detail", sentence);
}

Exit Session::report(const Failure& failure) {
  if (failure.quiet) return Exit::ok;
  write_stderr(render(failure, errors_));
  return failure.exit;
}

bool Session::shows_progress() const noexcept {
  return verbosity_ != Verbosity::quiet && errors_ == ErrorFormat::text && ::isatty(STDERR_FILENO) == 1;
}

}  // namespace limcode::cli
