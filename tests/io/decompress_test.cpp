// .zst and .gz inputs: whole, in several frames, cut short and damaged.
#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <memory>

#include "io/input.hpp"
#include "support/temporary_folder.hpp"

namespace {

using limcode::Errc;
using limcode::io::Decompress;
using limcode::io::Input;
using limcode::test::TemporaryFolder;

std::string content_of(std::size_t size) {
  std::string text;
  for (unsigned number = 0; text.size() < size; ++number) text += std::to_string(number * 2654435761U) + ' ';
  text.resize(size);
  return text;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  packed.resize(ZSTD_compress2(context.get(), packed.data(), packed.size(), text.data(), text.size()));
  return packed;
}

std::string gzip(std::string text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Format {
  std::string name;
  std::string (*pack)(const std::string&);
};
const std::vector<Format> formats = {{"zstd", zstd}, {"gzip", [](const std::string& text) { return gzip(text); }}};

}  // namespace

TEST_CASE("decompress: .zst and .gz files give what they hold, by their first bytes alone") {
  const TemporaryFolder folder;
  for (const Format& format : formats) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, std::size_t{3'000'000}}) {
      CAPTURE(format.name, size);
      const std::string content = content_of(size);
      const auto input = Input::load(folder.file("data.bin", format.pack(content)), Decompress::by_magic);
      REQUIRE(input.has_value());
      CHECK(input->text() == content);
    }
  }
}

TEST_CASE("decompress: frames end to end are one input") {
  const TemporaryFolder folder;
  for (const Format& format : formats) {
    CAPTURE(format.name);
    const std::string first = content_of(200'000);
    const std::string path = folder.file("data", format.pack(first) + format.pack("") + format.pack("end"));
    const auto input = Input::load(path, Decompress::by_magic);
    REQUIRE(input.has_value());
    CHECK(input->text() == first + "end");
  }
}

TEST_CASE("decompress: only when asked to") {
  const TemporaryFolder folder;
  const std::string packed = gzip("hello");
  const auto input = Input::load(folder.file("data.gz", packed), Decompress::no);
  REQUIRE(input.has_value());
  CHECK(input->text() == packed);
}

TEST_CASE("decompress: a cut file is an unexpected end, at every place") {
  const TemporaryFolder folder;
  for (const Format& format : formats) {
    const std::string packed = format.pack(content_of(2000));
    for (std::size_t length = 5; length < packed.size(); length += 13) {
      CAPTURE(format.name, length);
      const auto input = Input::load(folder.file("data", packed.substr(0, length)), Decompress::by_magic);
      REQUIRE_FALSE(input.has_value());
      CHECK(input.error().code == Errc::unexpected_end);
    }
  }
}

TEST_CASE("decompress: damaged data is named as such") {
  const TemporaryFolder folder;
  for (const Format& format : formats) {
    CAPTURE(format.name);
    std::string packed = format.pack(content_of(2000));
    for (std::size_t index = packed.size() / 2; index < packed.size() / 2 + 8; ++index) packed[index] = '\x55';
    const auto input = Input::load(folder.file("data", packed), Decompress::by_magic);
    REQUIRE_FALSE(input.has_value());
    CHECK(input.error().detail.find("the " + format.name + " data of") == 0);
  }
}
