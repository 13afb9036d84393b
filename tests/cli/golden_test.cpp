// The transcripts of tests/cli/cases: each file is a session in a fresh folder, as it would stand in a manual.
//
//   $ command line           run by bash
//   what it prints           its stdout,
//   ! what it says           its stderr,
//   ? 1                      its exit status, when that is not 0
//
// Lines that start with `# ` are comments. LIMCODE_UPDATE_GOLDEN=1 writes what really happened into the files.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using limcode::test::read_file;
using limcode::test::run_shell;
using limcode::test::TemporaryFolder;

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(LIMCODE_SOURCE_DIR "/tests/cli/cases")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// Each line of `text` behind `prefix`. An empty one is shown as \n, a last one without an end gets a backslash.
std::string prefixed(const std::string& text, const std::string& prefix) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    out += prefix + (line.empty() ? "\\n" : line) + (lines.eof() ? "\\\n" : "\n");
  }
  return out;
}

// Runs the commands of a transcript and returns the transcript with what they really said.
std::string replay(const std::string& transcript) {
  const TemporaryFolder folder;
  std::string real;
  std::istringstream lines(transcript);
  for (std::string line; std::getline(lines, line);) {
    const bool comment = line.starts_with("# ") || line.empty();
    if (comment) real += line + '\n';
    if (!line.starts_with("$ ")) continue;
    limcode::test::ProcessOptions options;
    options.folder = folder.path().string();
    options.environment = {"TESTDATA=" LIMCODE_TESTDATA};
    const auto finished = run_shell(line.substr(2), options);
    real += line + '\n' + prefixed(finished.out, "") + prefixed(finished.err, "! ");
    if (finished.exit_code != 0) real += "? " + std::to_string(finished.exit_code) + '\n';
  }
  return real;
}

}  // namespace

TEST_CASE("golden: every transcript happens as it stands there") {
  const bool update = std::getenv("LIMCODE_UPDATE_GOLDEN") != nullptr;
  const auto files = case_files();
  REQUIRE_FALSE(files.empty());
  for (const fs::path& file : files) {
    DYNAMIC_SECTION(file.stem().string()) {
      const std::string expected = read_file(file.string());
      const std::string real = replay(expected);
      if (update && real != expected) std::ofstream(file, std::ios::binary) << real;
      if (!update) CHECK(real == expected);
    }
  }
}
