// What a handful of timings say: the middle, how far the rest is from it, and one subject beside another.
#pragma once

#include <span>

namespace limcode::bench {

/// Quartiles, and the extremes beyond them. All are zero of no samples.
struct Summary {
  double min = 0, low = 0, median = 0, high = 0, max = 0;

  /// Half the distance between the quartiles, in percent of the median.
  [[nodiscard]] double spread_percent() const;
};

/// The value that `fraction` of the samples are below, between neighbours in proportion. Requires sorted samples.
[[nodiscard]] double quantile(std::span<const double> sorted, double fraction);

[[nodiscard]] Summary summarize(std::span<const double> samples);

/// The median over the rounds of other / one: how many times as fast `one` was as `other`. Rounds are compared with
/// themselves, so that a disturbance that hits both does not count. 0 of no samples.
[[nodiscard]] double speed_ratio(std::span<const double> one, std::span<const double> other);

}  // namespace limcode::bench
