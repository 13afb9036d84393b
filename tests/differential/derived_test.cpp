// limcode against serde's own derive: random Rust types, compiled into a program of the oracle from the very source
// that limcode reads as its schema. LIMCODE_DERIVED names another folder with such a program and its types.rs.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "support/oracle.hpp"
#include "support/oracle_rows.hpp"
#include "support/oracle_stream.hpp"

namespace limcode::test {
namespace {

std::filesystem::path derived_folder() {
  const char* other = std::getenv("LIMCODE_DERIVED");
  return other == nullptr || *other == '\0' ? LIMCODE_BINARY_DIR "/oracle/derived" : other;
}

/// The program of the derived types and their source as a schema; nothing where it was not built, after saying so.
struct Derived {
  std::filesystem::path program;
  Schema schema;
};

std::unique_ptr<Derived> derived() {
  const auto folder = derived_folder();
  auto made = std::make_unique<Derived>();
  made->program = folder / "derived";
  if (!std::filesystem::exists(made->program)) {
    WARN("skipped: the oracle's derived types were not built (they need cargo and Debian's librust-*-dev packages)");
    return nullptr;
  }
  const auto loaded = made->schema.load((folder / "types.rs").string());
  if (!loaded) FAIL(loaded.error().detail << " at line " << loaded.error().line);
  return made;
}

using Output = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Output output_of(const std::string& command) {
  Output output(::popen(command.c_str(), "r"), &::pclose);
  REQUIRE(output);
  return output;
}

/// Runs a command and hands over its lines in portions.
template <class Take>
void for_lines(const std::string& command, Take take) {
  const Output output = output_of(command);
  std::vector<std::string> lines;
  std::string line;
  for (int c = std::getc(output.get()); c != EOF; c = std::getc(output.get())) {
    if (c != '\n') {
      line.push_back(static_cast<char>(c));
      continue;
    }
    lines.push_back(std::exchange(line, {}));
    if (lines.size() == 1000) take(std::exchange(lines, {}));
  }
  take(lines);
}

TEST_CASE("derived: random Rust types agree with serde's derive, damage included") {
  const auto from = derived();
  if (from == nullptr) return;
  RowChecker checker(from->schema);
  const std::uint64_t rounds = random_rounds();
  const auto command =
      fmt::format("{} rows {} {} {} {}", from->program.string(), random_seed(), 15 * rounds, 40 * rounds, 40 * rounds);
  for_lines(command, [&](const std::vector<std::string>& lines) { check_rows(checker, lines); });
  fmt::print("{} facts, {} of them refusals; {} exceptions\n", checker.checked(), checker.refused(),
             checker.excepted());
  CHECK(checker.checked() >= 5000);
}

using Disagreement = std::optional<std::string> (StreamChecker::*)(const StreamRecord&);

/// Checks as many records as LIMCODE_STREAM says, or `few`. `kind` is what the program calls them, `one` one of them.
void check_stream(const char* kind, const char* one, Disagreement disagreement, std::uint64_t few) {
  const auto from = derived();
  if (from == nullptr) return;
  const char* wanted = std::getenv("LIMCODE_STREAM");
  const std::uint64_t count = wanted == nullptr || *wanted == '\0' ? few : std::strtoull(wanted, nullptr, 10);
  const Output output =
      output_of(fmt::format("{} stream {} {} {}", from->program.string(), kind, random_seed(), count));
  StreamChecker checker(from->schema);
  StreamRecord record;
  std::uint64_t read = 0;
  std::size_t disagreements = 0;
  for (; read_record(output.get(), record); ++read) {
    const auto why = (checker.*disagreement)(record);
    if (!why) continue;
    fmt::print("{:.300}\n  derived ask {} {} t{}::Root {}\n", *why, one, stream_configs[record.config], record.type,
               to_hex(record.input));
    if (++disagreements == 100) FAIL("and perhaps more");
  }
  fmt::print("{} {}: {} compared, {} of them accepted; {} exceptions\n", read, kind, checker.checked(),
             checker.accepted(), checker.excepted());
  CHECK(disagreements == 0);
  CHECK(read == count);
}

TEST_CASE("derived: a stream of damaged and random frames is judged as by bincode") {
  check_stream("frames", "frame", &StreamChecker::frame_disagreement, 50000);
}

TEST_CASE("derived: a stream of damaged and random texts is judged as by serde_json") {
  check_stream("texts", "text", &StreamChecker::text_disagreement, 50000);
}

}  // namespace
}  // namespace limcode::test
