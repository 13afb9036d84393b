// Being stopped: by Ctrl-C, by kill -9 at any moment, by a full disk or a size limit, by a file that shrinks while it
// is read. The file under the target's name is always the old one or the new one, whole.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <thread>

#include "support/process.hpp"
#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::limcode_program;
using limcode::test::Process;
using limcode::test::ProcessOptions;
using limcode::test::read_file;
using limcode::test::run_shell;
using limcode::test::TemporaryFolder;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe make_pipe() {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  return {ends[0], ends[1]};
}

// Everything that comes out of a descriptor until it ends.
std::string drain(int fd) {
  std::string all;
  char block[1 << 16];
  for (ssize_t got = 0; (got = ::read(fd, block, sizeof block)) > 0;) all.append(block, static_cast<std::size_t>(got));
  return all;
}

std::string frame_of(const std::string& content) {
  std::string frame(8, '\0');
  for (std::size_t index = 0; index < 8; ++index) frame[index] = static_cast<char>(content.size() >> (8 * index));
  return frame + content;
}

// Waits until the process has read all that was written to its stdin, so that a signal finds it in the middle.
void wait_until_empty(const Pipe& pipe) {
  for (int tries = 0; tries < 5000; ++tries) {
    int waiting = 0;
    if (::ioctl(pipe.write_end, 0x541B /* FIONREAD */, &waiting) == 0 && waiting == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

TEST_CASE("signals: one that arrives during a write leaves the old file and nothing else") {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    for (const bool nameless : {true, false}) {
      if (!nameless && LIMCODE_SANITIZED != 0) continue;
      CAPTURE(number, nameless);
      const TemporaryFolder folder;
      const std::string target = folder.file("out", "old");
      const Pipe pipe = make_pipe();
      ProcessOptions options;
      options.input_fd = pipe.read_end;
      if (!nameless) options.environment = {"LD_PRELOAD=" LIMCODE_FAULT_LIBRARY, "LIMCODE_FAULTS=tmpfile:95:1:9"};
      const std::string program = nameless ? limcode_program() : LIMCODE_PRELOADABLE;
      Process process({program, "encode", "-", "--lines", "--type", "u8", "-o", target, "-f"}, options);
      for (int count = 0; count < 100; ++count) REQUIRE(::write(pipe.write_end, "1\n2\n3\n", 6) == 6);
      wait_until_empty(pipe);
      process.kill(number);
      const Finished finished = process.wait();
      ::close(pipe.write_end);
      CHECK(finished.signal == number);
      CHECK(read_file(target) == "old");
      CHECK(folder.names() == std::vector<std::string>{"out"});
    }
  }
}

TEST_CASE("signals: what is ignored on purpose, as by nohup, stays ignored") {
  const TemporaryFolder folder;
  const std::string target = folder / "out";
  const Pipe pipe = make_pipe();
  ProcessOptions options;
  options.input_fd = pipe.read_end;
  const std::string line = "trap '' INT; exec " + limcode_program() + " encode - --lines --type u8 -o " + target;
  Process process({"bash", "-c", line}, options);
  REQUIRE(::write(pipe.write_end, "1\n", 2) == 2);
  wait_until_empty(pipe);
  process.kill(SIGINT);
  REQUIRE(::write(pipe.write_end, "2\n", 2) == 2);
  ::close(pipe.write_end);
  CHECK(process.wait().exit_code == 0);
  CHECK(read_file(target) == "\1\2");
}

TEST_CASE("signals: kill -9 at any moment leaves the old file or the new one, whole") {
  constexpr int kills = 200;
  const auto seed = std::random_device()();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  const std::string target = folder / "out";
  std::string content(4'000'000, '\0');
  for (char& byte : content) byte = static_cast<char>(random());
  const std::string input = folder.file("in", content);
  const std::string old_frame = frame_of("the old content");
  const std::string new_frame = frame_of(content);
  std::uniform_int_distribution<int> microseconds(0, 12'000);
  int killed = 0;
  for (int round = 0; round < kills; ++round) {
    static_cast<void>(folder.file("out", old_frame));
    Process process({limcode_program(), "encode", "--raw", input, "-o", target, "-f"});
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    process.kill(SIGKILL);
    const Finished finished = process.wait();
    killed += finished.signal == SIGKILL ? 1 : 0;
    const std::string found = read_file(target);
    REQUIRE((found == old_frame || found == new_frame));
    if (finished.exit_code == 0) REQUIRE(found == new_frame);
  }
  CHECK(killed > 0);
  // A temporary name exists while the file takes its real one: a kill at that moment leaves it behind, whole.
  for (const std::string& name : folder.names()) {
    if (name.starts_with(".limcode-")) CHECK(read_file(folder / name) == new_frame);
  }
}

TEST_CASE("signals: a size limit is a failed write, not the end of the process") {
  const TemporaryFolder folder;
  static_cast<void>(folder.file("out.bin", "old"));
  static_cast<void>(folder.file("in", std::string(300'000, 'x')));
  ProcessOptions options;
  options.folder = folder.path().string();
  const Finished finished = run_shell("ulimit -f 100; limcode encode --raw in -o out.bin -f", options);
  CHECK(finished.exit_code == 3);
  CHECK(finished.err == "limcode: cannot write 'out.bin': File too large\n");
  CHECK(read_file(folder / "out.bin") == "old");
  CHECK(folder.names().size() == 2);
}

TEST_CASE("signals: a full disk leaves the old file and nothing else") {
  const TemporaryFolder folder;
  const std::string disk = folder / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=256k") != 0) {
    WARN("a small file system can be mounted only by root: skipped");
    return;
  }
  static_cast<void>(folder.file("disk/out.bin", "old"));
  static_cast<void>(folder.file("in", std::string(1'000'000, 'x')));
  ProcessOptions options;
  options.folder = folder.path().string();
  const Finished finished = run_shell("limcode encode --raw in -o disk/out.bin -f", options);
  CHECK(finished.exit_code == 3);
  CHECK(finished.err == "limcode: cannot write 'disk/out.bin': No space left on device\n");
  CHECK(read_file(disk + "/out.bin") == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(disk), {}) == 1);
  CHECK(::umount(disk.c_str()) == 0);
}

TEST_CASE("signals: a file that shrinks while it is read is status 3, whatever the command") {
  const std::size_t size = std::size_t{8} << 20;
  struct Case {
    std::vector<std::string> arguments;
    std::string content;
  };
  // Each prints more than a pipe holds, so that it waits in the middle of the file until the test reads on.
  const std::vector<Case> cases = {
      {{"decode", "in", "--type", "Vec<u8>"}, frame_of(std::string(size, '\7'))},
      {{"decode", "in", "--type", "Vec<String>"},
       frame_of(std::string(size / 16, ' ')).substr(0, 8) +
           [&] {
             std::string strings;
             for (std::size_t count = 0; count < size / 16; ++count) strings += frame_of("8 bytes!");
             return strings;
           }()},
      {{"decode", "in", "--raw", "-o", "-"}, frame_of(std::string(size, 'x'))},
      {{"encode", "in", "--raw", "-o", "-"}, std::string(size, 'x')},
  };
  for (const Case& one : cases) {
    CAPTURE(one.arguments);
    const TemporaryFolder folder;
    const std::string input = folder.file("in", one.content);
    const Pipe pipe = make_pipe();
    ProcessOptions options;
    options.folder = folder.path().string();
    options.output_fd = pipe.write_end;
    std::vector<std::string> arguments = one.arguments;
    arguments.insert(arguments.begin(), limcode_program());
    Process process(arguments, options);
    char first = 0;
    REQUIRE(::read(pipe.read_end, &first, 1) == 1);
    REQUIRE(::truncate(input.c_str(), 100'000) == 0);
    static_cast<void>(drain(pipe.read_end));
    ::close(pipe.read_end);
    const Finished finished = process.wait();
    CHECK(finished.exit_code == 3);
    CHECK(finished.signal == 0);
    CHECK(finished.err.find("became shorter while it was read") != std::string::npos);
  }
}

TEST_CASE("signals: a reader that goes away ends any command quietly") {
  const TemporaryFolder folder;
  static_cast<void>(folder.file("in", frame_of(std::string(LIMCODE_SANITIZED ? 1'000'000 : 4'000'000, '\7'))));
  for (const std::vector<std::string>& command : {std::vector<std::string>{"decode", "in", "--type", "Vec<u8>"},
                                                  {"decode", "in", "--raw", "-o", "-"},
                                                  {"decode", "in", "--frames", "--type", "u8"},
                                                  {"encode", "in", "--raw", "-o", "-"},
                                                  {"--help"}}) {
    CAPTURE(command);
    const Pipe pipe = make_pipe();
    ProcessOptions options;
    options.folder = folder.path().string();
    options.output_fd = pipe.write_end;
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.begin(), limcode_program());
    ::close(pipe.read_end);
    Process process(arguments, options);
    const Finished finished = process.wait();
    CHECK(finished.exit_code == 0);
    CHECK(finished.err.empty());
  }
}
