// What the AVX-512 kernels have in common.
#pragma once

#include "kernels/avx512.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

namespace limcode::kernels::avx512 {

inline constexpr std::size_t width = sizeof(__m512i);

/// A vector's worth of constants.
struct Bytes64 {
  alignas(width) std::uint8_t of[width];
};

/// The lowest `count` bits. Requires `count <= 64`.
LIMCODE_TARGET_AVX512 inline __mmask64 first_bytes(std::size_t count) {
  return _bzhi_u64(~std::uint64_t{0}, static_cast<unsigned>(count));
}

LIMCODE_TARGET_AVX512 inline __m512i load(const void* from) { return _mm512_loadu_si512(from); }
LIMCODE_TARGET_AVX512 inline __m512i load(const Bytes64& bytes) { return _mm512_load_si512(bytes.of); }

}  // namespace limcode::kernels::avx512
#endif
