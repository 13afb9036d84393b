// Integers on the wire, for both encodings and both byte orders: the only place that knows bincode's varint marks.
// Format<E, B> is what Reader, Writer and the plan interpreters are templates over, so that a hot loop asks nothing.
//
// Varint (bincode 1.3.3 config/int.rs): 0..=250 is the number itself; 251, 252, 253, 254 announce 2, 4, 8, 16 bytes
// in the configured byte order. 254 is for 128-bit integers alone, 255 is reserved. Longer forms than needed are
// read. Signed integers are zigzagged first. u8 and i8 are always one raw byte.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "limcode/config.hpp"
#include "limcode/error.hpp"

namespace limcode::wire {

__extension__ using u128 = unsigned __int128;
__extension__ using i128 = __int128;

/// Integers that the wire knows. std::integral leaves out the 128-bit ones in strict mode.
template <class T>
concept Integer = (std::integral<T> && !std::same_as<T, bool>) || std::same_as<T, u128> || std::same_as<T, i128>;

/// Everything that a wire integer or float can be read into. Characters are neither: they are UTF-8.
template <class T>
concept Number =
    (Integer<T> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && !std::same_as<T, wchar_t>) ||
    std::same_as<T, float> || std::same_as<T, double>;

template <Integer T>
inline constexpr bool is_signed_v = std::same_as<T, i128> || std::is_signed_v<T>;

namespace detail {
template <std::size_t Size>
struct UnsignedOf;
template <>
struct UnsignedOf<1> {
  using type = std::uint8_t;
};
template <>
struct UnsignedOf<2> {
  using type = std::uint16_t;
};
template <>
struct UnsignedOf<4> {
  using type = std::uint32_t;
};
template <>
struct UnsignedOf<8> {
  using type = std::uint64_t;
};
template <>
struct UnsignedOf<16> {
  using type = u128;
};
}  // namespace detail

/// The unsigned integer of the same width.
template <class T>
using unsigned_of_t = typename detail::UnsignedOf<sizeof(T)>::type;

template <class T>
[[nodiscard]] constexpr T byte_swap(T value) noexcept {
  if constexpr (sizeof(T) == 1) {
    return value;
  } else if constexpr (sizeof(T) == 2) {
    return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
  } else if constexpr (sizeof(T) == 4) {
    return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  } else if constexpr (sizeof(T) == 8) {
    return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
  } else {
    const auto bits = static_cast<u128>(value);
    const u128 low = __builtin_bswap64(static_cast<std::uint64_t>(bits >> 64));
    const u128 high = __builtin_bswap64(static_cast<std::uint64_t>(bits));
    return static_cast<T>((high << 64) | low);
  }
}

/// The native byte order as an Endian.
inline constexpr Endian native_endian = std::endian::native == std::endian::little ? Endian::little : Endian::big;

/// Unaligned load of a fixed-width number in byte order B.
template <class T, Endian B>
[[nodiscard]] inline T load(const std::uint8_t* from) noexcept {
  unsigned_of_t<T> bits;
  std::memcpy(&bits, from, sizeof bits);
  if constexpr (B != native_endian) bits = byte_swap(bits);
  return std::bit_cast<T>(bits);
}

/// Unaligned store of a fixed-width number in byte order B.
template <class T, Endian B>
inline void store(std::uint8_t* to, T value) noexcept {
  auto bits = std::bit_cast<unsigned_of_t<T>>(value);
  if constexpr (B != native_endian) bits = byte_swap(bits);
  std::memcpy(to, &bits, sizeof bits);
}

template <Integer T>
[[nodiscard]] constexpr unsigned_of_t<T> zigzag(T value) noexcept {
  using U = unsigned_of_t<T>;
  return static_cast<U>((static_cast<U>(value) << 1) ^ static_cast<U>(value < 0 ? ~U{0} : U{0}));
}

template <Integer T>
[[nodiscard]] constexpr T unzigzag(unsigned_of_t<T> value) noexcept {
  using U = unsigned_of_t<T>;
  return static_cast<T>(static_cast<U>(value >> 1) ^ static_cast<U>(U{0} - static_cast<U>(value & 1)));
}

/// The marks that announce a wider number.
inline constexpr std::uint8_t varint_single_max = 250;
inline constexpr std::uint8_t varint_mark_16 = 251;
inline constexpr std::uint8_t varint_mark_32 = 252;
inline constexpr std::uint8_t varint_mark_64 = 253;
inline constexpr std::uint8_t varint_mark_128 = 254;

/// One configuration's integer layout, as a type.
template <IntEncoding E, Endian B>
struct Format {
  static constexpr IntEncoding int_encoding = E;
  static constexpr Endian endian = B;

  constexpr Format() = default;
  /// Requires a configuration that has this format.
  explicit constexpr Format(const Config&) noexcept {}

  /// Whether every integer of a type takes the same bytes.
  [[nodiscard]] static constexpr bool has_fixed_integers() noexcept { return E == IntEncoding::fixed; }

  /// Calls `function` with this format.
  template <class Function>
  static decltype(auto) with_type(Function&& function) {
    return function(Format{});
  }

  /// True when every T takes sizeof(T) bytes.
  template <class T>
  static constexpr bool is_fixed = E == IntEncoding::fixed || sizeof(T) == 1 || !Integer<T>;

  /// The most bytes that one T can take.
  template <class T>
  static constexpr std::size_t max_size = is_fixed<T> ? sizeof(T) : sizeof(T) + 1;

  /// Bytes that `value` takes.
  template <class T>
  [[nodiscard]] static constexpr std::size_t size_of(T value) noexcept {
    if constexpr (is_fixed<T>) {
      return sizeof(T);
    } else if constexpr (is_signed_v<T>) {
      return varint_size(zigzag(value));
    } else {
      return varint_size(value);
    }
  }

  /// Writes `value` at `to` and returns one past it. Requires max_size<T> writable bytes.
  template <class T>
  [[nodiscard]] static std::uint8_t* write(std::uint8_t* to, T value) noexcept {
    if constexpr (is_fixed<T>) {
      store<T, B>(to, value);
      return to + sizeof(T);
    } else if constexpr (is_signed_v<T>) {
      return write_varint(to, zigzag(value));
    } else {
      return write_varint(to, value);
    }
  }

  /// Reads a T at `from`, which it moves past it. On an error neither `from` nor `value` is meaningful.
  template <class T>
  [[nodiscard]] static Errc read(const std::uint8_t*& from, const std::uint8_t* end, T& value) noexcept {
    if constexpr (is_fixed<T>) {
      if (static_cast<std::size_t>(end - from) < sizeof(T)) [[unlikely]]
        return Errc::unexpected_end;
      value = load<T, B>(from);
      from += sizeof(T);
      return Errc::ok;
    } else {
      if (from != end && *from <= varint_single_max) [[likely]] {
        const auto small = static_cast<unsigned_of_t<T>>(*from++);
        if constexpr (is_signed_v<T>) {
          value = unzigzag<T>(small);
        } else {
          value = small;
        }
        return Errc::ok;
      }
      return read_marked(from, end, value);
    }
  }

 private:
  template <class U>
  [[nodiscard]] static constexpr std::size_t varint_size(U value) noexcept {
    if (value <= varint_single_max) return 1;
    if (value <= std::numeric_limits<std::uint16_t>::max()) return 3;
    if constexpr (sizeof(U) > 2) {
      if (value > std::numeric_limits<std::uint32_t>::max()) {
        if constexpr (sizeof(U) > 8) {
          if (value > std::numeric_limits<std::uint64_t>::max()) return 17;
        }
        return 9;
      }
      return 5;
    }
    return 3;
  }

  template <class Narrow, class U>
  [[nodiscard]] static std::uint8_t* write_marked(std::uint8_t* to, std::uint8_t mark, U value) noexcept {
    *to = mark;
    store<Narrow, B>(to + 1, static_cast<Narrow>(value));
    return to + 1 + sizeof(Narrow);
  }

  template <class U>
  [[nodiscard]] static std::uint8_t* write_varint(std::uint8_t* to, U value) noexcept {
    if (value <= varint_single_max) [[likely]] {
      *to = static_cast<std::uint8_t>(value);
      return to + 1;
    }
    switch (varint_size(value)) {
      case 3: return write_marked<std::uint16_t>(to, varint_mark_16, value);
      case 5: return write_marked<std::uint32_t>(to, varint_mark_32, value);
      case 9: return write_marked<std::uint64_t>(to, varint_mark_64, value);
      default: return write_marked<u128>(to, varint_mark_128, value);
    }
  }

  template <class Narrow, class Wide>
  [[nodiscard]] static Errc read_narrow(const std::uint8_t*& from, const std::uint8_t* end, Wide& value) noexcept {
    if (static_cast<std::size_t>(end - from) < 1 + sizeof(Narrow)) return Errc::unexpected_end;
    value = load<Narrow, B>(from + 1);
    from += 1 + sizeof(Narrow);
    return Errc::ok;
  }

  template <class T>
  [[nodiscard]] static Errc read_marked(const std::uint8_t*& from, const std::uint8_t* end, T& value) noexcept {
    // Both signs of a width share the marks; only 128-bit integers may use the widest one.
    using Wide = std::conditional_t<sizeof(T) == 16, u128, std::uint64_t>;
    using U = unsigned_of_t<T>;
    if (from == end) return Errc::unexpected_end;
    Wide wide = 0;
    Errc status = Errc::invalid_varint;
    switch (*from) {
      case varint_mark_16: status = read_narrow<std::uint16_t>(from, end, wide); break;
      case varint_mark_32: status = read_narrow<std::uint32_t>(from, end, wide); break;
      case varint_mark_64: status = read_narrow<std::uint64_t>(from, end, wide); break;
      case varint_mark_128:
        if constexpr (sizeof(T) == 16) status = read_narrow<u128>(from, end, wide);
        break;
      default: break;
    }
    if (status != Errc::ok) return status;
    if (wide > static_cast<Wide>(static_cast<U>(~U{0}))) return Errc::integer_overflow;
    if constexpr (is_signed_v<T>) {
      value = unzigzag<T>(static_cast<U>(wide));
    } else {
      value = static_cast<U>(wide);
    }
    return Errc::ok;
  }
};

/// Calls `function` with the Format of a configuration as a value of that type: the one place where a run-time
/// configuration becomes a compile-time one.
template <class Function>
decltype(auto) with_format(IntEncoding encoding, Endian endian, Function&& function) {
  const bool little = endian == Endian::little;
  if (encoding == IntEncoding::fixed) {
    if (little) return function(Format<IntEncoding::fixed, Endian::little>{});
    return function(Format<IntEncoding::fixed, Endian::big>{});
  }
  if (little) return function(Format<IntEncoding::variable, Endian::little>{});
  return function(Format<IntEncoding::variable, Endian::big>{});
}

/// The same with the format of `config`.
template <class Function>
decltype(auto) with_format(const Config& config, Function&& function) {
  return with_format(config.int_encoding, config.endian, std::forward<Function>(function));
}

}  // namespace limcode::wire
