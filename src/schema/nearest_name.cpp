// Damerau-Levenshtein distance in its restricted form, three rows at a time.
#include "schema/nearest_name.hpp"

#include <algorithm>
#include <cstdlib>

#include "schema/words.hpp"

namespace limcode::schema {

namespace {

constexpr std::size_t longest_compared = 64;

// Names that differ in case alone are one edit apart.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> previous(right.size() + 1);
  std::vector<std::size_t> current(right.size() + 1);
  bool case_differs = false;
  for (std::size_t j = 0; j <= right.size(); ++j) current[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::swap(before, previous);
    std::swap(previous, current);
    current[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const bool same = to_lower(left[i - 1]) == to_lower(right[j - 1]);
      case_differs = case_differs || (same && left[i - 1] != right[j - 1] && i == j);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && to_lower(left[i - 1]) == to_lower(right[j - 2]) &&
                           to_lower(left[i - 2]) == to_lower(right[j - 1]);
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
  }
  return current.back() + (case_differs ? 1 : 0);
}

}  // namespace

std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  if (name.size() < 2 || name.size() > longest_compared) return best;
  std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), name.size());
    const std::size_t shorter = std::min(candidate.size(), name.size());
    if (candidate.empty() || longer - shorter >= best_distance || candidate.size() > longest_compared) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits < best_distance) {
      best = candidate;
      best_distance = edits;
    }
  }
  return best;
}

}  // namespace limcode::schema
