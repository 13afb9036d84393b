// Copying bytes whose number is known only at run time. Short copies are inlined as overlapping blocks, because a call
// costs more than they do; long ones go to the kernels, or to libc where its memcpy is the quickest.
//
// libc copies some thousand bytes and more with `rep movsb`, which AMD's CPUs do byte by byte where the destination
// lies a few bytes behind the source in the 4 KiB page. A frame is its contents behind a length of 8 bytes, so that
// copies between large allocations meet this case all the time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace limcode::wire {

/// The longest copy that is worth inlining: above it a call is at least as quick.
inline constexpr std::size_t inline_copy_max = 128;

/// The longest copy that memcpy makes without a loop, as quickly as any kernel.
inline constexpr std::size_t straight_copy_max = 512;

/// The longest copy of which memcpy makes no special case.
inline constexpr std::size_t plain_copy_max = 2048;

namespace detail {

// 16 bytes that the compiler keeps in a vector register.
using Block = std::uint64_t __attribute__((vector_size(16)));

template <class T>
[[nodiscard]] inline T load_block(const std::uint8_t* from) noexcept {
  T block;
  std::memcpy(&block, from, sizeof block);
  return block;
}

template <class T>
inline void store_block(std::uint8_t* to, T block) noexcept {
  std::memcpy(to, &block, sizeof block);
}

// The first and the last bytes, which overlap where there are fewer than twice as many.
template <class T>
inline void copy_ends(std::uint8_t* to, const std::uint8_t* from, std::size_t count) noexcept {
  const T first = load_block<T>(from);
  const T last = load_block<T>(from + count - sizeof(T));
  store_block(to, first);
  store_block(to + count - sizeof(T), last);
}

inline constexpr std::size_t rep_movsb_min = plain_copy_max;
inline constexpr std::size_t rep_movsb_best = std::size_t{32} << 10;
inline constexpr std::size_t rep_movsb_end = std::size_t{1} << 20;
inline constexpr std::size_t page_size = 4096;
inline constexpr std::size_t slow_distance_end = 32;

}  // namespace detail

/// True where memcpy may be an order of magnitude slower than a loop.
[[nodiscard]] inline bool is_slow_for_memcpy(const void* to, const void* from, std::size_t count) noexcept {
  const auto distance = reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from);
  return count > detail::rep_movsb_min && count < detail::rep_movsb_end &&
         distance % detail::page_size - 1 < detail::slow_distance_end - 1;
}

/// memcpy for counts above straight_copy_max.
void copy_large(void* to, const void* from, std::size_t count) noexcept;

/// From here on source and destination are more than caches hold: those of one group of cores, on CPUs of today.
inline constexpr std::size_t huge_copy_min = std::size_t{16} << 20;

/// memcpy for counts from huge_copy_min on. What was copied is not in the caches afterwards.
void copy_huge(void* to, const void* from, std::size_t count) noexcept;

/// memcpy for counts that are usually small. The two ranges must not overlap.
inline void copy_bytes(std::uint8_t* to, const std::uint8_t* from, std::size_t count) noexcept {
  if (count > inline_copy_max) {
    if (count > straight_copy_max) return copy_large(to, from, count);
    std::memcpy(to, from, count);
  } else if (count > 32) {
    // Whole steps from the front and one that ends with the last byte.
    constexpr std::size_t step = 32;
    const detail::Block last[2] = {detail::load_block<detail::Block>(from + count - 32),
                                   detail::load_block<detail::Block>(from + count - 16)};
    std::uint8_t* const last_to = to + count - step;
    do {
      const auto low = detail::load_block<detail::Block>(from);
      const auto high = detail::load_block<detail::Block>(from + 16);
      detail::store_block(to, low);
      detail::store_block(to + 16, high);
      from += step;
      to += step;
    } while (to < last_to);
    detail::store_block(last_to, last[0]);
    detail::store_block(last_to + 16, last[1]);
  } else if (count >= 16) {
    detail::copy_ends<detail::Block>(to, from, count);
  } else if (count >= 8) {
    detail::copy_ends<std::uint64_t>(to, from, count);
  } else if (count >= 4) {
    detail::copy_ends<std::uint32_t>(to, from, count);
  } else if (count != 0) {
    to[0] = from[0];
    to[count / 2] = from[count / 2];
    to[count - 1] = from[count - 1];
  }
}

}  // namespace limcode::wire
