// Copying text that is too short for a call, with a look for the one byte that keeps it from being copied as it is. In
// words, and with the vectors that every x86-64 has; both are compiled where both can be.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/memory.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace limcode::kernels {

/// The longest text that is short.
inline constexpr std::size_t short_text = 32;

/// Copies short_text bytes, and returns a bit for each that is a backslash, the first lowest.
inline std::uint32_t copy_short_in_words(void* to, const char* from) noexcept {
  std::uint32_t found = 0;
  for (std::size_t word = 0; word != short_text / 8; ++word) {
    store_native(static_cast<char*>(to) + 8 * word, load_native<std::uint64_t>(from + 8 * word));
    const std::uint64_t others = load_little(from + 8 * word) ^ repeated('\\');
    const std::uint64_t marks =
        ((((others & repeated(0x7F)) + repeated(0x7F)) | others) >> 7 & repeated(1)) ^ repeated(1);
    // Brings the eight marks together in the highest byte.
    found |= static_cast<std::uint32_t>((marks * 0x0102040810204080) >> 56) << (8 * word);
  }
  return found;
}

#if defined(__SSE2__)
inline std::uint32_t copy_short_in_vectors(void* to, const char* from) noexcept {
  auto* const out = static_cast<__m128i*>(to);
  const auto* const in = reinterpret_cast<const __m128i*>(from);
  const __m128i lower = _mm_loadu_si128(in);
  const __m128i upper = _mm_loadu_si128(in + 1);
  _mm_storeu_si128(out, lower);
  _mm_storeu_si128(out + 1, upper);
  const __m128i backslash = _mm_set1_epi8('\\');
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(lower, backslash))) |
         static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(upper, backslash))) << 16;
}
#endif

inline std::uint32_t copy_short(void* to, const char* from) noexcept {
#if defined(__SSE2__)
  return copy_short_in_vectors(to, from);
#else
  return copy_short_in_words(to, from);
#endif
}

}  // namespace limcode::kernels
