// Compressed files that unpack to very much more than they are.
#include <zlib.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <memory>

#include "bomb.hpp"

namespace limcode::test {
namespace {

// So many MiB of the same byte.
std::string zstd_of(std::size_t mib, char byte) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  const std::string block(std::size_t{1} << 20, byte);
  std::string made;
  std::string room(ZSTD_CStreamOutSize(), '\0');
  for (std::size_t left = mib; left != 0; --left) {
    ZSTD_inBuffer in{block.data(), block.size(), 0};
    const auto mode = left == 1 ? ZSTD_e_end : ZSTD_e_continue;
    for (bool more = true; more;) {
      ZSTD_outBuffer out{room.data(), room.size(), 0};
      const std::size_t rest = ZSTD_compressStream2(context.get(), &out, &in, mode);
      REQUIRE(ZSTD_isError(rest) == 0);
      made.append(room.data(), out.pos);
      more = mode == ZSTD_e_end ? rest != 0 : in.pos != in.size;
    }
  }
  return made;
}

std::string gzip_of(std::size_t mib, char byte) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string block(std::size_t{1} << 20, byte);
  std::string made;
  std::string room(std::size_t{1} << 20, '\0');
  for (std::size_t left = mib; left != 0; --left) {
    stream.next_in = reinterpret_cast<Bytef*>(block.data());
    stream.avail_in = static_cast<uInt>(block.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(room.data());
      stream.avail_out = static_cast<uInt>(room.size());
      deflate(&stream, left == 1 ? Z_FINISH : Z_NO_FLUSH);
      made.append(room.data(), room.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return made;
}

}  // namespace

TEST_CASE("compressed bombs: what unpacks out of proportion is refused") {
  if (LIMCODE_SANITIZED) {
    WARN("decompressing is the work of libraries that are not sanitized: skipped");
    return;
  }
  constexpr std::uint64_t held_by_default = 700;  // the bound of 256 MiB, and as much again while the buffer grows
  const std::string zeros = zstd_of(300, '\0');
  const std::string ones = zstd_of(64, '\1');
  const std::string more = "--max-decompressed to allow it";
  check({
      {"zstd zeros, decoded", {"decode", "-t", "Vec<u64>", "{}"}, zeros, 1, more, held_by_default},
      {"gzip white space", {"encode", "--max-decompressed", "16M", "-o", "-", "{}"}, gzip_of(64, ' '), 1, more},
      {"zeros with a bound", {"verify", "-t", "Vec<u64>", "--max-decompressed", "16M", "{}"}, zeros, 1, more},
      {"one frame of a stream",
       {"decode", "--frames", "-t", "String", "--max-decompressed", "8M", "{}"},
       ones,
       1,
       more},
      {"one line of a stream", {"encode", "--lines", "--max-decompressed", "8M", "-o", "-", "{}"}, ones, 1, more},
      {"pasted text", {"decode", "--from", "hex", "-t", "u8", "--max-decompressed", "8M", "{}"}, ones, 1, more},
      {"a stream of small frames", {"verify", "--frames", "-t", "[u64; 1024]", "{}"}, zeros, 0, ""},
      {"a window of 2 GiB",
       {"decode", "-t", "u8", "{}"},
       std::string("\x28\xb5\x2f\xfd\x00\xa8", 6) + "abc",
       1,
       "zstd"},
  });
}

}  // namespace limcode::test
