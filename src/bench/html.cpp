// Drawing the curves and writing the tables. Both axes are logarithmic: sizes and rates span several orders of
// magnitude. The limit is drawn dashed, everything else in a colour of its own, with the figures in tooltips.
#include "bench/html.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace limcode::bench {
namespace {

constexpr double chart_width = 860, chart_height = 360;
constexpr double left = 70, right = 190, top = 20, bottom = 46;

constexpr const char* head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>limcode bench</title>
<style>
:root { color-scheme: light dark; --line: #8884; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dt { opacity: .7; } dd { margin: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .8rem; text-align: right; border-bottom: 1px solid var(--line); }
th.name, td.name { text-align: left; } tr.first td { border-top: 2px solid var(--line); }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
.grid { stroke: var(--line); } .curve { fill: none; stroke-width: 2; } .limit { stroke-dasharray: 6 4; }
</style>
</head>
<body>
<h1>limcode bench</h1>
)";

constexpr const char* colours[] = {"#888888", "#4e79a7", "#e15759", "#59a14f", "#b07aa1", "#f28e2b", "#1b9e9e"};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

struct Point {
  std::uint64_t size_bytes;
  double rate;
};

// The figures of one subject that have a rate, by size.
struct Curve {
  std::string name;
  std::vector<Point> points;
};

std::vector<Curve> curves_of(const Section& section) {
  std::vector<Curve> curves;
  for (const Figure& figure : section.figures) {
    if (!figure.gb_per_s || *figure.gb_per_s <= 0) continue;
    auto found = std::ranges::find(curves, figure.subject, &Curve::name);
    if (found == curves.end()) found = curves.insert(found, {figure.subject, {}});
    found->points.push_back({figure.size_bytes, *figure.gb_per_s});
  }
  return curves;
}

// Where a value lies on an axis of logarithms.
struct Axis {
  double low, high;  // of the logarithms
  double from, to;   // of the picture

  [[nodiscard]] double place(double value) const {
    return from + (std::log2(value) - low) / std::max(high - low, 1e-9) * (to - from);
  }
};

// The chart of a section: axes with their marks, then the curves with their names.
class Chart {
 public:
  explicit Chart(std::vector<Curve> curves) : curves_(std::move(curves)) {
    double small = 1e300, large = 0, slow = 1e300, quick = 0;
    for (const Curve& curve : curves_) {
      for (const Point& point : curve.points) {
        small = std::min(small, static_cast<double>(point.size_bytes));
        large = std::max(large, static_cast<double>(point.size_bytes));
        slow = std::min(slow, point.rate);
        quick = std::max(quick, point.rate);
      }
    }
    has_range_ = large > small && small > 0;
    if (!has_range_) return;
    x_ = {std::log2(small), std::log2(large), left, chart_width - right};
    y_ = {std::floor(std::log2(slow)), std::ceil(std::log2(quick)), chart_height - bottom, top};
  }

  [[nodiscard]] bool has_range() const { return has_range_; }

  [[nodiscard]] std::string svg() const {
    std::string out = fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"rate over size\">\n",
                                  chart_width, chart_height);
    append_rates(out);
    append_sizes(out);
    append_curves(out);
    return out + "</svg>\n";
  }

 private:
  void append_rates(std::string& out) const {
    // No more than eight lines, a power of two apart or a power of that.
    const double step = std::ceil(std::max(y_.high - y_.low, 1.0) / 8);
    const auto steps = static_cast<int>((y_.high - y_.low) / step);
    for (int i = 0; i <= steps; ++i) {
      const double rate = std::exp2(y_.low + i * step);
      const double y = y_.place(rate);
      out += fmt::format(R"(<line class="grid" x1="{0:.1f}" y1="{1:.1f}" x2="{2:.1f}" y2="{1:.1f}"/>)", left, y,
                         chart_width - right);
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.3g}</text>\n", left - 8, y + 4, rate);
    }
    out += fmt::format("<text x=\"14\" y=\"{0:.1f}\" transform=\"rotate(-90 14 {0:.1f})\">GB/s</text>\n",
                       chart_height / 2);
  }

  void append_sizes(std::string& out) const {
    const double step = std::ceil(std::max(x_.high - x_.low, 1.0) / 10);
    const double first = std::ceil(x_.low);
    const auto steps = static_cast<int>(std::floor((x_.high - first) / step));
    for (int i = 0; i <= steps; ++i) {
      const auto size = static_cast<std::uint64_t>(std::exp2(first + i * step));
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n",
                         x_.place(static_cast<double>(size)), chart_height - bottom + 20, size_text(size));
    }
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">bytes</text>\n",
                       (left + chart_width - right) / 2, chart_height - 8);
  }

  void append_curves(std::string& out) const {
    for (std::size_t i = 0; i != curves_.size(); ++i) {
      const Curve& curve = curves_[i];
      const char* const colour = colours[i % std::size(colours)];
      std::string places, dots;
      for (const Point& point : curve.points) {
        const double x = x_.place(static_cast<double>(point.size_bytes)), y = y_.place(point.rate);
        places += fmt::format("{:.1f},{:.1f} ", x, y);
        dots += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"><title>{}, {} bytes: {:.2f} GB/s"
            "</title></circle>",
            x, y, colour, escaped(curve.name), size_text(point.size_bytes), point.rate);
      }
      const bool is_limit = curve.name.starts_with("memcpy");
      out += fmt::format("<polyline class=\"curve{}\" stroke=\"{}\" points=\"{}\"/>{}\n", is_limit ? " limit" : "",
                         colour, places, dots);
      const double y = top + 10 + 20 * static_cast<double>(i);
      out += fmt::format(
          "<line class=\"curve{0}\" stroke=\"{1}\" x1=\"{2:.1f}\" y1=\"{4:.1f}\" x2=\"{3:.1f}\" "
          "y2=\"{4:.1f}\"/><text x=\"{5:.1f}\" y=\"{6:.1f}\">{7}</text>\n",
          is_limit ? " limit" : "", colour, chart_width - right + 14, chart_width - right + 44, y,
          chart_width - right + 52, y + 4, escaped(curve.name));
    }
  }

  std::vector<Curve> curves_;
  bool has_range_ = false;
  Axis x_{}, y_{};
};

std::string cell(std::optional<double> value, int digits) {
  return value ? fmt::format("<td>{:.{}f}</td>", *value, digits) : "<td>-</td>";
}

void append_table(std::string& out, const Section& section) {
  out += "<table>\n<tr><th>size</th><th class=\"name\">operation</th><th>time</th><th>spread</th><th>GB/s</th>";
  for (const std::string& limit : section.limits) out += "<th>% of " + escaped(limit) + "</th>";
  out += "</tr>\n";
  std::uint64_t last_size = 0;
  for (const Figure& figure : section.figures) {
    const bool starts_size = figure.size_bytes != last_size || &figure == section.figures.data();
    last_size = figure.size_bytes;
    out += fmt::format("<tr{}><td>{}</td><td class=\"name\">{}</td><td>{}</td><td>{:.1f}%</td>",
                       starts_size ? " class=\"first\"" : "", starts_size ? size_text(figure.size_bytes) : "",
                       escaped(figure.subject), time_text(figure.ns.median), figure.ns.spread_percent());
    out += cell(figure.gb_per_s, 2);
    for (const std::optional<double> percent : figure.percent) out += cell(percent, 0);
    out += "</tr>\n";
  }
  out += "</table>\n";
}

}  // namespace

std::string to_html(const Report& report) {
  std::string out = head;
  out += "<dl>\n";
  for (const auto& [key, value] : report.header) {
    out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(key), escaped(value));
  }
  out += "</dl>\n";
  for (const Section& section : report.sections) {
    out += fmt::format("<h2>{}</h2>\n", escaped(section.title));
    const Chart chart(curves_of(section));
    if (chart.has_range()) out += chart.svg();
    append_table(out, section);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace limcode::bench
