// limcode bench: how fast this machine encodes and decodes, beside the limit that its memory sets.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "bench/html.hpp"
#include "bench/machine.hpp"
#include "cli/benchmarks.hpp"
#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "cli/sizes.hpp"
#include "limcode/kernels.hpp"

namespace limcode::cli {
namespace {

constexpr const char* bench_examples = R"(Examples:
  limcode bench                                     Vec<u8> and Vec<u64> from 64 bytes to 48 MiB
  limcode bench --size 1M --ops encode
  limcode bench --type 'Vec<u64>'                   by plan, on numbers that are made up
  limcode bench --type 'Vec<u64>' --input nums.json --threads 2
  limcode bench --type 'HashMap<String, Account>' --schema src/state.rs --input state.bin
  limcode bench --min-time 1 --json > figures.json
  limcode bench --type 'Vec<u64>' --html report.html
)";

constexpr std::uint64_t largest_vector = std::uint64_t{48} << 20;
constexpr std::uint64_t largest_sample = std::uint64_t{4} << 20;

struct BenchFlags {
  std::uint64_t largest = 0;  // nothing was asked for
  double min_time_s = 0.05;
  std::vector<std::string> operations;
  bool kernels = false;
  bool json = false;
  std::string input;
  unsigned threads = 1;
  TypeFlags type;
  Config config;
  JsonStyle style;
  OutputFlags page;  // --html

  [[nodiscard]] bool by_plan() const { return type.given() || !input.empty(); }
};

bench::Report describe(const BenchFlags& flags) {
  const bench::Machine machine = bench::describe_machine();
  bench::Report report;
  report.header = {{"cpu", fmt::format("{}, {} cores", machine.cpu, machine.cores)},
                   {"caches", machine.caches},
                   {"huge pages", machine.huge_pages},
                   {"system", machine.system},
                   {"limcode", fmt::format("{}, {} kernels", LIMCODE_VERSION, kernels::active())},
                   {"method", fmt::format("median of short batches taking turns, {} time, {} s a figure",
                                          flags.threads == 1 ? "thread" : "wall", flags.min_time_s)}};
  if (flags.by_plan()) report.header.emplace_back("config", std::string(config_name(flags.config)));
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

// The page beside what is printed.
Outcome<> write_page(const bench::Report& report, io::Output& output, Session& session) {
  const std::string text = bench::to_html(report);
  if (auto written = output.write(std::as_bytes(std::span(text))); !written) {
    return std::unexpected(output_failure(written.error(), output));
  }
  return finish(output, session);
}

// Names that no operation begins with would measure nothing.
Outcome<> check_operations(const BenchFlags& flags) {
  if (flags.kernels) return {};
  const std::span<const std::string_view> known =
      flags.by_plan() ? std::span<const std::string_view>(type_operations) : vector_operations;
  for (const std::string& wanted : flags.operations) {
    const auto is_meant = [&](std::string_view name) { return !wanted.empty() && name.starts_with(wanted); };
    if (std::ranges::any_of(known, is_meant)) continue;
    return std::unexpected(command_failure(
        fmt::format("--ops: expected some of {}, found '{}'", fmt::join(known, ", "), printable(wanted))));
  }
  return {};
}

Outcome<std::vector<bench::Section>> measure(const BenchFlags& flags, const BenchmarkSettings& settings,
                                             Session& session) {
  const std::uint64_t otherwise = flags.by_plan() ? largest_sample : largest_vector;
  const std::uint64_t largest = flags.largest != 0 ? flags.largest : otherwise;
  if (flags.kernels) return benchmark_kernels(settings);
  if (!flags.by_plan()) return benchmark_vectors(largest, settings);
  const TypeBenchmark benchmark{flags.type, flags.config, flags.style, flags.input, largest};
  return benchmark_type(benchmark, settings, session);
}

Outcome<> run_bench(const BenchFlags& flags, Session& session) {
  if (auto known = check_operations(flags); !known) return known;
  std::optional<io::Output> page;
  if (!flags.page.path.empty()) {
    // Opened first: a file that exists already is no surprise for the end.
    auto opened = open_output(flags.page, "-", Content::text);
    if (!opened) return std::unexpected(opened.error());
    page.emplace(std::move(*opened));
  }
  BenchmarkSettings settings;
  settings.engine.min_time = std::chrono::nanoseconds(static_cast<std::int64_t>(flags.min_time_s * 1e9));
  settings.operations = flags.operations;
  settings.threads = flags.threads;
  settings.progress = [&](const std::string& what) { session.detail("measuring " + what); };
  bench::Report report = describe(flags);
  std::optional<bench::PinnedToCore> pinned;
  if (flags.threads == 1) pinned.emplace();
  auto sections = measure(flags, settings, session);
  if (!sections) return std::unexpected(sections.error());
  report.sections = std::move(*sections);
  if (auto printed = print(report, flags.json); !printed || !page) return printed;
  return write_page(report, *page, session);
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
         "The largest size to measure; 48M by default, 4M of a --type")
      ->type_name("SIZE");
}

}  // namespace

Run add_bench(CLI::App& app) {
  const auto flags = std::make_shared<BenchFlags>();
  add_size(app, flags->largest);
  add_type_flags(app, flags->type);
  app.add_option("--input", flags->input, "Measure with this value: JSON if it is named .json, else a dump; - is stdin")
      ->type_name("PATH")
      ->excludes("--size");
  app.add_option("--ops", flags->operations,
                 fmt::format("Only these, by name or its beginning: {}; of a --type: {}",
                             fmt::join(vector_operations, ", "), fmt::join(type_operations, ", ")))
      ->type_name("NAMES")
      ->delimiter(',');
  app.add_flag("--kernels", flags->kernels, "Measure each kernel of each set instead; --ops then names kernels")
      ->excludes("--type")
      ->excludes("--schema")
      ->excludes("--input");
  app.add_option("--min-time", flags->min_time_s, "Seconds to measure each figure for; 0.05 by default")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 3600.0));
  app.add_flag("--json", flags->json, "Print the report as JSON");
  app.add_option("--html", flags->page.path, "Write a page with curves and tables as well")->type_name("PATH");
  app.add_flag("-f,--force", flags->page.options.overwrite, "Overwrite an existing page");
  add_format_flags(app, flags->config);
  add_bytes_flag(app, flags->style);
  add_threads_flag(app, flags->threads);
  flags->threads = 1;  // not as many as there are: one thread is what other programs are compared with
  app.footer(bench_examples);
  return [flags](Session& session) { return run_bench(*flags, session); };
}

}  // namespace limcode::cli
