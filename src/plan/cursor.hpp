// What every walk over wire bytes shares: where it is allowed to read, how it reads lengths, tags and text with all
// of bincode's checks, and how it fails. Walker (check, skip) and the JSON printer derive from it.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "kernels/memory.hpp"
#include "kernels/table.hpp"
#include "limcode/limits.hpp"
#include "limcode/wire/integer.hpp"
#include "limcode/wire/short_vec.hpp"
#include "plan/codec.hpp"
#include "plan/date_time.hpp"
#include "plan/fault.hpp"
#include "plan/message.hpp"
#include "plan/program.hpp"

namespace limcode::plan {

using Byte = std::uint8_t;

/// Where an empty span without data begins: a null pointer means a fault.
inline constexpr Byte no_bytes = 0;

template <class Format>
class Cursor {
 public:
  Cursor(const Program& program, std::span<const std::byte> wire)
      : program_(program),
        format_(program.config),
        begin_(wire.data() == nullptr ? &no_bytes : reinterpret_cast<const Byte*>(wire.data())),
        end_(begin_ + std::min<std::uint64_t>(wire.size(), program.config.limit_bytes)),
        limited_(wire.size() > program.config.limit_bytes),
        empty_budget_(free_empty_elements + wire.size()) {}

  [[nodiscard]] const Byte* begin() const noexcept { return begin_; }
  /// What is read from now on lies so many levels deep.
  void begin_inside(unsigned depth) noexcept { depth_ = depth; }
  [[nodiscard]] Error take_error() { return to_error(program_, std::move(fault_)); }
  [[nodiscard]] Fault take_fault() { return std::move(fault_); }

 protected:
  using Next = const Byte*;  // Where the walk goes on; null after a fault.

  [[nodiscard]] const Node& node(NodeId id) const noexcept { return program_.nodes[id]; }
  [[nodiscard]] std::uint64_t offset(const Byte* at) const noexcept { return static_cast<std::uint64_t>(at - begin_); }
  [[nodiscard]] std::uint64_t left(const Byte* at) const noexcept { return static_cast<std::uint64_t>(end_ - at); }
  [[nodiscard]] NodeId id_of(const Node& node) const noexcept {
    return static_cast<NodeId>(&node - program_.nodes.data());
  }

  [[gnu::cold, gnu::noinline]] Next fail(Errc code, const Node& at_node, const Byte* from, const Byte* to,
                                         std::string detail) {
    fault_.code = code;
    fault_.node = id_of(at_node);
    fault_.offset = offset(from);
    fault_.end_offset = offset(to);
    fault_.detail = std::move(detail);
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] Next fail_end(const Node& at_node, const Byte* from, std::uint64_t needed) {
    const std::uint64_t available = left(from);
    fault_.needed = needed;
    fault_.available = available;
    if (limited_) {
      return fail(Errc::limit_exceeded, at_node, from, end_,
                  fmt::format("the frame is larger than the limit of {} bytes", program_.config.limit_bytes));
    }
    return fail(Errc::unexpected_end, at_node, from, end_,
                fmt::format("{} more byte{} needed, {} left", needed, needed == 1 ? "" : "s", available));
  }

  [[gnu::cold, gnu::noinline]] Next fail_integer(Errc code, const Node& at_node, const Byte* from, std::size_t width) {
    const bool fixed = format_.has_fixed_integers() || width == 1;
    const std::uint64_t needs = fixed ? width : from == end_ ? 1 : varint_needs(*from);
    if (code == Errc::unexpected_end) return fail_end(at_node, from, needs);
    if (code == Errc::integer_overflow) {
      return fail(code, at_node, from, from + needs, "the varint holds a larger number than the type can");
    }
    return fail(code, at_node, from, from + 1, fmt::format("byte {} does not start such an integer", *from));
  }

  template <class T>
  [[nodiscard]] Next read(const Node& at_node, const Byte* at, T& value) {
    const Byte* from = at;
    const Errc code = format_.read(at, end_, value);
    if (code != Errc::ok) [[unlikely]]
      return fail_integer(code, at_node, from, sizeof(T));
    return at;
  }

  /// A length, whichever form the node's prefix has.
  [[nodiscard]] Next read_length(const Node& at_node, const Byte* at, std::uint64_t& length) {
    if (at_node.prefix == schema::LengthPrefix::length) [[likely]]
      return read(at_node, at, length);
    if (at_node.prefix == schema::LengthPrefix::bounded) return read_bounded_length(at_node, at, length);
    if (at != end_ && *at < 0x80) [[likely]] {
      length = *at;
      return at + 1;
    }
    return read_long_short_vec(at_node, at, length);
  }

  /// A length of bytes that are all there.
  [[nodiscard]] Next read_byte_length(const Node& at_node, const Byte* at, std::uint64_t& length) {
    const Byte* from = at;
    at = read_length(at_node, at, length);
    if (at == nullptr) return nullptr;
    if (length > left(at)) [[unlikely]]
      return fail_claim(at_node, from, at, length, length);
    return at;
  }

  /// A number of elements of at least `min` bytes each, which may be there as far as can be known.
  [[nodiscard]] Next read_count(const Node& at_node, const Byte* at, std::uint64_t min, std::uint64_t& count) {
    const Byte* from = at;
    at = read_length(at_node, at, count);
    if (at == nullptr) return nullptr;
    if (min == 0) {
      if (!spend_empty(count)) [[unlikely]]
        return fail(Errc::length_overflow, at_node, from, at,
                    fmt::format("{} elements that take no bytes are more than this input may claim", count));
    } else {
      std::uint64_t bytes = 0;
      if (__builtin_mul_overflow(count, min, &bytes)) bytes = no_size;
      if (bytes > left(at)) [[unlikely]]
        return fail_claim(at_node, from, at, count, bytes);
    }
    return at;
  }

  /// Takes `count` elements without bytes from what the frame may claim.
  [[nodiscard]] bool spend_empty(std::uint64_t count) noexcept {
    if (count > empty_budget_) return false;
    empty_budget_ -= count;
    return true;
  }

  /// An enum index that some variant has; `variant` counts from Node::first.
  [[nodiscard]] Next read_variant(const Node& at_node, const Byte* at, std::uint32_t& variant) {
    const Byte* from = at;
    std::uint32_t index = 0;
    at = read(at_node, at, index);
    if (at == nullptr) return nullptr;
    variant = index < at_node.read_count ? program_.read_variants[at_node.read_variants + index] : no_node;
    if (variant == no_node) [[unlikely]]
      return fail(Errc::invalid_enum_index, at_node, from, at,
                  fmt::format("no variant has index {}; there are {}", index, at_node.read_count));
    return at;
  }

  [[nodiscard]] Next check_utf8(const Node& at_node, const Byte* at, std::uint64_t length) {
    if (is_short_ascii(at, length)) return at + length;
    const std::size_t valid = kernels::table().first_invalid_utf8(at, length);
    if (valid != length) [[unlikely]]
      return fail(Errc::invalid_utf8, at_node, at + valid, at + std::min<std::uint64_t>(valid + 4, length),
                  fmt::format("not UTF-8 from byte {} of the string on", valid));
    return at + length;
  }

  /// One character of 1 to 4 bytes.
  [[nodiscard]] Next read_character(const Node& at_node, const Byte* at) {
    if (at == end_) [[unlikely]]
      return fail_end(at_node, at, 1);
    if (*at < 0x80) return at + 1;
    const std::size_t width = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : *at >= 0xC2 ? 2 : 0;
    if (width == 0 || *at > 0xF4) return fail(Errc::invalid_char, at_node, at, at + 1, "no character starts like this");
    if (left(at) < width) return fail_end(at_node, at, width);
    if (kernels::table().first_invalid_utf8(at, width) != width) {
      return fail(Errc::invalid_char, at_node, at, at + width, "these bytes are not one character");
    }
    return at + width;
  }

  /// Seconds and nanoseconds with the nanoseconds carried, as serde reads Duration and SystemTime.
  [[nodiscard]] Next read_seconds(const Node& at_node, const Byte* at, std::uint64_t& seconds, std::uint32_t& nanos) {
    constexpr std::uint32_t second = 1'000'000'000;
    const Byte* from = at;
    at = read(at_node, at, seconds);
    if (at == nullptr) return nullptr;
    at = read(at_node, at, nanos);
    if (at == nullptr) return nullptr;
    if (nanos >= second) {
      if (__builtin_add_overflow(seconds, nanos / second, &seconds)) {
        return fail(Errc::invalid_value, at_node, from, at, "the nanoseconds carry over the largest number of seconds");
      }
      nanos %= second;
    }
    // SystemTime is the platform's signed 64-bit seconds.
    if (at_node.op == Op::system_time && seconds > static_cast<std::uint64_t>(INT64_MAX)) {
      return fail(Errc::invalid_value, at_node, from, at, "the time is out of range");
    }
    return at;
  }

  /// The text of a chrono::DateTime, whose bytes start at `text`.
  [[nodiscard]] Next read_date_time(const Node& at_node, const Byte* at, DateTime& time, const Byte*& text) {
    std::uint64_t length = 0;
    at = read_byte_length(at_node, at, length);
    if (at == nullptr || check_utf8(at_node, at, length) == nullptr) return nullptr;
    text = at;
    if (parse_date_time({reinterpret_cast<const char*>(text), length}, time)) return at + length;
    return fail(Errc::invalid_value, at_node, at, at + length, "this text is not a date and time that chrono reads");
  }

  /// A serde_varint; its width is the node's length.
  [[nodiscard]] Next read_leb128(const Node& at_node, const Byte* at, std::uint64_t& number) {
    const Byte* from = at;
    const Errc code = wire::read_leb128(at, end_, static_cast<unsigned>(at_node.length), number);
    if (code == Errc::ok) [[likely]]
      return at;
    if (code == Errc::unexpected_end) return fail_end(at_node, from, left(from) + 1);
    return fail(code, at_node, from, at,
                code == Errc::integer_overflow ? "the number does not fit its type" : "not the shortest form");
  }

  /// A value in the layout of the node's codec; `declared`, if given, takes it as declared.
  [[nodiscard]] Next read_codec(const Node& at_node, const Byte* at, Buffer* declared) {
    CodecFault fault;
    const Byte* const next = at_node.codec->read({program_.config, begin_, end_}, at, declared, fault);
    if (next == nullptr) [[unlikely]]
      return fail_codec(at_node, std::move(fault));
    return next;
  }

  /// The version of a message and where its payload starts.
  [[nodiscard]] Next read_version(const Node& at_node, const Byte* at, std::uint32_t& variant) {
    if (at == end_) [[unlikely]]
      return fail_end(at_node, at, 1);
    variant = 0;
    if (*at < version_mark) return at;
    variant = *at - version_mark + 1U;
    if (variant >= message_versions) [[unlikely]]
      return fail_version(at_node, at);
    return at + 1;
  }

  [[nodiscard]] NodeId message_payload(const Node& at_node, std::uint32_t variant) const noexcept {
    return program_.variants[node(at_node.child).first + variant].payload;
  }

  /// Field 0 of a transaction is its signatures, field 1 its message.
  [[nodiscard]] const Field& transaction_field(const Node& at_node, std::uint32_t index) const noexcept {
    return program_.fields[node(at_node.child).first + index];
  }

  [[nodiscard]] bool is_v1(const Node&, const Byte* at) const noexcept { return at != end_ && *at == v1_mark; }

  /// Whether a legacy or v0 transaction may start like this: with a count of one byte, and no message of version 1
  /// after that many signatures.
  [[nodiscard]] bool begins_transaction(const Node& at_node, const Byte* at) {
    if (at == end_) return true;
    if (*at >= version_mark) [[unlikely]]
      return fail(Errc::invalid_value, at_node, at, at + 1,
                  fmt::format("a transaction starts with fewer than 128 signatures or with version 1, not with {:#04x}",
                              *at)) != nullptr;
    const std::uint64_t message = 1 + *at * message_signature_size;
    if (left(at) > message && at[message] == v1_mark) [[unlikely]] {
      fail(Errc::invalid_value, at_node, at + message, at + message + 1,
           "a message of version 1 comes before the signatures, not after them");
      add_path(".message");
      return false;
    }
    return true;
  }

  /// The signatures after a v1 message, as many as it says.
  [[nodiscard]] Next read_v1_signatures(const Node& at_node, const Byte* message, const Byte* at) {
    const std::uint64_t size = message[1] * message_signature_size;
    if (left(at) >= size) [[likely]]
      return at + size;
    fail_end(at_node, at, size);
    add_path(field_segment(program_, transaction_field(at_node, 0)));
    return nullptr;
  }

  void add_path(std::string segment) { fault_.path.push_back(std::move(segment)); }

  const Program& program_;
  [[no_unique_address]] Format format_;
  const Byte* begin_;
  const Byte* end_;
  bool limited_;
  unsigned depth_ = 0;
  std::uint64_t empty_budget_;
  Fault fault_;

 private:
  // True for ASCII of up to 32 bytes, which most strings are: a few loads that overlap beat a call.
  [[nodiscard]] static bool is_short_ascii(const Byte* at, std::uint64_t length) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    using kernels::load_native;
    if (length > 32) return false;
    if (length < 8) {
      if (length >= 4) {
        return ((load_native<std::uint32_t>(at) | load_native<std::uint32_t>(at + length - 4)) & 0x80808080U) == 0;
      }
      Byte bits = 0;
      for (std::uint64_t index = 0; index < length; ++index) bits |= at[index];
      return bits < 0x80;
    }
    const Byte* const last = at + length - 8;
    std::uint64_t bits = load_native<std::uint64_t>(at) | load_native<std::uint64_t>(last);
    if (length > 16) bits |= load_native<std::uint64_t>(at + 8) | load_native<std::uint64_t>(last - 8);
    return (bits & high_bits) == 0;
  }

  [[gnu::cold, gnu::noinline]] Next fail_codec(const Node& at_node, CodecFault&& fault) {
    if (fault.code == Errc::unexpected_end && limited_) {
      fail_end(at_node, fault.from, fault.needed);
    } else {
      fault_.needed = fault.needed;
      fault_.available = fault.code == Errc::unexpected_end ? left(fault.from) : 0;
      fail(fault.code, at_node, fault.from, fault.to, std::move(fault.detail));
    }
    if (!fault.path.empty()) add_path(std::move(fault.path));
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] Next fail_version(const Node& at_node, const Byte* at) {
    constexpr Byte off_chain = 0xFF;
    return fail(Errc::invalid_value, at_node, at, at + 1,
                *at == off_chain ? "0xff starts an off-chain message, which is no part of a transaction"
                                 : fmt::format("no message has version {}", *at - version_mark));
  }

  static std::uint64_t varint_needs(Byte mark) {
    switch (mark) {
      case wire::varint_mark_16: return 3;
      case wire::varint_mark_32: return 5;
      case wire::varint_mark_64: return 9;
      case wire::varint_mark_128: return 17;
      default: return 1;
    }
  }

  [[gnu::noinline]] Next read_bounded_length(const Node& at_node, const Byte* at, std::uint64_t& length) {
    const Byte* const from = at;
    at = read(at_node, at, length);
    if (at == nullptr || length <= at_node.length) return at;
    return fail(Errc::invalid_value, at_node, from, at,
                fmt::format("{} elements; this type holds {} at the most", length, at_node.length));
  }

  [[gnu::noinline]] Next read_long_short_vec(const Node& at_node, const Byte* at, std::uint64_t& length) {
    const Byte* const from = at;
    switch (wire::read_short_vec(at, end_, length)) {
      case Errc::ok: return at;
      case Errc::unexpected_end: return fail_end(at_node, from, left(from) + 1);
      default:
        return fail(Errc::invalid_varint, at_node, from, std::min(from + 3, end_),
                    "a compact length is at most 65,535 and in its shortest form");
    }
  }

  [[gnu::cold, gnu::noinline]] Next fail_claim(const Node& at_node, const Byte* from, const Byte* at,
                                               std::uint64_t length, std::uint64_t bytes) {
    fault_.needed = bytes;
    fault_.available = left(at);
    const Errc code = limited_ ? Errc::limit_exceeded : Errc::unexpected_end;
    return fail(code, at_node, from, at,
                fmt::format("a length of {} needs at least {} bytes, {} left", length, bytes, left(at)));
  }
};

}  // namespace limcode::plan
