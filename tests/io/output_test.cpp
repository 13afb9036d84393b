// Outputs: files that appear whole or not at all, links and modes as users expect, streams as they are.
#include "io/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <span>
#include <thread>

#include "support/read_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using limcode::Errc;
using limcode::io::Output;
using limcode::io::OutputOptions;
using limcode::test::read_file;
using limcode::test::TemporaryFolder;

constexpr OutputOptions keep{};
constexpr OutputOptions overwrite{.overwrite = true};

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

void put(const std::string& path, std::string_view text, const OutputOptions& options) {
  auto output = Output::open(path, options);
  REQUIRE(output.has_value());
  REQUIRE(output->write(bytes(text)).has_value());
  REQUIRE(output->commit().has_value());
}

std::string refusal(const std::string& path, const OutputOptions& options) {
  const auto output = Output::open(path, options);
  REQUIRE_FALSE(output.has_value());
  CHECK(output.error().code == Errc::io);
  return output.error().detail;
}

mode_t mode_of(const std::string& path) {
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("output: a file appears on commit, with what was written") {
  const TemporaryFolder folder;
  for (const bool sync : {false, true}) {
    for (const bool replace : {false, true}) {
      const std::string path = folder / ("out" + std::to_string(sync) + std::to_string(replace));
      auto output = Output::open(path, {.overwrite = replace, .sync = sync});
      REQUIRE(output.has_value());
      REQUIRE(output->write(bytes("hello ")).has_value());
      REQUIRE(output->write(bytes("world")).has_value());
      CHECK_FALSE(fs::exists(path));
      REQUIRE(output->commit().has_value());
      CHECK(read_file(path) == "hello world");
      CHECK(output->written_bytes() == 11);
    }
  }
  CHECK(folder.names().size() == 4);
}

TEST_CASE("output: a file is as long as what was written, whatever was expected") {
  const TemporaryFolder folder;
  const std::string written(3'000'000, 'x');
  for (const std::uint64_t expected : {std::uint64_t{0}, std::uint64_t{1'000'000}, std::uint64_t{3'000'000},
                                       std::uint64_t{9'000'000}, ~std::uint64_t{0}}) {
    CAPTURE(expected);
    const std::string path = folder / std::to_string(expected);
    auto output = Output::open(path, keep);
    REQUIRE(output.has_value());
    REQUIRE(output->expect(expected).has_value());
    REQUIRE(output->write(bytes(written)).has_value());
    REQUIRE(output->commit().has_value());
    CHECK((read_file(path) == written));
  }
}

TEST_CASE("output: without commit nothing appears and nothing is left behind") {
  const TemporaryFolder folder;
  const std::string path = folder.file("out", "old");
  {
    auto output = Output::open(path, overwrite);
    REQUIRE(output.has_value());
    REQUIRE(output->write(bytes("new")).has_value());
  }
  CHECK(read_file(path) == "old");
  CHECK(folder.names() == std::vector<std::string>{"out"});
}

TEST_CASE("output: an existing file is kept unless overwriting is asked for") {
  const TemporaryFolder folder;
  const std::string path = folder.file("out", "old");
  CHECK(refusal(path, keep) == "'" + path + "' already exists; pass -f to overwrite it, or -o to write somewhere else");
  CHECK(read_file(path) == "old");
  put(path, "new", overwrite);
  CHECK(read_file(path) == "new");
  CHECK(folder.names() == std::vector<std::string>{"out"});
}

TEST_CASE("output: a file that comes into being meanwhile is kept as well") {
  const TemporaryFolder folder;
  const std::string path = folder / "out";
  auto output = Output::open(path, keep);
  REQUIRE(output.has_value());
  REQUIRE(output->write(bytes("ours")).has_value());
  static_cast<void>(folder.file("out", "theirs"));
  CHECK_FALSE(output->commit().has_value());
  CHECK(read_file(path) == "theirs");
}

TEST_CASE("output: new files take the umask, overwritten ones keep their mode") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(027);
  put(folder / "new", "x", keep);
  ::umask(before);
  CHECK(mode_of(folder / "new") == 0640);
  const std::string path = folder.file("old", "x");
  for (const mode_t mode : {0600, 0444, 0755, 0666}) {
    CAPTURE(mode);
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    put(path, "y", overwrite);
    CHECK(mode_of(path) == mode);
  }
  REQUIRE(::chmod(path.c_str(), 04755) == 0);
  put(path, "z", overwrite);
  CHECK(mode_of(path) == 0755);
}

TEST_CASE("output: the owner of an overwritten file is kept where that is allowed") {
  if (::geteuid() != 0) {
    WARN("only root may give files away: skipped");
    return;
  }
  const TemporaryFolder folder;
  const std::string path = folder.file("out", "x");
  REQUIRE(::chown(path.c_str(), 12345, 54321) == 0);
  put(path, "y", overwrite);
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK(status.st_uid == 12345);
  CHECK(status.st_gid == 54321);
}

TEST_CASE("output: a symbolic link stays one, and the file behind it changes") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "deep");
  static_cast<void>(folder.file("deep/file", "old"));
  fs::create_symlink("deep/file", folder / "one");
  fs::create_symlink(folder / "one", folder / "two");
  put(folder / "two", "new", overwrite);
  CHECK(fs::is_symlink(folder / "two"));
  CHECK(fs::is_symlink(folder / "one"));
  CHECK(read_file(folder / "deep/file") == "new");
  fs::create_symlink("deep/absent", folder / "dangling");
  put(folder / "dangling", "made", keep);
  CHECK(read_file(folder / "deep/absent") == "made");
  fs::create_symlink("loop", folder / "loop");
  CHECK(refusal(folder / "loop", overwrite).ends_with("Too many levels of symbolic links"));
}

TEST_CASE("output: a link that another user left in a shared folder is not followed") {
  if (::geteuid() != 0) {
    WARN("only root may give links away: skipped");
    return;
  }
  const TemporaryFolder folder;
  fs::create_directory(folder / "common");
  REQUIRE(::chmod((folder / "common").c_str(), 01777) == 0);
  const std::string victim = folder.file("victim", "old");
  fs::create_symlink(victim, folder / "common/trap");
  REQUIRE(::lchown((folder / "common/trap").c_str(), 12345, 12345) == 0);
  CHECK(refusal(folder / "common/trap", overwrite).find("symbolic link of another user") != std::string::npos);
  CHECK(read_file(victim) == "old");
}

TEST_CASE("output: what cannot be written says why, before any work is done") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "sub");
  CHECK(refusal(folder / "sub", overwrite).ends_with("it is a directory; name a file in it"));
  CHECK(refusal(folder / "sub/", overwrite).ends_with("it is a directory; name a file in it"));
  CHECK(refusal(folder / "absent/out", keep).ends_with("No such file or directory"));
  const std::string file = folder.file("file", "");
  CHECK(refusal(file + "/out", keep).ends_with("Not a directory"));
  CHECK(refusal("/proc/limcode-test", keep).find("cannot write") == 0);
  if (::geteuid() != 0) {
    REQUIRE(::chmod((folder / "sub").c_str(), 0500) == 0);
    CHECK(refusal(folder / "sub/out", keep).ends_with("Permission denied"));
    REQUIRE(::chmod((folder / "sub").c_str(), 0700) == 0);
  }
}

TEST_CASE("output: names with every odd character work") {
  const TemporaryFolder folder;
  for (const std::string name : {"new\nline", " ", "-o", "a'b\"c", "\xff\xfe", "*?"}) {
    CAPTURE(name);
    put(folder / name, name, keep);
    CHECK(read_file(folder / name) == name);
  }
  const std::string longest(255, 'n');
  put(folder / longest, "x", keep);
  put(folder / longest, "y", overwrite);
  CHECK(read_file(folder / longest) == "y");
}

TEST_CASE("output: pipes and devices are written as they are") {
  put("/dev/null", "gone", keep);
  const TemporaryFolder folder;
  const std::string fifo = folder / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  std::string seen;
  std::thread reader([&] { seen = read_file(fifo); });
  put(fifo, "through the pipe", keep);
  reader.join();
  CHECK(seen == "through the pipe");
  auto full = Output::open("/dev/full", keep);
  REQUIRE(full.has_value());
  const auto written = full->write(bytes("x"));
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().detail == "cannot write '/dev/full': No space left on device");
}
