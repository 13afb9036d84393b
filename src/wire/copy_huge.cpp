// Copies of more than the caches hold, where what matters is how often memory is read and written.
//
// Into memory that is there, stores go past the caches: they save reading what is about to be overwritten, a third of
// all the traffic. libc's memcpy does so as well, but from a size on that it takes for that of the cache, and in
// virtual machines it can be wrong by a factor of ten.
//
// Memory that is not there yet has to be zeroed by the kernel, page by page when it is first written to. What was
// zeroed last is still in the cache, so that each huge page is written from its end.
#include <sys/mman.h>

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "kernels/table.hpp"
#include "limcode/wire/copy.hpp"

namespace limcode::wire {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

std::size_t offset_in(const void* at, std::size_t unit) { return reinterpret_cast<std::uintptr_t>(at) % unit; }

// True where the kernel has no page yet.
bool is_new(std::uint8_t* at) {
  constexpr std::size_t largest_small_page = std::size_t{64} << 10;  // of any machine; the buffer is much larger
  unsigned char resident = 1;
  return ::mincore(at - offset_in(at, largest_small_page), 1, &resident) == 0 && (resident & 1) == 0;
}

void copy_to_new(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
  constexpr std::size_t block = std::size_t{64} << 10;
  const kernels::Table& table = kernels::table();
  while (count != 0) {
    const std::size_t page = std::min(count, huge_page - offset_in(to, huge_page));
    for (std::size_t left = page; left != 0;) {
      const std::size_t some = left % block != 0 ? left % block : block;
      left -= some;
      table.copy(to + left, from + left, some);
    }
    to += page;
    from += page;
    count -= page;
  }
}

#if defined(__SSE2__)

void copy_past_caches(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
  constexpr std::size_t line = 64;
  const std::size_t before = (line - offset_in(to, line)) % line;
  std::memcpy(to, from, before);
  const std::size_t end = before + (count - before) / line * line;
  for (std::size_t at = before; at != end; at += line) {
    const auto* const in = reinterpret_cast<const __m128i*>(from + at);
    auto* const out = reinterpret_cast<__m128i*>(to + at);
    const __m128i a = _mm_loadu_si128(in), b = _mm_loadu_si128(in + 1);
    const __m128i c = _mm_loadu_si128(in + 2), d = _mm_loadu_si128(in + 3);
    _mm_stream_si128(out, a);
    _mm_stream_si128(out + 1, b);
    _mm_stream_si128(out + 2, c);
    _mm_stream_si128(out + 3, d);
  }
  _mm_sfence();  // other threads must see these stores before what is stored from here on
  std::memcpy(to + end, from + end, count - end);
}

#else

void copy_past_caches(std::uint8_t* to, const std::uint8_t* from, std::size_t count) { std::memcpy(to, from, count); }

#endif

}  // namespace

void copy_huge(void* to, const void* from, std::size_t count) noexcept {
  auto* const out = static_cast<std::uint8_t*>(to);
  const auto* const in = static_cast<const std::uint8_t*>(from);
  if (is_new(out + count / 2)) {
    copy_to_new(out, in, count);
  } else {
    copy_past_caches(out, in, count);
  }
}

}  // namespace limcode::wire
