// The entries of a map or set that must be put in order or rid of equals, which is the exception: most frames and
// most JSON have them as they should be, and then nothing here runs but the comparisons.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
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

  void arrange(const Node& node, std::vector<Entry>& entries) const {
    if (node.sorted) {
      sort(node, entries);
    } else {
      keep_last(entries);
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

  void keep_last(std::vector<Entry>& entries) const {
    std::unordered_map<std::string_view, std::size_t> seen;
    std::size_t kept = 0;
    for (const Entry& entry : entries) {
      const std::string_view key(reinterpret_cast<const char*>(base_ + entry.key), entry.value - entry.key);
      const auto [found, fresh] = seen.try_emplace(key, kept);
      if (fresh) {
        entries[kept++] = entry;
      } else {
        entries[found->second] = entry;
      }
    }
    entries.resize(kept);
  }

  Order<Format> order_;
  const std::uint8_t* base_;
};

}  // namespace limcode::plan
