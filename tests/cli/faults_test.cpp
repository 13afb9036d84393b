// System calls that fail, each at every place: the status is 3, the reason is said, the old file stays and nothing
// else is left behind. The faults come from faults.cpp through LD_PRELOAD.
#include <linux/magic.h>
#include <sys/vfs.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::test::Finished;
using limcode::test::ProcessOptions;
using limcode::test::read_file;
using limcode::test::run_process;
using limcode::test::TemporaryFolder;

// Sanitizers want to be loaded first and replace the same calls.
bool can_inject() {
  if (LIMCODE_SANITIZED == 0) return true;
  WARN("faults cannot be injected into a sanitized program: skipped");
  return false;
}

// Runs the limcode that libraries can be loaded into.
Finished run_preloadable(std::vector<std::string> arguments, const ProcessOptions& options) {
  arguments.insert(arguments.begin(), LIMCODE_PRELOADABLE);
  return run_process(arguments, options);
}

ProcessOptions with_faults(const std::string& faults) {
  ProcessOptions options;
  options.environment = {"LD_PRELOAD=" LIMCODE_FAULT_LIBRARY, "LIMCODE_FAULTS=" + faults, "LC_ALL=C"};
  return options;
}

std::string fault(const std::string& call, int error, int first, int count = 1) {
  return call + ":" + std::to_string(error) + ":" + std::to_string(first) + ":" + std::to_string(count);
}

const std::string no_tmpfile = fault("tmpfile", EOPNOTSUPP, 1, 1000);

}  // namespace

TEST_CASE("faults: a file system without nameless files is written to all the same") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string input = folder.file("in", "hello");
  const std::string output = folder / "out";
  const std::string expected("\5\0\0\0\0\0\0\0hello", 13);
  // Without RENAME_NOREPLACE as well, and once more over the file that is there then.
  for (const std::string& faults : {no_tmpfile, no_tmpfile + "," + fault("renameat2", EINVAL, 1)}) {
    CAPTURE(faults);
    CHECK(run_preloadable({"encode", "--raw", input, "-o", output}, with_faults(faults)).exit_code == 0);
    CHECK(read_file(output) == expected);
    const Finished again = run_preloadable({"encode", "--raw", input, "-o", output}, with_faults(faults));
    CHECK(again.exit_code == 3);
    CHECK(again.err.find("already exists") != std::string::npos);
    CHECK(run_preloadable({"encode", "--raw", input, "-o", output, "-f"}, with_faults(faults)).exit_code == 0);
    CHECK(read_file(output) == expected);
    CHECK(folder.names().size() == 2);
    std::filesystem::remove(output);
  }
}

TEST_CASE("faults: a failing call leaves the old file and nothing else") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string input = folder.file("in", std::string(6'000'000, 'x'));
  const std::string output = folder.file("out", "old");
  struct Case {
    std::string faults;
    std::string reason;
  };
  std::vector<Case> cases;
  for (int call = 1; call <= 6; ++call) {
    cases.push_back({fault("write", EIO, call), "Input/output error"});
    cases.push_back({fault("write", ENOSPC, call), "No space left on device"});
    cases.push_back({fault("write", EDQUOT, call) + "," + no_tmpfile, "Disk quota exceeded"});
    cases.push_back({fault("write", EIO, call) + "," + no_tmpfile, "Input/output error"});
  }
  cases.push_back({fault("linkat", EIO, 1), "Input/output error"});
  cases.push_back({fault("renameat", EIO, 1), "Input/output error"});
  cases.push_back({fault("renameat", ENOSPC, 1) + "," + no_tmpfile, "No space left on device"});
  cases.push_back({fault("fsync", EIO, 1), "Input/output error"});
  cases.push_back({fault("tmpfile", ENOSPC, 1), "No space left on device"});
  for (const Case& one : cases) {
    CAPTURE(one.faults);
    const Finished finished =
        run_preloadable({"encode", "--raw", input, "-o", output, "-f", "--fsync"}, with_faults(one.faults));
    CHECK(finished.exit_code == 3);
    CHECK(finished.err.find(one.reason) != std::string::npos);
    CHECK(read_file(output) == "old");
    CHECK(folder.names().size() == 2);
  }
}

TEST_CASE("faults: room that cannot be set aside is said before anything is written, or done without") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string content(2'000'000, 'x');
  const std::string input = folder.file("in", content);
  const std::string output = folder / "out";
  struct statfs system{};
  REQUIRE(::statfs(input.c_str(), &system) == 0);
  if (system.f_type != EXT4_SUPER_MAGIC) {
    WARN("room is set aside on ext4 alone: skipped");
    return;
  }
  for (const int error : {ENOSPC, EDQUOT}) {
    const Finished finished =
        run_preloadable({"encode", "--raw", input, "-o", output}, with_faults(fault("fallocate", error, 1)));
    CHECK(finished.exit_code == 3);
    CHECK(finished.err.find(std::strerror(error)) != std::string::npos);
    CHECK(folder.names().size() == 1);
  }
  for (const int error : {EOPNOTSUPP, EINTR}) {
    const auto faults = with_faults(fault("fallocate", error, 1));
    CHECK(run_preloadable({"encode", "--raw", input, "-o", output, "-f"}, faults).exit_code == 0);
    CHECK((read_file(output).substr(8) == content));
    std::filesystem::remove(output);
  }
  // Nobody asks where a file is replaced.
  const std::string old = folder.file("out", "old");
  const auto faults = with_faults(fault("fallocate", ENOSPC, 1));
  CHECK(run_preloadable({"encode", "--raw", input, "-o", old, "-f"}, faults).exit_code == 0);
  CHECK((read_file(old).substr(8) == content));
}

TEST_CASE("faults: a list that goes to its file as it is encoded leaves the old file or is whole") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  constexpr std::uint64_t count = 1'000'000;
  std::string json = "[7";
  for (std::uint64_t i = 1; i < count; ++i) json += ",7";
  const std::string input = folder.file("in", json + "]");
  const std::string output = folder.file("out", "old");
  const std::vector<std::string> encode = {"encode", input, "--type", "Vec<u64>", "-o", output, "-f"};
  for (const std::string& faults : {fault("write", ENOSPC, 2), fault("pwrite", ENOSPC, 1)}) {
    CAPTURE(faults);
    const Finished finished = run_preloadable(encode, with_faults(faults));
    CHECK(finished.exit_code == 3);
    CHECK(finished.err.find("No space left on device") != std::string::npos);
    CHECK(read_file(output) == "old");
    CHECK(folder.names().size() == 2);
  }
  std::string frame(8 * (count + 1), '\0');
  std::memcpy(frame.data(), "\x40\x42\x0f", 3);
  for (std::uint64_t i = 1; i <= count; ++i) frame[8 * i] = 7;
  for (const std::string& faults : {fault("pwrite", EINTR, 1, 2), std::string("pwrite:short:1:8")}) {
    CAPTURE(faults);
    CHECK(run_preloadable(encode, with_faults(faults)).exit_code == 0);
    CHECK((read_file(output) == frame));
  }
}

TEST_CASE("faults: the folder that cannot be synced is said, with the file in place") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string input = folder.file("in", "x");
  const Finished finished = run_preloadable({"encode", "--raw", input, "--fsync"}, with_faults(fault("fsync", EIO, 2)));
  CHECK(finished.exit_code == 3);
  CHECK(read_file(folder / "in.bin").size() == 9);
}

TEST_CASE("faults: reading that fails is status 3") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string input = folder.file("in", std::string(700'000, '1'));
  for (const std::string verb : {"encode", "decode", "verify"}) {
    for (const std::string mode : {"--type=u8", "--raw", "--lines", "--frames"}) {
      if ((verb == "encode" && mode == "--frames") || (verb != "encode" && mode == "--lines")) continue;
      if (verb == "verify" && mode == "--raw") continue;
      CAPTURE(verb, mode);
      std::vector<std::string> arguments = {verb, input, mode, "-o", folder / "out"};
      if (verb == "verify") arguments.resize(3);
      if (mode == "--frames") arguments.emplace_back("--type=u8");
      const Finished finished = run_preloadable(arguments, with_faults(fault("read", EIO, 1, 1000)));
      CHECK(finished.exit_code == 3);
      CHECK(finished.err.find("cannot read '" + input + "': Input/output error") != std::string::npos);
      CHECK(folder.names().size() == 1);
    }
  }
}

TEST_CASE("faults: interrupted and short calls change nothing") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  const std::string content(20'000, 'x');
  const std::string input = folder.file("in", content);
  const std::string nothing = "write:short:1:0";
  for (const std::string& faults :
       {fault("read", EINTR, 1, 3), fault("write", EINTR, 1, 3),
        fault("read", EINTR, 2, 2) + "," + fault("write", EINTR, 2, 2), std::string("read:short:1:5000"),
        std::string("write:short:1:5000"), fault("read", EAGAIN, 1, 2)}) {
    CAPTURE(faults);
    CHECK(run_preloadable({"encode", "--raw", input, "-f"}, with_faults(faults)).exit_code == 0);
    CHECK(read_file(folder / "in.bin").substr(8) == content);
    CHECK(run_preloadable({"decode", "--raw", folder / "in.bin", "-o", "-"}, with_faults(faults)).out == content);
  }
}

TEST_CASE("faults: a file that cannot be mapped is read") {
  if (!can_inject()) return;
  const TemporaryFolder folder;
  std::string frame = std::string("\0\0\x20\0\0\0\0\0", 8) + std::string(std::size_t{2} << 20, '\1');
  const std::string input = folder.file("in", frame);
  const Finished finished =
      run_preloadable({"verify", input, "--type", "Vec<bool>"}, with_faults(fault("mmap", ENODEV, 1, 1000)));
  CHECK(finished.err.empty());
}
