// The measuring loop. It knows nothing of what it measures: a subject is a name and a function that repeats an
// operation. Batches are calibrated to be long beside the clock's resolution, and the subjects of one call take turns,
// so that whatever drifts on the machine drifts for all of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace limcode::bench {

/// Makes the compiler take `value` for used and all memory for changed, so that no work is left out or moved.
template <class T>
inline void keep(const T& value) noexcept {
  __asm__ volatile("" : : "r"(&value) : "memory");
}

/// A value that the compiler knows nothing about.
template <class T>
[[nodiscard]] inline T opaque(T value) noexcept {
  __asm__ volatile("" : "+r"(value));
  return value;
}

/// Something to measure: `run` does the operation as often as it is told to.
struct Subject {
  std::string name;
  std::function<void(std::uint64_t repeats)> run;
};

/// A subject whose loop is compiled with the operation in it: no call stands between two repeats. The operation
/// hands its result to keep().
template <class Operation>
[[nodiscard]] Subject subject(std::string name, Operation operation) {
  return {std::move(name), [operation = std::move(operation)](std::uint64_t repeats) mutable {
            for (; repeats != 0; --repeats) operation();
          }};
}

/// How long to measure. Batches are short, so that on a busy machine most of them are not interrupted, and the
/// median of many is what an undisturbed one takes.
struct Settings {
  std::chrono::nanoseconds min_time = std::chrono::milliseconds(50);  ///< For all batches of a subject together.
  std::chrono::nanoseconds batch = std::chrono::microseconds(200);    ///< For one; operations that take longer are
                                                                      ///< a batch each.
};

/// What one subject took: nanoseconds an operation, one figure a round.
struct Timing {
  std::uint64_t repeats = 0;  ///< Operations in a batch.
  std::vector<double> ns;
};

/// A clock in nanoseconds; tests bring their own.
using Clock = std::function<std::int64_t()>;

/// The time that the calling thread has run: what other processes take from it does not count. For subjects that
/// work in the thread that measures.
[[nodiscard]] std::int64_t thread_time_ns();
/// The time that has passed. For subjects that start threads, or wait.
[[nodiscard]] std::int64_t wall_time_ns();

/// Measures all subjects, batch by batch in turn, until each has had the time asked for on average, and at least
/// three batches.
[[nodiscard]] std::vector<Timing> measure(std::span<const Subject> subjects, const Settings& settings,
                                          const Clock& clock = thread_time_ns);

}  // namespace limcode::bench
