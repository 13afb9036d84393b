// What depends on a terminal: binary is kept off it unless asked for, progress shows on it and nowhere else.
#include <pty.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <thread>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::limcode_program;
using limcode::test::Process;
using limcode::test::ProcessOptions;
using limcode::test::TemporaryFolder;

struct Shown {
  Finished finished;
  std::string screen;
};

// Runs limcode with a terminal as its stdout.
Shown on_terminal(std::vector<std::string> arguments) {
  int screen = -1;
  int terminal = -1;
  REQUIRE(::openpty(&screen, &terminal, nullptr, nullptr, nullptr) == 0);
  arguments.insert(arguments.begin(), limcode_program());
  ProcessOptions options;
  options.output_fd = terminal;
  Shown shown;
  Process process(arguments, options);
  std::thread reader([&] {
    char block[4096];
    for (ssize_t got = 0; (got = ::read(screen, block, sizeof block)) > 0;) {
      shown.screen.append(block, static_cast<std::size_t>(got));
    }
  });
  shown.finished = process.wait();
  reader.join();
  ::close(screen);
  return shown;
}

}  // namespace

TEST_CASE("terminal: binary goes to one only when asked to") {
  const TemporaryFolder folder;
  const std::string input = folder.file("in", "hello");
  const Shown refused = on_terminal({"decode", "--raw", input});
  CHECK(refused.finished.exit_code == 2);
  CHECK(refused.screen.empty());
  CHECK(refused.finished.err ==
        "limcode: the output is binary and stdout a terminal; pass -o FILE, or -o - if that is meant\n");
  const Shown meant = on_terminal({"encode", "--raw", input, "-o", "-"});
  CHECK(meant.finished.exit_code == 0);
  CHECK(meant.screen.find("hello") != std::string::npos);
}

TEST_CASE("terminal: text goes to one like anywhere else") {
  const TemporaryFolder folder;
  const std::string input = folder.file("in", "\7");
  CHECK(on_terminal({"decode", "--type", "u8", input}).screen == "7\r\n");
}
