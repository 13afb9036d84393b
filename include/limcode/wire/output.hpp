// Output: the Buffer that one frame is written into, how much of it is free, and how writing failed. Cursors are plain
// pointers that functions take and return, null after a failure, so that they stay in registers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "limcode/buffer.hpp"
#include "limcode/wire/copy.hpp"
#include "limcode/wire/fault.hpp"

namespace limcode::wire {

using Byte = std::uint8_t;

/// The largest write that goes straight into the room at hand; larger ones leave the caller's code.
inline constexpr std::size_t small_write_max = 4096;

/// The buffer being written. What is written becomes part of it with commit().
class Output : public Fault {
 public:
  explicit Output(Buffer& buffer) : buffer_(buffer), end_(data() + buffer.capacity()) {}

  /// Where the first byte goes: behind what the buffer holds already.
  [[nodiscard]] Byte* begin() noexcept { return data() + buffer_.size(); }

  /// Makes sure that `count` bytes can be written at `at`, and returns where that now is.
  [[nodiscard]] Byte* ensure(Byte* at, std::size_t count) {
    if (static_cast<std::size_t>(end_ - at) < count) [[unlikely]]
      return grow(at, count);
    return at;
  }

  /// Writes `count` bytes and returns one past them.
  [[nodiscard]] Byte* write_raw(Byte* at, const void* bytes, std::size_t count) {
    if (count > small_write_max) return write_large(at, bytes, count);
    at = ensure(at, count);
    copy_bytes(at, static_cast<const Byte*>(bytes), count);
    return at + count;
  }

  /// Makes everything before `at` part of the buffer.
  void commit(Byte* at) noexcept { buffer_.set_size(static_cast<std::size_t>(at - data())); }

  /// The value has no wire form. Returns null.
  [[gnu::cold, gnu::noinline]] Byte* fail(Errc code, std::string detail);
  [[gnu::cold, gnu::noinline]] Byte* fail_utf8(std::size_t valid);
  [[gnu::cold, gnu::noinline]] Byte* fail_limit(std::uint64_t size, std::uint64_t limit);

 private:
  [[nodiscard]] Byte* data() noexcept { return reinterpret_cast<Byte*>(buffer_.data()); }
  [[gnu::cold, gnu::noinline]] Byte* grow(Byte* at, std::size_t count);
  [[gnu::noinline]] Byte* write_large(Byte* at, const void* bytes, std::size_t count);

  Buffer& buffer_;
  Byte* end_;
};

}  // namespace limcode::wire
