// Quantiles by sorting: there are a few dozen samples.
#include "bench/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace limcode::bench {

double Summary::spread_percent() const { return median == 0 ? 0 : (high - low) / 2 / median * 100; }

double quantile(std::span<const double> sorted, double fraction) {
  if (sorted.empty()) return 0;
  const double place = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

Summary summarize(std::span<const double> samples) {
  if (samples.empty()) return {};
  std::vector<double> sorted(samples.begin(), samples.end());
  std::sort(sorted.begin(), sorted.end());
  return {sorted.front(), quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75), sorted.back()};
}

double speed_ratio(std::span<const double> one, std::span<const double> other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i != std::min(one.size(), other.size()); ++i) {
    if (one[i] > 0) ratios.push_back(other[i] / one[i]);
  }
  return summarize(ratios).median;
}

}  // namespace limcode::bench
