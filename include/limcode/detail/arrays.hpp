// Arrays whose length is part of the type: std::array and C arrays. They have no length on the wire.
#pragma once

#include <array>

#include "limcode/detail/wire_type.hpp"

namespace limcode::detail {

template <class Array, class T, std::size_t N>
struct WireArray : WireDefaults {
  using Children = TypeList<T>;
  static constexpr bool is_checked = Wire<T>::is_checked;
  static constexpr bool is_composite = true;
  static constexpr bool nests = Wire<T>::nests;

  template <class F>
  static constexpr std::size_t min_size = N * detail::min_size<F, T>;
  // Larger arrays of elements that vary make room for one element at a time.
  template <class F>
  static constexpr std::size_t max_size =
      is_fixed<F, T>                                                                       ? min_size<F>
      : detail::max_size<F, T> != unbounded && N * detail::max_size<F, T> <= loose_run_max ? N * detail::max_size<F, T>
                                                                                           : unbounded;
  template <class F>
  static constexpr bool is_plain = detail::is_plain<F, T> && N != 0;

  template <class F>
  static Byte* put(Output& out, Byte* at, const Array& value) {
    if constexpr (is_plain<F>) {
      std::memcpy(at, &value, min_size<F>);
      return at + min_size<F>;
    } else {
      for (std::size_t i = 0; i < N; ++i) {
        if constexpr (max_size<F> == unbounded) {
          at = detail::put<F, T>(out, at, value[i]);
        } else {
          at = put_unchecked<F, T>(out, at, value[i]);
        }
        if constexpr (detail::can_refuse<T>) {
          if (at == nullptr) [[unlikely]] {
            out.add_index(i);
            return nullptr;
          }
        }
      }
      return at;
    }
  }

  template <class F>
  static const Byte* get(Input& in, const Byte* at, Array& value) {
    if constexpr (is_copyable<F, T>) {
      if constexpr (N != 0) std::memcpy(&value, at, min_size<F>);
      return at + min_size<F>;
    } else {
      return each<F>(in, at, [&](const Byte* from, std::size_t i) {
        return is_fixed<F, T> ? get_unchecked<F, T>(in, from, value[i]) : detail::get<F, T>(in, from, value[i]);
      });
    }
  }

  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    return each<F>(in, at, [&](const Byte* from, std::size_t) {
      return is_fixed<F, T> ? skip_unchecked<F, T>(in, from) : detail::skip<F, T>(in, from);
    });
  }

  template <class F>
  static std::uint64_t size(const Array& value) {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < N; ++i) total += size_of<F, T>(value[i]);
    return total;
  }

  template <class F>
  static const Byte* fail_within(Input& in, const Byte* at) {
    std::size_t i = 0;
    for (; in.left(at) >= detail::min_size<F, T>; ++i) at += detail::min_size<F, T>;
    detail::fail_within<F, T>(in, at);
    in.add_index(i);
    return nullptr;
  }

 private:
  template <class F, class Step>
  [[gnu::always_inline]] static const Byte* each(Input& in, const Byte* at, Step&& step) {
    for (std::size_t i = 0; i < N; ++i) {
      at = step(at, i);
      if (at == nullptr) [[unlikely]] {
        in.add_index(i);
        return nullptr;
      }
    }
    return at;
  }
};

template <class T, std::size_t N>
struct Wire<std::array<T, N>> : WireArray<std::array<T, N>, T, N> {};
template <class T, std::size_t N>
struct Wire<T[N]> : WireArray<T[N], std::remove_const_t<T>, N> {};

}  // namespace limcode::detail
