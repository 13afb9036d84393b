// Parts that are worked on side by side and used one after the other.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace limcode::json {

/// Brings the results of numbered parts into order. Who has the one that is next uses it, and those behind it that are
/// here already; who has another one leaves it here and goes on. Nobody waits but who is far ahead of the others: a
/// thread that loses its core to another program does so for some milliseconds, and must not hold up the rest.
template <class Result>
class InOrder {
 public:
  /// What is left here is fewer than `most_ahead` parts ahead of the one that is next, or twice the number of threads.
  InOrder(unsigned threads, std::size_t most_ahead) : left_(std::max(most_ahead, std::size_t{2} * threads)) {}

  /// Whether `part` is next. Then nobody uses another one until it is handed in.
  [[nodiscard]] bool is_next(std::uint64_t part) {
    const std::lock_guard lock(mutex_);
    return !stopped_ && next_ == part;
  }

  /// Waits for that. False once all work has been stopped.
  [[nodiscard]] bool wait_until_next(std::uint64_t part) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || next_ == part; });
    return !stopped_;
  }

  /// Hands in the result of `part`, and whatever `use` has left of an older one comes back in its place, for its
  /// memory. `use(Result&)` must not throw, and stops all work by returning false. False once that has happened.
  template <class Use>
  bool hand_in(std::uint64_t part, Result& result, const Use& use) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || part - next_ < left_.size(); });
    if (stopped_) return false;
    if (part != next_) {
      // Whoever has the one that is next comes to this one, now or later.
      Place& place = left_[part % left_.size()];
      std::swap(place.result, result);
      place.full = true;
      return true;
    }
    for (Result* in_turn = &result; in_turn != nullptr;) {
      lock.unlock();
      const bool go_on = use(*in_turn);
      lock.lock();
      ++next_;
      stopped_ = stopped_ || !go_on;
      Place& behind = left_[next_ % left_.size()];
      in_turn = std::exchange(behind.full, false) && !stopped_ ? &behind.result : nullptr;
      changed_.notify_all();
    }
    return !stopped_;
  }

  [[nodiscard]] bool stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }

 private:
  struct Place {
    Result result;
    bool full = false;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Place> left_;
  // The part that is next. It is not in left_, unless somebody has come to it and uses it: so it is its thread's alone.
  std::uint64_t next_ = 0;
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
