// Drawing the progress line.
#include "cli/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <span>
#include <string>

#include "io/descriptor.hpp"

namespace limcode::cli {
namespace {

constexpr auto patience = std::chrono::seconds(1);
constexpr auto interval = std::chrono::milliseconds(100);

void draw(const std::string& text) { static_cast<void>(io::write_all(STDERR_FILENO, std::as_bytes(std::span(text)))); }

}  // namespace

void Progress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (now - started_ < patience || now - last_ < interval) return;
  last_ = now;
  on_screen_ = true;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double megabytes = static_cast<double>(done_bytes_) / 1e6;
  draw(fmt::format("\r{:.0f} MB, {:.0f} MB/s\x1b[K", megabytes, megabytes / seconds));
}

void Progress::erase() {
  if (on_screen_) draw("\r\x1b[K");
  on_screen_ = false;
}

}  // namespace limcode::cli
