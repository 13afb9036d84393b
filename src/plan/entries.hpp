// The entries of a map or set that must be put in order or rid of equals, which is the exception: most frames and
// most JSON have them as they should be, and then nothing here runs but the comparisons.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "plan/key_hash.hpp"
#include "plan/key_prefix.hpp"
#include "plan/order.hpp"

namespace limcode::plan {

using schema::Arrangement;

/// One entry of a map, or an element of a set or heap.
struct Entry {
  std::uint64_t key = 0;  ///< The offset of its key; in a set, of itself.
  std::uint64_t end = 0;
};

/// Brings entries into the order in which Rust would write them: a BTree sorted, a hash table as it came (its own
/// order is random), a heap as pushing its elements one by one leaves it. Of equal keys the last value stays, in a set
/// the last element, in a heap all.
template <class Format>
class Arranger {
 public:
  Arranger(const Program& program, const std::uint8_t* base, const std::uint8_t* end, Inside inside)
      : program_(program), order_(program, end, inside), base_(base), end_(end) {}

  /// To be called before a part of the frame that has not to do with the one before.
  void forget() const { order_.forget(); }

  /// The number of the entry that decides whether entry number `index` stays where it is: its parent in a heap, else
  /// the one before it. Requires index > 0.
  [[nodiscard]] static std::uint64_t decider(const Node& node, std::uint64_t index) {
    return node.arrangement == Arrangement::heap ? (index - 1) / 2 : index - 1;
  }

  /// True when the entry at `next` stays where it is, which the one at `decider` tells.
  [[nodiscard]] bool stays(const Node& node, std::uint64_t decider, std::uint64_t next) const {
    const int difference = order_.compare(key_node(node), base_ + decider, base_ + next);
    return node.arrangement == Arrangement::heap ? difference >= 0 : difference < 0;
  }

  /// True when two of the keys at these offsets are equal.
  [[nodiscard]] bool has_equals(const Node& node, std::span<const std::uint64_t> keys) const {
    const auto key_at = [&](std::size_t number) { return base_ + keys[number]; };
    const std::vector<Hashed> grouped = equals_together(key_node(node), keys.size(), key_at);
    const auto equal = [&](const Hashed& left, const Hashed& right) {
      return are_equal(key_node(node), left, right, key_at);
    };
    return std::adjacent_find(grouped.begin(), grouped.end(), equal) != grouped.end();
  }

  /// Arranges the entries from number `first` on.
  void arrange(const Node& node, std::vector<Entry>& entries, std::size_t first = 0) const {
    switch (node.arrangement) {
      case Arrangement::arrival: return keep_last(node, entries, first);
      case Arrangement::ascending: return sort(node, entries, first);
      case Arrangement::heap:
        return push(node, std::span(entries).subspan(first), [](const Entry& entry) { return entry.key; });
    }
  }

  /// The same for the elements of a heap by their offsets.
  void push(const Node& node, std::span<std::uint64_t> elements) const {
    push(node, elements, [](std::uint64_t element) { return element; });
  }

 private:
  static NodeId key_node(const Node& node) { return node.op == Op::map ? node.key : node.child; }

  // BinaryHeap::push for each in turn, which is how serde reads a heap: it rises past parents that are less.
  template <class Element, class Key>
  void push(const Node& node, std::span<Element> heap, Key key) const {
    for (std::size_t index = 1; index < heap.size(); ++index) {
      const Element risen = heap[index];
      std::size_t place = index;
      while (place != 0 && !stays(node, key(heap[decider(node, place)]), key(risen))) {
        heap[place] = heap[decider(node, place)];
        place = decider(node, place);
      }
      heap[place] = risen;
    }
  }

  void sort(const Node& node, std::vector<Entry>& entries, std::size_t first) const {
    struct Prefixed {
      std::uint64_t prefix;
      Entry entry;
    };
    const NodeId key = key_node(node);
    const KeyPrefix<Format> prefix(program_, key, end_);
    const auto compare = [&](const Prefixed& left, const Prefixed& right) {
      if (left.prefix != right.prefix) return left.prefix < right.prefix ? -1 : 1;
      return order_.compare(key, base_ + left.entry.key, base_ + right.entry.key);
    };
    std::vector<Prefixed> sorted;
    sorted.reserve(entries.size() - first);
    for (const Entry& entry : std::span(entries).subspan(first)) {
      sorted.push_back({prefix(base_ + entry.key), entry});
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const Prefixed& left, const Prefixed& right) { return compare(left, right) < 0; });
    entries.resize(first);
    for (std::size_t index = 0; index != sorted.size(); ++index) {
      if (index != 0 && compare(sorted[index - 1], sorted[index]) == 0) entries.pop_back();
      entries.push_back(sorted[index].entry);
    }
  }

  // A key by its number, and its hash.
  struct Hashed {
    std::uint64_t hash = 0;
    std::size_t number = 0;
  };

  // The numbers below `count` with those of equal keys side by side, and in turn there. Where hashes are the same the
  // keys themselves decide: a stranger may have chosen them for that.
  template <class KeyAt>
  std::vector<Hashed> equals_together(NodeId key, std::size_t count, KeyAt key_at) const {
    const KeyHash<Format> hash(program_, key, end_);
    std::vector<Hashed> all(count);
    for (std::size_t number = 0; number != count; ++number) all[number] = {hash(key_at(number)), number};
    std::sort(all.begin(), all.end(), [](const Hashed& left, const Hashed& right) {
      return left.hash != right.hash ? left.hash < right.hash : left.number < right.number;
    });
    const auto is_less = [&](const Hashed& left, const Hashed& right) {
      return order_.compare(key, key_at(left.number), key_at(right.number)) < 0;
    };
    for (auto from = all.begin(); from != all.end();) {
      const auto to = std::find_if(from, all.end(), [&](const Hashed& one) { return one.hash != from->hash; });
      if (to - from > 1) std::stable_sort(from, to, is_less);
      from = to;
    }
    return all;
  }

  template <class KeyAt>
  bool are_equal(NodeId key, const Hashed& left, const Hashed& right, KeyAt key_at) const {
    return left.hash == right.hash && order_.compare(key, key_at(left.number), key_at(right.number)) == 0;
  }

  // The last of equal entries takes the place of the first.
  void keep_last(const Node& node, std::vector<Entry>& entries, std::size_t first) const {
    constexpr std::uint64_t gone = ~std::uint64_t{0};
    const NodeId key = key_node(node);
    const std::span<Entry> given = std::span(entries).subspan(first);
    const auto key_at = [&](std::size_t number) { return base_ + given[number].key; };
    const std::vector<Hashed> grouped = equals_together(key, given.size(), key_at);
    for (std::size_t start = 0; start < grouped.size();) {
      std::size_t next = start + 1;
      while (next < grouped.size() && are_equal(key, grouped[start], grouped[next], key_at)) ++next;
      given[grouped[start].number] = given[grouped[next - 1].number];
      for (const Hashed& one : std::span(grouped).subspan(start + 1, next - start - 1)) given[one.number].end = gone;
      start = next;
    }
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(first);
    entries.erase(std::remove_if(from, entries.end(), [](const Entry& entry) { return entry.end == gone; }),
                  entries.end());
  }

  const Program& program_;
  Order<Format> order_;
  const std::uint8_t* base_;
  const std::uint8_t* end_;
};

}  // namespace limcode::plan
