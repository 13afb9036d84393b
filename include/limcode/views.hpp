// Types that do not own what they show: std::string_view and std::span, List for elements that vary in size, and
// ShortVec, which gives any sequence Solana's compact length. Decoding checks everything up front; looking at a view
// afterwards cannot fail.
//
// decode<T>(bytes) lets views point into the input and is not to be had for input that dies with the call.
// decode_owned<T>(bytes) copies what views show into an arena that the result owns.
#pragma once

#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

#include "limcode/detail/numbers.hpp"
#include "limcode/detail/sequences.hpp"

namespace limcode {

/// A sequence whose length is a compact-u16, as Solana's `short_vec` writes it: ShortVec<std::vector<Pubkey>>.
template <class Sequence>
struct ShortVec : Sequence {
  using Sequence::Sequence;
  using Sequence::operator=;
  ShortVec() = default;
  explicit(false) ShortVec(Sequence sequence) : Sequence(std::move(sequence)) {}
};

namespace detail {

template <Config C>
using FormatOf = wire::Format<C.int_encoding, C.endian>;

template <class List, bool Compact>
struct WireList;

/// Made of bytes in every layout, so that it can be looked at where it lies.
template <class T>
inline constexpr bool is_byte_made = alignof(T) == 1 && is_copyable<FormatOf<Config::legacy()>, T>;

}  // namespace detail

/// The elements of a sequence, each decoded when the iteration reaches it. C says how they are laid out and must be
/// the configuration that the List was decoded with. Elements may be views themselves.
template <class T, Config C = Config::legacy()>
class List {
  using Format = detail::FormatOf<C>;

 public:
  using value_type = T;

  /// Goes over the elements once; `*it` is valid until `++it`.
  class Iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    [[nodiscard]] const T& operator*() const noexcept { return value_; }
    [[nodiscard]] const T* operator->() const noexcept { return &value_; }
    Iterator& operator++() {
      --left_;
      load();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& it, std::default_sentinel_t) noexcept { return it.left_ == 0; }

   private:
    friend class List;
    Iterator(const detail::Byte* at, const detail::Byte* end, std::size_t left) : at_(at), end_(end), left_(left) {
      load();
    }
    void load() {
      if (left_ == 0) return;
      // Decoding checked these bytes already, so that this cannot fail.
      wire::Input in({reinterpret_cast<const std::byte*>(at_), static_cast<std::size_t>(end_ - at_)});
      at_ = detail::get<Format, T>(in, at_, value_);
    }

    const detail::Byte* at_ = nullptr;
    const detail::Byte* end_ = nullptr;
    std::size_t left_ = 0;
    T value_{};
  };

  List() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// The wire form of all elements, without the length.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
    return {reinterpret_cast<const std::byte*>(begin_), static_cast<std::size_t>(end_ - begin_)};
  }

  [[nodiscard]] Iterator begin() const { return Iterator(begin_, end_, size_); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  /// The element at `index`, for elements that all take the same number of bytes. Requires: index < size().
  [[nodiscard]] T operator[](std::size_t index) const
    requires(detail::is_fixed<Format, T>)
  {
    const detail::Byte* at = begin_ + index * detail::min_size<Format, T>;
    return *Iterator(at, end_, 1);
  }

 private:
  template <class, bool>
  friend struct detail::WireList;

  const detail::Byte* begin_ = nullptr;
  const detail::Byte* end_ = nullptr;
  std::size_t size_ = 0;
};

namespace detail {

template <>
struct Wire<std::string_view> : WireText {
  static constexpr bool borrows = true;

  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::string_view& value) {
    at = get_text<F>(in, at, value);
    if (at != nullptr && in.arena() != nullptr) {
      auto* copy = static_cast<Byte*>(in.arena()->take(value.size(), 1));
      wire::copy_bytes(copy, at - value.size(), value.size());
      value = {reinterpret_cast<const char*>(copy), value.size()};
    }
    return at;
  }
};

/// A growing array in an arena, for when a length is not to be believed at once.
template <class T>
T* regrow(Arena& arena, T* elements, std::size_t count, std::size_t capacity) {
  auto* moved = static_cast<T*>(arena.take(capacity * sizeof(T), alignof(T)));
  std::uninitialized_move_n(elements, count, moved);
  return moved;
}

/// Spans of bytes and of what is made of bytes show the input; others are read into an arena.
template <class T, bool Compact>
struct WireSpan : WireRange<std::remove_const_t<T>, Compact> {
  using Element = std::remove_const_t<T>;
  static constexpr bool borrows = true;
  static constexpr bool needs_arena = !is_byte_made<Element>;

  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::span<T>& value) {
    static_assert(std::is_const_v<T>,
                  "limcode: decode into std::span<const T>: what a span shows is not to be changed");
    static_assert(!owns_memory<Element>, "limcode: elements of a span live in an arena, where nothing is destroyed");
    std::uint64_t count = 0;
    at = Prefix<Compact>::template get<F>(in, at, detail::min_size<F, Element>, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if constexpr (is_copyable<F, Element>) {
      const std::size_t bytes = count * sizeof(Element);
      if constexpr (!needs_arena) {
        if (in.arena() == nullptr) {
          value = {reinterpret_cast<const Element*>(at), count};
          return at + bytes;
        }
      }
      auto* copy = static_cast<Byte*>(in.arena()->take(bytes, alignof(Element)));
      wire::copy_bytes(copy, at, bytes);
      value = {reinterpret_cast<const Element*>(copy), count};
      return at + bytes;
    } else {
      return one_level_down<Element>(in, at, [&] { return get_elements<F>(in, at, count, value); });
    }
  }

 private:
  template <class F>
  static const Byte* get_elements(Input& in, const Byte* at, std::uint64_t count, std::span<T>& value) {
    std::size_t capacity = in.believe(count, sizeof(Element));
    auto* elements = static_cast<Element*>(in.arena()->take(capacity * sizeof(Element), alignof(Element)));
    for (std::uint64_t index = 0; index < count; ++index) {
      if (index == capacity) [[unlikely]] {
        capacity = std::min<std::uint64_t>(count, capacity * 2 + 16);
        elements = regrow(*in.arena(), elements, index, capacity);
      }
      Element* element = std::construct_at(elements + index);
      at = is_fixed<F, Element> ? get_unchecked<F, Element>(in, at, *element)
                                : detail::get<F, Element>(in, at, *element);
      if (at == nullptr) [[unlikely]] {
        in.add_index(index);
        return nullptr;
      }
    }
    value = {elements, count};
    return at;
  }
};

template <class T>
struct Wire<std::span<T>> : WireSpan<T, false> {};

/// A List is checked by skipping over its elements.
template <class T, Config C, bool Compact>
struct WireList<List<T, C>, Compact> : WireRange<T, Compact> {
  static constexpr bool borrows = true;

  template <class F>
  static Byte* put(Output& out, Byte* at, const List<T, C>& value) {
    static_assert(std::is_same_v<F, FormatOf<C>>, "limcode: a List is written in the configuration it was read in");
    at = out.ensure(at, Prefix<Compact>::template max_size<F>);
    at = Prefix<Compact>::template put<F>(out, at, value.size_);
    if (Compact && at == nullptr) return nullptr;
    return out.write_raw(at, value.begin_, static_cast<std::size_t>(value.end_ - value.begin_));
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, List<T, C>& value) {
    static_assert(std::is_same_v<F, FormatOf<C>>, "limcode: give the List the configuration that it is decoded with");
    std::uint64_t count = 0;
    at = Prefix<Compact>::template get<F>(in, at, detail::min_size<F, T>, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    value.begin_ = at;
    value.size_ = count;
    at = skip_elements<F, T>(in, at, count);
    value.end_ = at;
    if (at != nullptr && in.arena() != nullptr) {
      const auto bytes = static_cast<std::size_t>(at - value.begin_);
      auto* copy = static_cast<Byte*>(in.arena()->take(bytes, 1));
      wire::copy_bytes(copy, value.begin_, bytes);
      value.begin_ = copy;
      value.end_ = copy + bytes;
    }
    return at;
  }
  template <class F>
  static std::uint64_t size(const List<T, C>& value) {
    return Prefix<Compact>::template size<F>(value.size_) + static_cast<std::uint64_t>(value.end_ - value.begin_);
  }
};

template <class T, Config C>
struct Wire<List<T, C>> : WireList<List<T, C>, false> {};

// ShortVec: the same codecs with the compact prefix.
template <class Sequence>
struct CompactWire : WireSequence<Sequence, true> {};
template <class T>
struct CompactWire<std::span<T>> : WireSpan<T, true> {};
template <class T, Config C>
struct CompactWire<List<T, C>> : WireList<List<T, C>, true> {};

template <class Sequence>
struct Wire<ShortVec<Sequence>> : CompactWire<Sequence> {};

}  // namespace detail
}  // namespace limcode
