// The blocks of an Arena: each at least twice as large as the one before, the large ones from huge pages.
#include "limcode/arena.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace limcode {

void* Arena::take_from_new_block(std::size_t bytes, std::size_t alignment) {
  if (bytes > std::numeric_limits<std::size_t>::max() - alignment) throw std::bad_alloc();
  blocks_.emplace_back(std::max(next_block_, bytes + alignment));
  Buffer& block = blocks_.back();
  next_block_ = block.capacity() * 2;
  next_ = reinterpret_cast<std::uintptr_t>(block.data());
  end_ = next_ + block.capacity();
  return take(bytes, alignment);
}

void Arena::clear() noexcept {
  next_ = end_ = 0;
  if (blocks_.empty()) return;
  const auto largest = std::max_element(blocks_.begin(), blocks_.end(), [](const Buffer& a, const Buffer& b) {
    return a.capacity() < b.capacity();
  });
  std::swap(blocks_.front(), *largest);
  blocks_.erase(blocks_.begin() + 1, blocks_.end());
  next_ = reinterpret_cast<std::uintptr_t>(blocks_.front().data());
  end_ = next_ + blocks_.front().capacity();
}

std::size_t Arena::capacity() const noexcept {
  std::size_t total = 0;
  for (const Buffer& block : blocks_) total += block.capacity();
  return total;
}

}  // namespace limcode
