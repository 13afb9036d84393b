// The examples of every --help are commands that work, in a folder with the files that they name.
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::ProcessOptions;
using limcode::test::run_limcode;
using limcode::test::run_shell;
using limcode::test::TemporaryFolder;

// What the examples read.
const std::vector<std::string> preparations = {
    "echo '{\"a\":[1,2.5,null]}' > file.json && limcode encode file.json",
    "echo '[1,2,3]' > nums.json && limcode encode nums.json --type 'Vec<u64>' && cp nums.bin other.bin",
    "echo '[\"a\",1]' | limcode encode - --type '(String, u8)' > pair.bin",
    "printf '[1,\"a\"]\\n[2,\"b\"]\\n' > log.jsonl && limcode encode log.jsonl --lines --type '(u64, String)'",
    "head -c 3000 /dev/urandom > picture.png && limcode encode --raw picture.png",
    "mkdir src && echo 'pub struct Account { owner: String, balance: u64 }' > src/state.rs",
    "echo '{\"bob\":{\"owner\":\"x\",\"balance\":7}}' > state.json && "
    "limcode encode state.json --schema src/state.rs --type 'HashMap<String, Account>'",
    "echo '{\"slot\":7}' > block.json && limcode infer block.json > block.rs",
};

// The command lines below "Examples:"; what stands after three blanks explains them.
std::vector<std::string> examples_of(const std::string& help) {
  std::vector<std::string> found;
  std::istringstream lines(help.substr(std::min(help.find("Examples:"), help.size())));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  ")) {
    line = line.substr(2);
    found.push_back(line.substr(0, line.find("   ")));
  }
  return found;
}

std::vector<std::string> commands() {
  std::vector<std::string> found;
  const std::string help = run_limcode({"--help"}).out;
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  ")) {
    found.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return found;
}

}  // namespace

TEST_CASE("help: every command has examples, and every example works") {
  const auto all = commands();
  REQUIRE(all.size() >= 3);
  for (const std::string& command : all) {
    const Finished help = run_limcode({command, "--help"});
    CHECK(help.exit_code == 0);
    CHECK(help.err.empty());
    const auto examples = examples_of(help.out);
    CAPTURE(command);
    REQUIRE_FALSE(examples.empty());
    // A benchmark takes the time that it takes; tests/bench runs short ones.
    if (command == "bench") continue;
    for (const std::string& example : examples) {
      CAPTURE(example);
      const TemporaryFolder folder;
      ProcessOptions options;
      options.folder = folder.path().string();
      for (const std::string& preparation : preparations) REQUIRE(run_shell(preparation, options).exit_code == 0);
      // The files that an example writes must not be there before it.
      const bool writes_beside = example.starts_with("limcode encode") && !example.contains(" -o ");
      if (writes_beside) REQUIRE(run_shell("rm *.bin", options).exit_code == 0);
      if (example.contains(" -o picture.png")) std::filesystem::remove(folder / "picture.png");
      if (example.contains(" -o nums.json")) std::filesystem::remove(folder / "nums.json");
      const Finished finished = run_shell(example, options);
      CAPTURE(finished.err);
      CHECK(finished.exit_code == 0);
    }
  }
}
