// What the AVX2 kernels have in common: loads and stores, and steps that several of them take.
#pragma once

#include "kernels/avx2.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

namespace limcode::kernels::avx2 {

inline constexpr std::size_t width = sizeof(__m256i);

LIMCODE_TARGET_AVX2 inline __m256i load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

LIMCODE_TARGET_AVX2 inline void store(void* to, __m256i value) {
  _mm256_storeu_si256(static_cast<__m256i*>(to), value);
}

LIMCODE_TARGET_AVX2 inline __m128i load_half(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

LIMCODE_TARGET_AVX2 inline void store_half(void* to, __m128i value) {
  _mm_storeu_si128(static_cast<__m128i*>(to), value);
}

LIMCODE_TARGET_AVX2 inline __m256i twice(const void* table) { return _mm256_broadcastsi128_si256(load_half(table)); }

LIMCODE_TARGET_AVX2 inline __m256i low_nibbles(__m256i bytes) {
  return _mm256_and_si256(bytes, _mm256_set1_epi8(0x0F));
}

LIMCODE_TARGET_AVX2 inline __m256i high_nibbles(__m256i bytes) { return low_nibbles(_mm256_srli_epi16(bytes, 4)); }

/// All ones where a byte is one from `low` to `high`.
LIMCODE_TARGET_AVX2 inline __m256i within(__m256i bytes, char low, char high) {
  const __m256i offset = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8(static_cast<char>(high - low))), offset);
}

}  // namespace limcode::kernels::avx2
#endif
