// The report as a table of fixed columns.
#include "bench/report.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace limcode::bench {
namespace {

std::string number_or_dash(std::optional<double> value, const char* format) {
  return value ? fmt::format(fmt::runtime(format), *value) : "-";
}

void append_section(std::string& text, const Section& section) {
  std::size_t name_width = 10;
  for (const Figure& figure : section.figures) name_width = std::max(name_width, figure.subject.size());
  text += fmt::format("\n{}\n{:>6}  {:<{}}  {:>10}  {:>6}  {:>8}", section.title, "size", "operation", name_width,
                      "time/op", "spread", "GB/s");
  for (const std::string& limit : section.limits) text += fmt::format("  {:>8}", "% of " + limit);
  text += '\n';
  std::uint64_t last_size = 0;
  for (const Figure& figure : section.figures) {
    const bool starts_size = figure.size_bytes != last_size || &figure == section.figures.data();
    last_size = figure.size_bytes;
    text += fmt::format("{:>6}  {:<{}}  {:>10}  {:>5.1f}%  {:>8}", starts_size ? size_text(figure.size_bytes) : "",
                        figure.subject, name_width, time_text(figure.ns.median), figure.ns.spread_percent(),
                        number_or_dash(figure.gb_per_s, "{:.2f}"));
    for (std::size_t i = 0; i != section.limits.size(); ++i) {
      const std::size_t width = std::max<std::size_t>(8, section.limits[i].size() + 5);
      text += fmt::format("  {:>{}}", number_or_dash(figure.percent[i], "{:.0f}"), width);
    }
    text += '\n';
  }
}

}  // namespace

Figure make_figure(std::string subject, const Timing& timing, std::uint64_t size_bytes, bool touches_bytes) {
  Figure figure;
  figure.subject = std::move(subject);
  figure.size_bytes = size_bytes;
  figure.repeats = timing.repeats;
  figure.rounds = static_cast<unsigned>(timing.ns.size());
  figure.ns = summarize(timing.ns);
  if (touches_bytes && figure.ns.median > 0) {
    figure.gb_per_s = static_cast<double>(size_bytes) / figure.ns.median;
  }
  return figure;
}

void add_figures(Section& section, std::uint64_t size_bytes, std::span<const Subject> subjects,
                 std::span<const Timing> timings, std::span<const Comparison> comparisons) {
  for (std::size_t i = 0; i != subjects.size(); ++i) {
    Figure figure = make_figure(subjects[i].name, timings[i], size_bytes, comparisons[i].touches_bytes);
    for (const std::optional<std::size_t> limit : comparisons[i].limits) {
      figure.percent.emplace_back();
      if (limit) figure.percent.back() = 100 * speed_ratio(timings[i].ns, timings[*limit].ns);
    }
    section.figures.push_back(std::move(figure));
  }
}

std::string size_text(std::uint64_t bytes) {
  constexpr const char* units[] = {"", "K", "M", "G", "T"};
  std::size_t unit = 0;
  while (bytes >= 1024 && bytes % 1024 == 0 && unit + 1 < std::size(units)) {
    bytes /= 1024;
    ++unit;
  }
  return fmt::format("{}{}", bytes, units[unit]);
}

std::string time_text(double ns) {
  if (ns < 1000) return fmt::format("{:.2f} ns", ns);
  if (ns < 1e6) return fmt::format("{:.2f} us", ns / 1e3);
  if (ns < 1e9) return fmt::format("{:.2f} ms", ns / 1e6);
  return fmt::format("{:.2f} s", ns / 1e9);
}

std::string to_text(const Report& report) {
  std::string text;
  for (const auto& [key, value] : report.header) text += fmt::format("{:<12}{}\n", key + ":", value);
  for (const Section& section : report.sections) append_section(text, section);
  return text;
}

}  // namespace limcode::bench
