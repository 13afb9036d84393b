// Runs of integers whose memory is not their wire form: varints, and the byte order that is not the machine's. The
// loops are out of line, because they go through the kernels, which convert many numbers at once.
#pragma once

#include <cstddef>
#include <cstdint>

#include "limcode/wire/integer.hpp"
#include "limcode/wire/output.hpp"

namespace limcode::wire {

/// Numbers, which characters are not, that come in runs: as varints, integers of more than a byte; with their bytes
/// reversed, floats as well.
template <class F, class T>
inline constexpr bool is_varint_run = Number<T> && Integer<T> && !F::template is_fixed<T> && sizeof(T) <= 8;
template <class F, class T>
inline constexpr bool is_swapped_run =
    Number<T> && F::template is_fixed<T> && F::endian != native_endian && sizeof(T) >= 2 && sizeof(T) <= 8;

/// The most room beyond their exact size that write_varints asks for.
inline constexpr std::size_t varints_slack = 480;

/// Writes `count` integers as varints and returns one past them, having made room. U is unsigned; Signed says that
/// what lies in memory is two's complement and goes through zigzag.
template <class U, bool Signed, Endian B>
[[nodiscard]] Byte* write_varints(Output& out, Byte* at, const void* from, std::size_t count);

/// The same where the room is there: for every number its largest form, and varints_slack.
template <class U, Endian B>
[[nodiscard]] Byte* put_varints(Byte* at, const void* from, std::size_t count) noexcept;

/// Reads varints until `count` are read or one is not valid or not whole. Moves `at` past those read and returns how
/// many there are.
template <class U, bool Signed, Endian B>
[[nodiscard]] std::size_t read_varints(const Byte*& at, const Byte* end, void* to, std::size_t count) noexcept;

/// The bytes that `count` integers take as varints.
template <class U, bool Signed>
[[nodiscard]] std::uint64_t varints_size(const void* from, std::size_t count) noexcept;

/// Copies `count` numbers of `width` bytes (2, 4 or 8), reversing the bytes of each.
void copy_swapped(void* to, const void* from, std::size_t count, std::size_t width) noexcept;

}  // namespace limcode::wire
