// The blocks of an Arena: each at least twice as large as the one before, the large ones from huge pages.
#include "limcode/arena.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <utility>

namespace limcode {

// Lives at the start of its own memory.
struct Arena::Block {
  Block* older;
  Buffer memory;
};

void Arena::destroy(Block* block) noexcept {
  // The memory that the block lives in must outlive it.
  const Buffer memory = std::move(block->memory);
  std::destroy_at(block);
}

void Arena::use(Block* block) noexcept {
  newest_ = block;
  next_ = reinterpret_cast<std::uintptr_t>(block + 1);
  end_ = reinterpret_cast<std::uintptr_t>(block->memory.data()) + block->memory.capacity();
}

Arena::~Arena() {
  while (newest_ != nullptr) destroy(std::exchange(newest_, newest_->older));
}

void* Arena::take_from_new_block(std::size_t bytes, std::size_t alignment) {
  constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 8;
  if (bytes > most) throw std::bad_alloc();
  Buffer memory(std::max(next_block_, bytes + alignment + sizeof(Block)));
  next_block_ = memory.capacity() * 2;
  void* const start = memory.data();
  use(::new (start) Block{newest_, std::move(memory)});
  return take(bytes, alignment);
}

void Arena::clear() noexcept {
  if (newest_ == nullptr) return;
  // Blocks only ever grow, so that the newest is the largest.
  while (newest_->older != nullptr) destroy(std::exchange(newest_->older, newest_->older->older));
  use(newest_);
}

std::size_t Arena::capacity() const noexcept {
  std::size_t total = 0;
  for (const Block* block = newest_; block != nullptr; block = block->older) total += block->memory.capacity();
  return total;
}

}  // namespace limcode
