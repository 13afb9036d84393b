// How one C++ type lies on the wire, for every layout F: detail::Wire<T> and what is derived from it. The public
// customisation point is Codec<T> (codec.hpp); Wire is for the types that limcode knows itself.
//
// A specialisation of Wire says some of the following, with F a wire::Format:
//   min_size<F>   the fewest bytes that a value takes
//   max_size<F>   the most, or `unbounded`; a type whose min_size equals its max_size is fixed
//   is_plain<F>   its memory is its wire form (padding free, native order), so that many are one copy
//   is_checked    fixed, but some bytes are no value (bool, enums)
//   can_refuse    some C++ values have no wire form (surrogates, null pointers)
//   borrows       it points to bytes that it does not own: the input, or an arena
//   needs_arena   it can only be read into an arena
//   nests         it holds elements of its own at run time, so that it can be part of a recursive type
//   is_composite  it is its Children and owns nothing besides
//   Children      the types inside it
// and has put (bounded: at a place with room for max_size; else: it makes room itself), get, skip and size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <type_traits>

#include "limcode/reflect.hpp"
#include "limcode/wire/reader.hpp"
#include "limcode/wire/writer.hpp"

namespace limcode {

/// The customisation point for types that limcode does not know. Specialise it with
///   template <class F> static bool encode(wire::Writer<F>& out, const T& value);
///   template <class F> static bool decode(wire::Reader<F>& in, T& value);
///   template <class F> static std::uint64_t size(const T& value);
/// and, if every value takes some bytes, `static constexpr std::size_t min_size`. Both functions return false when
/// a writer or reader method did; write_value and read_value (codec.hpp) carry on with any other type.
template <class T>
struct Codec;

namespace detail {

using wire::Byte;
using wire::Input;
using wire::Output;

inline constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

/// The most room that is asked for ahead of a run of fields that may turn out smaller.
inline constexpr std::size_t loose_run_max = 512;

template <class... Ts>
struct TypeList {};

/// How T lies on the wire. The primary template is for types that nobody has described.
template <class T>
struct Wire {
  static_assert(sizeof(T) == 0,
                "limcode: this type has no wire form. Make it an aggregate or specialise limcode::Codec for it");
};

/// What most specialisations say.
struct WireDefaults {
  template <class F>
  static constexpr bool is_plain = false;
  static constexpr bool is_checked = false;
  static constexpr bool can_refuse = false;
  static constexpr bool borrows = false;
  static constexpr bool needs_arena = false;
  static constexpr bool nests = false;
  static constexpr bool is_composite = false;
  using Children = TypeList<>;
};

template <class T>
concept HasCodec = requires { sizeof(Codec<T>); };

template <class F, class T>
inline constexpr std::size_t min_size = Wire<T>::template min_size<F>;
template <class F, class T>
inline constexpr std::size_t max_size = Wire<T>::template max_size<F>;
template <class F, class T>
inline constexpr bool is_fixed = min_size<F, T> == max_size<F, T>;
template <class F, class T>
inline constexpr bool is_bounded = max_size<F, T> != unbounded;
template <class F, class T>
inline constexpr bool is_plain = Wire<T>::template is_plain<F>;
/// Plain, and every byte pattern is a value: reading is copying.
template <class F, class T>
inline constexpr bool is_copyable = is_plain<F, T> && !Wire<T>::is_checked;

// Does a type reachable from T, T itself included, answer true? Types that were seen are not entered again, so that
// recursive types end.
template <class T, class... Ts>
inline constexpr bool is_among = (std::is_same_v<T, Ts> || ...);

template <template <class> class Asks, class T, class... Seen>
consteval bool is_reachable();

template <template <class> class Asks, class... Seen, class... Children>
consteval bool is_reachable_in(TypeList<Children...>) {
  return (is_reachable<Asks, Children, Seen...>() || ...);
}

template <template <class> class Asks, class T, class... Seen>
consteval bool is_reachable() {
  if constexpr (is_among<T, Seen...>) {
    return false;
  } else if constexpr (Asks<T>::value) {
    return true;
  } else {
    return is_reachable_in<Asks, T, Seen...>(typename Wire<T>::Children{});
  }
}

template <class T>
using AsksRefuse = std::bool_constant<Wire<T>::can_refuse>;
template <class T>
using AsksBorrow = std::bool_constant<Wire<T>::borrows>;
template <class T>
using AsksArena = std::bool_constant<Wire<T>::needs_arena>;
template <class T>
using AsksOwn = std::bool_constant<!std::is_trivially_destructible_v<T> && !Wire<T>::is_composite &&
                                   !std::uses_allocator_v<T, std::pmr::polymorphic_allocator<>>>;
template <class F>
struct LooseIn {
  template <class T>
  using Asks = std::bool_constant<is_bounded<F, T> && !is_fixed<F, T>>;
};

/// Encoding a T can fail.
template <class T>
inline constexpr bool can_refuse = is_reachable<AsksRefuse, T>();
/// A decoded T points to bytes that it does not own.
template <class T>
inline constexpr bool borrows = is_reachable<AsksBorrow, T>();
/// A T can only be decoded into an arena.
template <class T>
inline constexpr bool needs_arena = is_reachable<AsksArena, T>();
/// A T owns memory outside of arenas, so that it must be destroyed.
template <class T>
inline constexpr bool owns_memory = is_reachable<AsksOwn, T>();
/// Room beyond its size that writing a T may ask for.
template <class F, class T>
inline constexpr std::size_t slack = is_reachable<LooseIn<F>::template Asks, T>() ? loose_run_max : 0;

/// Writes a value. A bounded one is written where the caller has made room.
template <class F, class T>
[[nodiscard]] inline Byte* put_unchecked(Output& out, Byte* at, const T& value) {
  return Wire<T>::template put<F>(out, at, value);
}

template <class F, class T>
[[nodiscard]] inline Byte* put(Output& out, Byte* at, const T& value) {
  if constexpr (is_bounded<F, T>) at = out.ensure(at, max_size<F, T>);
  return Wire<T>::template put<F>(out, at, value);
}

/// Reports which part of a fixed-size value at `at` the input ends in. Returns null.
template <class F, class T>
[[gnu::cold, gnu::noinline]] const Byte* fail_within(Input& in, const Byte* at) {
  if constexpr (requires { Wire<T>::template fail_within<F>(in, at); }) {
    return Wire<T>::template fail_within<F>(in, at);
  } else {
    return in.fail_end(at, min_size<F, T>);
  }
}

/// Reads a value. A fixed one is read where the caller has checked that it is whole.
template <class F, class T>
[[nodiscard]] inline const Byte* get_unchecked(Input& in, const Byte* at, T& value) {
  return Wire<T>::template get<F>(in, at, value);
}

template <class F, class T>
[[nodiscard]] inline const Byte* get(Input& in, const Byte* at, T& value) {
  if constexpr (is_fixed<F, T>) {
    if (in.left(at) < min_size<F, T>) [[unlikely]]
      return fail_within<F, T>(in, at);
  }
  return Wire<T>::template get<F>(in, at, value);
}

/// Checks a value without keeping it. A fixed one is known to be whole.
template <class F, class T>
[[nodiscard]] inline const Byte* skip_unchecked(Input& in, const Byte* at) {
  if constexpr (is_fixed<F, T> && !Wire<T>::is_checked) {
    return at + min_size<F, T>;
  } else {
    return Wire<T>::template skip<F>(in, at);
  }
}

template <class F, class T>
[[nodiscard]] inline const Byte* skip(Input& in, const Byte* at) {
  if constexpr (is_fixed<F, T>) {
    if (in.left(at) < min_size<F, T>) [[unlikely]]
      return fail_within<F, T>(in, at);
  }
  return skip_unchecked<F, T>(in, at);
}

/// The bytes that a value takes. Of a value that put refuses the result is meaningless.
template <class F, class T>
[[nodiscard]] inline std::uint64_t size_of(const T& value) {
  if constexpr (is_fixed<F, T>) {
    return min_size<F, T>;
  } else {
    return Wire<T>::template size<F>(value);
  }
}

}  // namespace detail
}  // namespace limcode
