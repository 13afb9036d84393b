// Reader: one method for every primitive of serde's data model, over a cursor that stays in registers when inlined.
// Decoder wraps one, and a limcode::Codec of your own is handed one.
#pragma once

#include <span>
#include <string_view>

#include "limcode/wire/input.hpp"
#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "limcode/wire/utf8.hpp"

namespace limcode::wire {

/// Functions over bare cursors: each returns one past what it read, or null after a failure that `in` keeps.
template <class F>
struct Read {
  template <Number T>
  [[nodiscard]] static const Byte* number(Input& in, const Byte* at, T& value) {
    const Byte* from = at;
    const Errc code = F::template read<T>(at, in.end(), value);
    if (code != Errc::ok) [[unlikely]]
      return in.fail_integer(code, from, sizeof(T), F::template is_fixed<T> ? IntEncoding::fixed : F::int_encoding);
    return at;
  }

  [[nodiscard]] static const Byte* boolean(Input& in, const Byte* at, bool& value) {
    if (at == in.end()) [[unlikely]]
      return in.fail_end(at, 1);
    if (*at > 1) [[unlikely]]
      return in.fail_bool(at);
    value = *at != 0;
    return at + 1;
  }

  [[nodiscard]] static const Byte* option_tag(Input& in, const Byte* at, bool& is_some) {
    if (at == in.end()) [[unlikely]]
      return in.fail_end(at, 1);
    if (*at > 1) [[unlikely]]
      return in.fail_option_tag(at);
    is_some = *at != 0;
    return at + 1;
  }

  [[nodiscard]] static const Byte* character(Input& in, const Byte* at, char32_t& value) {
    if (at == in.end()) [[unlikely]]
      return in.fail_char(at);
    if (*at < 0x80) [[likely]] {
      value = *at;
      return at + 1;
    }
    const std::size_t width = utf8_width(*at);
    if (width == 0 || width > in.left(at) || valid_utf8_prefix(at, width) != width) [[unlikely]]
      return in.fail_char(at);
    value = utf8_value(at, width);
    return at + width;
  }

  [[nodiscard]] static const Byte* short_vec(Input& in, const Byte* at, std::uint64_t& length) {
    const Byte* from = at;
    const Errc code = read_short_vec(at, in.end(), length);
    if (code != Errc::ok) [[unlikely]]
      return in.fail_short_vec(code, from);
    return at;
  }

  /// A count of elements of at least `min_size` bytes each, which may be there as far as can be known.
  template <bool Compact = false>
  [[nodiscard]] static const Byte* count(Input& in, const Byte* at, std::size_t min_size, std::uint64_t& count) {
    const Byte* from = at;
    if constexpr (Compact) {
      at = short_vec(in, at, count);
    } else {
      at = number(in, at, count);
    }
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (min_size == 0) {
      if (!in.spend_empty(count)) [[unlikely]]
        return in.fail_claim(from, at, count, 0);
    } else if (count > in.left(at) / min_size) [[unlikely]] {
      return in.fail_claim(from, at, count, min_size);
    }
    return at;
  }

  [[nodiscard]] static const Byte* utf8(Input& in, const Byte* at, std::size_t size) {
    if (const std::size_t valid = valid_utf8_prefix(at, size); valid != size) [[unlikely]]
      return in.fail_utf8(at, size, valid);
    return at + size;
  }
};

/// Reads primitives in the integer layout F. Every method returns false on a failure, which the Input keeps; the
/// value is not meaningful then.
template <class F>
class Reader {
 public:
  using Format = F;

  explicit Reader(Input& in) : in_(in), at_(in.begin()) {}
  Reader(Input& in, const Byte* at) : in_(in), at_(at) {}

  [[nodiscard]] Input& input() noexcept { return in_; }
  /// The next byte; null after a failure.
  [[nodiscard]] const Byte* position() const noexcept { return at_; }
  void set_position(const Byte* at) noexcept { at_ = at; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return static_cast<std::uint64_t>(at_ - in_.begin()); }
  [[nodiscard]] std::size_t left() const noexcept { return in_.left(at_); }

  /// Integers (usize and isize are 64 bits wide) and floats.
  template <Number T>
  [[nodiscard]] bool read(T& value) {
    return moved(Read<F>::number(in_, at_, value));
  }
  [[nodiscard]] bool read(bool& value) { return moved(Read<F>::boolean(in_, at_, value)); }
  [[nodiscard]] bool read(char32_t& value) { return moved(Read<F>::character(in_, at_, value)); }

  [[nodiscard]] bool read_option_tag(bool& is_some) { return moved(Read<F>::option_tag(in_, at_, is_some)); }
  /// An enum index, which must be below `variants`.
  [[nodiscard]] bool read_variant(std::uint32_t& index, std::uint32_t variants) {
    const Byte* from = at_;
    if (!read(index)) return false;
    if (index < variants) [[likely]]
      return true;
    return moved(in_.fail_variant(from, at_, index, variants));
  }
  /// A length of elements that take at least `min_size` bytes each: refused when they cannot all be there.
  [[nodiscard]] bool read_length(std::uint64_t& length, std::size_t min_size) {
    return moved(Read<F>::count(in_, at_, min_size, length));
  }
  /// The same in Solana's compact-u16 form.
  [[nodiscard]] bool read_short_vec(std::uint64_t& length, std::size_t min_size) {
    return moved(Read<F>::template count<true>(in_, at_, min_size, length));
  }

  /// `count` bytes without a length, as a view of the input.
  [[nodiscard]] bool read_raw(std::span<const std::byte>& bytes, std::size_t count) {
    if (count > left()) [[unlikely]]
      return moved(in_.fail_end(at_, count));
    bytes = {reinterpret_cast<const std::byte*>(at_), count};
    at_ += count;
    return true;
  }
  /// Length and bytes, as a view of the input.
  [[nodiscard]] bool read_bytes(std::span<const std::byte>& bytes) {
    std::uint64_t length = 0;
    return read_length(length, 1) && read_raw(bytes, length);
  }
  /// Length and UTF-8, as a view of the input.
  [[nodiscard]] bool read_string(std::string_view& text) {
    std::uint64_t length = 0;
    if (!read_length(length, 1)) return false;
    const Byte* from = at_;
    if (!moved(Read<F>::utf8(in_, at_, length))) return false;
    text = {reinterpret_cast<const char*>(from), length};
    return true;
  }

  /// Refuses the value in [from, position()): it reads well but means nothing.
  [[nodiscard, gnu::cold]] bool refuse(const Byte* from, std::string detail) {
    return moved(in_.fail(Errc::invalid_value, from, at_, std::move(detail)));
  }

 private:
  [[nodiscard]] bool moved(const Byte* to) noexcept {
    at_ = to;
    return to != nullptr;
  }

  Input& in_;
  const Byte* at_;
};

}  // namespace limcode::wire
