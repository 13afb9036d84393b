// How much memory the command takes: what it maps and a fixed amount for files, a fixed amount for streams.
#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "support/process.hpp"
#include "support/tar_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::limcode_program;
using limcode::test::Process;
using limcode::test::ProcessOptions;
using limcode::test::TemporaryFolder;

constexpr std::uint64_t mebi = std::uint64_t{1} << 20;

// malloc as a user has it: in huge pages it holds more than it was asked for.
const std::vector<std::string> plain_malloc = {"GLIBC_TUNABLES="};

Finished run_plainly(const std::vector<std::string>& arguments) {
  ProcessOptions options;
  options.environment = plain_malloc;
  return limcode::test::run_limcode(arguments, options);
}

// Runs limcode with `block` again and again on its stdin and its output thrown away.
Finished run_piped(std::vector<std::string> arguments, const std::string& block, std::size_t times) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  ProcessOptions options;
  options.environment = plain_malloc;
  options.input_fd = ends[0];
  options.output_fd = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  arguments.insert(arguments.begin(), limcode_program());
  Process process(arguments, options);
  // A command that has what it needs may end before it has read everything. Ignoring the signal after the start keeps
  // the command's own handling as it is.
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  bool open = true;
  for (std::size_t count = 0; open && count < times; ++count) {
    for (std::size_t at = 0; open && at < block.size();) {
      const ssize_t put = ::write(ends[1], block.data() + at, block.size() - at);
      open = put > 0;
      if (open) at += static_cast<std::size_t>(put);
    }
  }
  ::close(ends[1]);
  ::signal(SIGPIPE, before);
  return process.wait();
}

bool can_measure() {
  if (LIMCODE_SANITIZED == 0) return true;
  WARN("a sanitized program takes much more memory: skipped");
  return false;
}

}  // namespace

TEST_CASE("memory: streams take a fixed amount, whatever their length") {
  if (!can_measure()) return;
  std::string lines;
  while (lines.size() < mebi) lines += "[1,\"some text\",[1.5,2.5]]\n";
  std::string frames;
  while (frames.size() < mebi) frames += std::string("\5\0\0\0\0\0\0\0hello", 13);
  struct Case {
    std::vector<std::string> arguments;
    std::string block;
  };
  const std::string type = "(u8, String, Vec<f64>)";
  for (const std::string threads : {"1", "8"}) {
    for (const Case& one :
         {Case{{"encode", "-", "--lines", "--type", type}, lines}, Case{{"encode", "-", "--lines"}, lines},
          Case{{"decode", "-", "--frames", "--type", "String"}, frames},
          Case{{"verify", "-", "--frames", "--type", "String"}, frames}}) {
      std::vector<std::string> arguments = one.arguments;
      arguments.insert(arguments.end(), {"--threads", threads});
      CAPTURE(arguments);
      const Finished finished = run_piped(arguments, one.block, 100);
      CHECK(finished.exit_code == 0);
      CHECK(finished.peak_bytes < 64 * mebi);
    }
  }
  const Finished raw = run_piped({"decode", "-", "--raw", "-o", "-", "--trailing", "allow"},
                                 std::string("\0\0\0\6\0\0\0\0", 8) + std::string(mebi, 'x'), 97);
  CHECK(raw.exit_code == 0);
  CHECK(raw.peak_bytes < 16 * mebi);
}

TEST_CASE("memory: files take what is mapped and a fixed amount") {
  if (!can_measure()) return;
  const TemporaryFolder folder;
  const std::uint64_t size = 96 * mebi;
  std::string frame(8, '\0');
  for (std::size_t index = 0; index < 8; ++index) frame[index] = static_cast<char>(size >> (8 * index));
  const std::string input = folder.file("in", frame);
  // Piece by piece: what this process once held would count as the peak of those that it starts.
  std::ofstream rest(input, std::ios::binary | std::ios::app);
  for (std::uint64_t piece = 0; piece < size / mebi; ++piece) rest << std::string(mebi, '\1');
  rest.close();
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"decode", input, "--type", "Vec<u8>", "-o", "/dev/null"},
        {"decode", input, "--type", "Vec<bool>", "-o", "/dev/null"},
        {"verify", input, "--type", "Vec<i8>"}}) {
    CAPTURE(arguments);
    std::vector<std::string> one_thread = arguments;
    one_thread.insert(one_thread.end(), {"--threads", "1"});
    const Finished finished = run_plainly(one_thread);
    CHECK(finished.exit_code == 0);
    CHECK(finished.peak_bytes < size + 16 * mebi);
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"encode", "--raw", input, "-o", "/dev/null"},
        {"decode", "--raw", input, "-o", "/dev/null"}}) {
    CAPTURE(arguments);
    const Finished finished = run_plainly(arguments);
    CHECK(finished.exit_code == 0);
    CHECK(finished.peak_bytes < 16 * mebi);
  }
}

TEST_CASE("memory: JSON that is one list takes what is mapped and a fixed amount") {
  if (!can_measure()) return;
  const TemporaryFolder folder;
  const std::string input = folder.file("in.json", "[7");
  std::ofstream rest(input, std::ios::binary | std::ios::app);
  std::string piece;
  while (piece.size() < mebi) piece += ",7";
  for (std::uint64_t count = 0; count < 96; ++count) rest << piece;
  rest << "]";
  rest.close();
  for (const std::string type : {"Vec<u8>", "Vec<u64>", "limcode::Json"}) {
    CAPTURE(type);
    const Finished finished =
        run_plainly({"encode", input, "--type", type, "--threads", "1", "-o", folder / "out", "-f"});
    CHECK(finished.exit_code == 0);
    CHECK(finished.peak_bytes < (96 + 16) * mebi);
  }
}

TEST_CASE("memory: of a snapshot one account is held") {
  if (!can_measure()) return;
  const TemporaryFolder folder;
  std::string account(136 + mebi, '\1');
  account.replace(8, 8, std::string("\0\0\20\0\0\0\0\0", 8));
  const std::size_t count = 96;
  const std::string size = limcode::test::octal(count * account.size(), 11);
  const std::string input = folder.file("in", limcode::test::tar_file("accounts/1.0", "", '0', size));
  std::ofstream rest(input, std::ios::binary | std::ios::app);
  for (std::size_t number = 0; number < count; ++number) rest << account;
  // The last block of the file, and the end of the archive.
  rest << std::string(512 - count * account.size() % 512 + 1024, '\0');
  rest.close();
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"decode", input, "-o", "/dev/null"}, {"verify", input}}) {
    CAPTURE(arguments);
    const Finished finished = run_plainly(arguments);
    CHECK(finished.exit_code == 0);
    CHECK(finished.peak_bytes < 32 * mebi);
  }
}
