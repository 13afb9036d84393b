// Writer: one method for every primitive of serde's data model, over a cursor that stays in registers when inlined.
// Encoder wraps one, and a limcode::Codec of your own is handed one.
#pragma once

#include <span>
#include <string_view>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/output.hpp"
#include "limcode/wire/short_vec.hpp"
#include "limcode/wire/utf8.hpp"

namespace limcode::wire {

/// Writes primitives in the integer layout F. Methods that can fail return false; the Output keeps the reason.
template <class F>
class Writer {
 public:
  using Format = F;

  explicit Writer(Output& out) : out_(out), at_(out.begin()) {}
  Writer(Output& out, Byte* at) : out_(out), at_(at) {}

  [[nodiscard]] Output& output() noexcept { return out_; }
  /// Where the next byte goes.
  [[nodiscard]] Byte* position() const noexcept { return at_; }
  void set_position(Byte* at) noexcept { at_ = at; }

  /// Integers (usize and isize are 64 bits wide) and floats.
  template <Number T>
  void write(T value) {
    at_ = out_.ensure(at_, F::template max_size<T>);
    at_ = F::template write<T>(at_, value);
  }
  void write(bool value) { write(static_cast<std::uint8_t>(value)); }
  /// A char as bare UTF-8. Fails on surrogates and beyond U+10FFFF.
  [[nodiscard]] bool write(char32_t value) {
    if (!is_scalar_value(value)) [[unlikely]]
      return out_.fail(Errc::not_representable, "a char must be a Unicode scalar value") != nullptr;
    at_ = write_utf8(out_.ensure(at_, 4), value);
    return true;
  }

  void write_option_tag(bool is_some) { write(is_some); }
  void write_variant(std::uint32_t index) { write(index); }
  void write_length(std::uint64_t length) { write(length); }
  /// Solana's compact-u16 length. Fails above 65,535.
  [[nodiscard]] bool write_short_vec(std::uint64_t length) {
    if (length > max_short_vec) [[unlikely]]
      return out_.fail(Errc::not_representable, "a compact length is at most 65,535") != nullptr;
    at_ = write_leb128(out_.ensure(at_, max_short_vec_size), length);
    return true;
  }

  /// Bytes without a length.
  void write_raw(std::span<const std::byte> bytes) { at_ = out_.write_raw(at_, bytes.data(), bytes.size()); }
  /// Length and bytes: `Vec<u8>`, serde_bytes.
  void write_bytes(std::span<const std::byte> bytes) {
    write_length(bytes.size());
    write_raw(bytes);
  }
  /// Length and UTF-8: `String`, `&str`. Fails on anything else than UTF-8.
  [[nodiscard]] bool write_string(std::string_view text) {
    const auto* bytes = reinterpret_cast<const Byte*>(text.data());
    if (const std::size_t valid = valid_utf8_prefix(bytes, text.size()); valid != text.size()) [[unlikely]]
      return out_.fail_utf8(valid) != nullptr;
    write_bytes(std::as_bytes(std::span(text)));
    return true;
  }

 private:
  Output& out_;
  Byte* at_;
};

}  // namespace limcode::wire
