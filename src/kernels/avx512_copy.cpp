// Copying with AVX-512, four vectors a turn: a turn's loads come before its stores, so that neither waits for the
// other, and one jump for each vector alone takes as long as the vector.
#include "kernels/avx512_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include "kernels/portable.hpp"

namespace limcode::kernels::avx512 {
namespace {

constexpr std::size_t turn = 4 * width;

LIMCODE_TARGET_AVX512 inline void copy_turn(std::uint8_t* to, const std::uint8_t* from) {
  const __m512i a = _mm512_loadu_si512(from), b = _mm512_loadu_si512(from + width);
  const __m512i c = _mm512_loadu_si512(from + 2 * width), d = _mm512_loadu_si512(from + 3 * width);
  _mm512_storeu_si512(to, a);
  _mm512_storeu_si512(to + width, b);
  _mm512_storeu_si512(to + 2 * width, c);
  _mm512_storeu_si512(to + 3 * width, d);
}

}  // namespace

LIMCODE_TARGET_AVX512 void copy(void* to, const void* from, std::size_t count) noexcept {
  if (count < turn) return portable::copy(to, from, count);
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  // The last turn ends with the last byte and overlaps the one before it.
  const std::uint8_t* const last_in = in + count - turn;
  std::uint8_t* const last_out = out + count - turn;
  // One vector more, and the others are whole cache lines. One that straddles two pages takes as long as sixteen.
  if (const std::size_t into_line = reinterpret_cast<std::uintptr_t>(out) % width; into_line != 0) {
    _mm512_storeu_si512(out, _mm512_loadu_si512(in));
    out += width - into_line;
    in += width - into_line;
  }
  for (; out < last_out; out += turn, in += turn) copy_turn(out, in);
  copy_turn(last_out, last_in);
}

}  // namespace limcode::kernels::avx512
#endif
