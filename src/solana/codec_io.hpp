// Reading and writing for codecs: a source that checks every read and says in words what is missing, and a target that
// grows. Both write integers as the format in force does, or little-endian where the chain's layout says so itself.
#pragma once

#include <fmt/format.h>

#include <cstring>
#include <span>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/codec.hpp"
#include "wire/any_format.hpp"

namespace limcode::solana {

using Byte = std::uint8_t;

inline constexpr std::size_t key_size = 32;
inline constexpr std::size_t signature_size = 64;

/// Bytes to read a value from. Every read names the field that it reads, for the path of a fault.
class Source {
 public:
  /// The input from `at` on.
  Source(const plan::CodecInput& input, const Byte* at, plan::CodecFault& fault)
      : format_(input.config), at_(at), end_(input.end), fault_(fault) {}
  /// A value as declared, to be written.
  Source(const plan::CodecOutput& output, std::span<const Byte> declared, plan::CodecFault& fault)
      : format_(output.config), at_(declared.data()), end_(at_ + declared.size()), fault_(fault) {}

  /// The format in force.
  [[nodiscard]] wire::AnyFormat format() const noexcept { return format_; }

  [[nodiscard]] const Byte* at() const noexcept { return at_; }
  [[nodiscard]] std::uint64_t left() const noexcept { return static_cast<std::uint64_t>(end_ - at_); }

  /// Takes `count` bytes; null after a fault.
  [[nodiscard]] const Byte* take(std::uint64_t count, std::string_view field) {
    if (left() < count) [[unlikely]] {
      fail_end(at_, count, field);
      return nullptr;
    }
    const Byte* from = at_;
    at_ += count;
    return from;
  }

  /// An integer as the format in force writes it.
  template <class T>
  [[nodiscard]] bool number(T& value, std::string_view field) {
    const Byte* from = at_;
    const Errc code = format_.read(at_, end_, value);
    if (code == Errc::ok) [[likely]]
      return true;
    at_ = from;
    if (code == Errc::unexpected_end) return fail_end(from, left() + 1, field);
    return fail(code, from, from + 1, field, "no such integer");
  }

  /// An integer that is little-endian whatever the configuration.
  template <class T>
  [[nodiscard]] bool little(T& value, std::string_view field) {
    const Byte* from = take(sizeof(T), field);
    if (from == nullptr) return false;
    value = wire::load<T, Endian::little>(from);
    return true;
  }

  [[nodiscard]] bool short_vec(std::uint64_t& value, std::string_view field) {
    const Byte* from = at_;
    const Errc code = wire::read_short_vec(at_, end_, value);
    if (code == Errc::ok) [[likely]]
      return true;
    if (code == Errc::unexpected_end) return fail_end(from, left() + 1, field);
    return fail(code, from, std::min(from + wire::max_short_vec_size, end_), field,
                "a compact length is at most 65,535 and in its shortest form");
  }

  /// A serde_varint of 64 bits.
  [[nodiscard]] bool leb128(std::uint64_t& value, std::string_view field) {
    const Byte* from = at_;
    const Errc code = wire::read_leb128(at_, end_, 64, value);
    if (code == Errc::ok) [[likely]]
      return true;
    if (code == Errc::unexpected_end) return fail_end(from, static_cast<std::uint64_t>(end_ - from) + 1, field);
    return fail(code, from, at_, field,
                code == Errc::integer_overflow ? "the number does not fit its type" : "not the shortest form");
  }

  /// A tag byte that is 0 or 1: of an Option, or a bool.
  [[nodiscard]] bool tag(Errc code, bool& set, std::string_view field) {
    const Byte* from = take(1, field);
    if (from == nullptr) return false;
    if (*from > 1) return fail(code, from, from + 1, field, fmt::format("expected 0 or 1, found {}", *from));
    set = *from == 1;
    return true;
  }

  /// Puts the fault that has just happened below another field; false, to be returned.
  [[gnu::cold]] bool within(std::string_view field) {
    fault_.path.insert(0, field);
    return false;
  }

  [[gnu::cold]] bool fail(Errc code, const Byte* from, const Byte* to, std::string_view field, std::string detail) {
    fault_.code = code;
    fault_.from = from;
    fault_.to = to;
    fault_.path = field;
    fault_.detail = std::move(detail);
    return false;
  }

  [[gnu::cold]] bool fail_end(const Byte* from, std::uint64_t needed, std::string_view field) {
    fault_.needed = needed;
    return fail(Errc::unexpected_end, from, end_, field,
                fmt::format("{} more byte{} needed, {} left", needed, needed == 1 ? "" : "s", end_ - from));
  }

 private:
  wire::AnyFormat format_;
  const Byte* at_;
  const Byte* end_;
  plan::CodecFault& fault_;
};

/// Where a value goes; without a buffer it only counts as written.
class Target {
 public:
  Target(wire::AnyFormat format, Buffer* buffer) : format_(format), buffer_(buffer) {}

  void bytes(const Byte* from, std::uint64_t count) {
    if (buffer_ != nullptr) buffer_->append(from, count);
  }
  void byte(Byte value) { bytes(&value, 1); }
  void zeros(std::uint64_t count) {
    if (buffer_ != nullptr && count != 0) std::memset(buffer_->extend(count), 0, count);
  }
  template <class T>
  void number(T value) {
    if (buffer_ == nullptr) return;
    Byte room[wire::AnyFormat::max_size<T>];
    bytes(room, static_cast<std::uint64_t>(format_.write(room, value) - room));
  }
  template <class T>
  void little(T value) {
    Byte room[sizeof(T)];
    wire::store<T, Endian::little>(room, value);
    bytes(room, sizeof(T));
  }
  void leb128(std::uint64_t value) {
    Byte room[10];
    bytes(room, static_cast<std::uint64_t>(wire::write_leb128(room, value) - room));
  }

 private:
  wire::AnyFormat format_;
  Buffer* buffer_;
};

/// A write that fails: only the value can be to blame, so there is no place.
[[gnu::cold]] inline bool refuse(plan::CodecFault& fault, std::string_view field, std::string detail) {
  fault.code = Errc::not_representable;
  fault.path = field;
  fault.detail = std::move(detail);
  return false;
}

/// No account is larger, and no batch of entries is filled up further.
inline constexpr std::uint64_t max_padding = std::uint64_t{10} << 20;

/// Takes `count` zero bytes; returns their end, or null after a fault.
[[nodiscard]] inline const Byte* read_zeros(Source& source, std::uint64_t count, std::string_view field) {
  const Byte* from = source.take(count, field);
  if (from == nullptr) return nullptr;
  for (std::uint64_t index = 0; index < count; ++index) {
    if (from[index] != 0) {
      source.fail(Errc::invalid_value, from + index, from + index + 1, field,
                  fmt::format("expected zero bytes, found {}", from[index]));
      return nullptr;
    }
  }
  return from + count;
}

/// Appends `count` zero bytes, or refuses when they are more than can follow anything.
[[nodiscard]] inline bool write_zeros(std::uint64_t count, std::string_view field, Buffer& out,
                                      plan::CodecFault& fault) {
  if (count > max_padding) {
    return refuse(fault, field, fmt::format("at most {} zero bytes can follow, not {}", max_padding, count));
  }
  if (count != 0) std::memset(out.extend(count), 0, count);
  return true;
}

/// Whether values say themselves where they end, or the input does.
enum class Extent : bool { own, to_end };

/// The codec of a layout, which has static read and write.
template <class Layout>
constexpr plan::Codec make_codec(std::string_view name, std::uint64_t min, Extent extent = Extent::own,
                                 bool untagged = false) {
  return {name, min, untagged, extent == Extent::to_end, Layout::read, Layout::write};
}

}  // namespace limcode::solana
