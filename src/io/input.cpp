// Choosing between mapping and reading, and reading to the end.
#include "io/input.hpp"

#include <algorithm>

#include "io/decompress.hpp"
#include "io/system_error.hpp"

namespace limcode::io {
namespace {

// Below this, one read costs less than a mapping and its page faults, and cannot be cut short halfway.
constexpr std::uint64_t smallest_mapped = std::uint64_t{1} << 20;
constexpr std::size_t smallest_read = std::size_t{64} << 10;
// A guess from a file's size is believed only so far; a wrong one costs nothing but growing.
constexpr std::uint64_t largest_guess = std::uint64_t{1} << 30;

}  // namespace

Result<Buffer> read_all(Source& source, std::uint64_t expected_bytes) {
  Buffer buffer;
  // One byte more than expected, so that the read that finds the end needs no growing.
  buffer.reserve(std::min(expected_bytes, largest_guess) + 1 + readable_padding);
  for (;;) {
    if (buffer.capacity() - buffer.size() <= readable_padding) static_cast<void>(buffer.room(smallest_read));
    const std::size_t room = buffer.capacity() - buffer.size() - readable_padding;
    const auto count = source.read({buffer.data() + buffer.size(), room});
    if (!count) return std::unexpected(count.error());
    if (*count == 0) return buffer;
    buffer.set_size(buffer.size() + *count);
    if (auto allowed = source.allow_held(buffer.size()); !allowed) return std::unexpected(std::move(allowed.error()));
  }
}

Result<Input> Input::load(std::string_view path, Decompress decompress, std::optional<std::uint64_t> most_unpacked) {
  auto file = FileSource::open(path);
  if (!file) return std::unexpected(std::move(file.error()));
  Input input;
  input.name_ = file->name();
  std::unique_ptr<Source> decompressor;
  if (decompress == Decompress::by_magic) {
    auto opened = open_decompressor(*file, most_unpacked);
    if (!opened) return std::unexpected(std::move(opened.error()));
    decompressor = std::move(*opened);
  }
  // Files of /proc are regular and say 0: those are read like pipes.
  const std::uint64_t size = file->whole_size().value_or(0);
  if (!decompressor && size >= smallest_mapped) {
    if (auto mapping = Mapping::map(file->descriptor(), size)) {
      input.mapping_.emplace(std::move(*mapping));
      return input;
    }
  }
  auto buffer = decompressor ? read_all(*decompressor) : read_all(*file, size);
  if (!buffer) return std::unexpected(std::move(buffer.error()));
  input.buffer_ = std::move(*buffer);
  return input;
}

Input Input::of(std::string name, Buffer bytes) {
  Input input;
  input.name_ = std::move(name);
  input.buffer_ = std::move(bytes);
  return input;
}

Result<void> Input::check_intact() const {
  if (!mapping_ || mapping_->intact()) return {};
  return std::unexpected(shrunk_error(name_));
}

}  // namespace limcode::io
