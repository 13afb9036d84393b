// The portable table, and the portable kernels that compare, check and convert runs of bytes and numbers, a
// word at a time. Those for JSON are in portable_json.cpp, those for hex and base64 in portable_text.cpp.
#include "kernels/portable.hpp"

#include <algorithm>

#include "kernels/memory.hpp"
#include "limcode/wire/copy.hpp"

namespace limcode::kernels {
namespace portable {
namespace {

constexpr std::uint64_t high_bits = repeated(0x80);
constexpr std::uint8_t single_byte_max = 250;

// The high bit of each byte that is above 250.
std::uint64_t above_single_byte_max(std::uint64_t word) {
  // Such a byte has its high bit set, and its other bits plus 5 carry into that place.
  return ((word & ~high_bits) + repeated(0x7F - (single_byte_max & 0x7F))) & word & high_bits;
}

template <class T>
std::size_t widen(void* to, const std::uint8_t* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  std::size_t i = 0;
  for (; count - i >= 8 && above_single_byte_max(load_native<std::uint64_t>(from + i)) == 0; i += 8) {
    for (std::size_t k = i; k != i + 8; ++k) store_native(out + k * sizeof(T), T{from[k]});
  }
  for (; i != count && from[i] <= single_byte_max; ++i) store_native(out + i * sizeof(T), T{from[i]});
  return i;
}

template <class T>
std::size_t narrow(std::uint8_t* to, const void* from, std::size_t count) {
  const auto* in = static_cast<const std::uint8_t*>(from);
  std::size_t i = 0;
  for (; i != count; ++i) {
    const T value = load_native<T>(in + i * sizeof(T));
    if (value > single_byte_max) break;
    to[i] = static_cast<std::uint8_t>(value);
  }
  return i;
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed sequence at `from` by table 3-7 of the Unicode standard, or 0. Requires `left >
// 0`.
std::size_t utf8_sequence(const std::uint8_t* from, std::size_t left) {
  const std::uint8_t lead = from[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < length) return 0;
  // The second byte has a narrower range after some leads: no overlong forms, no surrogates, nothing past
  // U+10FFFF.
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (from[1] < low || from[1] > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if (!is_continuation(from[k])) return 0;
  }
  return length;
}

}  // namespace

void copy(void* to, const void* from, std::size_t count) noexcept {
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  if (wire::is_slow_for_memcpy(to, from, count)) [[unlikely]] {
    // Four loads, then four stores, so that neither waits for the other; the compiler makes registers of the blocks.
    struct Block {
      std::uint8_t bytes[16];
    };
    constexpr std::size_t step = 4 * sizeof(Block);
    for (; count >= step; count -= step, out += step, in += step) {
      Block blocks[4];
      for (std::size_t i = 0; i != 4; ++i) std::memcpy(&blocks[i], in + i * sizeof(Block), sizeof(Block));
      for (std::size_t i = 0; i != 4; ++i) std::memcpy(out + i * sizeof(Block), &blocks[i], sizeof(Block));
    }
  }
  if (count != 0) std::memcpy(out, in, count);
}

std::size_t first_not_bool(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; count - i >= 8; i += 8) {
    const std::uint64_t wrong = load_little(from + i) & ~repeated(1);
    if (wrong != 0) return i + first_byte(wrong);
  }
  while (i != count && from[i] <= 1) ++i;
  return i;
}

std::size_t first_invalid_utf8(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  while (i != count) {
    if (count - i >= 8 && (load_native<std::uint64_t>(from + i) & high_bits) == 0) {
      i += 8;
      continue;
    }
    const std::size_t length = utf8_sequence(from + i, count - i);
    if (length == 0) return i;
    i += length;
  }
  return i;
}

void swap_u16(void* to, const void* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  for (std::size_t i = 0; i != count; ++i) {
    store_native(out + 2 * i, __builtin_bswap16(load_native<std::uint16_t>(in + 2 * i)));
  }
}

void swap_u32(void* to, const void* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  for (std::size_t i = 0; i != count; ++i) {
    store_native(out + 4 * i, __builtin_bswap32(load_native<std::uint32_t>(in + 4 * i)));
  }
}

void swap_u64(void* to, const void* from, std::size_t count) {
  auto* out = static_cast<std::uint8_t*>(to);
  const auto* in = static_cast<const std::uint8_t*>(from);
  for (std::size_t i = 0; i != count; ++i) {
    store_native(out + 8 * i, __builtin_bswap64(load_native<std::uint64_t>(in + 8 * i)));
  }
}

std::size_t widen_u16(void* to, const std::uint8_t* from, std::size_t count) {
  return widen<std::uint16_t>(to, from, count);
}
std::size_t widen_u32(void* to, const std::uint8_t* from, std::size_t count) {
  return widen<std::uint32_t>(to, from, count);
}
std::size_t widen_u64(void* to, const std::uint8_t* from, std::size_t count) {
  return widen<std::uint64_t>(to, from, count);
}
std::size_t narrow_u16(std::uint8_t* to, const void* from, std::size_t count) {
  return narrow<std::uint16_t>(to, from, count);
}
std::size_t narrow_u32(std::uint8_t* to, const void* from, std::size_t count) {
  return narrow<std::uint32_t>(to, from, count);
}
std::size_t narrow_u64(std::uint8_t* to, const void* from, std::size_t count) {
  return narrow<std::uint64_t>(to, from, count);
}

VarintRun put_varints_between(std::size_t (*narrow)(std::uint8_t*, const void*, std::size_t), std::uint8_t* to,
                              const void* from, std::size_t count) {
  // After a run some numbers are taken one by one, without a branch on which take a mark.
  constexpr std::size_t long_run = 64;
  constexpr std::size_t numbers_by_hand = 24;
  const auto* in = static_cast<const std::uint8_t*>(from);
  std::uint8_t* const start = to;
  std::size_t i = 0;
  while (i != count) {
    const std::size_t run = narrow(to, in + 8 * i, count - i);
    to += run;
    i += run;
    const std::size_t some = run < long_run ? numbers_by_hand : 1;
    for (const std::size_t stop = std::min(count, i + some); i != stop; ++i) {
      const auto value = load_native<std::uint64_t>(in + 8 * i);
      if (value > 0xFFFF) return {i, static_cast<std::size_t>(to - start)};
      const unsigned marked = value > single_byte_max ? 1 : 0;
      store_little(to, (value << (8 * marked)) | (std::uint64_t{marked} * (single_byte_max + 1U)));
      to += 1 + 2 * std::size_t{marked};
    }
  }
  return {i, static_cast<std::size_t>(to - start)};
}
VarintRun get_varints_between(std::size_t (*widen)(void*, const std::uint8_t*, std::size_t), void* to, std::size_t room,
                              const std::uint8_t* from, std::size_t size) {
  // Where a run is next to none, the following numbers are not worth asking for either.
  constexpr std::size_t worthwhile_run = 2;
  constexpr std::size_t numbers_by_hand = 16;
  auto* const out = static_cast<std::uint8_t*>(to);
  std::size_t done = 0, at = 0;
  while (done != room && at != size) {
    const std::size_t run = widen(out + 8 * done, from + at, std::min(room - done, size - at));
    done += run;
    at += run;
    const std::size_t some = run < worthwhile_run ? numbers_by_hand : 1;
    for (const std::size_t stop = std::min(room, done + some); done != stop && at != size; ++done) {
      std::uint64_t value = from[at];
      if (value > single_byte_max) {
        if (value != single_byte_max + 1 || size - at < 3) return {done, at};
        value = from[at + 1] | static_cast<std::uint64_t>(from[at + 2]) << 8;
        at += 2;
      }
      ++at;
      store_native(out + 8 * done, value);
    }
  }
  return {done, at};
}
VarintRun get_varints_u64(void* to, std::size_t room, const std::uint8_t* from, std::size_t size) {
  return get_varints_between(widen_u64, to, room, from, size);
}
VarintRun put_varints_u64(std::uint8_t* to, const void* from, std::size_t count) {
  return put_varints_between(narrow_u64, to, from, count);
}

}  // namespace portable

constinit const Table portable_table = {
    .name = "portable",
    .copy = portable::copy,
    .first_not_bool = portable::first_not_bool,
    .first_invalid_utf8 = portable::first_invalid_utf8,
    .swap_u16 = portable::swap_u16,
    .swap_u32 = portable::swap_u32,
    .swap_u64 = portable::swap_u64,
    .widen_u16 = portable::widen_u16,
    .widen_u32 = portable::widen_u32,
    .widen_u64 = portable::widen_u64,
    .narrow_u16 = portable::narrow_u16,
    .narrow_u32 = portable::narrow_u32,
    .narrow_u64 = portable::narrow_u64,
    .put_varints_u64 = portable::put_varints_u64,
    .get_varints_u64 = portable::get_varints_u64,
    .first_json_special = portable::first_json_special,
    .copy_until_json_special = portable::copy_until_json_special,
    .print_u8s = portable::print_u8s,
    .print_u64s = portable::print_u64s,
    .parse_u8s = portable::parse_u8s,
    .parse_u64s = portable::parse_u64s,
    .encode_hex = portable::encode_hex,
    .decode_hex = portable::decode_hex,
    .encode_base64 = portable::encode_base64,
    .decode_base64 = portable::decode_base64,
    .encode_base58_32 = portable::encode_base58_32,
    .encode_base58_64 = portable::encode_base58_64,
    .decode_base58_32 = portable::decode_base58_32,
    .decode_base58_64 = portable::decode_base58_64,
};

}  // namespace limcode::kernels
