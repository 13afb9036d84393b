// Runs the examples of README.md and docs/ as a reader would and compares what they print with what the documents
// say. In a ```console block a line `$ COMMAND` is a command, continued while lines end with a backslash; what follows
// is its output, stdout and stderr together, in which a line `...` stands for any lines. The blocks of one document
// share an empty folder in which `testdata` is the project's; a block with another language is not run.
//
// LIMCODE_UPDATE_DOCS=1 writes what the commands print into the documents, except where what is there fits already.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "readme/markdown.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using limcode::test::Block;
using limcode::test::Document;
using limcode::test::place_of;
using limcode::test::read_documents;
using limcode::test::TemporaryFolder;
using Lines = std::vector<std::string>;

struct Step {
  std::size_t line = 0;  ///< Of the command, in the document.
  Lines command;         ///< As it stands, the prompt included.
  Lines expected;
};

std::vector<Step> steps_of(const Block& block) {
  std::vector<Step> steps;
  bool continued = false;
  for (std::size_t at = 0; at < block.lines.size(); ++at) {
    const std::string& line = block.lines[at];
    if (line.starts_with("$ ") && !continued) steps.push_back({block.first_line + at, {}, {}});
    if (steps.empty()) continue;
    const bool is_command = continued || line.starts_with("$ ");
    (is_command ? steps.back().command : steps.back().expected).push_back(line);
    continued = is_command && line.ends_with("\\");
  }
  return steps;
}

// A shell that keeps nothing between commands but the folder and the last exit status.
class Shell {
 public:
  explicit Shell(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directory_symlink(fs::path(LIMCODE_SOURCE_DIR) / "testdata", folder_ / "testdata");
  }

  Lines run(const Lines& command) {
    std::string text;
    for (const std::string& line : command) text += line + "\n";
    const fs::path script = folder_ / ".script";
    std::ofstream(script) << "exec 2>&1 </dev/null\ncd '" << folder_.string() << "'\nPATH='" << LIMCODE_BINARY_DIR
                          << "':$PATH\nHOME=$PWD\nunset LIMCODE_FORCE_KERNELS\n(exit " << status_ << ")\n"
                          << text.substr(2);
    // The commands of all documents are what is looked at for leaks: between them they use the whole program.
    limcode::test::ProcessOptions options;
    options.leaks = true;
    const limcode::test::Finished finished = limcode::test::run_process({"bash", script.string()}, options);
    status_ = finished.exit_code;
    fs::remove(script);
    const std::string& output = finished.out;
    Lines lines;
    for (std::size_t at = 0; at < output.size();) {
      const std::size_t end = std::min(output.find('\n', at), output.size());
      lines.push_back(output.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

 private:
  fs::path folder_;
  int status_ = 0;
};

// True when `printed` from `at` on is what `expected` from `from` on says.
bool fits(const Lines& expected, std::size_t from, const Lines& printed, std::size_t at) {
  if (from == expected.size()) return at == printed.size();
  if (expected[from] != "...") {
    return at < printed.size() && printed[at] == expected[from] && fits(expected, from + 1, printed, at + 1);
  }
  for (std::size_t skipped = at; skipped <= printed.size(); ++skipped) {
    if (fits(expected, from + 1, printed, skipped)) return true;
  }
  return false;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Runs one document's examples; returns its lines with what the commands printed.
Lines run_document(const Document& document, bool update) {
  const TemporaryFolder folder;
  Shell shell(fs::path(folder / "."));
  Lines rewritten;
  std::size_t copied = 0;
  for (const Block& block : document.blocks) {
    if (block.language != "console") continue;
    for (const Step& step : steps_of(block)) {
      const Lines printed = shell.run(step.command);
      const bool good = fits(step.expected, 0, printed, 0);
      const std::size_t output_line = step.line + step.command.size();
      for (; copied < output_line; ++copied) rewritten.push_back(document.lines[copied]);
      for (const std::string& line : good ? step.expected : printed) rewritten.push_back(line);
      copied += step.expected.size();
      if (good || update) continue;
      FAIL_CHECK(place_of(document, step.line) << ": " << joined(step.command) << "prints\n"
                                               << joined(printed) << "and not\n"
                                               << joined(step.expected));
    }
  }
  for (; copied < document.lines.size(); ++copied) rewritten.push_back(document.lines[copied]);
  return rewritten;
}

}  // namespace

TEST_CASE("documents: every example prints what they say") {
  const char* flag = std::getenv("LIMCODE_UPDATE_DOCS");
  const bool update = flag != nullptr && std::string(flag) == "1";
  for (const Document& document : read_documents()) {
    CAPTURE(document.path);
    const Lines rewritten = run_document(document, update);
    if (update && rewritten != document.lines) {
      std::ofstream(fs::path(LIMCODE_SOURCE_DIR) / document.path) << joined(rewritten);
      WARN(document.path << " was updated");
    }
  }
}
