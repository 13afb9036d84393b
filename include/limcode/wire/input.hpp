// Input: the bytes of one frame that is being read, where reading must stop, and how it failed. Cursors into it are
// plain pointers that functions take and return, null after a failure, so that they stay in registers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "limcode/config.hpp"
#include "limcode/limits.hpp"
#include "limcode/wire/fault.hpp"

namespace limcode {
class Arena;
}

namespace limcode::wire {

using Byte = std::uint8_t;

/// The bytes being read. All `fail` functions record the failure and return null.
class Input : public Fault {
 public:
  /// Reads at most `limit_bytes` of `bytes`. Views are copied into `arena` where one is given, else they borrow.
  explicit Input(std::span<const std::byte> bytes, std::uint64_t limit_bytes = Config::no_limit,
                 Arena* arena = nullptr) noexcept
      : begin_(bytes.data() == nullptr ? &nothing : reinterpret_cast<const Byte*>(bytes.data())),
        end_(begin_ + (bytes.size() < limit_bytes ? bytes.size() : static_cast<std::size_t>(limit_bytes))),
        input_end_(begin_ + bytes.size()),
        arena_(arena) {}

  [[nodiscard]] const Byte* begin() const noexcept { return begin_; }
  /// One past the last byte that may be read.
  [[nodiscard]] const Byte* end() const noexcept { return end_; }
  /// One past the last byte there is.
  [[nodiscard]] const Byte* input_end() const noexcept { return input_end_; }
  [[nodiscard]] std::size_t left(const Byte* at) const noexcept { return static_cast<std::size_t>(end_ - at); }
  [[nodiscard]] Arena* arena() const noexcept { return arena_; }

  /// Goes one level down: call before reading what may contain more of its own kind, and leave() after it.
  [[nodiscard]] bool enter(const Byte* at) {
    if (++depth_ <= max_wire_depth) [[likely]]
      return true;
    fail_depth(at);
    return false;
  }
  void leave() noexcept { --depth_; }

  /// Takes `count` elements without bytes from what the frame may claim.
  [[nodiscard]] bool spend_empty(std::uint64_t count) noexcept {
    const std::uint64_t budget = free_empty_elements + input_size();
    if (count > budget - empty_claims_) return false;
    empty_claims_ += count;
    return true;
  }

  /// How many of `count` elements of `element_size` bytes each are worth making room for at once. What lengths claim
  /// is believed until it is out of proportion to the input; from then on containers grow as elements turn up.
  [[nodiscard]] std::size_t believe(std::uint64_t count, std::size_t element_size) noexcept {
    const std::uint64_t budget = free_memory + input_size() * memory_per_byte;
    const std::uint64_t most = (budget - memory_claims_) / element_size;
    const std::uint64_t believed = count < most ? count : most;
    memory_claims_ += believed * element_size;
    return static_cast<std::size_t>(believed);
  }

  /// The bytes in [from, to) are wrong.
  [[gnu::cold, gnu::noinline]] const Byte* fail(Errc code, const Byte* from, const Byte* to, std::string detail);
  /// An item at `from` needs `needed` bytes, which are not all there.
  [[gnu::cold, gnu::noinline]] const Byte* fail_end(const Byte* from, std::uint64_t needed);
  /// Reading an integer of `width` bytes at `from` gave `code`.
  [[gnu::cold, gnu::noinline]] const Byte* fail_integer(Errc code, const Byte* from, std::size_t width,
                                                        IntEncoding encoding);
  /// The length in [from, to) claims `count` elements of at least `min_size` bytes each, which are not all there.
  [[gnu::cold, gnu::noinline]] const Byte* fail_claim(const Byte* from, const Byte* to, std::uint64_t count,
                                                      std::uint64_t min_size);
  [[gnu::cold, gnu::noinline]] const Byte* fail_bool(const Byte* at);
  [[gnu::cold, gnu::noinline]] const Byte* fail_option_tag(const Byte* at);
  [[gnu::cold, gnu::noinline]] const Byte* fail_char(const Byte* at);
  [[gnu::cold, gnu::noinline]] const Byte* fail_utf8(const Byte* text, std::size_t size, std::size_t valid);
  [[gnu::cold, gnu::noinline]] const Byte* fail_variant(const Byte* from, const Byte* to, std::uint64_t index,
                                                        std::uint64_t variants);
  [[gnu::cold, gnu::noinline]] const Byte* fail_short_vec(Errc code, const Byte* from);
  [[gnu::cold, gnu::noinline]] const Byte* fail_trailing(const Byte* at);

 private:
  [[gnu::cold, gnu::noinline]] void fail_depth(const Byte* at);

  static constexpr std::uint64_t memory_per_byte = 16;
  static constexpr std::uint64_t free_memory = 4096;

  [[nodiscard]] std::uint64_t input_size() const noexcept { return static_cast<std::uint64_t>(input_end_ - begin_); }

  // Where an empty span without an address points, because null means failure.
  static constexpr Byte nothing = 0;

  const Byte* begin_;
  const Byte* end_;
  const Byte* input_end_;
  Arena* arena_;
  unsigned depth_ = 0;
  std::uint64_t empty_claims_ = 0;
  std::uint64_t memory_claims_ = 0;
};

}  // namespace limcode::wire
