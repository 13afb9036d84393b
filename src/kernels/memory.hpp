// Unaligned loads and stores of numbers, for all kernels. "Little" means that the byte at the lowest address
// is the lowest byte of the number whatever the machine, which is what counting zero bits to find a byte
// needs.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace limcode::kernels {

template <class T>
[[nodiscard]] inline T load_native(const void* from) noexcept {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
inline void store_native(void* to, T value) noexcept {
  std::memcpy(to, &value, sizeof value);
}

[[nodiscard]] inline std::uint64_t load_little(const void* from) noexcept {
  const auto value = load_native<std::uint64_t>(from);
  return std::endian::native == std::endian::little ? value : __builtin_bswap64(value);
}

/// The little word of `count` bytes and zeros above them. Requires `count < 8`; reads no other bytes.
[[nodiscard]] inline std::uint64_t load_little_partial(const std::uint8_t* from, std::size_t count) noexcept {
  if (count == 0) return 0;
  if (count >= 4 && std::endian::native == std::endian::little) {
    // Two halves that overlap; where they do, they agree.
    const std::uint64_t upper = load_native<std::uint32_t>(from + count - 4);
    return load_native<std::uint32_t>(from) | (upper << (8 * (count - 4)));
  }
  std::uint64_t word = 0;
  for (std::size_t i = count; i-- != 0;) word = (word << 8) | from[i];
  return word;
}

inline void store_little(void* to, std::uint64_t value) noexcept {
  store_native(to, std::endian::native == std::endian::little ? value : __builtin_bswap64(value));
}

/// A word with the same byte everywhere.
[[nodiscard]] constexpr std::uint64_t repeated(std::uint8_t byte) noexcept { return 0x0101010101010101u * byte; }

/// The index of the lowest byte of a little word that has a bit set in `mask`. Requires `mask != 0`.
[[nodiscard]] inline std::size_t first_byte(std::uint64_t mask) noexcept {
  return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
}

}  // namespace limcode::kernels
