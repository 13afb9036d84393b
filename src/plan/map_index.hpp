// The maps and sets of a part of a frame: where each ends, and whether its entries are as Rust would hold them. A walk
// over that part fills it, so that printing need not walk the inner ones again at every level around them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace limcode::plan {

/// One map or set.
struct KnownMap {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  bool in_order = true;  ///< A BTree ascending, and no key there twice.
};

class MapIndex {
 public:
  void clear() { maps_.clear(); }

  /// A map that begins; close it by the number that is returned. Requires that maps are opened where they stand.
  [[nodiscard]] std::size_t open(std::uint64_t start) {
    maps_.push_back({start, start, true});
    return maps_.size() - 1;
  }
  void close(std::size_t number, std::uint64_t end, bool in_order) {
    maps_[number].end = end;
    maps_[number].in_order = in_order;
  }

  /// The map that starts there, or null.
  [[nodiscard]] const KnownMap* find(std::uint64_t start) const {
    const auto before = [](const KnownMap& map, std::uint64_t offset) { return map.start < offset; };
    const auto found = std::lower_bound(maps_.begin(), maps_.end(), start, before);
    return found == maps_.end() || found->start != start ? nullptr : &*found;
  }

 private:
  std::vector<KnownMap> maps_;  // by their starts
};

}  // namespace limcode::plan
