// Where a Buffer's memory comes from. A fresh large buffer is limited by page faults, and 512 times fewer of them is
// what huge pages give; docs/performance.md has the measurement. The largest are a mapping of their own, aligned to 2
// MiB. Below that, operator new: malloc keeps what is freed to it up to that size, and memory that was touched before
// costs no faults at all.
#include "limcode/buffer.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include "limcode/detail/sequences.hpp"

namespace limcode {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
// From here on malloc of glibc gives freed memory back to the system at once, however often it is asked for.
constexpr std::size_t mapped_threshold = std::size_t{32} << 20;
constexpr std::size_t advised_threshold = 2 * huge_page;

constexpr bool is_mapped(std::size_t capacity) { return capacity >= mapped_threshold; }

std::size_t round_up(std::size_t value, std::size_t unit) { return (value + unit - 1) / unit * unit; }

// Maps `capacity` bytes (a multiple of the huge page) at a huge-page boundary; null when refused.
std::byte* map_huge(std::size_t capacity) {
  // An address aligned to the huge page needs one page more, which is unmapped again around it.
  const std::size_t mapped = capacity + huge_page;
  void* raw = ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (raw == MAP_FAILED) return nullptr;
  auto* start = static_cast<std::byte*>(raw);
  const std::size_t before = (huge_page - reinterpret_cast<std::uintptr_t>(start) % huge_page) % huge_page;
  if (before != 0) ::munmap(start, before);
  if (huge_page - before != 0) ::munmap(start + before + capacity, huge_page - before);
  ::madvise(start + before, capacity, MADV_HUGEPAGE);
  return start + before;
}

}  // namespace

void Buffer::grow(std::size_t at_least) {
  constexpr std::size_t limit = std::numeric_limits<std::size_t>::max() / 4;
  if (at_least > limit) throw std::bad_alloc();
  const std::size_t capacity = std::max({at_least, capacity_ * 2, std::size_t{64}});
  if (is_mapped(capacity + placing_max)) [[unlikely]]
    return grow_mapped(capacity);
  Buffer larger;
  if (capacity <= small_max) {
    larger.take_small(capacity);
  } else {
    larger.take_placed(capacity);
    if (larger.capacity_ >= advised_threshold) [[unlikely]]
      detail::advise_large(larger.data_, larger.capacity_);
  }
  if (size_ != 0) std::memcpy(larger.data_, data_, size_);
  larger.size_ = size_;
  *this = std::move(larger);
}

void Buffer::grow_mapped(std::size_t capacity) {
  capacity = round_up(capacity, huge_page);
  if (is_mapped(capacity_)) {
    // The kernel moves the pages instead of us copying them.
    void* moved = ::mremap(data_, capacity_, capacity, MREMAP_MAYMOVE);
    if (moved == MAP_FAILED) throw std::bad_alloc();
    ::madvise(moved, capacity, MADV_HUGEPAGE);
    data_ = static_cast<std::byte*>(moved);
  } else {
    std::byte* memory = map_huge(capacity);
    if (memory == nullptr) throw std::bad_alloc();
    if (size_ != 0) std::memcpy(memory, data_, size_);
    if (capacity_ != 0) release();
    data_ = memory;
  }
  capacity_ = capacity;
}

void Buffer::release() noexcept {
  if (is_mapped(capacity_)) {
    ::munmap(data_, capacity_);
  } else {
    ::operator delete(is_placed(capacity_) ? start_of(data_) : data_);
  }
}

}  // namespace limcode
