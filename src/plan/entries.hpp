// The entries of a map or set that must be put in order or rid of equals, which is the exception: most frames and
// most JSON have them as they should be, and then nothing here runs but the comparisons.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "plan/order.hpp"

namespace limcode::plan {

/// One entry: its key and, right after it, its value.
struct Entry {
  std::uint64_t key = 0;    ///< Offset of the key; in a set, of the element.
  std::uint64_t value = 0;  ///< Offset of the value: the end of the key.
  std::uint64_t end = 0;
};

/// Brings entries into the order in which Rust would write them: a BTree sorted, a hash table as it came (its own
/// order is random). Of equal keys the last value stays, in a set the last element.
template <class Format>
class Arranger {
 public:
  Arranger(const Program& program, const std::uint8_t* base, const std::uint8_t* end)
      : order_(program, end), base_(base) {}

  /// True when the entry at `next` may follow the one at `previous` without a look at any others.
  [[nodiscard]] bool follows(const Node& node, std::uint64_t previous, std::uint64_t next) const {
    return order_.compare(key_node(node), base_ + previous, base_ + next) < 0;
  }

  /// True when two of the keys at these offsets are equal, which it puts into their order.
  [[nodiscard]] bool has_equals(const Node& node, std::span<std::uint64_t> keys) const {
    const NodeId key = key_node(node);
    const auto compare = [&](std::uint64_t left, std::uint64_t right) {
      return order_.compare(key, base_ + left, base_ + right);
    };
    std::stable_sort(keys.begin(), keys.end(),
                     [&](std::uint64_t left, std::uint64_t right) { return compare(left, right) < 0; });
    const auto equal = [&](std::uint64_t left, std::uint64_t right) { return compare(left, right) == 0; };
    return std::adjacent_find(keys.begin(), keys.end(), equal) != keys.end();
  }

  void arrange(const Node& node, std::vector<Entry>& entries) const {
    if (node.sorted) {
      sort(node, entries);
    } else {
      keep_last(node, entries);
    }
  }

 private:
  static NodeId key_node(const Node& node) { return node.op == Op::map ? node.key : node.child; }

  void sort(const Node& node, std::vector<Entry>& entries) const {
    const NodeId key = key_node(node);
    const auto compare = [&](const Entry& left, const Entry& right) {
      return order_.compare(key, base_ + left.key, base_ + right.key);
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const Entry& left, const Entry& right) { return compare(left, right) < 0; });
    std::size_t kept = 0;
    for (std::size_t index = 0; index < entries.size(); ++index) {
      if (kept != 0 && compare(entries[kept - 1], entries[index]) == 0) --kept;
      entries[kept++] = entries[index];
    }
    entries.resize(kept);
  }

  // The last of equal entries takes the place of the first. Equals are found by sorting: keys that a stranger chose
  // may all have the same hash.
  void keep_last(const Node& node, std::vector<Entry>& entries) const {
    const NodeId key = key_node(node);
    const auto compare = [&](std::size_t left, std::size_t right) {
      return order_.compare(key, base_ + entries[left].key, base_ + entries[right].key);
    };
    std::vector<std::size_t> by_key(entries.size());
    std::iota(by_key.begin(), by_key.end(), std::size_t{0});
    std::stable_sort(by_key.begin(), by_key.end(),
                     [&](std::size_t left, std::size_t right) { return compare(left, right) < 0; });
    // Which entry comes to stand in each place; none where that number is one past the last.
    std::vector<std::size_t> chosen(entries.size(), entries.size());
    for (std::size_t first = 0, next = 0; first < by_key.size(); first = next) {
      while (next < by_key.size() && compare(by_key[first], by_key[next]) == 0) ++next;
      chosen[by_key[first]] = by_key[next - 1];
    }
    std::vector<Entry> kept;
    kept.reserve(entries.size());
    for (const std::size_t index : chosen) {
      if (index != entries.size()) kept.push_back(entries[index]);
    }
    entries = std::move(kept);
  }

  Order<Format> order_;
  const std::uint8_t* base_;
};

}  // namespace limcode::plan
