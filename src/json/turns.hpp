// Parts that are worked on side by side and handed in one after the other.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace limcode::json {

/// Lets numbered parts through in order: part k waits for those before it. Once stopped, no more are let through.
class Turns {
 public:
  /// Waits for the turn of `part`. False when the work has been stopped; otherwise finish with done().
  [[nodiscard]] bool wait(std::uint64_t part) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || turn_ == part; });
    return !stopped_;
  }

  /// Ends the current turn, and all work where `stop` is set.
  void done(bool stop) {
    {
      const std::lock_guard lock(mutex_);
      ++turn_;
      stopped_ = stopped_ || stop;
    }
    changed_.notify_all();
  }

  [[nodiscard]] bool stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t turn_ = 0;
  bool stopped_ = false;
};

/// Counts who is at work on something, for the one that has to wait until nobody is.
class Workers {
 public:
  void begin() {
    const std::lock_guard lock(mutex_);
    ++count_;
  }
  void end() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) none_.notify_all();
  }
  void wait_for_none() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [&] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable none_;
  unsigned count_ = 0;
};

/// Runs `work` on `threads` threads, this one among them, and returns when all are through.
template <class Work>
void run_on(unsigned threads, const Work& work) {
  std::vector<std::jthread> others;
  others.reserve(threads);
  for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(work);
  work();
}

}  // namespace limcode::json
