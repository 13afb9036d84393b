// Maps and sets: a length and that many entries, in the order of iteration. Where a key comes twice, the last one
// counts, as in Rust.
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "limcode/detail/products.hpp"
#include "limcode/detail/sequences.hpp"

namespace limcode::detail {

template <class Map>
struct WireAssociative : WireRange<typename Map::value_type, false> {
  using Entry = typename Map::value_type;

  template <class F>
  static const Byte* get(Input& in, const Byte* at, Map& value) {
    adopt_arena(in, value);
    std::uint64_t count = 0;
    at = Prefix<false>::get<F>(in, at, detail::min_size<F, Entry>, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    value.clear();
    if constexpr (requires { value.reserve(count); }) value.reserve(in.believe(count, sizeof(Entry)));
    return one_level_down<Entry>(in, at, [&] {
      for (std::uint64_t index = 0; index < count; ++index) {
        at = get_entry<F>(in, at, value);
        if (at == nullptr) [[unlikely]] {
          in.add_index(index);
          break;
        }
      }
      return at;
    });
  }

 private:
  template <class F>
  static const Byte* get_entry(Input& in, const Byte* at, Map& value) {
    using Key = typename Map::key_type;
    Key key = make_empty<Key>(in);
    at = detail::get<F, Key>(in, at, key);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if constexpr (requires { typename Map::mapped_type; }) {
      using Mapped = typename Map::mapped_type;
      Mapped mapped = make_empty<Mapped>(in);
      at = detail::get<F, Mapped>(in, at, mapped);
      if (at != nullptr) [[likely]]
        value.insert_or_assign(value.end(), std::move(key), std::move(mapped));
    } else {
      value.insert(value.end(), std::move(key));
    }
    return at;
  }
};

template <class K, class V, class C, class A>
struct Wire<std::map<K, V, C, A>> : WireAssociative<std::map<K, V, C, A>> {};
template <class K, class V, class H, class E, class A>
struct Wire<std::unordered_map<K, V, H, E, A>> : WireAssociative<std::unordered_map<K, V, H, E, A>> {};
template <class K, class C, class A>
struct Wire<std::set<K, C, A>> : WireAssociative<std::set<K, C, A>> {};
template <class K, class H, class E, class A>
struct Wire<std::unordered_set<K, H, E, A>> : WireAssociative<std::unordered_set<K, H, E, A>> {};

}  // namespace limcode::detail
