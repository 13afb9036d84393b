// Whole inputs: mapped or read, the same bytes with readable padding; and what each kind of bad input says.
#include "io/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "support/temporary_folder.hpp"

namespace {

using limcode::Errc;
using limcode::io::Decompress;
using limcode::io::Input;
using limcode::test::TemporaryFolder;

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t index = 0; index < size; ++index) text[index] = static_cast<char>('a' + index % 23);
  return text;
}

std::string error_of(const std::string& path) {
  const auto input = Input::load(path, Decompress::by_magic);
  REQUIRE_FALSE(input.has_value());
  CHECK(input.error().code == Errc::io);
  return input.error().detail;
}

}  // namespace

TEST_CASE("input: a file of any size gives its bytes and readable padding") {
  const TemporaryFolder folder;
  const std::size_t mebibyte = std::size_t{1} << 20;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{4096},
        mebibyte - 1, mebibyte, mebibyte + 1, mebibyte + 4032, mebibyte + 4033, 5 * mebibyte}) {
    CAPTURE(size);
    const std::string content = pattern(size);
    const std::string path = folder.file("data", content);
    const auto input = Input::load(path, Decompress::by_magic);
    REQUIRE(input.has_value());
    CHECK(input->text() == content);
    CHECK(input->name() == path);
    CHECK(input->check_intact().has_value());
    unsigned sum = 0;
    for (std::size_t index = 0; index < limcode::io::readable_padding; ++index) {
      sum += static_cast<unsigned char>(input->text().data()[size + index]);
    }
    CHECK(sum <= 255 * limcode::io::readable_padding);
  }
}

TEST_CASE("input: a pipe is read to its end, however slowly it comes") {
  const TemporaryFolder folder;
  const std::string fifo = folder / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  const std::string content = pattern(300'000);
  std::thread writer([&] {
    const int fd = ::open(fifo.c_str(), O_WRONLY);
    for (std::size_t at = 0; at < content.size(); at += 7'001) {
      const std::string_view part = std::string_view(content).substr(at, 7'001);
      if (::write(fd, part.data(), part.size()) < 0) break;
    }
    ::close(fd);
  });
  const auto input = Input::load(fifo, Decompress::by_magic);
  writer.join();
  REQUIRE(input.has_value());
  CHECK(input->text() == content);
}

TEST_CASE("input: a file of /proc says size 0 and is read all the same") {
  const auto input = Input::load("/proc/self/status", Decompress::by_magic);
  REQUIRE(input.has_value());
  CHECK(input->text().find("Name:") != std::string::npos);
}

TEST_CASE("input: what cannot be read says why") {
  const TemporaryFolder folder;
  CHECK(error_of(folder / "missing") == "cannot read '" + folder / "missing" + "': No such file or directory");
  CHECK(error_of(folder.path().string()) ==
        "cannot read '" + folder.path().string() + "': it is a directory; name a file in it");
  if (::geteuid() != 0) {
    const std::string secret = folder.file("secret", "x");
    REQUIRE(::chmod(secret.c_str(), 0) == 0);
    CHECK(error_of(secret) == "cannot read '" + secret + "': Permission denied");
  }
}

TEST_CASE("input: a mapped file that shrinks reads as zeros and is not intact") {
  limcode::io::guard_mappings();
  const TemporaryFolder folder;
  const std::size_t size = std::size_t{3} << 20;
  for (const std::size_t cut : {std::size_t{0}, std::size_t{4096}, size / 2, size - 1}) {
    CAPTURE(cut);
    const std::string path = folder.file("data", pattern(size));
    const auto input = Input::load(path, Decompress::by_magic);
    REQUIRE(input.has_value());
    CHECK(input->check_intact().has_value());
    REQUIRE(::truncate(path.c_str(), static_cast<off_t>(cut)) == 0);
    CHECK(input->text().back() == '\0');
    std::size_t letters = 0;
    for (const char letter : input->text()) letters += letter != '\0' ? 1U : 0U;
    CHECK(letters == cut);
    const auto intact = input->check_intact();
    REQUIRE_FALSE(intact.has_value());
    CHECK(intact.error().code == Errc::io);
  }
}

TEST_CASE("input: more mappings than the guard watches are read instead") {
  const TemporaryFolder folder;
  const std::string content = pattern(std::size_t{2} << 20);
  const std::string path = folder.file("data", content);
  std::vector<Input> inputs;
  for (int count = 0; count < 12; ++count) {
    auto input = Input::load(path, Decompress::no);
    REQUIRE(input.has_value());
    inputs.push_back(std::move(*input));
  }
  for (const Input& input : inputs) CHECK(input.text() == content);
}
