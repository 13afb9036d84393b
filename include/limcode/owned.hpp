// Owned<T>: a decoded value together with the arena that everything it points to lives in. decode_owned makes one: a
// block or two of memory for the whole value instead of one for every inner vector. T may hold std::pmr containers,
// std::string_view, std::span<const U> of any U, and whatever else decode reads.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "limcode/arena.hpp"
#include "limcode/codec.hpp"

namespace limcode {

/// A T and what it points to. It is shown as const, because containers moved out of it would point into an arena that
/// they do not keep alive; copies of pmr containers are safe to take, views are not to outlive it.
template <class T>
class Owned {
 public:
  Owned(Owned&& other) noexcept : arena_(std::move(other.arena_)), value_(std::exchange(other.value_, nullptr)) {}
  Owned& operator=(Owned&& other) noexcept {
    if (this != &other) {
      destroy();
      arena_ = std::move(other.arena_);
      value_ = std::exchange(other.value_, nullptr);
    }
    return *this;
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { destroy(); }

  /// The value. Requires: this was not moved from. Not to be had from a temporary, which would take it away at once.
  [[nodiscard]] const T& get() const& noexcept { return *value_; }
  [[nodiscard]] const T& operator*() const& noexcept { return *value_; }
  [[nodiscard]] const T* operator->() const& noexcept { return value_; }
  const T& get() const&& = delete;
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// Bytes of memory that the value and its arena take.
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return arena_->capacity(); }

 private:
  template <class U, Config C, detail::ByteRange Bytes>
  friend Result<Owned<U>> decode_owned(const Bytes& bytes);
  template <class U, detail::ByteRange Bytes>
  friend Result<Owned<U>> decode_owned(const Bytes& bytes, const Config& config);
  template <Config C, class U, detail::ByteRange Bytes>
  friend Result<void> decode_into(Owned<U>& owned, const Bytes& bytes);

  explicit Owned(std::unique_ptr<Arena> arena) : arena_(std::move(arena)) { renew(); }

  // An empty value at the start of the arena.
  void renew() { value_ = std::construct_at(static_cast<T*>(arena_->take(sizeof(T), alignof(T)))); }

  // Values whose memory is all in the arena need no destructors: it goes with the arena.
  void destroy() noexcept {
    if constexpr (detail::owns_memory<T>) {
      if (value_ != nullptr) std::destroy_at(value_);
    }
    value_ = nullptr;
  }

  template <class F>
  [[nodiscard]] Result<void> read(std::span<const std::byte> bytes, std::uint64_t limit_bytes, Trailing trailing) {
    wire::Input in(bytes, limit_bytes, arena_.get());
    if (!detail::decode_frame<F>(in, *value_, trailing)) [[unlikely]]
      return detail::failure<void>(in);
    return {};
  }

  // A first block that decoded values usually fit into: they are somewhat larger than their wire form.
  [[nodiscard]] static std::unique_ptr<Arena> arena_for(std::size_t wire_bytes) {
    return std::make_unique<Arena>(sizeof(T) + alignof(T) + wire_bytes + wire_bytes / 2);
  }

  std::unique_ptr<Arena> arena_;
  T* value_ = nullptr;
};

/// Decodes a frame into an arena that the result owns; nothing of it points into `bytes`.
/// Errors: the codes of error.hpp's "Reading the wire".
template <class T, Config C = Config::legacy(), detail::ByteRange Bytes>
[[nodiscard]] Result<Owned<T>> decode_owned(const Bytes& bytes) {
  const auto input = detail::bytes_of(bytes);
  Owned<T> owned(Owned<T>::arena_for(input.size()));
  if (auto done = owned.template read<detail::FormatOf<C>>(input, C.limit_bytes, C.trailing); !done) [[unlikely]]
    return std::unexpected(std::move(done.error()));
  return owned;
}
template <class T, detail::ByteRange Bytes>
[[nodiscard]] Result<Owned<T>> decode_owned(const Bytes& bytes, const Config& config) {
  const auto input = detail::bytes_of(bytes);
  Owned<T> owned(Owned<T>::arena_for(input.size()));
  auto done = wire::with_format(config, [&](auto format) {
    return owned.template read<decltype(format)>(input, config.limit_bytes, config.trailing);
  });
  if (!done) [[unlikely]]
    return std::unexpected(std::move(done.error()));
  return owned;
}

/// Decodes another frame into the same memory. What the old value showed is gone, also when this fails.
template <Config C = Config::legacy(), class T, detail::ByteRange Bytes>
[[nodiscard]] Result<void> decode_into(Owned<T>& owned, const Bytes& bytes) {
  owned.destroy();
  owned.arena_->clear();
  owned.renew();
  return owned.template read<detail::FormatOf<C>>(detail::bytes_of(bytes), C.limit_bytes, C.trailing);
}

}  // namespace limcode
