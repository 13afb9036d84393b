// Encoder: builds a frame one value at a time in a buffer that it keeps, for when there is no C++ type to hand to
// encode(). Small writes are copied inline into the room at hand; large ones take one call. After the first frame of a
// size no more memory is asked for, and finish() hands the buffer over without copying it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "limcode/codec.hpp"

namespace limcode {

/// Writes in the configuration C. The first write that fails makes all later ones do nothing, and finish() returns
/// its error.
template <Config C>
class BasicEncoder {
  using Format = detail::FormatOf<C>;

 public:
  BasicEncoder() = default;
  /// Starts with room for `capacity_bytes`.
  explicit BasicEncoder(std::size_t capacity_bytes) : buffer_(capacity_bytes) {}
  /// Writes behind what `buffer` holds, in its memory.
  explicit BasicEncoder(Buffer&& buffer) : buffer_(std::move(buffer)) {}

  void write_u8(std::uint8_t value) { write_number(value); }
  void write_u16(std::uint16_t value) { write_number(value); }
  void write_u32(std::uint32_t value) { write_number(value); }
  void write_u64(std::uint64_t value) { write_number(value); }
  void write_u128(wire::u128 value) { write_number(value); }
  void write_usize(std::uint64_t value) { write_number(value); }
  void write_i8(std::int8_t value) { write_number(value); }
  void write_i16(std::int16_t value) { write_number(value); }
  void write_i32(std::int32_t value) { write_number(value); }
  void write_i64(std::int64_t value) { write_number(value); }
  void write_i128(wire::i128 value) { write_number(value); }
  void write_isize(std::int64_t value) { write_number(value); }
  void write_f32(float value) { write_number(value); }
  void write_f64(double value) { write_number(value); }
  void write_bool(bool value) { write_number(static_cast<std::uint8_t>(value)); }
  /// A char; surrogates and numbers beyond U+10FFFF fail.
  void write_char(char32_t value) { write(value); }

  void write_option_tag(bool is_some) { write_bool(is_some); }
  void write_variant(std::uint32_t index) { write_number(index); }
  /// The length of a sequence or map whose elements follow.
  void write_length(std::uint64_t length) { write_number(length); }

  /// Length and bytes: `Vec<u8>`, `&[u8]`.
  void write_bytes(std::span<const std::byte> bytes) {
    if (failed()) [[unlikely]]
      return;
    constexpr std::size_t prefix = Format::template max_size<std::uint64_t>;
    auto* const start = reinterpret_cast<wire::Byte*>(buffer_.room(prefix + bytes.size()));
    wire::Byte* at = Format::template write<std::uint64_t>(start, bytes.size());
    copy(at, bytes);
    advance(static_cast<std::size_t>(at - start) + bytes.size());
  }
  void write_bytes(std::span<const std::uint8_t> bytes) { write_bytes(std::as_bytes(bytes)); }
  /// Length and UTF-8: `String`, `&str`; other bytes fail.
  void write_string(std::string_view text) { write(text); }
  /// Bytes as they are.
  void write_raw(std::span<const std::byte> bytes) {
    if (failed()) [[unlikely]]
      return;
    copy(reinterpret_cast<wire::Byte*>(buffer_.room(bytes.size())), bytes);
    advance(bytes.size());
  }
  void write_raw(std::span<const std::uint8_t> bytes) { write_raw(std::as_bytes(bytes)); }

  /// A value of any type that encode() takes.
  template <class T>
  void write(const T& value) {
    if (failed()) [[unlikely]]
      return;
    wire::Output out(buffer_);
    if (!detail::append<Format>(out, buffer_, value, Config::no_limit)) [[unlikely]]
      keep(out);
    check_limit();
  }

  /// What is written so far.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return buffer_.bytes(); }
  [[nodiscard]] std::size_t size() const noexcept { return buffer_.size(); }
  /// The first failure, if any.
  [[nodiscard]] const Error* error() const noexcept { return error_.get(); }

  /// Forgets what is written, failures included, and keeps the memory.
  void clear() noexcept {
    buffer_.clear();
    if (failed()) [[unlikely]]
      error_.reset();
  }

  /// Hands over the buffer and leaves the encoder empty. Errors: not_representable, limit_exceeded.
  [[nodiscard]] Result<Buffer> finish() {
    if (failed()) [[unlikely]]
      return give_up();
    return std::move(buffer_);
  }

 private:
  template <class T>
  void write_number(T value) {
    if (failed()) [[unlikely]]
      return;
    auto* const start = reinterpret_cast<wire::Byte*>(buffer_.room(Format::template max_size<T>));
    advance(static_cast<std::size_t>(Format::template write<T>(start, value) - start));
  }

  static void copy(wire::Byte* to, std::span<const std::byte> bytes) {
    wire::copy_bytes(to, reinterpret_cast<const wire::Byte*>(bytes.data()), bytes.size());
  }

  void advance(std::size_t count) {
    buffer_.set_size(buffer_.size() + count);
    check_limit();
  }

  void check_limit() {
    if constexpr (C.limit_bytes != Config::no_limit) {
      if (buffer_.size() > C.limit_bytes && !failed()) [[unlikely]] {
        wire::Output out(buffer_);
        out.fail_limit(buffer_.size(), C.limit_bytes);
        keep(out);
      }
    }
  }

  [[gnu::cold, gnu::noinline]] void keep(wire::Fault& fault) { error_ = std::make_unique<Error>(fault.take_error()); }
  [[nodiscard, gnu::cold, gnu::noinline]] Result<Buffer> give_up() {
    const std::unique_ptr<Error> error = std::move(error_);
    clear();
    return std::unexpected(std::move(*error));
  }

  [[nodiscard]] bool failed() const noexcept { return error_ != nullptr; }

  Buffer buffer_;
  std::unique_ptr<Error> error_;
};

using Encoder = BasicEncoder<Config::legacy()>;
using StandardEncoder = BasicEncoder<Config::standard()>;

}  // namespace limcode
