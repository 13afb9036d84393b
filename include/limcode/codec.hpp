// C++ values and frames: encode, encode_into, encoded_size, decode, decode_into. Any type of std_types.hpp and any
// aggregate of such types works without macros or registration; Codec<T> is for all others.
//
// The configuration is a template argument, Config::legacy() unless given, and then costs nothing; where it is known
// only at run time it is the last argument, and the choice is made once for the whole frame.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <utility>

#include "limcode/buffer.hpp"
#include "limcode/config.hpp"
#include "limcode/error.hpp"
#include "limcode/std_types.hpp"
#include "limcode/views.hpp"

namespace limcode {

template <class T>
class Owned;

namespace detail {

/// A type with a Codec of its own.
template <class T>
  requires HasCodec<T>
struct Wire<T> : WireDefaults {
  static constexpr bool can_refuse = true;
  static constexpr bool nests = true;
  template <class F>
  static constexpr std::size_t min_size = [] {
    if constexpr (requires { Codec<T>::min_size; }) {
      return std::size_t{Codec<T>::min_size};
    } else {
      return std::size_t{0};
    }
  }();
  template <class F>
  static constexpr std::size_t max_size = unbounded;

  template <class F>
  // NOLINTNEXTLINE(readability-non-const-parameter): the writer writes there
  static Byte* put(Output& out, Byte* at, const T& value) {
    wire::Writer<F> writer(out, at);
    if (Codec<T>::encode(writer, value)) [[likely]]
      return writer.position();
    if (!out.happened()) out.fail(Errc::not_representable, "the type's Codec refuses this value");
    return nullptr;
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, T& value) {
    wire::Reader<F> reader(in, at);
    if (Codec<T>::decode(reader, value)) [[likely]]
      return reader.position();
    if (!in.happened()) in.fail(Errc::invalid_value, at, at, "the type's Codec refuses these bytes");
    return nullptr;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    if constexpr (requires(wire::Reader<F> reader) { Codec<T>::skip(reader); }) {
      wire::Reader<F> reader(in, at);
      if (Codec<T>::skip(reader)) [[likely]]
        return reader.position();
      if (!in.happened()) in.fail(Errc::invalid_value, at, at, "the type's Codec refuses these bytes");
      return nullptr;
    } else {
      T value{};
      return get<F>(in, at, value);
    }
  }
  template <class F>
  static std::uint64_t size(const T& value) {
    return Codec<T>::template size<F>(value);
  }
};

// The failure that `fault` keeps, as a result. Out of line, so that what calls it stays small enough to be inlined
// itself. Results are made where they are returned and not before: compilers zero the whole of an expected that is
// declared empty, room for an Error included.
template <class T>
[[nodiscard, gnu::cold, gnu::noinline]] Result<T> failure(wire::Fault& fault) {
  return std::unexpected(fault.take_error());
}

/// Appends a frame of at most `limit_bytes` to the buffer that `out` writes to; on a failure it keeps its old size.
template <class F, class T>
[[nodiscard]] inline bool append(Output& out, Buffer& buffer, const T& value, std::uint64_t limit_bytes) {
  if (limit_bytes != Config::no_limit) {
    if (const std::uint64_t size = size_of<F, T>(value); size > limit_bytes) [[unlikely]] {
      out.fail_limit(size, limit_bytes);
      return false;
    }
  }
  Byte* at = detail::put<F, T>(out, out.begin(), value);
  if constexpr (can_refuse<T>) {
    if (at == nullptr) [[unlikely]]
      return false;
  }
  // Said to the buffer itself and not through `out`, so that compilers see the size that is moved on with it.
  buffer.set_size(static_cast<std::size_t>(at - reinterpret_cast<Byte*>(buffer.data())));
  return true;
}

/// Decodes the frame at the start of `in` into `value`; says whether that worked.
template <class F, class T>
[[nodiscard]] inline bool decode_frame(Input& in, T& value, Trailing trailing) {
  const Byte* at = detail::get<F, T>(in, in.begin(), value);
  if (at == nullptr) [[unlikely]]
    return false;
  if (trailing == Trailing::reject && at != in.input_end()) [[unlikely]] {
    in.fail_trailing(at);
    return false;
  }
  return true;
}

template <class T>
[[nodiscard]] bool decode_frame(Input& in, T& value, const Config& config) {
  return wire::with_format(config,
                           [&](auto format) { return decode_frame<decltype(format)>(in, value, config.trailing); });
}

/// Whether a T shows or holds elements that need no look, behind a length of fixed width.
template <class F, class T>
inline constexpr bool is_plain_view = false;
template <class F, class E>
inline constexpr bool is_plain_view<F, std::span<const E>> =
    sizeof(E) == 1 && is_copyable<F, E> && F::int_encoding == IntEncoding::fixed;
template <class F, class T>
inline constexpr bool is_plain_vector = false;
template <class F, class E>
inline constexpr bool is_plain_vector<F, std::vector<E>> =
    is_copyable<F, E> && std::is_trivially_copyable_v<E> && F::int_encoding == IntEncoding::fixed;

/// Shows a frame that is elements and their length and nothing else; false for anything that needs a longer look. There
/// is little to do, so what a fault would need must not be made ready first.
template <class F, class E>
[[nodiscard]] inline bool view_frame(std::span<const std::byte> bytes, std::span<const E>& elements) {
  std::uint64_t count = 0;
  if (bytes.size() < sizeof count) [[unlikely]]
    return false;
  const auto* const from = reinterpret_cast<const Byte*>(bytes.data());
  const std::size_t body = bytes.size() - sizeof count;
  count = wire::load<std::uint64_t, F::endian>(from);
  if (count != body / sizeof(E) || body % sizeof(E) != 0) [[unlikely]]
    return false;
  const Byte* const first = from + sizeof count;
  if (reinterpret_cast<std::uintptr_t>(first) % alignof(E) != 0) [[unlikely]]
    return false;
  elements = {reinterpret_cast<const E*>(first), count};
  return true;
}

template <class T, Config C>
[[nodiscard]] Result<T> decode_checked(std::span<const std::byte> bytes) {
  T value{};
  Input in(bytes, C.limit_bytes);
  if (!decode_frame<FormatOf<C>>(in, value, C.trailing)) [[unlikely]]
    return failure<T>(in);
  return value;
}
template <class T, Config C>
[[nodiscard, gnu::cold, gnu::noinline]] Result<T> decode_unlikely(std::span<const std::byte> bytes) {
  return decode_checked<T, C>(bytes);
}

/// What a function that takes bytes accepts: contiguous elements of one byte each.
template <class Bytes>
concept ByteRange =
    std::ranges::contiguous_range<Bytes> && std::ranges::sized_range<Bytes> &&
    sizeof(std::ranges::range_value_t<Bytes>) == 1 && std::is_trivially_copyable_v<std::ranges::range_value_t<Bytes>>;

template <ByteRange Bytes>
[[nodiscard]] std::span<const std::byte> bytes_of(const Bytes& bytes) noexcept {
  return {reinterpret_cast<const std::byte*>(std::ranges::data(bytes)), std::ranges::size(bytes)};
}

template <class T>
inline constexpr bool is_owned = false;
template <class T>
inline constexpr bool is_owned<Owned<T>> = true;

/// The bytes are still there when the decoded T is looked at: T owns itself, or they are no temporary.
template <class T, class Bytes>
concept OutlivesViewsOf = ByteRange<std::remove_cvref_t<Bytes>> && (!borrows<T> || std::ranges::borrowed_range<Bytes>);

}  // namespace detail

/// The size of the frame that encode makes of `value`. Meaningless for a value that encode refuses.
template <Config C = Config::legacy(), class T>
[[nodiscard]] inline std::uint64_t encoded_size(const T& value) {
  return detail::size_of<detail::FormatOf<C>, T>(value);
}
template <class T>
[[nodiscard]] std::uint64_t encoded_size(const T& value, const Config& config) {
  return wire::with_format(config, [&](auto format) { return detail::size_of<decltype(format), T>(value); });
}

/// Appends the frame of `value` to `buffer`. On an error the buffer has its old contents.
/// Errors: not_representable, limit_exceeded.
template <Config C = Config::legacy(), class T>
[[nodiscard]] inline Result<void> encode_into(Buffer& buffer, const T& value) {
  wire::Output out(buffer);
  if (!detail::append<detail::FormatOf<C>>(out, buffer, value, C.limit_bytes)) [[unlikely]]
    return detail::failure<void>(out);
  return {};
}
template <class T>
[[nodiscard]] Result<void> encode_into(Buffer& buffer, const T& value, const Config& config) {
  wire::Output out(buffer);
  const bool done = wire::with_format(
      config, [&](auto format) { return detail::append<decltype(format)>(out, buffer, value, config.limit_bytes); });
  if (!done) [[unlikely]]
    return detail::failure<void>(out);
  return {};
}

/// The frame of `value`, in memory of just its size. Errors: not_representable, limit_exceeded.
template <Config C = Config::legacy(), class T>
[[nodiscard]] inline Result<Buffer> encode(const T& value) {
  using F = detail::FormatOf<C>;
  Buffer frame(detail::size_of<F, T>(value) + detail::slack<F, T>);
  wire::Output out(frame);
  if (!detail::append<F>(out, frame, value, C.limit_bytes)) [[unlikely]]
    return detail::failure<Buffer>(out);
  return frame;
}
template <class T>
[[nodiscard]] Result<Buffer> encode(const T& value, const Config& config) {
  return wire::with_format(config, [&](auto format) -> Result<Buffer> {
    using F = decltype(format);
    Buffer frame(detail::size_of<F, T>(value) + detail::slack<F, T>);
    wire::Output out(frame);
    if (!detail::append<F>(out, frame, value, config.limit_bytes)) [[unlikely]]
      return detail::failure<Buffer>(out);
    return frame;
  });
}
/// A string literal is an array of chars, which Rust would call [i8; N]: say std::string_view.
template <Config C = Config::legacy(), std::size_t N>
Result<Buffer> encode(const char (&)[N]) = delete;
template <std::size_t N>
Result<Buffer> encode(const char (&)[N], const Config&) = delete;

/// Decodes a frame into `value`, reusing the memory it has. On an error `value` holds something valid.
/// Errors: the codes of error.hpp's "Reading the wire".
template <Config C = Config::legacy(), class T, class Bytes>
  requires(!detail::is_owned<T> && detail::OutlivesViewsOf<T, Bytes>)
[[nodiscard]] inline Result<void> decode_into(T& value, Bytes&& bytes) {
  static_assert(!detail::needs_arena<T>, "limcode: spans of elements that are no bytes need decode_owned");
  wire::Input in(detail::bytes_of(bytes), C.limit_bytes);
  if (!detail::decode_frame<detail::FormatOf<C>>(in, value, C.trailing)) [[unlikely]]
    return detail::failure<void>(in);
  return {};
}
template <class T, class Bytes>
  requires(!detail::is_owned<T> && detail::OutlivesViewsOf<T, Bytes>)
[[nodiscard]] Result<void> decode_into(T& value, Bytes&& bytes, const Config& config) {
  static_assert(!detail::needs_arena<T>, "limcode: spans of elements that are no bytes need decode_owned");
  wire::Input in(detail::bytes_of(bytes), config.limit_bytes);
  if (!detail::decode_frame(in, value, config)) [[unlikely]]
    return detail::failure<void>(in);
  return {};
}

/// Decodes a frame. Views in T point into `bytes`. Errors: the codes of error.hpp's "Reading the wire".
template <class T, Config C = Config::legacy(), class Bytes>
  requires detail::OutlivesViewsOf<T, Bytes>
[[nodiscard]] inline Result<T> decode(Bytes&& bytes) {
  static_assert(!detail::needs_arena<T>, "limcode: spans of elements that are no bytes need decode_owned");
  using F = detail::FormatOf<C>;
  if constexpr (C.limit_bytes == Config::no_limit && detail::is_plain_view<F, T>) {
    T view;
    if (detail::view_frame<F>(detail::bytes_of(bytes), view)) [[likely]]
      return view;
    return detail::decode_unlikely<T, C>(detail::bytes_of(bytes));
  } else if constexpr (C.limit_bytes == Config::no_limit && detail::is_plain_vector<F, T>) {
    // Up to some size, more than a copy is seen.
    std::span<const typename T::value_type> view;
    if (std::ranges::size(bytes) <= wire::plain_copy_max && detail::view_frame<F>(detail::bytes_of(bytes), view)) {
      return Result<T>(std::in_place, view.begin(), view.end());
    }
  }
  return detail::decode_checked<T, C>(detail::bytes_of(bytes));
}
template <class T, class Bytes>
  requires detail::OutlivesViewsOf<T, Bytes>
[[nodiscard]] Result<T> decode(Bytes&& bytes, const Config& config) {
  static_assert(!detail::needs_arena<T>, "limcode: spans of elements that are no bytes need decode_owned");
  T value{};
  wire::Input in(detail::bytes_of(bytes), config.limit_bytes);
  if (!detail::decode_frame(in, value, config)) [[unlikely]]
    return detail::failure<T>(in);
  return value;
}
/// Views into bytes that are gone when the call returns: keep the bytes in a variable, or use decode_owned.
template <class T, Config C = Config::legacy(), class Bytes>
  requires(detail::ByteRange<Bytes> && !detail::OutlivesViewsOf<T, Bytes>)
Result<T> decode(Bytes&& bytes) = delete;
template <class T, class Bytes>
  requires(detail::ByteRange<Bytes> && !detail::OutlivesViewsOf<T, Bytes>)
Result<T> decode(Bytes&& bytes, const Config& config) = delete;

/// For a Codec of your own: carries on with a value of any type. On a failure returns false.
template <class F, class T>
[[nodiscard]] inline bool write_value(wire::Writer<F>& out, const T& value) {
  wire::Byte* at = detail::put<F, T>(out.output(), out.position(), value);
  if (at == nullptr) [[unlikely]]
    return false;
  out.set_position(at);
  return true;
}
template <class F, class T>
[[nodiscard]] inline bool read_value(wire::Reader<F>& in, T& value) {
  const wire::Byte* at = detail::get<F, T>(in.input(), in.position(), value);
  in.set_position(at);
  return at != nullptr;
}
/// Checks a value of type T without keeping it.
template <class T, class F>
[[nodiscard]] inline bool skip_value(wire::Reader<F>& in) {
  const wire::Byte* at = detail::skip<F, T>(in.input(), in.position());
  in.set_position(at);
  return at != nullptr;
}
/// The bytes that write_value takes.
template <class F, class T>
[[nodiscard]] inline std::uint64_t value_size(const T& value) {
  return detail::size_of<F, T>(value);
}

}  // namespace limcode
