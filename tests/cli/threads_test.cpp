// What --threads changes is the time alone: lines, frames and one large value give the same output, and the same
// failure, with every number of threads.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/rounds.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::run_limcode;
using limcode::test::TemporaryFolder;

// Lines of many lengths, so that pieces end anywhere.
std::string lines_of(std::size_t bytes) {
  std::string lines;
  for (std::size_t i = 0; lines.size() < bytes; ++i) {
    lines += "[" + std::to_string(i * i) + ",\"" + std::string(i % 97, 'x') + "\\n\"]\n";
  }
  return lines;
}

std::string array_of(const std::string& lines) {
  std::string array = "[" + lines;
  for (char& c : array) {
    if (c == '\n') c = ',';
  }
  array.back() = ']';
  return array;
}

}  // namespace

TEST_CASE("threads: every command gives with several what it gives with one") {
  const TemporaryFolder folder;
  const std::string lines = lines_of(limcode::test::sanitized ? 1'000'000 : 3'000'000);
  const std::string line_file = folder.file("in.jsonl", lines);
  const std::string array_file = folder.file("in.json", array_of(lines));
  const std::string frames = folder / "frames.bin", whole = folder / "whole.bin";
  const std::string one = "(u64, String)", all = "Vec<(u64, String)>";
  REQUIRE(run_limcode({"encode", line_file, "--lines", "--type", one, "-o", frames, "--threads", "1"}).exit_code == 0);
  REQUIRE(run_limcode({"encode", array_file, "--type", all, "-o", whole, "--threads", "1"}).exit_code == 0);
  const std::vector<std::vector<std::string>> commands = {
      {"encode", line_file, "--lines", "--type", one, "-o", "-"},
      {"encode", array_file, "--type", all, "-o", "-"},
      {"decode", frames, "--frames", "--type", one},
      {"decode", whole, "--type", all},
      {"verify", frames, "--frames", "--type", one},
      // The wrong type fails somewhere in the middle of what others work on already.
      {"encode", line_file, "--lines", "--type", "(u32, String)", "-o", "-"},
      {"encode", array_file, "--type", "Vec<(u32, String)>", "-o", "-"},
      {"decode", frames, "--frames", "--type", "(u64, String, u8)"},
  };
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--threads", "1"});
    const Finished alone = run_limcode(command);
    for (const char* threads : {"2", "3", "8"}) {
      command.back() = threads;
      CAPTURE(command);
      const Finished several = run_limcode(command);
      CHECK(several.exit_code == alone.exit_code);
      CHECK((several.out == alone.out));
      CHECK(several.err == alone.err);
    }
  }
}
