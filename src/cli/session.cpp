// Saying things on stderr. spdlog formats and writes notices; a failure report has its own form.
#include "cli/session.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <mutex>
#include <span>

#include "cli/json_text.hpp"
#include "io/descriptor.hpp"

namespace limcode::cli {
namespace {

void write_stderr(std::string_view text) {
  // Nothing can be done about a stderr that cannot be written to.
  static_cast<void>(io::write_all(STDERR_FILENO, std::as_bytes(std::span(text))));
}

// spdlog's own sinks for stderr go through C streams; this one writes each line in one call.
class StderrSink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    write_stderr({line.data(), line.size()});
  }
  void flush_() override {}
};

}  // namespace

Session::Session(ErrorFormat errors, Verbosity verbosity) : errors_(errors), verbosity_(verbosity) {}

Session::~Session() = default;

void Session::say(std::string_view key, std::string_view sentence) {
  if (errors_ == ErrorFormat::json) {
    write_stderr(JsonObject().text(key, sentence).take() + '\n');
    return;
  }
  if (!log_) {
    log_ = std::make_unique<spdlog::logger>("limcode", std::make_shared<StderrSink>());
    log_->set_pattern("limcode: %v");
    log_->set_level(verbosity_ == Verbosity::verbose ? spdlog::level::debug : spdlog::level::info);
  }
  log_->info(printable(sentence));
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
