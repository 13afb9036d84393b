// Copying with AVX2, where libc's memcpy may take string instructions: below that it is at least as quick.
#include "kernels/avx2_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/portable.hpp"

namespace limcode::kernels::avx2 {
namespace {

// wire::plain_copy_max, whose header has inline functions: compiled here, they would be AVX2's for everybody.
constexpr std::size_t memcpy_max = 2048;

// Requires `to` to be aligned.
LIMCODE_TARGET_AVX2 inline void store_aligned(std::uint8_t* to, __m256i value) {
  _mm256_store_si256(reinterpret_cast<__m256i*>(to), value);
}

}  // namespace

LIMCODE_TARGET_AVX2 void copy(void* to, const void* from, std::size_t count) noexcept {
  if (count <= memcpy_max) return portable::copy(to, from, count);
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  // The two ends are stored whole, wherever they lie; between them stores are aligned.
  const __m256i first = load(in), last = load(in + count - width);
  std::uint8_t* const last_out = out + count - width;
  store(out, first);
  const std::size_t skipped = width - reinterpret_cast<std::uintptr_t>(out) % width;
  out += skipped;
  in += skipped;
  for (; last_out - out >= static_cast<std::ptrdiff_t>(4 * width); out += 4 * width, in += 4 * width) {
    const __m256i a = load(in), b = load(in + width), c = load(in + 2 * width), d = load(in + 3 * width);
    store_aligned(out, a);
    store_aligned(out + width, b);
    store_aligned(out + 2 * width, c);
    store_aligned(out + 3 * width, d);
  }
  for (; out < last_out; out += width, in += width) store_aligned(out, load(in));
  store(last_out, last);
}

}  // namespace limcode::kernels::avx2
#endif
