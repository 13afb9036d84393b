// A window over a source: the bytes that are read and not yet consumed, contiguous in memory. It moves on as
// they are consumed and grows only when one item does not fit, so that a stream of any length needs constant
// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "io/source.hpp"
#include "limcode/buffer.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

class Window {
 public:
  static constexpr std::size_t default_block = std::size_t{256} << 10;

  explicit Window(Source& source, std::size_t block_bytes = default_block)
      : source_(&source), block_bytes_(block_bytes) {}

  /// What is read and not yet consumed. Valid until fill(); readable_padding bytes after it may be read.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
    return {buffer_.data() + start_, buffer_.size() - start_};
  }
  /// The position of bytes().front() in the stream.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  /// Moves the start on. Requires: `count <= bytes().size()`.
  void consume(std::size_t count) noexcept {
    start_ += count;
    offset_ += count;
  }
  /// Gives away all that is read. Requires: nothing was consumed.
  [[nodiscard]] Buffer release() noexcept { return std::move(buffer_); }
  /// Whether so many of the source's bytes may be held.
  [[nodiscard]] Result<void> allow_held(std::uint64_t bytes) const { return source_->allow_held(bytes); }
  /// Reads more behind what is there; false when the source has ended. What is there doubles from call to
  /// call once it is large, so that looking at all of it again after each call is linear in all.
  [[nodiscard]] Result<bool> fill();

 private:
  Source* source_;
  std::size_t block_bytes_;
  Buffer buffer_;
  std::size_t start_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace limcode::io
