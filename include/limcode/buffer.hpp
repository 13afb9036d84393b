// Buffer: growable bytes for output. It never zeroes what it grows by, keeps its memory when cleared, takes large
// sizes from huge pages, and is handed over by move. Everything that writes a frame writes into one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <utility>

namespace limcode {

/// Growable, uninitialised, move-only bytes. Only std::bad_alloc can be thrown, by what grows it.
class Buffer {
 public:
  Buffer() noexcept = default;
  explicit Buffer(std::size_t capacity_bytes) {
    if (capacity_bytes - 1 < small_max) {
      take_small(capacity_bytes);
    } else {
      reserve(capacity_bytes);
    }
  }
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, no_memory())),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    if (this != &other) {
      free();
      data_ = std::exchange(other.data_, no_memory());
      size_ = std::exchange(other.size_, 0);
      capacity_ = std::exchange(other.capacity_, 0);
    }
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { free(); }

  [[nodiscard]] std::byte* data() noexcept { return data_; }
  [[nodiscard]] const std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::byte* begin() noexcept { return data_; }
  [[nodiscard]] std::byte* end() noexcept { return data_ + size_; }
  [[nodiscard]] const std::byte* begin() const noexcept { return data_; }
  [[nodiscard]] const std::byte* end() const noexcept { return data_ + size_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

  /// Forgets the contents and keeps the memory: the next frame of that size allocates nothing.
  void clear() noexcept { size_ = 0; }
  /// Makes room for `capacity_bytes` in all; contents stay, nothing is zeroed.
  void reserve(std::size_t capacity_bytes) {
    if (capacity_bytes > capacity_) grow(capacity_bytes);
  }
  /// Extends by `count` uninitialised bytes and returns where they start.
  [[nodiscard]] std::byte* extend(std::size_t count) {
    if (capacity_ - size_ < count) [[unlikely]]
      grow(size_ + count);
    return data_ + std::exchange(size_, size_ + count);
  }
  /// Makes room for `count` more bytes without adding them; returns where they would start.
  [[nodiscard]] std::byte* room(std::size_t count) {
    if (capacity_ - size_ < count) [[unlikely]]
      grow(size_ + count);
    return data_ + size_;
  }
  /// Sets the size. Requires: `size <= capacity()`, and bytes up to it written.
  void set_size(std::size_t size) noexcept { size_ = size; }
  void append(const void* bytes, std::size_t count) {
    if (count != 0) std::memcpy(extend(count), bytes, count);
  }

 private:
  void grow(std::size_t at_least);  // at least doubles, so that appending is linear in all
  void grow_mapped(std::size_t capacity);
  void release() noexcept;
  void free() noexcept {
    if (capacity_ - 1 < small_max) {
      ::operator delete(is_placed(capacity_) ? start_of(data_) : data_);
    } else if (capacity_ != 0) {
      release();
    }
  }

  // Up to here memory comes from operator new and goes back to it without a call in between: one is seen beside so few
  // bytes. It is also what glibc's malloc keeps at hand for each thread, so that nothing may be added to it.
  static constexpr std::size_t small_max = 1032;

  // A frame is a length and its contents as a rule. Memory is entered so that the contents begin a cache line: a
  // vector's stores straddle two lines otherwise, and two pages one time in sixteen, which is three times as long for
  // 256 bytes. Before the place where it is entered stands where the memory starts. Not up to this many bytes, which
  // are few lines, and not where more would not be at hand. An odd capacity says that it was done.
  static constexpr std::size_t plain_max = 136;
  static constexpr std::size_t cache_line = 64;
  static constexpr std::size_t length_size = 8;
  static constexpr std::size_t start_size = sizeof(std::uintptr_t);
  static constexpr std::size_t placing_max = start_size + cache_line;  // never more is left out in front

  static constexpr bool is_placed(std::size_t capacity) noexcept { return capacity % 2 != 0; }
  static void* start_of(const std::byte* data) noexcept {
    std::uintptr_t start = 0;
    std::memcpy(&start, data - start_size, start_size);
    return reinterpret_cast<void*>(start);  // NOLINT(performance-no-int-to-ptr): it was one
  }

  void take_small(std::size_t at_least) {
    if (at_least > plain_max && at_least <= small_max - placing_max) return take_placed(at_least);
    const std::size_t even = at_least + at_least % 2;
    data_ = static_cast<std::byte*>(::operator new(even));
    capacity_ = even;
  }
  // Takes memory for `at_least` bytes, of which all that can be is used.
  void take_placed(std::size_t at_least) {
    auto* const memory = static_cast<std::byte*>(::operator new(at_least + placing_max));
    const auto start = reinterpret_cast<std::uintptr_t>(memory);
    const std::size_t contents = start + start_size + length_size;
    const std::size_t before = start_size + (cache_line - contents % cache_line) % cache_line;
    data_ = memory + before;
    std::memcpy(data_ - start_size, &start, start_size);
    capacity_ = (at_least + placing_max - before - 1) | 1;
  }

  // Where a buffer without memory points, so that a cursor into it is never null. Nothing is written there.
  static std::byte* no_memory() noexcept { return const_cast<std::byte*>(&nothing); }
  static constexpr std::byte nothing{};

  std::byte* data_ = no_memory();
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace limcode
