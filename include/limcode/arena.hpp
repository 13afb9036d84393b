// Arena: memory that decoded values live in together and leave together. Handing out is adding to a pointer; nothing is
// given back until the arena is cleared or destroyed. It is a std::pmr::memory_resource, so that pmr containers
// can live in one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>

#include "limcode/buffer.hpp"

namespace limcode {

/// A growing pile of memory. Not for several threads at once; what lives in it must not outlive it.
class Arena final : public std::pmr::memory_resource {
 public:
  /// Takes nothing yet; the first block has `first_block_bytes` at least.
  explicit Arena(std::size_t first_block_bytes = 4096) noexcept : next_block_(first_block_bytes) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() override;

  /// Uninitialised memory; never null. Requires: `alignment` is a power of two.
  [[nodiscard]] void* take(std::size_t bytes, std::size_t alignment) {
    const auto start = (next_ + (alignment - 1)) & ~(std::uintptr_t{alignment} - 1);
    if (start > end_ || end_ - start < bytes) [[unlikely]]
      return take_from_new_block(bytes, alignment);
    next_ = start + bytes;
    return reinterpret_cast<void*>(start);  // NOLINT(performance-no-int-to-ptr)
  }

  /// Forgets everything that lives here and keeps the largest block for what comes next.
  void clear() noexcept;

  /// Bytes that all blocks take together.
  [[nodiscard]] std::size_t capacity() const noexcept;

 private:
  void* take_from_new_block(std::size_t bytes, std::size_t alignment);

  void* do_allocate(std::size_t bytes, std::size_t alignment) override { return take(bytes, alignment); }
  void do_deallocate(void*, std::size_t, std::size_t) noexcept override {}
  [[nodiscard]] bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }

  // Every block starts with the one that was there before it.
  struct Block;
  static void destroy(Block* block) noexcept;
  void use(Block* block) noexcept;

  std::uintptr_t next_ = 0;
  std::uintptr_t end_ = 0;
  std::size_t next_block_;
  Block* newest_ = nullptr;
};

}  // namespace limcode
