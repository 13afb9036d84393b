// Memory between two pages that may not be touched, so that a read or write outside of it ends the process.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>

namespace limcode::test {

/// Readable and writable memory between two pages that are neither.
class GuardedMemory {
 public:
  explicit GuardedMemory(std::size_t size) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    size_ = (size + page - 1) / page * page;
    mapped_ = size_ + 2 * page;
    void* memory = ::mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    whole_ = static_cast<std::uint8_t*>(memory);
    begin_ = whole_ + page;
    if (::mprotect(begin_, size_, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
  }
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory() { ::munmap(whole_, mapped_); }

  [[nodiscard]] std::uint8_t* begin() const { return begin_; }
  /// The last `size` bytes before the unreadable page.
  [[nodiscard]] std::uint8_t* last(std::size_t size) const { return begin_ + size_ - size; }

  /// Copies bytes or text so that the unreadable page follows. Requires that they fit.
  [[nodiscard]] std::span<const std::byte> place(std::span<const std::byte> bytes) const {
    if (!bytes.empty()) std::memcpy(last(bytes.size()), bytes.data(), bytes.size());
    return {reinterpret_cast<const std::byte*>(last(bytes.size())), bytes.size()};
  }
  [[nodiscard]] std::string_view place(std::string_view text) const {
    const auto placed = place(std::as_bytes(std::span(text)));
    return {reinterpret_cast<const char*>(placed.data()), placed.size()};
  }

 private:
  std::uint8_t* whole_ = nullptr;
  std::uint8_t* begin_ = nullptr;
  std::size_t size_ = 0, mapped_ = 0;
};

}  // namespace limcode::test
