// limcode bench: how fast this machine encodes and decodes, beside the limit that its memory sets.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "bench/machine.hpp"
#include "cli/benchmarks.hpp"
#include "cli/commands/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "cli/sizes.hpp"
#include "limcode/kernels.hpp"

namespace limcode::cli {
namespace {

constexpr const char* examples = R"(Examples:
  limcode bench                                     Vec<u8> and Vec<u64> from 64 bytes to 48 MiB
  limcode bench --size 1M --ops encode
  limcode bench --min-time 1 --json > figures.json
)";

struct BenchFlags {
  std::uint64_t largest = std::uint64_t{48} << 20;
  double min_time_s = 0.05;
  std::vector<std::string> operations;
  bool kernels = false;
  bool json = false;
};

bench::Report describe(const BenchFlags& flags) {
  const bench::Machine machine = bench::describe_machine();
  bench::Report report;
  report.header = {
      {"cpu", fmt::format("{}, {} cores", machine.cpu, machine.cores)},
      {"caches", machine.caches},
      {"huge pages", machine.huge_pages},
      {"system", machine.system},
      {"limcode", fmt::format("{}, {} kernels", LIMCODE_VERSION, kernels::active())},
      {"method", fmt::format("median of short batches taking turns, thread time, {} s a figure", flags.min_time_s)}};
  return report;
}

Outcome<> print(const bench::Report& report, bool json) {
  auto output = open_output(OutputFlags{}, "-", Content::text);
  if (!output) return std::unexpected(output.error());
  const std::string text = json ? report_json(report) : bench::to_text(report);
  if (auto written = output->write(std::as_bytes(std::span(text))); !written) {
    return std::unexpected(output_failure(written.error(), *output));
  }
  return {};
}

// Names that no operation begins with would measure nothing.
Outcome<> check_operations(const BenchFlags& flags) {
  if (flags.kernels) return {};
  for (const std::string& wanted : flags.operations) {
    const auto is_meant = [&](std::string_view name) { return !wanted.empty() && name.starts_with(wanted); };
    if (std::ranges::any_of(vector_operations, is_meant)) continue;
    return std::unexpected(command_failure(
        fmt::format("--ops: expected some of {}, found '{}'", fmt::join(vector_operations, ", "), printable(wanted))));
  }
  return {};
}

Outcome<> run_bench(const BenchFlags& flags, Session& session) {
  if (auto known = check_operations(flags); !known) return known;
  BenchmarkSettings settings;
  settings.engine.min_time = std::chrono::nanoseconds(static_cast<std::int64_t>(flags.min_time_s * 1e9));
  settings.operations = flags.operations;
  settings.progress = [&](const std::string& what) { session.detail("measuring " + what); };
  bench::Report report = describe(flags);
  const bench::PinnedToCore pinned;
  report.sections = flags.kernels ? benchmark_kernels(settings) : benchmark_vectors(flags.largest, settings);
  return print(report, flags.json);
}

void add_size(CLI::App& app, std::uint64_t& size) {
  app.add_option_function<std::string>(
         "--size",
         [&size](const std::string& text) {
           const auto bytes = parse_size(text);
           if (!bytes || *bytes == 0) {
             throw CLI::ValidationError("--size", "expected a size such as 4096 or 48M, found '" + text + "'");
           }
           size = *bytes;
         },
         "The largest size to measure; 48M by default")
      ->type_name("SIZE");
}

}  // namespace

Run add_bench(CLI::App& app) {
  const auto flags = std::make_shared<BenchFlags>();
  add_size(app, flags->largest);
  app.add_option("--ops", flags->operations,
                 fmt::format("Only these, by name or its beginning: {}", fmt::join(vector_operations, ", ")))
      ->type_name("NAMES")
      ->delimiter(',');
  app.add_flag("--kernels", flags->kernels, "Measure each kernel of each set instead; --ops then names kernels");
  app.add_option("--min-time", flags->min_time_s, "Seconds to measure each figure for; 0.05 by default")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 3600.0));
  app.add_flag("--json", flags->json, "Print the report as JSON");
  app.footer(examples);
  return [flags](Session& session) { return run_bench(*flags, session); };
}

}  // namespace limcode::cli
