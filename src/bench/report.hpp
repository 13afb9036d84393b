// A report: where it was measured, and figures in sections, each figure beside the limits it is held against.
// Rendered as a table for people here, as a page in html.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/engine.hpp"
#include "bench/statistics.hpp"

namespace limcode::bench {

/// One subject at one size.
struct Figure {
  std::string subject;
  std::uint64_t size_bytes = 0;  ///< Of the data worked on.
  std::uint64_t repeats = 0;     ///< Operations in a batch.
  unsigned rounds = 0;
  Summary ns;                                  ///< Nanoseconds an operation.
  std::optional<double> gb_per_s;              ///< 10^9 bytes a second; absent where the bytes are not touched.
  std::vector<std::optional<double>> percent;  ///< Of each limit of the section, 100 being as fast.
};

/// Figures that belong together, such as those of one type.
struct Section {
  std::string title;
  std::vector<std::string> limits;  ///< What `percent` refers to.
  std::vector<Figure> figures;
};

struct Report {
  std::vector<std::pair<std::string, std::string>> header;
  std::vector<Section> sections;
};

/// Which measured subjects a figure is held against, and whether it has a rate.
struct Comparison {
  std::vector<std::optional<std::size_t>> limits;  ///< Index among the subjects, for each limit of the section.
  bool touches_bytes = true;
};

/// The figure of one subject, held against nothing. What touches no bytes has no rate.
[[nodiscard]] Figure make_figure(std::string subject, const Timing& timing, std::uint64_t size_bytes,
                                 bool touches_bytes);

/// Turns the timings of the subjects of one size into figures.
void add_figures(Section& section, std::uint64_t size_bytes, std::span<const Subject> subjects,
                 std::span<const Timing> timings, std::span<const Comparison> comparisons);

/// Bytes as a person would write them: 64, 1K, 48M.
[[nodiscard]] std::string size_text(std::uint64_t bytes);
/// Nanoseconds with a unit that leaves three or four digits: 4.21 ns, 3.10 us, 2.20 ms.
[[nodiscard]] std::string time_text(double ns);

[[nodiscard]] std::string to_text(const Report& report);

}  // namespace limcode::bench
