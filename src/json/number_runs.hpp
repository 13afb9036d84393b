// Runs of unsigned numbers between memory and the wire, for the loops that print or read many at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "limcode/wire/runs.hpp"

namespace limcode::json {

/// The format in which a run of numbers lies on the wire as in memory.
using NativeFormat = wire::Format<IntEncoding::fixed, wire::native_endian>;

/// Writes `count` numbers and returns one past them. Requires room for the largest form of each, and
/// wire::varints_slack.
template <class Format, class T>
[[nodiscard]] std::uint8_t* put_run(std::uint8_t* to, const T* from, std::size_t count) noexcept {
  if constexpr (wire::is_varint_run<Format, T>) return wire::put_varints<T, Format::endian>(to, from, count);
  if constexpr (wire::is_swapped_run<Format, T>) {
    wire::copy_swapped(to, from, count, sizeof(T));
  } else {
    std::memcpy(to, from, count * sizeof(T));
  }
  return to + count * sizeof(T);
}

/// Reads numbers until `count` are read or one is not valid or not whole. Moves `at` past those read and returns how
/// many they are.
template <class Format, class T>
[[nodiscard]] std::size_t take_run(const std::uint8_t*& at, const std::uint8_t* end, T* to,
                                   std::size_t count) noexcept {
  if constexpr (wire::is_varint_run<Format, T>) return wire::read_varints<T, false, Format::endian>(at, end, to, count);
  count = std::min(count, static_cast<std::size_t>(end - at) / sizeof(T));
  if constexpr (wire::is_swapped_run<Format, T>) {
    wire::copy_swapped(to, at, count, sizeof(T));
  } else {
    std::memcpy(to, at, count * sizeof(T));
  }
  at += count * sizeof(T);
  return count;
}

}  // namespace limcode::json
