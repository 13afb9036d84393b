// How much a repetitive test repeats.
#pragma once

#include <cstddef>
#include <cstdlib>

namespace limcode::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

/// The rounds of a randomized test. The sanitizers see in a sixteenth of them what there is to see, and slow each down
/// by an order of magnitude.
constexpr std::size_t rounds(std::size_t count) { return sanitized ? (count + 15) / 16 : count; }

/// The same for a test that LIMCODE_ROUNDS makes that many times as long.
inline std::size_t long_rounds(std::size_t count) {
  const char* const times = std::getenv("LIMCODE_ROUNDS");
  return rounds(count) * (times == nullptr ? 1 : std::strtoull(times, nullptr, 10));
}

}  // namespace limcode::test
