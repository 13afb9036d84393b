// Types that are their members one after the other: aggregates, pairs and tuples. Neighbouring members of fixed size
// are one bounds check, and an aggregate without padding whose members are plain is one copy.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "limcode/detail/wire_type.hpp"

namespace limcode::detail {

/// Adds sizes of which one may be unbounded.
constexpr std::size_t add_sizes(std::size_t a, std::size_t b) {
  return a == unbounded || b == unbounded ? unbounded : a + b;
}

/// The runs that the members Ts form in the layout F. A run asks once for the room of all its members.
template <class F, class... Ts>
struct Runs {
  static constexpr std::size_t count = sizeof...(Ts);
  static constexpr std::array<std::size_t, count> least{min_size<F, Ts>...};
  static constexpr std::array<std::size_t, count> most{max_size<F, Ts>...};

  /// When writing, members of bounded size form runs: `room[i]` is what the run that starts at member i needs, 0
  /// where none starts. Members that may turn out small are not piled up without end.
  static constexpr std::array<std::size_t, count> room = [] {
    std::array<std::size_t, count> result{};
    std::size_t start = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (most[i] == unbounded) {
        start = count;
        continue;
      }
      const bool is_loose = least[i] != most[i];
      if (start == count || (is_loose && result[start] + most[i] > loose_run_max)) start = i;
      result[start] += most[i];
    }
    return result;
  }();

  /// When reading, members of fixed size do.
  static constexpr std::array<std::size_t, count> whole = [] {
    std::array<std::size_t, count> result{};
    std::size_t start = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (least[i] != most[i]) {
        start = count;
        continue;
      }
      if (start == count) start = i;
      result[start] += most[i];
    }
    return result;
  }();

  static constexpr std::size_t min_total = [] {
    std::size_t total = 0;
    for (const std::size_t size : least) total += size;
    return total;
  }();
  static constexpr std::size_t max_total = [] {
    std::size_t total = 0;
    for (const std::size_t size : most) total = add_sizes(total, size);
    return total;
  }();
  static constexpr std::size_t fixed_total = [] {
    std::size_t total = 0;
    for (std::size_t i = 0; i < count; ++i) total += least[i] == most[i] ? most[i] : 0;
    return total;
  }();
};

/// How to reach the members of T: visit(value, visitor), Members and name<Index>.
template <class T>
struct Product;

template <class T>
  requires reflect::Aggregate<T>
struct Product<T> {
  template <class V, class Visitor>
  [[gnu::always_inline]] static decltype(auto) visit(V& value, Visitor&& visitor) {
    return reflect::visit_fields(value, std::forward<Visitor>(visitor));
  }
  using Members = decltype(reflect::visit_fields(
      std::declval<T&>(), [](auto&... fields) { return TypeList<std::remove_cvref_t<decltype(fields)>...>{}; }));
  template <std::size_t Index>
  static constexpr std::string_view name = reflect::field_name<T, Index>;
};

inline constexpr std::string_view decimal_digits = "0123456789";

/// The number of a tuple's member as text.
template <std::size_t Index>
  requires(Index < 100)
struct IndexName {
  static constexpr char text[2] = {decimal_digits[Index / 10], decimal_digits[Index % 10]};
  static constexpr std::string_view value = std::string_view(text, 2).substr(Index < 10 ? 1 : 0);
};

template <class... Ts>
struct Product<std::tuple<Ts...>> {
  template <class V, class Visitor>
  [[gnu::always_inline]] static decltype(auto) visit(V& value, Visitor&& visitor) {
    return std::apply(std::forward<Visitor>(visitor), value);
  }
  using Members = TypeList<std::remove_cvref_t<Ts>...>;
  template <std::size_t Index>
  static constexpr std::string_view name = IndexName<Index>::value;
};

template <class A, class B>
struct Product<std::pair<A, B>> {
  template <class V, class Visitor>
  [[gnu::always_inline]] static decltype(auto) visit(V& value, Visitor&& visitor) {
    return std::forward<Visitor>(visitor)(value.first, value.second);
  }
  using Members = TypeList<std::remove_cvref_t<A>, std::remove_cvref_t<B>>;
  template <std::size_t Index>
  static constexpr std::string_view name = IndexName<Index>::value;
};

template <class T, class Members>
struct WireProduct;

template <class T, class... Ts>
struct WireProduct<T, TypeList<Ts...>> : WireDefaults {
  using Children = TypeList<Ts...>;
  static constexpr bool is_checked = (Wire<Ts>::is_checked || ...);
  static constexpr bool is_composite = true;
  static constexpr bool nests = (Wire<Ts>::nests || ...);

  template <class F>
  static constexpr std::size_t min_size = Runs<F, Ts...>::min_total;
  template <class F>
  static constexpr std::size_t max_size = Runs<F, Ts...>::max_total;
  template <class F>
  static constexpr bool is_plain = reflect::Aggregate<T> && std::is_trivially_copyable_v<T> && sizeof...(Ts) != 0 &&
                                   (detail::is_plain<F, Ts> && ...) && Runs<F, Ts...>::min_total == sizeof(T);

  template <class F>
  static Byte* put(Output& out, Byte* at, const T& value) {
    if constexpr (is_plain<F>) {
      std::memcpy(at, &value, sizeof(T));
      return at + sizeof(T);
    } else {
      Product<T>::visit(value, [&](const auto&... members) {
        put_members<F>(out, at, std::index_sequence_for<Ts...>{}, members...);
      });
      return at;
    }
  }

  template <class F>
  static const Byte* get(Input& in, const Byte* at, T& value) {
    if constexpr (is_copyable<F, T>) {
      std::memcpy(&value, at, sizeof(T));
      return at + sizeof(T);
    } else {
      Product<T>::visit(
          value, [&](auto&... members) { get_members<F>(in, at, std::index_sequence_for<Ts...>{}, members...); });
      return at;
    }
  }

  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    skip_members<F>(in, at, std::index_sequence_for<Ts...>{});
    return at;
  }

  template <class F>
  static std::uint64_t size(const T& value) {
    std::uint64_t total = Runs<F, Ts...>::fixed_total;
    Product<T>::visit(value,
                      [&](const auto&... members) { ((total += is_fixed<F, Ts> ? 0 : size_of<F, Ts>(members)), ...); });
    return total;
  }

  template <class F>
  static const Byte* fail_within(Input& in, const Byte* at) {
    fail_within_from<F, 0>(in, at);
    return nullptr;
  }

 private:
  template <class F, std::size_t... I>
  [[gnu::always_inline]] static void put_members(Output& out, Byte*& at, std::index_sequence<I...>,
                                                 const Ts&... members) {
    static_cast<void>((put_member<F, I>(out, at, members) && ...));
  }

  template <class F, std::size_t I, class Member>
  [[gnu::always_inline]] static bool put_member(Output& out, Byte*& at, const Member& member) {
    if constexpr (Runs<F, Ts...>::room[I] != 0 && max_size<F> == unbounded) {
      at = out.ensure(at, Runs<F, Ts...>::room[I]);
    }
    at = put_unchecked<F>(out, at, member);
    if constexpr (detail::can_refuse<Member>) {
      if (at == nullptr) [[unlikely]] {
        out.add_field(Product<T>::template name<I>);
        return false;
      }
    }
    return true;
  }

  template <class F, std::size_t... I>
  [[gnu::always_inline]] static void get_members(Input& in, const Byte*& at, std::index_sequence<I...>,
                                                 Ts&... members) {
    static_cast<void>((get_member<F, I>(in, at, members) && ...));
  }

  template <class F, std::size_t I, class Member>
  [[gnu::always_inline]] static bool get_member(Input& in, const Byte*& at, Member& member) {
    if constexpr (!check_run<F, I>()) {
      if (in.left(at) < Runs<F, Ts...>::whole[I]) [[unlikely]] {
        at = fail_within_from<F, I>(in, at);
        return false;
      }
    }
    at = get_unchecked<F>(in, at, member);
    return passed<Member, I>(in, at);
  }

  template <class F, std::size_t... I>
  [[gnu::always_inline]] static void skip_members(Input& in, const Byte*& at, std::index_sequence<I...>) {
    static_cast<void>((skip_member<F, I, Ts>(in, at) && ...));
  }

  template <class F, std::size_t I, class Member>
  [[gnu::always_inline]] static bool skip_member(Input& in, const Byte*& at) {
    if constexpr (!check_run<F, I>()) {
      if (in.left(at) < Runs<F, Ts...>::whole[I]) [[unlikely]] {
        at = fail_within_from<F, I>(in, at);
        return false;
      }
    }
    at = skip_unchecked<F, Member>(in, at);
    return passed<Member, I>(in, at);
  }

  // True if nobody needs to check before reading member I: no run starts there, or the caller has checked it all.
  template <class F, std::size_t I>
  static consteval bool check_run() {
    return Runs<F, Ts...>::whole[I] == 0 || min_size<F> == max_size<F>;
  }

  template <class Member, std::size_t I>
  [[gnu::always_inline]] static bool passed(Input& in, const Byte* at) {
    if (at != nullptr) [[likely]]
      return true;
    in.add_field(Product<T>::template name<I>);
    return false;
  }

  // The input ends within the run that starts at member I: finds the member that it ends in.
  template <class F, std::size_t I>
  [[gnu::cold, gnu::noinline]] static const Byte* fail_within_from(Input& in, const Byte* at) {
    if constexpr (I < sizeof...(Ts)) {
      using Member = std::tuple_element_t<I, std::tuple<Ts...>>;
      if (in.left(at) >= detail::min_size<F, Member>)
        return fail_within_from<F, I + 1>(in, at + detail::min_size<F, Member>);
      detail::fail_within<F, Member>(in, at);
      in.add_field(Product<T>::template name<I>);
    }
    return nullptr;
  }
};

template <class T>
  requires(reflect::Aggregate<T> && !HasCodec<T>)
struct Wire<T> : WireProduct<T, typename Product<T>::Members> {};

template <class... Ts>
struct Wire<std::tuple<Ts...>> : WireProduct<std::tuple<Ts...>, typename Product<std::tuple<Ts...>>::Members> {};

template <class A, class B>
struct Wire<std::pair<A, B>> : WireProduct<std::pair<A, B>, typename Product<std::pair<A, B>>::Members> {};

}  // namespace limcode::detail
