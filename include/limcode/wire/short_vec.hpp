// Two layouts of seven bits a byte, lowest first, the high bit saying that more follow: Solana's compact-u16
// (`short_vec`) and its `serde_varint`. Both are strict: one value has one form, and all others are refused.
#pragma once

#include <cstddef>
#include <cstdint>

#include "limcode/error.hpp"

namespace limcode::wire {

/// The most bytes of a short_vec length: 7 + 7 + 2 bits.
inline constexpr std::size_t max_short_vec_size = 3;
inline constexpr std::uint64_t max_short_vec = 65535;

/// Reads a short_vec length. Errors: unexpected_end; invalid_varint for a longer form than needed (solana_short_vec's
/// `Alias`), for a fourth byte and for more than 16 bits.
[[nodiscard]] inline Errc read_short_vec(const std::uint8_t*& from, const std::uint8_t* end,
                                         std::uint64_t& value) noexcept {
  if (from == end) return Errc::unexpected_end;
  if (*from < 0x80) [[likely]] {
    value = *from++;
    return Errc::ok;
  }
  value = *from & 0x7FU;
  for (std::size_t index = 1; index < max_short_vec_size; ++index) {
    if (static_cast<std::size_t>(end - from) <= index) return Errc::unexpected_end;
    const std::uint8_t byte = from[index];
    if (byte == 0) return Errc::invalid_varint;
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * index);
    if (byte < 0x80) {
      if (value > max_short_vec) return Errc::invalid_varint;
      from += index + 1;
      return Errc::ok;
    }
  }
  return Errc::invalid_varint;
}

/// Writes a seven-bits-a-byte number and returns one past it: at most 10 bytes, 3 up to max_short_vec.
[[nodiscard]] inline std::uint8_t* write_leb128(std::uint8_t* to, std::uint64_t value) noexcept {
  while (value >= 0x80) {
    *to++ = static_cast<std::uint8_t>(value | 0x80U);
    value >>= 7;
  }
  *to++ = static_cast<std::uint8_t>(value);
  return to;
}

/// Bytes that write_leb128 takes.
[[nodiscard]] constexpr std::size_t leb128_size(std::uint64_t value) noexcept {
  std::size_t size = 1;
  for (; value >= 0x80; value >>= 7) ++size;
  return size;
}

/// Reads a `serde_varint` of `bits` (16, 32 or 64). Errors: unexpected_end; integer_overflow when it does not fit;
/// invalid_varint for a longer form than needed.
[[nodiscard]] inline Errc read_leb128(const std::uint8_t*& from, const std::uint8_t* end, unsigned bits,
                                      std::uint64_t& value) noexcept {
  value = 0;
  for (unsigned shift = 0; shift < bits; shift += 7) {
    if (from == end) return Errc::unexpected_end;
    const std::uint8_t byte = *from++;
    const unsigned room = bits - shift;
    if (room < 7 && (byte & 0x7FU) >> room != 0) return Errc::integer_overflow;
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return byte == 0 && shift != 0 ? Errc::invalid_varint : Errc::ok;
  }
  return Errc::integer_overflow;
}

}  // namespace limcode::wire
