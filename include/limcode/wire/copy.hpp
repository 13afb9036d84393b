// Copying bytes whose number is known only at run time. Short copies are inlined as overlapping blocks, because a call
// costs more than they do; long ones go to libc, whose memcpy is already chosen for the CPU.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace limcode::wire {

/// The longest copy that is worth inlining: above it a call to memcpy is at least as quick.
inline constexpr std::size_t inline_copy_max = 64;

namespace detail {

// The first and the last Size bytes, which overlap where there are fewer than twice as many.
template <std::size_t Size>
[[gnu::always_inline]] inline void copy_ends(std::uint8_t* to, const std::uint8_t* from, std::size_t count) noexcept {
  struct Block {
    std::uint8_t bytes[Size];
  };
  Block first;
  Block last;
  std::memcpy(&first, from, Size);
  std::memcpy(&last, from + count - Size, Size);
  std::memcpy(to, &first, Size);
  std::memcpy(to + count - Size, &last, Size);
}

}  // namespace detail

/// memcpy for counts that are usually small. The two ranges must not overlap.
inline void copy_bytes(std::uint8_t* to, const std::uint8_t* from, std::size_t count) noexcept {
  if (count > inline_copy_max) {
    std::memcpy(to, from, count);
  } else if (count > 32) {
    detail::copy_ends<32>(to, from, count);
  } else if (count >= 16) {
    detail::copy_ends<16>(to, from, count);
  } else if (count >= 8) {
    detail::copy_ends<8>(to, from, count);
  } else if (count >= 4) {
    detail::copy_ends<4>(to, from, count);
  } else if (count != 0) {
    to[0] = from[0];
    to[count / 2] = from[count / 2];
    to[count - 1] = from[count - 1];
  }
}

}  // namespace limcode::wire
