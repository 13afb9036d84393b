// Any bytes as a .zst or .gz file. However large the pieces it is read in, it gives the same bytes and the same end,
// and no more than was asked for at once.
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "fuzz.hpp"
#include "io/decompress.hpp"
#include "io/source.hpp"

namespace limcode::fuzz {
namespace {

// What a few bytes unpack to may have no end worth waiting for.
constexpr std::size_t enough = std::size_t{1} << 20;

std::string read_in_pieces(const std::string& path, std::size_t piece) {
  auto file = io::FileSource::open(path);
  hold(file.has_value(), "the input opens");
  auto opened = io::open_decompressor(*file);
  hold(opened.has_value(), "the input is looked at");
  io::Source& source = *opened == nullptr ? static_cast<io::Source&>(*file) : **opened;
  std::string made;
  std::vector<std::byte> block(piece);
  while (made.size() < enough) {
    const auto count = source.read(block);
    // How much comes before what is damaged depends on how much is asked for.
    if (!count) return "damaged";
    if (*count == 0) return made;
    hold(*count <= piece, "{} bytes where {} were asked for", *count, piece);
    made.append(reinterpret_cast<const char*>(block.data()), *count);
  }
  made.resize(enough);
  return made;
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode::fuzz;
  Input input(data, size);
  const std::size_t piece = 1 + input.below(4096);
  const auto bytes = input.rest();
  static const int memory = ::memfd_create("input", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(memory);
  hold(memory >= 0 && ::ftruncate(memory, 0) == 0, "there is a file in memory");
  hold(::pwrite(memory, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()), "it takes the input");
  const std::string whole = read_in_pieces(path, std::size_t{64} << 10);
  const std::string pieces = read_in_pieces(path, piece);
  hold(whole == pieces, "pieces of {} bytes give the same {} bytes, not {}", piece, whole.size(), pieces.size());
  return 0;
}
