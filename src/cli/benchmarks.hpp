// What limcode bench measures: sections of figures, each made by the engine of src/bench from subjects that call
// limcode. The command in commands/bench.cpp chooses among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/engine.hpp"
#include "bench/report.hpp"
#include "cli/plans.hpp"
#include "limcode/transcode.hpp"

namespace limcode::cli {

inline constexpr std::size_t page_bytes = 4096;

struct BenchmarkSettings {
  bench::Settings engine;
  /// How often the memory that is worked on is allocated anew: where its pages happen to lie decides how well they
  /// share the caches.
  unsigned trials = 5;
  unsigned threads = 1;                       ///< More are measured beside one.
  std::vector<std::string> operations;        ///< Names, or their beginnings; none stands for all.
  std::function<void(std::string)> progress;  ///< Told what is about to be measured.

  /// Whether the operation `name` was asked for.
  [[nodiscard]] bool wants(std::string_view name) const;
};

/// Subjects of one size with what they are held against, and what measuring them gives.
class Comparisons {
 public:
  /// Adds a subject and returns its place.
  std::size_t add(bench::Subject subject, bench::Comparison comparison);
  /// Appends what measuring gives to `timings`: nothing, or those of an earlier trial of the same subjects.
  void measure(const bench::Settings& settings, std::vector<bench::Timing>& timings) const;
  void add_figures(bench::Section& section, std::uint64_t size_bytes, std::span<const bench::Timing> timings) const;

 private:
  std::vector<bench::Subject> subjects_;
  std::vector<bench::Comparison> comparisons_;
};

/// The operations on vectors, which --ops can name.
inline constexpr std::string_view vector_operations[] = {"encode-fresh", "encode-reused", "decode-owned",
                                                         "decode-reused", "decode-view"};

/// 64 bytes, four times as much, and so on, and `largest` itself.
[[nodiscard]] std::vector<std::uint64_t> benchmark_sizes(std::uint64_t largest);

/// Encoding and decoding of `Vec<u8>` and `Vec<u64>` through the C++ API, beside memcpy.
[[nodiscard]] std::vector<bench::Section> benchmark_vectors(std::uint64_t largest, const BenchmarkSettings& settings);

/// The operations on values of a type, which --ops can name.
inline constexpr std::string_view type_operations[] = {"encode", "decode", "verify"};

/// What --type, --schema and --input say.
struct TypeBenchmark {
  const TypeFlags& type;
  const Config& config;
  const JsonStyle& style;
  const std::string& input;     ///< A file of JSON or of a frame; empty for values that are made up,
  std::uint64_t largest_bytes;  ///< the largest of which is this long.
};

/// JSON to frame, frame to JSON, and checking the frame, by plan: a section of rates by bytes of JSON, and one of rates
/// by bytes of the frame.
[[nodiscard]] Outcome<std::vector<bench::Section>> benchmark_type(const TypeBenchmark& benchmark,
                                                                  const BenchmarkSettings& settings, Session& session);

/// Every kernel of every set, beside its portable twin. --ops names kernels.
[[nodiscard]] std::vector<bench::Section> benchmark_kernels(const BenchmarkSettings& settings);

/// The report for machines: one JSON object and a line feed.
[[nodiscard]] std::string report_json(const bench::Report& report);

}  // namespace limcode::cli
