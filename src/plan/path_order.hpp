// The order of `Path` and `PathBuf`, which compare by their components and not as text: `a/b` comes before `a.b`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace limcode::plan {

/// Takes a path of Unix apart, as `Path::components` does: repeated slashes and `.` but at the start count for nothing.
class PathComponents {
 public:
  explicit PathComponents(std::string_view path) : rest_(path) {}

  /// What a component is, in the order of Rust's enum; `end` comes before all.
  enum class Part : std::uint8_t { end, root, current, parent, name };

  Part next(std::string_view& name) {
    const bool at_start = at_start_;
    at_start_ = false;
    if (at_start && rest_.starts_with('/')) return Part::root;
    for (bool first = at_start;; first = false) {
      if (!first) rest_.remove_prefix(std::min(rest_.find_first_not_of('/'), rest_.size()));
      if (rest_.empty()) return Part::end;
      name = rest_.substr(0, rest_.find('/'));
      rest_.remove_prefix(name.size());
      if (name == "..") return Part::parent;
      if (name != ".") return Part::name;
      if (first) return Part::current;
    }
  }

 private:
  std::string_view rest_;
  bool at_start_ = true;
};

/// Negative, zero or positive as `left` is less than, equal to or greater than `right`. Texts of one and the same path
/// that differ are told apart by their bytes.
inline int compare_paths(std::string_view left, std::string_view right) {
  PathComponents first(left);
  PathComponents second(right);
  for (;;) {
    std::string_view one;
    std::string_view other;
    const PathComponents::Part part = first.next(one);
    if (const auto against = second.next(other); part != against) return part < against ? -1 : 1;
    if (part == PathComponents::Part::end) return left.compare(right);
    if (part != PathComponents::Part::name) continue;
    if (const int difference = one.compare(other); difference != 0) return difference;
  }
}

}  // namespace limcode::plan
