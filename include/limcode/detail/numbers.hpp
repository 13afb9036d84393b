// Types of one number each on the wire: integers, floats, bool, char32_t, enums and times.
#pragma once

#include <chrono>
#include <utility>

#include "limcode/detail/wire_type.hpp"

namespace limcode {

/// How many enumerators of E, counted from 0 without a gap, are the variants of a Rust enum without payloads. Found
/// by itself for enums of fixed underlying type; specialise it for others.
template <class E>
struct EnumVariants;

namespace detail {

template <wire::Number T>
struct Wire<T> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = F::template is_fixed<T> ? sizeof(T) : 1;
  template <class F>
  static constexpr std::size_t max_size = F::template max_size<T>;
  template <class F>
  static constexpr bool is_plain = F::template is_fixed<T> && (F::endian == wire::native_endian || sizeof(T) == 1);

  template <class F>
  static Byte* put(Output&, Byte* at, T value) {
    return F::template write<T>(at, value);
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, T& value) {
    if constexpr (F::template is_fixed<T>) {
      value = wire::load<T, F::endian>(at);
      return at + sizeof(T);
    } else {
      return wire::Read<F>::number(in, at, value);
    }
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    T value{};
    return get<F>(in, at, value);
  }
  template <class F>
  static std::uint64_t size(T value) {
    return F::template size_of<T>(value);
  }
};

template <>
struct Wire<bool> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = 1;
  template <class F>
  static constexpr std::size_t max_size = 1;
  template <class F>
  static constexpr bool is_plain = sizeof(bool) == 1;
  static constexpr bool is_checked = true;

  template <class F>
  static Byte* put(Output&, Byte* at, bool value) {
    *at = static_cast<Byte>(value);
    return at + 1;
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, bool& value) {
    if (*at > 1) [[unlikely]]
      return in.fail_bool(at);
    value = *at != 0;
    return at + 1;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    bool value = false;
    return get<F>(in, at, value);
  }
};

template <>
struct Wire<std::byte> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = 1;
  template <class F>
  static constexpr std::size_t max_size = 1;
  template <class F>
  static constexpr bool is_plain = true;

  template <class F>
  static Byte* put(Output&, Byte* at, std::byte value) {
    *at = static_cast<Byte>(value);
    return at + 1;
  }
  template <class F>
  static const Byte* get(Input&, const Byte* at, std::byte& value) {
    value = static_cast<std::byte>(*at);
    return at + 1;
  }
};

/// Rust's char.
template <>
struct Wire<char32_t> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = 1;
  template <class F>
  static constexpr std::size_t max_size = 4;
  static constexpr bool can_refuse = true;

  template <class F>
  static Byte* put(Output& out, Byte* at, char32_t value) {
    if (!wire::is_scalar_value(value)) [[unlikely]]
      return out.fail(Errc::not_representable, "a char must be a Unicode scalar value");
    return wire::write_utf8(at, value);
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, char32_t& value) {
    return wire::Read<F>::character(in, at, value);
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    char32_t value = 0;
    return get<F>(in, at, value);
  }
  template <class F>
  static std::uint64_t size(char32_t value) {
    return wire::utf8_size(value);
  }
};

template <auto Enumerator>
consteval bool is_enumerator() {
  // The compiler spells a named enumerator by its name, which may begin with `(anonymous namespace)::`, and any other
  // value as a number or a cast, `(E)7`: what follows the last parenthesis tells.
  constexpr std::string_view text = __PRETTY_FUNCTION__;
  constexpr std::size_t start = text.find("Enumerator = ") + std::string_view("Enumerator = ").size();
  constexpr std::size_t cast = text.rfind(')');
  constexpr char first = text[cast != text.npos && cast > start ? cast + 1 : start];
  return first != '-' && (first < '0' || first > '9');
}

template <class E, std::uint32_t Count = 0>
consteval std::uint32_t count_enumerators() {
  constexpr std::uint32_t most = 256;
  if constexpr (Count != most) {
    if constexpr (is_enumerator<static_cast<E>(Count)>()) return count_enumerators<E, Count + 1>();
  }
  return Count;
}

template <class E>
consteval std::uint32_t enum_variants() {
  if constexpr (requires { EnumVariants<E>::value; }) {
    return EnumVariants<E>::value;
  } else {
    static_assert(requires { E{0}; }, "limcode: give the enum an underlying type, or specialise limcode::EnumVariants");
    constexpr std::uint32_t count = count_enumerators<E>();
    static_assert(count != 0, "limcode: a Rust enum counts from 0; specialise limcode::EnumVariants for this one");
    return count;
  }
}

/// A Rust enum without payloads: its enumerators are the variants, numbered from 0 as Rust numbers them.
template <class E>
  requires(std::is_enum_v<E> && !HasCodec<E>)
struct Wire<E> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = F::template is_fixed<std::uint32_t> ? sizeof(std::uint32_t) : 1;
  template <class F>
  static constexpr std::size_t max_size = F::template max_size<std::uint32_t>;
  static constexpr bool is_checked = true;
  static constexpr bool can_refuse = true;

  template <class F>
  static Byte* put(Output& out, Byte* at, E value) {
    const auto index = static_cast<std::uint64_t>(value);
    if (index >= enum_variants<E>()) [[unlikely]]
      return out.fail(Errc::not_representable, "the enum has a value that is none of its enumerators");
    return F::template write<std::uint32_t>(at, static_cast<std::uint32_t>(index));
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, E& value) {
    const Byte* from = at;
    std::uint32_t index = 0;
    at = Wire<std::uint32_t>::get<F>(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (index >= enum_variants<E>()) [[unlikely]]
      return in.fail_variant(from, at, index, enum_variants<E>());
    value = static_cast<E>(index);
    return at;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    E value{};
    return get<F>(in, at, value);
  }
  template <class F>
  static std::uint64_t size(E value) {
    return F::template size_of<std::uint32_t>(static_cast<std::uint32_t>(value));
  }
};

/// What Duration and SystemTime share: u64 seconds and u32 nanoseconds, which carry when there are too many.
struct WireSeconds : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = detail::min_size<F, std::uint64_t> + detail::min_size<F, std::uint32_t>;
  template <class F>
  static constexpr std::size_t max_size = detail::max_size<F, std::uint64_t> + detail::max_size<F, std::uint32_t>;
  static constexpr bool is_checked = true;
  static constexpr bool can_refuse = true;

 protected:
  static constexpr std::int64_t second = 1'000'000'000;

  template <class F>
  static Byte* put_count(Output& out, Byte* at, std::int64_t nanoseconds) {
    if (nanoseconds < 0) [[unlikely]]
      return out.fail(Errc::not_representable, "Rust's Duration and SystemTime have no negative times");
    at = F::template write<std::uint64_t>(at, static_cast<std::uint64_t>(nanoseconds / second));
    return F::template write<std::uint32_t>(at, static_cast<std::uint32_t>(nanoseconds % second));
  }
  template <class F>
  static const Byte* get_count(Input& in, const Byte* at, std::int64_t& nanoseconds) {
    const Byte* from = at;
    std::uint64_t seconds = 0;
    std::uint32_t rest = 0;
    if ((at = Wire<std::uint64_t>::get<F>(in, at, seconds)) == nullptr) return nullptr;
    if ((at = Wire<std::uint32_t>::get<F>(in, at, rest)) == nullptr) return nullptr;
    if (__builtin_mul_overflow(seconds, second, &nanoseconds) ||
        __builtin_add_overflow(nanoseconds, rest, &nanoseconds)) [[unlikely]] {
      return in.fail(Errc::invalid_value, from, at, "the time is longer than 2^63 nanoseconds");
    }
    return at;
  }
  template <class F>
  static std::uint64_t count_size(std::int64_t nanoseconds) {
    return F::template size_of<std::uint64_t>(static_cast<std::uint64_t>(nanoseconds / second)) +
           F::template size_of<std::uint32_t>(static_cast<std::uint32_t>(nanoseconds % second));
  }
};

/// Rust's Duration.
template <>
struct Wire<std::chrono::nanoseconds> : WireSeconds {
  template <class F>
  static Byte* put(Output& out, Byte* at, std::chrono::nanoseconds value) {
    return put_count<F>(out, at, value.count());
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::chrono::nanoseconds& value) {
    std::int64_t count = 0;
    at = get_count<F>(in, at, count);
    value = std::chrono::nanoseconds(count);
    return at;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::int64_t count = 0;
    return get_count<F>(in, at, count);
  }
  template <class F>
  static std::uint64_t size(std::chrono::nanoseconds value) {
    return count_size<F>(value.count());
  }
};

using SystemTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

/// Rust's SystemTime, from 1970 on.
template <>
struct Wire<SystemTime> : WireSeconds {
  template <class F>
  static Byte* put(Output& out, Byte* at, SystemTime value) {
    return put_count<F>(out, at, value.time_since_epoch().count());
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, SystemTime& value) {
    std::int64_t count = 0;
    at = get_count<F>(in, at, count);
    value = SystemTime(std::chrono::nanoseconds(count));
    return at;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::int64_t count = 0;
    return get_count<F>(in, at, count);
  }
  template <class F>
  static std::uint64_t size(SystemTime value) {
    return count_size<F>(value.time_since_epoch().count());
  }
};

}  // namespace detail
}  // namespace limcode
