// Archives front to back: whatever the source gives at a time, whichever of the tar forms has the name and the size,
// and what damaged ones say.
#include "io/tar.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/tar_file.hpp"
#include "support/text_source.hpp"

namespace {

using limcode::Errc;
using limcode::Result;
using limcode::io::TarReader;
using limcode::io::Window;
using limcode::test::octal;
using limcode::test::tar_file;
using limcode::test::TextSource;

const std::string end(1024, '\0');

using Files = std::vector<std::pair<std::string, std::string>>;

Result<Files> read(const std::string& archive, std::size_t step, bool skip = false) {
  TextSource source(archive, step);
  Window window(source, 4096);
  TarReader tar(window);
  Files files;
  for (;;) {
    const auto more = tar.next();
    if (!more) return std::unexpected(more.error());
    if (!*more) return files;
    if (skip) {
      files.emplace_back(tar.name(), "");
      continue;
    }
    const auto contents = tar.contents();
    if (!contents) return std::unexpected(contents.error());
    files.emplace_back(tar.name(), std::string(reinterpret_cast<const char*>(contents->data()), contents->size()));
  }
}

std::string attribute(const std::string& text) {
  std::size_t length = text.size() + 2;
  while (std::to_string(length).size() + 1 + text.size() + 1 != length) ++length;
  return std::to_string(length) + " " + text + "\n";
}

}  // namespace

TEST_CASE("tar: files come in order whatever the source gives at a time") {
  const std::string large(10'000, 'x');
  const std::string long_name(300, 'n');
  const std::string archive = tar_file("version", "1.2.0") + tar_file("accounts", "", '5') +
                              tar_file("accounts/1.2", large) + tar_file("empty", "") +
                              tar_file("././@LongLink", long_name + '\0', 'L') + tar_file("cut", "long") +
                              tar_file("pax", attribute("path=" + long_name) + attribute("size=3"), 'x') +
                              tar_file("cut", "pax", '0', octal(0, 11)) + tar_file("name", "p", '0', {}, "folder") +
                              tar_file("link", "", '2') + end;
  const Files expected = {{"version", "1.2.0"}, {"accounts/1.2", large}, {"empty", ""},
                          {long_name, "long"},  {long_name, "pax"},      {"folder/name", "p"}};
  for (const std::size_t step : {std::size_t{1}, std::size_t{100}, std::size_t{5'000}, std::size_t{1'000'000}}) {
    CAPTURE(step);
    const auto files = read(archive, step);
    REQUIRE(files.has_value());
    CHECK(*files == expected);
    const auto skipped = read(archive, step, true);
    REQUIRE(skipped.has_value());
    CHECK(skipped->size() == expected.size());
  }
}

TEST_CASE("tar: a file can be looked at piece by piece, and left before its end") {
  const std::string archive = tar_file("one", "0123456789") + tar_file("two", std::string(5000, 'x')) + end;
  for (const std::size_t step : {1, 7, 512, 100'000}) {
    TextSource source(archive, step);
    Window window(source, 4096);
    TarReader tar(window);
    REQUIRE(tar.next().value_or(false));
    const auto text = [&](std::uint64_t count) {
      const auto bytes = tar.peek(count);
      REQUIRE(bytes.has_value());
      return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    };
    CHECK(text(4) == "0123");
    tar.pass(3);
    CHECK(text(4) == "3456");
    CHECK(text(100) == "3456789");
    CHECK(tar.left() == 7);
    REQUIRE(tar.next().value_or(false));
    CHECK(tar.name() == "two");
    CHECK(text(4999) == std::string(4999, 'x'));
    tar.pass(4999);
    CHECK(text(2) == "x");
    tar.pass(1);
    CHECK(text(1).empty());
    CHECK_FALSE(tar.next().value_or(true));
  }
}

TEST_CASE("tar: a size beyond octal is a binary number") {
  const std::string size = std::string("\x80") + std::string(9, '\0') + std::string("\x02\x03", 2);
  const std::string contents(0x203, 'b');
  const auto files = read(tar_file("big", contents, '0', size) + end, 4096);
  REQUIRE(files.has_value());
  CHECK(*files == Files{{"big", contents}});
}

TEST_CASE("tar: an archive is known by its first block") {
  const std::string archive = tar_file("a", "b");
  const auto bytes = [](const std::string& text) { return std::as_bytes(std::span(text)); };
  CHECK(TarReader::is_tar(bytes(archive)));
  CHECK_FALSE(TarReader::is_tar(bytes(archive).first(511)));
  std::string other = archive;
  other[0] = 'z';
  CHECK_FALSE(TarReader::is_tar(bytes(other)));
  CHECK_FALSE(TarReader::is_tar(bytes(std::string(512, '\0'))));
}

TEST_CASE("tar: what is damaged says so") {
  struct Case {
    const char* what;
    std::string archive;
    Errc code;
    const char* words;
  };
  std::string wrong_sum = tar_file("a", "b") + tar_file("c", "d");
  wrong_sum[1024] = 'z';
  const Case cases[] = {
      {"a wrong checksum", wrong_sum, Errc::invalid_value, "no header"},
      {"a cut header", tar_file("a", "b").substr(0, 300), Errc::unexpected_end, "cut short"},
      {"cut contents", tar_file("a", std::string(600, 'b')).substr(0, 700), Errc::unexpected_end, "'a' is cut short"},
      {"a size that is no number", tar_file("a", "b", '0', "12x"), Errc::invalid_value, "not a number"},
      {"a size beyond all disks", tar_file("a", "", '0', "\x80" + std::string(3, '\0') + std::string(8, '\x7f')),
       Errc::invalid_value, "2^60"},
      {"a claim of much", tar_file("a", "b", '0', octal(std::size_t{1} << 32, 11)), Errc::unexpected_end, "cut short"},
      {"attributes that do not read", tar_file("x", "nonsense", 'x') + tar_file("a", "b"), Errc::invalid_value,
       "attributes"},
      {"a name of megabytes", tar_file("x", "", 'L', octal(std::size_t{1} << 24, 11)), Errc::invalid_value, "1 MiB"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto files = read(c.archive, 4096);
    REQUIRE_FALSE(files.has_value());
    CAPTURE(files.error().detail);
    CHECK(files.error().code == c.code);
    CHECK(files.error().detail.find(c.words) != std::string::npos);
  }
}
