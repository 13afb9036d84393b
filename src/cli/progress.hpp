// How far a long job is: one line on stderr, on a terminal only, after the first second, erased at the end.
#pragma once

#include <chrono>
#include <cstdint>

namespace limcode::cli {

class Progress {
 public:
  explicit Progress(bool shown) : shown_(shown), started_(std::chrono::steady_clock::now()), last_(started_) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { erase(); }

  /// Says that `bytes` more are done. Cheap enough for every block.
  void add(std::uint64_t bytes) {
    done_bytes_ += bytes;
    if (shown_) show();
  }
  /// Clears the line, so that something else can be said.
  void erase();

 private:
  void show();

  bool shown_;
  bool on_screen_ = false;
  std::uint64_t done_bytes_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace limcode::cli
