// Types that hold one of several things, or a thing somewhere else: optional, variant, expected, pointers, nothing.
#pragma once

#include <array>
#include <expected>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "limcode/detail/sequences.hpp"
#include "limcode/detail/wire_type.hpp"

namespace limcode::detail {

/// Rust's unit.
template <>
struct Wire<std::monostate> : WireDefaults {
  template <class F>
  static constexpr std::size_t min_size = 0;
  template <class F>
  static constexpr std::size_t max_size = 0;

  template <class F>
  static Byte* put(Output&, Byte* at, std::monostate) {
    return at;
  }
  template <class F>
  static const Byte* get(Input&, const Byte* at, std::monostate&) {
    return at;
  }
};

/// Option: a tag and the value, if any. Small values make room for tag and value at once.
template <class T>
struct Wire<std::optional<T>> : WireDefaults {
  using Children = TypeList<T>;
  static constexpr bool is_composite = true;
  static constexpr bool nests = Wire<T>::nests;

  template <class F>
  static constexpr std::size_t min_size = 1;
  template <class F>
  static constexpr std::size_t max_size =
      detail::max_size<F, T> < loose_run_max ? 1 + detail::max_size<F, T> : unbounded;

  template <class F>
  static Byte* put(Output& out, Byte* at, const std::optional<T>& value) {
    if constexpr (max_size<F> == unbounded) at = out.ensure(at, 1);
    *at++ = static_cast<Byte>(value.has_value());
    if (!value) return at;
    if constexpr (max_size<F> == unbounded) {
      return detail::put<F, T>(out, at, *value);
    } else {
      return put_unchecked<F, T>(out, at, *value);
    }
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::optional<T>& value) {
    bool is_some = false;
    at = wire::Read<F>::option_tag(in, at, is_some);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (!is_some) {
      value.reset();
      return at;
    }
    if (!value) value.emplace();
    return detail::get<F, T>(in, at, *value);
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    bool is_some = false;
    at = wire::Read<F>::option_tag(in, at, is_some);
    if (at == nullptr || !is_some) return at;
    return detail::skip<F, T>(in, at);
  }
  template <class F>
  static std::uint64_t size(const std::optional<T>& value) {
    return value ? 1 + size_of<F, T>(*value) : 1;
  }
};

/// Reading and writing the index of one of Count variants.
template <std::uint32_t Count>
struct VariantIndex {
  template <class F>
  static Byte* put(Output& out, Byte* at, std::uint32_t index) {
    return F::template write<std::uint32_t>(out.ensure(at, F::template max_size<std::uint32_t>), index);
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::uint32_t& index) {
    const Byte* from = at;
    at = wire::Read<F>::number(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (index >= Count) [[unlikely]]
      return in.fail_variant(from, at, index, Count);
    return at;
  }
};

/// Calls step.template operator()<I>() for the I that `index` says.
template <class Step, std::size_t... I>
[[gnu::always_inline]] inline void for_index(std::uint32_t index, std::index_sequence<I...>, Step&& step) {
  static_cast<void>(((index == I && (step.template operator()<I>(), true)) || ...));
}

/// A Rust enum whose variants have the alternatives as payloads; std::monostate is a variant without one.
template <class... Ts>
struct Wire<std::variant<Ts...>> : WireDefaults {
  using Variant = std::variant<Ts...>;
  using Index = VariantIndex<sizeof...(Ts)>;
  using Children = TypeList<Ts...>;
  static constexpr bool is_composite = true;
  static constexpr bool nests = (Wire<Ts>::nests || ...);
  static constexpr bool can_refuse = true;

  template <class F>
  static constexpr std::size_t min_size = detail::min_size<F, std::uint32_t>;
  template <class F>
  static constexpr std::size_t max_size = unbounded;

  template <class F>
  static Byte* put(Output& out, Byte* at, const Variant& value) {
    if (value.valueless_by_exception()) [[unlikely]]
      return out.fail(Errc::not_representable, "the variant holds nothing");
    at = Index::template put<F>(out, at, static_cast<std::uint32_t>(value.index()));
    each(value.index(), [&]<std::size_t I>() {
      at = detail::put<F, std::variant_alternative_t<I, Variant>>(out, at, *std::get_if<I>(&value));
    });
    return at;
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, Variant& value) {
    std::uint32_t index = 0;
    at = Index::template get<F>(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    each(index, [&]<std::size_t I>() {
      using T = std::variant_alternative_t<I, Variant>;
      if (value.index() != I) value.template emplace<I>();
      at = detail::get<F, T>(in, at, *std::get_if<I>(&value));
    });
    return at;
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::uint32_t index = 0;
    at = Index::template get<F>(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    each(index, [&]<std::size_t I>() { at = detail::skip<F, std::variant_alternative_t<I, Variant>>(in, at); });
    return at;
  }
  template <class F>
  static std::uint64_t size(const Variant& value) {
    if (value.valueless_by_exception()) return 0;
    std::uint64_t total = F::template size_of<std::uint32_t>(static_cast<std::uint32_t>(value.index()));
    each(value.index(), [&]<std::size_t I>() {
      total += size_of<F, std::variant_alternative_t<I, Variant>>(*std::get_if<I>(&value));
    });
    return total;
  }

 private:
  template <class Step>
  [[gnu::always_inline]] static void each(std::size_t index, Step&& step) {
    for_index(static_cast<std::uint32_t>(index), std::index_sequence_for<Ts...>{}, std::forward<Step>(step));
  }
};

/// Rust's Result: Ok is 0, Err is 1.
template <class T, class E>
struct Wire<std::expected<T, E>> : WireDefaults {
  using Expected = std::expected<T, E>;
  using Ok = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  using Children = TypeList<Ok, E>;
  static constexpr bool is_composite = true;
  static constexpr bool nests = Wire<Ok>::nests || Wire<E>::nests;

  template <class F>
  static constexpr std::size_t min_size = detail::min_size<F, std::uint32_t>;
  template <class F>
  static constexpr std::size_t max_size = unbounded;

  template <class F>
  static Byte* put(Output& out, Byte* at, const Expected& value) {
    at = VariantIndex<2>::put<F>(out, at, value ? 0 : 1);
    if (!value) return detail::put<F, E>(out, at, value.error());
    if constexpr (std::is_void_v<T>) {
      return at;
    } else {
      return detail::put<F, T>(out, at, *value);
    }
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, Expected& value) {
    std::uint32_t index = 0;
    at = VariantIndex<2>::get<F>(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if (index == 1) {
      if (value) value = std::unexpected<E>(E());
      return detail::get<F, E>(in, at, value.error());
    }
    if constexpr (std::is_void_v<T>) {
      value.emplace();
      return at;
    } else {
      if (!value) value = T();
      return detail::get<F, T>(in, at, *value);
    }
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::uint32_t index = 0;
    at = VariantIndex<2>::get<F>(in, at, index);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    return index == 0 ? detail::skip<F, Ok>(in, at) : detail::skip<F, E>(in, at);
  }
  template <class F>
  static std::uint64_t size(const Expected& value) {
    const std::uint64_t index = F::template size_of<std::uint32_t>(value ? 0 : 1);
    if (!value) return index + size_of<F, E>(value.error());
    if constexpr (std::is_void_v<T>) {
      return index;
    } else {
      return index + size_of<F, T>(*value);
    }
  }
};

/// Box and Rc: the value itself. A null pointer has no wire form.
template <class Pointer, class T>
struct WirePointer : WireDefaults {
  using Children = TypeList<T>;
  static constexpr bool nests = true;
  static constexpr bool can_refuse = true;

  // A type that holds a pointer to itself without a tag between would be infinite, so that this ends.
  template <class F>
  static constexpr std::size_t min_size = detail::min_size<F, T>;
  template <class F>
  static constexpr std::size_t max_size = unbounded;

  template <class F>
  static Byte* put(Output& out, Byte* at, const Pointer& value) {
    if (value == nullptr) [[unlikely]]
      return out.fail(Errc::not_representable, "a null pointer has no wire form; an optional pointer has");
    return detail::put<F, T>(out, at, *value);
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    return one_level_down<T>(in, at, [&] { return detail::skip<F, T>(in, at); });
  }
  template <class F>
  static std::uint64_t size(const Pointer& value) {
    return value == nullptr ? 0 : size_of<F, T>(*value);
  }
};

template <class T>
struct Wire<std::unique_ptr<T>> : WirePointer<std::unique_ptr<T>, std::remove_const_t<T>> {
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::unique_ptr<T>& value) {
    auto fresh = std::make_unique<std::remove_const_t<T>>();
    at = one_level_down<std::remove_const_t<T>>(in, at,
                                                [&] { return detail::get<F, std::remove_const_t<T>>(in, at, *fresh); });
    value = std::move(fresh);
    return at;
  }
};

template <class T>
struct Wire<std::shared_ptr<T>> : WirePointer<std::shared_ptr<T>, std::remove_const_t<T>> {
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::shared_ptr<T>& value) {
    auto fresh = std::make_shared<std::remove_const_t<T>>();
    at = one_level_down<std::remove_const_t<T>>(in, at,
                                                [&] { return detail::get<F, std::remove_const_t<T>>(in, at, *fresh); });
    value = std::move(fresh);
    return at;
  }
};

}  // namespace limcode::detail
