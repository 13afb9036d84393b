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

  /// Whether `part` is next and nobody uses another one. Then this one is in turn, until it is handed in.
  [[nodiscard]] bool begin_if_next(std::uint64_t part) {
    const std::lock_guard lock(mutex_);
    return stopped_ ? false : in_turn(part) || take_turn(part);
  }

  /// Waits for that. False once all work has been stopped.
  [[nodiscard]] bool begin(std::uint64_t part) {
    std::unique_lock lock(mutex_);
    if (in_turn(part)) return true;
    changed_.wait(lock, [&] { return stopped_ || (turn_ == part && !busy_); });
    return !stopped_ && take_turn(part);
  }

  /// Hands in the result of `part`, and whatever `use` has left of an older one comes back in its place, for its
  /// memory. `use(Result&)` must not throw, and stops all work by returning false. False once that has happened.
  template <class Use>
  bool hand_in(std::uint64_t part, Result& result, const Use& use) {
    std::unique_lock lock(mutex_);
    if (!in_turn(part)) {
      changed_.wait(lock, [&] { return stopped_ || part - turn_ < left_.size(); });
      if (stopped_) return false;
      if (!take_turn(part)) {
        Place& place = left_[part % left_.size()];
        std::swap(place.result, result);
        place.full = true;
        return true;
      }
    }
    for (Result* next = &result; next != nullptr;) {
      lock.unlock();
      const bool go_on = use(*next);
      lock.lock();
      ++turn_;
      stopped_ = stopped_ || !go_on;
      Place& behind = left_[turn_ % left_.size()];
      next = std::exchange(behind.full, false) && !stopped_ ? &behind.result : nullptr;
      changed_.notify_all();
    }
    busy_ = false;
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

  // A part that is next while somebody is busy, and that is not here, is the one that somebody is busy with.
  [[nodiscard]] bool in_turn(std::uint64_t part) const { return busy_ && turn_ == part; }
  [[nodiscard]] bool take_turn(std::uint64_t part) {
    if (busy_ || turn_ != part) return false;
    busy_ = true;
    return true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Place> left_;
  std::uint64_t turn_ = 0;
  bool busy_ = false;  // whoever has the turn uses results
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
