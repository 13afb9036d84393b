// The report as one page that needs nothing beside itself: curves of the rates over the sizes as inline SVG, and
// tables of all figures.
#pragma once

#include <string>

#include "bench/report.hpp"

namespace limcode::bench {

/// A whole HTML document. Text from the report is escaped; sections of a single size have no curves.
[[nodiscard]] std::string to_html(const Report& report);

}  // namespace limcode::bench
