// Calibration and the rounds.
#include "bench/engine.hpp"

#include <time.h>

#include <algorithm>

namespace limcode::bench {
namespace {

constexpr std::size_t min_rounds = 3;
constexpr std::size_t max_rounds = 10'000;
constexpr std::uint64_t max_repeats = std::uint64_t{1} << 40;

std::int64_t read_clock(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

std::int64_t time_batch(const Subject& subject, std::uint64_t repeats, const Clock& clock) {
  const std::int64_t start = clock();
  subject.run(repeats);
  return clock() - start;
}

// Repeats that take about `batch_ns`.
std::uint64_t calibrate(const Subject& subject, std::int64_t batch_ns, const Clock& clock) {
  // The first operation is not a measure: memory that it is the first to touch costs page faults, and with them it
  // would pass for a batch by itself, which is then measured with cold caches.
  subject.run(1);
  std::uint64_t repeats = 1;
  while (repeats < max_repeats) {
    const std::int64_t elapsed = time_batch(subject, repeats, clock);
    if (elapsed >= batch_ns) break;
    // A short batch says little about the next: no more than ten times as many at once.
    const double growth = static_cast<double>(batch_ns) / static_cast<double>(std::max<std::int64_t>(elapsed, 1));
    repeats = static_cast<std::uint64_t>(static_cast<double>(repeats) * std::clamp(1.1 * growth, 1.1, 10.0)) + 1;
  }
  return repeats;
}

}  // namespace

std::int64_t thread_time_ns() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

std::int64_t wall_time_ns() { return read_clock(CLOCK_MONOTONIC); }

std::vector<Timing> measure(std::span<const Subject> subjects, const Settings& settings, const Clock& clock) {
  const std::size_t count = subjects.size();
  const std::int64_t batch_ns = std::max<std::int64_t>(settings.batch.count(), 1);
  std::vector<Timing> timings(count);
  for (std::size_t i = 0; i != count; ++i) timings[i].repeats = calibrate(subjects[i], batch_ns, clock);

  const std::int64_t start = clock();
  const std::int64_t wanted = settings.min_time.count() * static_cast<std::int64_t>(count);
  for (std::size_t round = 0; round != max_rounds; ++round) {
    if (round >= min_rounds && clock() - start >= wanted) break;
    // Another subject begins each round: none always follows the same one.
    for (std::size_t k = 0; k != count; ++k) {
      const std::size_t i = (round + k) % count;
      // The subject before has left the caches to its own data, and to what both use. One operation brings them back,
      // also where the next is a batch by itself: a third cache holds 16 MiB of one subject and not of another.
      subjects[i].run(1);
      const std::int64_t elapsed = time_batch(subjects[i], timings[i].repeats, clock);
      timings[i].ns.push_back(static_cast<double>(elapsed) / static_cast<double>(timings[i].repeats));
    }
  }
  return timings;
}

}  // namespace limcode::bench
