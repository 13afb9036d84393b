// A wire format that is known only at run time, with the interface of wire::Format: for code that is large and would
// otherwise be compiled for every configuration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "limcode/config.hpp"
#include "limcode/error.hpp"
#include "limcode/wire/integer.hpp"

namespace limcode::wire {

class AnyFormat {
  using Varint = Format<IntEncoding::variable, Endian::little>;

 public:
  explicit constexpr AnyFormat(const Config& config) noexcept
      : encoding_(config.int_encoding), endian_(config.endian) {}

  /// Whether every integer of a type takes the same bytes.
  [[nodiscard]] constexpr bool has_fixed_integers() const noexcept { return encoding_ == IntEncoding::fixed; }

  /// Calls `function` with the same format as a type of its own: for loops over many numbers.
  template <class Function>
  decltype(auto) with_type(Function&& function) const {
    return with_format(encoding_, endian_, std::forward<Function>(function));
  }

  /// The most bytes that one T can take, whatever the format.
  template <class T>
  static constexpr std::size_t max_size = Varint::max_size<T>;

  /// Bytes that `value` takes.
  template <class T>
  [[nodiscard]] std::size_t size_of(T value) const noexcept {
    return has_fixed_integers() ? sizeof(T) : Varint::size_of(value);
  }

  /// Writes `value` at `to` and returns one past it. Requires max_size<T> writable bytes.
  template <class T>
  [[nodiscard]] std::uint8_t* write(std::uint8_t* to, T value) const noexcept {
    return with_type([&](auto format) { return format.write(to, value); });
  }

  /// Reads a T at `from`, which it moves past it. On an error neither `from` nor `value` is meaningful.
  template <class T>
  [[nodiscard]] Errc read(const std::uint8_t*& from, const std::uint8_t* end, T& value) const noexcept {
    // Small varints are alike in both byte orders, and most of what is read.
    if (!Varint::is_fixed<T> && !has_fixed_integers() && from != end && *from <= varint_single_max) [[likely]]
      return Varint::read(from, end, value);
    return read_by_type(from, end, value);
  }

 private:
  template <class T>
  [[gnu::noinline]] Errc read_by_type(const std::uint8_t*& from, const std::uint8_t* end, T& value) const noexcept {
    return with_type([&](auto format) { return format.read(from, end, value); });
  }

  IntEncoding encoding_;
  Endian endian_;
};

/// Calls `function` with the format of `config`: a type of its own for bincode's legacy format, which nearly all frames
/// have, and AnyFormat for any other. For work beside which AnyFormat's questions do not show.
template <class Function>
decltype(auto) with_legacy_or_any(const Config& config, Function&& function) {
  using Legacy = Format<IntEncoding::fixed, Endian::little>;
  if (config.int_encoding == IntEncoding::fixed && config.endian == Endian::little) return function(Legacy{});
  return function(AnyFormat(config));
}

/// The same, with a type of its own for the standard format too.
template <class Function>
decltype(auto) with_little_or_any(const Config& config, Function&& function) {
  using Standard = Format<IntEncoding::variable, Endian::little>;
  if (config.int_encoding == IntEncoding::variable && config.endian == Endian::little) return function(Standard{});
  return with_legacy_or_any(config, std::forward<Function>(function));
}

}  // namespace limcode::wire
