// What can be known about a plain aggregate without macros or registration: how many members it has, what they are
// called, and a reference to each. Members that are C arrays count as one. codec.hpp builds on this; use it directly
// to visit the fields of your own structs.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "limcode/detail/bind_fields.hpp"

namespace limcode::reflect {

/// A class whose members can be visited: an aggregate without base classes.
template <class T>
concept Aggregate = std::is_class_v<T> && std::is_aggregate_v<T>;

namespace detail {

/// Converts to whatever a member wants. Only ever named in unevaluated expressions; still Clang compiles the
/// constructors that would be called there, and wants a body for what they call.
struct AnyField {
  template <class Member>
  [[noreturn]] operator Member() const noexcept {  // NOLINT(google-explicit-constructor)
    std::unreachable();
  }
};

/// Converts to base classes of T alone.
template <class T>
struct AnyBase {
  template <class Base>
    requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
  operator Base() const noexcept;  // NOLINT(google-explicit-constructor)
};

template <std::size_t>
using AnyAt = AnyField;

template <class T, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
  return requires { T{AnyAt<I>{}...}; };
}

/// True if T can be initialised from `Count` values.
template <class T, std::size_t Count>
inline constexpr bool takes_count = takes<T>(std::make_index_sequence<Count>{});

template <class T, std::size_t... Before, std::size_t... After>
consteval bool takes_empty(std::index_sequence<Before...>, std::index_sequence<After...>) {
  return requires { T{AnyAt<Before>{}..., {}, AnyAt<After>{}...}; };
}

template <class T, std::size_t... Before, std::size_t... Nested>
consteval bool takes_nested(std::index_sequence<Before...>, std::index_sequence<Nested...>) {
  return requires { T{AnyAt<Before>{}..., {AnyAt<Nested>{}...}}; };
}

/// The largest count between `Low`, which is known to work, and `High`, which does not, for which `Works` is true.
template <template <std::size_t> class Works, std::size_t Low, std::size_t High>
consteval std::size_t largest() {
  if constexpr (High - Low <= 1) {
    return Low;
  } else if constexpr (constexpr std::size_t middle = Low + (High - Low) / 2; Works<middle>::value) {
    return largest<Works, middle, High>();
  } else {
    return largest<Works, Low, middle>();
  }
}

template <template <std::size_t> class Works, std::size_t Low = 0, std::size_t Step = 1>
consteval std::size_t largest_from() {
  if constexpr (Works<Low + Step>::value) {
    return largest_from<Works, Low + Step, Step * 2>();
  } else {
    return largest<Works, Low, Low + Step>();
  }
}

template <class T>
struct Initializers {
  template <std::size_t Count>
  using Works = std::bool_constant<takes_count<T, Count>>;
};

template <class T, std::size_t Before>
struct Nested {
  template <std::size_t Count>
  using Works =
      std::bool_constant<takes_nested<T>(std::make_index_sequence<Before>{}, std::make_index_sequence<Count>{})>;
};

// A C array takes one value for each of its elements, because nothing converts to an array. Where `{}` in place of
// the value at `Position` leaves too many values for the rest, an array of several elements starts there.
template <class T, std::size_t Total, std::size_t Position = 0, std::size_t Count = 0>
consteval std::size_t count_members() {
  if constexpr (Position >= Total) {
    return Count;
  } else if constexpr (takes_empty<T>(std::make_index_sequence<Position>{},
                                      std::make_index_sequence<Total - Position - 1>{})) {
    return count_members<T, Total, Position + 1, Count + 1>();
  } else {
    constexpr std::size_t extent = largest_from<Nested<T, Position>::template Works, 1>();
    return count_members<T, Total, Position + extent, Count + 1>();
  }
}

template <class T>
consteval std::size_t field_count() {
  static_assert(requires { T{}; }, "limcode: an aggregate needs members that can be default-initialised");
  static_assert(!requires { T{AnyBase<T>{}}; }, "limcode: an aggregate with a base class needs a limcode::Codec");
  return count_members<T, largest_from<Initializers<T>::template Works>()>();
}

// An object that exists only so that the addresses of its members can be named.
template <class T>
struct Named {
  T value;
};
#pragma GCC diagnostic push
#ifdef __clang__
#pragma GCC diagnostic ignored "-Wundefined-var-template"
#pragma GCC diagnostic ignored "-Wundefined-internal"
#endif
template <class T>
extern const Named<T> named;

template <std::size_t Index, class First, class... Rest>
constexpr auto address_of(const First& first, const Rest&... rest) {
  if constexpr (Index == 0) {
    return &first;
  } else {
    return address_of<Index - 1>(rest...);
  }
}

template <auto Address>
consteval std::string_view spelled() {
  return __PRETTY_FUNCTION__;
}

}  // namespace detail

/// The number of direct members of T.
template <Aggregate T>
inline constexpr std::size_t field_count = detail::field_count<std::remove_cv_t<T>>();

/// Calls `visitor` once with a reference to every member of `value`.
template <class T, class Visitor>
  requires Aggregate<std::remove_cv_t<T>>
[[gnu::always_inline]] constexpr decltype(auto) visit_fields(T& value, Visitor&& visitor) {
  return bind_fields<field_count<std::remove_cv_t<T>>>(value, std::forward<Visitor>(visitor));
}

namespace detail {

template <class T, std::size_t Index>
consteval auto member_address() {
  return visit_fields(named<T>.value, [](const auto&... fields) { return address_of<Index>(fields...); });
}
#pragma GCC diagnostic pop

// GCC spells the address as `(& named<T>.Named<T>::value.T::member); ...]`, Clang as `&named.value.member]`.
consteval std::string_view last_name(std::string_view text) {
  std::size_t end = std::min(text.find(';'), text.size());
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  while (end > 0 && !is_name(text[end - 1])) --end;
  std::size_t start = end;
  while (start > 0 && is_name(text[start - 1])) --start;
  return text.substr(start, end - start);
}

}  // namespace detail

/// The name of the member at `Index`, as the source has it.
template <Aggregate T, std::size_t Index>
inline constexpr std::string_view field_name =
    detail::last_name(detail::spelled<detail::member_address<std::remove_cv_t<T>, Index>()>());

}  // namespace limcode::reflect
