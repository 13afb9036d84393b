// Values of any type by plan: what limcode encode, decode and verify do, without the files around it. Each is held
// against a memcpy of as many bytes as it has of the form that its rate is given in.
#include <fmt/core.h>

#include <array>
#include <cstring>

#include "cli/benchmarks.hpp"
#include "cli/opening.hpp"
#include "cli/sample.hpp"
#include "plan/program.hpp"

namespace limcode::cli {
namespace {

using bench::keep;

using Sections = std::array<bench::Section, 2>;  // by bytes of JSON, by bytes of the frame

// One value to measure, in both of its forms.
struct Specimen {
  Buffer wire;
  std::string json;
};

// Text that is made and let go of: what is measured is making it.
class DiscardingSink final : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    keep(*block.data());
    return {};
  }
};

// One line of a section: which subject, and what it is held against.
struct Row {
  std::size_t subject;
  std::optional<std::size_t> limit;
  std::size_t size_bytes;
  bool touches_bytes = true;
};

// False for types of which every byte pattern is a value: nothing but the length is looked at.
bool checks_bytes(const Plan& plan) {
  const plan::Node& root = plan.program().nodes[plan.program().root];
  return !root.opaque && root.unit == 0;
}

// The memory of one trial and the subjects that work on it.
class TypeTrial {
 public:
  TypeTrial(const Plan& plan, const Specimen& specimen, const JsonStyle& style, const BenchmarkSettings& settings)
      : plan_(plan), style_(style), json_(specimen.json), wire_(specimen.wire.begin(), specimen.wire.end()) {
    copy_.resize(std::max(json_.size(), wire_.size()));
    const std::size_t copy_json = add_copy(std::as_bytes(std::span(json_)));
    const std::size_t copy_wire = add_copy(wire_);
    rows_[0].push_back({copy_json, {}, json_.size()});
    rows_[1].push_back({copy_wire, {}, wire_.size()});
    for (const unsigned threads : {1U, settings.threads}) {
      if (threads == 1 && rows_[0].size() > 1) continue;  // one thread is all that was asked for
      const std::string suffix = threads == 1 ? "" : "/" + std::to_string(threads);
      if (settings.wants("encode")) add_both(bench::subject("encode" + suffix, [=, this] { encode(threads); }));
      if (settings.wants("decode")) add_both(bench::subject("decode" + suffix, [=, this] { decode(threads); }));
    }
    if (settings.wants("verify")) {
      rows_[1].push_back({subjects_.size(), copy_wire, wire_.size(), checks_bytes(plan)});
      subjects_.push_back(bench::subject("verify", [this] { keep(verify(plan_, wire_)); }));
    }
  }
  TypeTrial(const TypeTrial&) = delete;
  TypeTrial& operator=(const TypeTrial&) = delete;

  void measure(const bench::Settings& settings, unsigned threads, std::vector<bench::Timing>& timings) const {
    const auto clock = threads == 1 ? bench::thread_time_ns : bench::wall_time_ns;
    const std::vector<bench::Timing> more = bench::measure(subjects_, settings, clock);
    timings.resize(more.size());
    for (std::size_t i = 0; i != more.size(); ++i) {
      timings[i].repeats = more[i].repeats;
      timings[i].ns.insert(timings[i].ns.end(), more[i].ns.begin(), more[i].ns.end());
    }
  }

  void add_figures(std::span<const bench::Timing> timings, Sections& sections) const {
    for (std::size_t form = 0; form != sections.size(); ++form) {
      for (const Row& row : rows_[form]) {
        const bench::Timing& timing = timings[row.subject];
        bench::Figure figure =
            bench::make_figure(subjects_[row.subject].name, timing, row.size_bytes, row.touches_bytes);
        figure.percent.emplace_back();
        if (row.limit && row.touches_bytes)
          figure.percent.back() = 100 * bench::speed_ratio(timing.ns, timings[*row.limit].ns);
        sections[form].figures.push_back(std::move(figure));
      }
    }
  }

 private:
  std::size_t add_copy(std::span<const std::byte> from) {
    subjects_.push_back(bench::subject("memcpy", [from, to = copy_.data()] {
      std::memcpy(to, from.data(), bench::opaque(from.size()));
      keep(*to);
    }));
    return subjects_.size() - 1;
  }

  void add_both(bench::Subject subject) {
    for (auto& row : rows_) row.push_back({subjects_.size(), row.front().subject, row.front().size_bytes});
    subjects_.push_back(std::move(subject));
  }

  void encode(unsigned threads) {
    frame_.clear();
    keep(from_json(plan_, json_, frame_, style_, threads));
  }
  void decode(unsigned threads) const {
    DiscardingSink sink;
    keep(to_json(plan_, wire_, sink, style_, threads));
  }

  const Plan& plan_;
  const JsonStyle& style_;
  std::string json_;
  std::vector<std::byte> wire_, copy_;
  Buffer frame_;
  std::vector<bench::Subject> subjects_;
  std::array<std::vector<Row>, 2> rows_;
};

void measure_specimen(const Plan& plan, const Specimen& specimen, const JsonStyle& style,
                      const BenchmarkSettings& settings, Sections& sections) {
  bench::Settings engine = settings.engine;
  engine.min_time /= settings.trials;
  std::vector<bench::Timing> timings;
  for (unsigned trial = 0; trial != settings.trials; ++trial) {
    const TypeTrial one(plan, specimen, style, settings);
    one.measure(engine, settings.threads, timings);
    if (trial + 1 == settings.trials) one.add_figures(timings, sections);
  }
}

bool is_json(std::string_view path) {
  for (const std::string_view packed : {".zst", ".gz"}) {
    if (path.ends_with(packed)) path.remove_suffix(packed.size());
  }
  return path.ends_with(".json");
}

// The value of a file, as encode or decode and verify would take it.
struct FromFile {
  TypedPlan typed;
  Specimen specimen;
};

Outcome<FromFile> from_json_file(const TypeBenchmark& benchmark) {
  const auto input = load_input(benchmark.input);
  if (!input) return std::unexpected(input.error());
  auto typed = compile_type(benchmark.type, benchmark.config);
  if (!typed) return std::unexpected(typed.error());
  Specimen specimen;
  const auto encoded = from_json(typed->plan, input->text(), specimen.wire, benchmark.style);
  if (!encoded) return std::unexpected(text_failure(encoded.error(), input->name(), input->text()));
  specimen.json = input->text();
  if (auto intact = input->check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  return FromFile{std::move(*typed), std::move(specimen)};
}

Outcome<FromFile> from_dump(const TypeBenchmark& benchmark, Session& session) {
  auto dump = Dump::load(benchmark.input, From::automatic);
  if (!dump) return std::unexpected(dump.error());
  auto typed = choose_plan(benchmark.type, *dump, From::automatic, benchmark.config, session);
  if (!typed) return std::unexpected(typed.error());
  Specimen specimen;
  specimen.wire.append(dump->bytes().data(), dump->bytes().size());
  if (auto intact = dump->check_intact(); !intact) return std::unexpected(intact.error());
  // What is not canonical would not be encoded again.
  const auto checked = verify(typed->plan, specimen.wire.bytes());
  if (!checked) return std::unexpected(explain(checked.error(), dump->name(), *typed, specimen.wire.bytes()));
  auto json = to_json(typed->plan, specimen.wire.bytes(), benchmark.style);
  if (!json) return std::unexpected(explain(json.error(), dump->name(), *typed, specimen.wire.bytes()));
  specimen.json = std::move(*json);
  return FromFile{std::move(*typed), std::move(specimen)};
}

// A made-up value of about this size, in canonical form: what its JSON gives.
std::optional<Specimen> made_up(const Plan& plan, std::uint64_t size_bytes, const JsonStyle& style) {
  const auto frame = sample_frame(plan, size_bytes);
  auto json = frame ? to_json(plan, frame->bytes(), style) : Result<std::string>(std::unexpect);
  if (!json) return std::nullopt;
  Specimen specimen{{}, std::move(*json)};
  if (!from_json(plan, specimen.json, specimen.wire, style)) return std::nullopt;
  return specimen;
}

Sections sections_of(const Type& type) {
  const auto section = [&](const char* form) {
    return bench::Section{.title = type.name() + " by bytes of " + form, .limits = {"memcpy"}, .figures = {}};
  };
  return {section("JSON"), section("the frame")};
}

}  // namespace

Outcome<std::vector<bench::Section>> benchmark_type(const TypeBenchmark& benchmark, const BenchmarkSettings& settings,
                                                    Session& session) {
  const auto as_list = [](Sections sections) {
    return std::vector<bench::Section>{std::move(sections[0]), std::move(sections[1])};
  };
  if (!benchmark.input.empty()) {
    const auto file = is_json(benchmark.input) ? from_json_file(benchmark) : from_dump(benchmark, session);
    if (!file) return std::unexpected(file.error());
    Sections sections = sections_of(file->typed.type);
    settings.progress(file->typed.type.name() + " of " + benchmark.input);
    measure_specimen(file->typed.plan, file->specimen, benchmark.style, settings, sections);
    return as_list(std::move(sections));
  }
  const auto typed = compile_type(benchmark.type, benchmark.config);
  if (!typed) return std::unexpected(typed.error());
  Sections sections = sections_of(typed->type);
  std::size_t last_size = 0;
  for (const std::uint64_t size : benchmark_sizes(benchmark.largest_bytes)) {
    const auto specimen = made_up(typed->plan, size, benchmark.style);
    if (!specimen) {
      return std::unexpected(
          command_failure(fmt::format("values of {} cannot be made up; give one with --input", typed->type.name())));
    }
    // Types without a length at the top have one size, or nearly: larger ones are no more to learn from.
    if (specimen->wire.size() <= last_size) break;
    last_size = specimen->wire.size();
    settings.progress(fmt::format("{} of {} bytes", typed->type.name(), last_size));
    measure_specimen(typed->plan, *specimen, benchmark.style, settings, sections);
  }
  return as_list(std::move(sections));
}

}  // namespace limcode::cli
