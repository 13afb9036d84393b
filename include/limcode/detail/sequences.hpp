// Types that are a length and that many elements: strings, vectors, lists, spans. An element of fixed size is checked
// once for the whole sequence, and elements whose memory is their wire form are copied as one block.
#pragma once

#include <algorithm>
#include <deque>
#include <iterator>
#include <list>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "limcode/arena.hpp"
#include "limcode/detail/wire_type.hpp"
#include "limcode/wire/runs.hpp"

namespace limcode::detail {

/// How a sequence says how many elements follow.
template <bool Compact>
struct Prefix {
  template <class F>
  static constexpr std::size_t min_size = Compact ? 1 : detail::min_size<F, std::uint64_t>;
  template <class F>
  static constexpr std::size_t max_size = Compact ? wire::max_short_vec_size : F::template max_size<std::uint64_t>;

  template <class F>
  static Byte* put(Output& out, Byte* at, std::uint64_t length) {
    if constexpr (Compact) {
      if (length > wire::max_short_vec) [[unlikely]]
        return out.fail(Errc::not_representable, "a compact length is at most 65,535");
      return wire::write_leb128(at, length);
    } else {
      return F::template write<std::uint64_t>(at, length);
    }
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::size_t min_element, std::uint64_t& count) {
    return wire::Read<F>::template count<Compact>(in, at, min_element, count);
  }
  template <class F>
  static std::size_t size(std::uint64_t length) {
    if constexpr (Compact) {
      return wire::leb128_size(length);
    } else {
      return F::template size_of<std::uint64_t>(length);
    }
  }
};

/// Elements of the wire form of a plain T, wherever they lie, as values: lets containers copy without zeroing first.
template <class T>
class PlainIterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = const T*;
  using reference = T;

  PlainIterator() = default;
  explicit PlainIterator(const Byte* at) : at_(at) {}
  T operator*() const {
    T value{};
    std::memcpy(&value, at_, sizeof(T));
    return value;
  }
  T operator[](difference_type n) const { return *(*this + n); }
  PlainIterator& operator++() { return *this += 1; }
  PlainIterator operator++(int) { return std::exchange(*this, *this + 1); }
  PlainIterator& operator--() { return *this += -1; }
  PlainIterator operator--(int) { return std::exchange(*this, *this + -1); }
  PlainIterator& operator+=(difference_type n) {
    at_ += n * static_cast<difference_type>(sizeof(T));
    return *this;
  }
  PlainIterator& operator-=(difference_type n) { return *this += -n; }
  friend PlainIterator operator+(PlainIterator a, difference_type n) { return a += n; }
  friend PlainIterator operator-(PlainIterator a, difference_type n) { return a += -n; }
  friend difference_type operator-(PlainIterator a, PlainIterator b) {
    return (a.at_ - b.at_) / static_cast<difference_type>(sizeof(T));
  }
  friend bool operator==(PlainIterator, PlainIterator) = default;
  friend auto operator<=>(PlainIterator, PlainIterator) = default;

 private:
  const Byte* at_ = nullptr;
};

/// Asks the kernel for huge pages where a large allocation of someone else's is about to be filled.
void advise_large(void* memory, std::size_t bytes) noexcept;
inline constexpr std::size_t advise_from_bytes = std::size_t{4} << 20;

/// An empty T, in the arena that is being decoded into if it can live in one.
template <class T>
[[nodiscard]] T make_empty(Input& in) {
  if constexpr (std::uses_allocator_v<T, std::pmr::polymorphic_allocator<>>) {
    if (in.arena() != nullptr) return std::make_obj_using_allocator<T>(std::pmr::polymorphic_allocator<>(in.arena()));
  }
  return T();
}

/// Moves an empty container into the arena that is being decoded into: members of aggregates start out elsewhere.
template <class Container>
void adopt_arena([[maybe_unused]] Input& in, [[maybe_unused]] Container& value) {
  if constexpr (std::uses_allocator_v<Container, std::pmr::polymorphic_allocator<>>) {
    if (in.arena() != nullptr && value.get_allocator().resource() != in.arena()) {
      std::destroy_at(&value);
      std::construct_at(&value, std::pmr::polymorphic_allocator<>(in.arena()));
    }
  }
}

/// Counts a level of nesting where there may be more.
template <class T, class Inside>
[[nodiscard]] const Byte* one_level_down(Input& in, const Byte* at, Inside&& inside) {
  if constexpr (Wire<T>::nests) {
    if (!in.enter(at)) return nullptr;
    at = inside();
    in.leave();
    return at;
  } else {
    return inside();
  }
}

template <class F, class T>
[[nodiscard]] const Byte* skip_elements(Input& in, const Byte* at, std::uint64_t count) {
  if constexpr (is_fixed<F, T> && !Wire<T>::is_checked) {
    return at + count * min_size<F, T>;
  } else {
    return one_level_down<T>(in, at, [&] {
      for (std::uint64_t i = 0; i < count; ++i) {
        at = is_fixed<F, T> ? skip_unchecked<F, T>(in, at) : detail::skip<F, T>(in, at);
        if (at == nullptr) [[unlikely]] {
          in.add_index(i);
          break;
        }
      }
      return at;
    });
  }
}

/// Writing any range of T after its length.
template <class T, bool Compact>
struct WireRange : WireDefaults {
  using Children = TypeList<T>;
  static constexpr bool nests = true;
  static constexpr bool can_refuse = Compact;

  template <class F>
  static constexpr std::size_t min_size = Prefix<Compact>::template min_size<F>;
  template <class F>
  static constexpr std::size_t max_size = unbounded;
  /// Numbers side by side that the kernels convert many at a time.
  template <class F, class Range>
  static constexpr bool is_number_run =
      std::ranges::contiguous_range<Range> && (wire::is_varint_run<F, T> || wire::is_swapped_run<F, T>);

  template <class F, class Range>
  static Byte* put(Output& out, Byte* at, const Range& value) {
    constexpr std::size_t prefix = Prefix<Compact>::template max_size<F>;
    const std::size_t count = std::size(value);
    if constexpr (detail::is_plain<F, T> && std::ranges::contiguous_range<Range>) {
      const std::size_t bytes = count * sizeof(T);
      if (bytes > wire::small_write_max) [[unlikely]] {
        at = Prefix<Compact>::template put<F>(out, out.ensure(at, prefix), count);
        if (Compact && at == nullptr) return nullptr;
        return out.write_raw(at, std::data(value), bytes);
      }
      at = Prefix<Compact>::template put<F>(out, out.ensure(at, prefix + bytes), count);
      if (Compact && at == nullptr) return nullptr;
      wire::copy_bytes(at, reinterpret_cast<const Byte*>(std::data(value)), bytes);
      return at + bytes;
    } else if constexpr (is_number_run<F, Range>) {
      at = out.ensure(at, prefix + (wire::is_swapped_run<F, T> ? count * sizeof(T) : 0));
      at = Prefix<Compact>::template put<F>(out, at, count);
      if (Compact && at == nullptr) return nullptr;
      if constexpr (wire::is_swapped_run<F, T>) {
        wire::copy_swapped(at, std::data(value), count, sizeof(T));
        return at + count * sizeof(T);
      } else {
        return wire::write_varints<wire::unsigned_of_t<T>, wire::is_signed_v<T>, F::endian>(out, at, std::data(value),
                                                                                            count);
      }
    } else {
      // Elements of fixed size are few bytes more than their memory, so that room for all is asked for at once.
      at = out.ensure(at, prefix + (is_fixed<F, T> ? count * detail::min_size<F, T> : 0));
      at = Prefix<Compact>::template put<F>(out, at, count);
      if (Compact && at == nullptr) return nullptr;
      std::uint64_t index = 0;
      for (const T& element : value) {
        at = is_fixed<F, T> ? put_unchecked<F, T>(out, at, element) : detail::put<F, T>(out, at, element);
        if constexpr (detail::can_refuse<T>) {
          if (at == nullptr) [[unlikely]] {
            out.add_index(index);
            return nullptr;
          }
          ++index;
        }
      }
      static_cast<void>(index);
      return at;
    }
  }

  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::uint64_t count = 0;
    at = Prefix<Compact>::template get<F>(in, at, detail::min_size<F, T>, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    return skip_elements<F, T>(in, at, count);
  }

  template <class F, class Range>
  static std::uint64_t size(const Range& value) {
    const std::uint64_t count = std::size(value);
    std::uint64_t total = Prefix<Compact>::template size<F>(count);
    if constexpr (is_fixed<F, T>) {
      total += count * detail::min_size<F, T>;
    } else if constexpr (is_number_run<F, Range>) {
      total += wire::varints_size<wire::unsigned_of_t<T>, wire::is_signed_v<T>>(std::data(value), count);
    } else {
      for (const T& element : value) total += size_of<F, T>(element);
    }
    return total;
  }
};

/// std::vector, std::deque and std::list: elements that are there already are read into, so that decoding into the
/// same value again takes no new memory.
template <class Container, bool Compact>
struct WireContainer : WireRange<typename Container::value_type, Compact> {
  using T = typename Container::value_type;

  template <class F>
  static const Byte* get(Input& in, const Byte* at, Container& value) {
    adopt_arena(in, value);
    std::uint64_t count = 0;
    at = Prefix<Compact>::template get<F>(in, at, detail::min_size<F, T>, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    if constexpr (is_copyable<F, T>) {
      assign_plain(value, at, count);
      return at + count * sizeof(T);
    } else if constexpr (WireContainer::template is_number_run<F, Container>) {
      return get_numbers<F>(in, at, count, value);
    } else {
      return one_level_down<T>(in, at, [&] { return get_elements<F>(in, at, count, value); });
    }
  }

 private:
  // A piece at a time: what resizing zeroes is still in the nearest cache when it is written to.
  template <class F>
  static const Byte* get_numbers(Input& in, const Byte* at, std::uint64_t count, Container& value) {
    constexpr std::size_t piece = 8192 / sizeof(T);
    if (count > value.capacity()) {
      value.clear();
      value.reserve(in.believe(count, sizeof(T)));
    }
    if (value.size() > count) value.resize(count);
    for (std::uint64_t index = 0; index < count;) {
      const std::uint64_t some = std::min<std::uint64_t>(piece, count - index);
      if (value.size() < index + some) value.resize(index + some);
      if constexpr (wire::is_swapped_run<F, T>) {
        wire::copy_swapped(value.data() + index, at, some, sizeof(T));
        at += some * sizeof(T);
        index += some;
      } else {
        const std::size_t read = wire::read_varints<wire::unsigned_of_t<T>, wire::is_signed_v<T>, F::endian>(
            at, in.end(), value.data() + index, some);
        index += read;
        if (read != some) [[unlikely]] {
          // What stopped it is no number, and this says why.
          static_cast<void>(detail::get<F, T>(in, at, value[index]));
          value.resize(index);
          return fail_at(in, index);
        }
      }
    }
    return at;
  }

  static void assign_plain(Container& value, const Byte* at, std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if constexpr (requires { value.data(); }) {
      if (count <= value.size()) {
        value.resize(count);
        return wire::copy_bytes(reinterpret_cast<Byte*>(value.data()), at, bytes);
      }
      if (count > value.capacity()) {
        value.clear();
        value.reserve(count);
        if (bytes >= advise_from_bytes) advise_large(value.data(), bytes);
      }
      if (wire::is_slow_for_memcpy(value.data(), at, bytes)) [[unlikely]] {
        value.resize(count);
        return wire::copy_large(value.data(), at, bytes);
      }
      // From a pointer the whole is one copy of bytes; from an iterator it is a loop.
      if constexpr (std::is_trivially_copyable_v<T>) {
        if (reinterpret_cast<std::uintptr_t>(at) % alignof(T) == 0) {
          const auto* first = reinterpret_cast<const T*>(at);
          value.assign(first, first + count);
          return;
        }
      }
    }
    value.assign(PlainIterator<T>(at), PlainIterator<T>(at + bytes));
  }

  template <class F>
  static const Byte* get_elements(Input& in, const Byte* at, std::uint64_t count, Container& value) {
    std::uint64_t index = 0;
    auto next = value.begin();
    for (; index < count && next != value.end(); ++index, ++next) {
      if ((at = get_element<F>(in, at, *next)) == nullptr) return fail_at(in, index);
    }
    value.erase(next, value.end());
    if constexpr (requires { value.reserve(count); }) {
      if (count > value.capacity()) value.reserve(index + in.believe(count - index, sizeof(T)));
    }
    for (; index < count; ++index) {
      if ((at = get_element<F>(in, at, value.emplace_back())) == nullptr) return fail_at(in, index);
    }
    return at;
  }

  template <class F>
  [[gnu::always_inline]] static const Byte* get_element(Input& in, const Byte* at, T& element) {
    return is_fixed<F, T> ? get_unchecked<F, T>(in, at, element) : detail::get<F, T>(in, at, element);
  }

  [[gnu::cold, gnu::noinline]] static const Byte* fail_at(Input& in, std::uint64_t index) {
    in.add_index(index);
    return nullptr;
  }
};

template <bool Compact, class A>
struct WireBoolVector : WireRange<bool, Compact> {
  using Container = std::vector<bool, A>;

  template <class F>
  static Byte* put(Output& out, Byte* at, const Container& value) {
    const std::size_t count = value.size();
    at = out.ensure(at, Prefix<Compact>::template max_size<F> + count);
    at = Prefix<Compact>::template put<F>(out, at, count);
    if (Compact && at == nullptr) return nullptr;
    for (const bool element : value) *at++ = static_cast<Byte>(element);
    return at;
  }
  template <class F>
  static std::uint64_t size(const Container& value) {
    return Prefix<Compact>::template size<F>(value.size()) + value.size();
  }
  template <class F>
  static const Byte* get(Input& in, const Byte* at, Container& value) {
    adopt_arena(in, value);
    std::uint64_t count = 0;
    const Byte* from = Prefix<Compact>::template get<F>(in, at, 1, count);
    if (from == nullptr) [[unlikely]]
      return nullptr;
    const Byte* end = WireRange<bool, Compact>::template skip<F>(in, at);
    if (end == nullptr) [[unlikely]]
      return nullptr;
    value.assign(from, end);
    return end;
  }
};

template <class Container, bool Compact>
struct WireSequence : WireContainer<Container, Compact> {};
template <class A, bool Compact>
struct WireSequence<std::vector<bool, A>, Compact> : WireBoolVector<Compact, A> {};

template <class T, class A>
struct Wire<std::vector<T, A>> : WireSequence<std::vector<T, A>, false> {};
template <class T, class A>
struct Wire<std::deque<T, A>> : WireSequence<std::deque<T, A>, false> {};
template <class T, class A>
struct Wire<std::list<T, A>> : WireSequence<std::list<T, A>, false> {};

/// What String, &str and their C++ forms share. Only UTF-8 is written and read.
struct WireText : WireDefaults {
  static constexpr bool can_refuse = true;
  template <class F>
  static constexpr std::size_t min_size = Prefix<false>::min_size<F>;
  template <class F>
  static constexpr std::size_t max_size = unbounded;

  template <class F>
  static Byte* put(Output& out, Byte* at, std::string_view value) {
    const auto* text = reinterpret_cast<const Byte*>(value.data());
    if (const std::size_t valid = wire::valid_utf8_prefix(text, value.size()); valid != value.size()) [[unlikely]]
      return out.fail_utf8(valid);
    return WireRange<char, false>::put<F>(out, at, value);
  }
  template <class F>
  static const Byte* get_text(Input& in, const Byte* at, std::string_view& value) {
    std::uint64_t count = 0;
    at = Prefix<false>::get<F>(in, at, 1, count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    value = {reinterpret_cast<const char*>(at), count};
    return wire::Read<F>::utf8(in, at, count);
  }
  template <class F>
  static const Byte* skip(Input& in, const Byte* at) {
    std::string_view text;
    return get_text<F>(in, at, text);
  }
  template <class F>
  static std::uint64_t size(std::string_view value) {
    return Prefix<false>::size<F>(value.size()) + value.size();
  }
};

template <class Traits, class A>
struct Wire<std::basic_string<char, Traits, A>> : WireText {
  template <class F>
  static const Byte* get(Input& in, const Byte* at, std::basic_string<char, Traits, A>& value) {
    adopt_arena(in, value);
    std::string_view text;
    at = get_text<F>(in, at, text);
    if (at != nullptr) [[likely]]
      value.assign(text.data(), text.size());
    return at;
  }
};

}  // namespace limcode::detail
