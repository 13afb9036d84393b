// The report as JSON. Members are never left out: what has no value is null.
#include <fmt/core.h>

#include "cli/benchmarks.hpp"
#include "cli/json_text.hpp"

namespace limcode::cli {
namespace {

std::string number(double value) { return fmt::format("{:.6g}", value); }

std::string number_or_null(std::optional<double> value) { return value ? number(*value) : "null"; }

std::string list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) text += (text.size() > 1 ? "," : "") + value;
  return text + "]";
}

std::string figure_json(const bench::Figure& figure, const std::vector<std::string>& limits) {
  JsonObject percent;
  for (std::size_t i = 0; i != limits.size(); ++i) percent.raw(limits[i], number_or_null(figure.percent[i]));
  JsonObject ns;
  ns.raw("median", number(figure.ns.median)).raw("min", number(figure.ns.min)).raw("low", number(figure.ns.low));
  ns.raw("high", number(figure.ns.high)).raw("max", number(figure.ns.max));
  JsonObject out;
  out.number("size_bytes", figure.size_bytes).text("operation", figure.subject).raw("ns", ns.take());
  out.raw("gb_per_s", number_or_null(figure.gb_per_s)).raw("percent_of", percent.take());
  out.number("repeats", figure.repeats).number("rounds", figure.rounds);
  return out.take();
}

std::string section_json(const bench::Section& section) {
  std::vector<std::string> figures;
  figures.reserve(section.figures.size());
  for (const bench::Figure& figure : section.figures) figures.push_back(figure_json(figure, section.limits));
  JsonObject out;
  out.text("title", section.title).raw("figures", list(figures));
  return out.take();
}

}  // namespace

std::string report_json(const bench::Report& report) {
  JsonObject header;
  for (const auto& [key, value] : report.header) header.text(key, value);
  std::vector<std::string> sections;
  sections.reserve(report.sections.size());
  for (const bench::Section& section : report.sections) sections.push_back(section_json(section));
  JsonObject out;
  out.raw("machine", header.take()).raw("sections", list(sections));
  return out.take() + "\n";
}

}  // namespace limcode::cli
