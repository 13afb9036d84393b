// Copies that are too large to be inlined.
#include "limcode/wire/copy.hpp"

namespace limcode::wire {
namespace {

struct Block {
  std::uint8_t bytes[16];
};

// Four loads, then four stores, so that neither waits for the other; the compiler makes vector registers of the blocks.
void copy_blocks(std::uint8_t* to, const std::uint8_t* from, std::size_t count) noexcept {
  constexpr std::size_t step = 4 * sizeof(Block);
  for (; count >= step; count -= step, to += step, from += step) {
    Block blocks[4];
    for (std::size_t i = 0; i < 4; ++i) std::memcpy(&blocks[i], from + i * sizeof(Block), sizeof(Block));
    for (std::size_t i = 0; i < 4; ++i) std::memcpy(to + i * sizeof(Block), &blocks[i], sizeof(Block));
  }
  std::memcpy(to, from, count);
}

}  // namespace

void copy_large(void* to, const void* from, std::size_t count) noexcept {
  if (is_slow_for_memcpy(to, from, count)) [[unlikely]] {
    copy_blocks(static_cast<std::uint8_t*>(to), static_cast<const std::uint8_t*>(from), count);
  } else {
    std::memcpy(to, from, count);
  }
}

}  // namespace limcode::wire
