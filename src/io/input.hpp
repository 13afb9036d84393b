// A whole input in memory: a large regular file is mapped, everything else is read into a Buffer. Either way
// readable_padding bytes after the end may be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/mapping.hpp"
#include "io/source.hpp"
#include "limcode/buffer.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

/// What to do with .zst and .gz files, which their first bytes give away.
enum class Decompress : bool { no, by_magic };

/// The bytes of one input, held until it is destroyed.
class Input {
 public:
  /// Reads or maps `path`; `-` is stdin. Errors: io; and what decompressing gives, of which at most `most_unpacked`
  /// bytes are held, or the default in decompress.hpp.
  [[nodiscard]] static Result<Input> load(std::string_view path, Decompress decompress,
                                          std::optional<std::uint64_t> most_unpacked = {});

  /// Bytes that have been read already, with readable_padding after them.
  [[nodiscard]] static Input of(std::string name, Buffer bytes);

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
    return mapping_ ? mapping_->bytes() : buffer_.bytes();
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return {reinterpret_cast<const char*>(bytes().data()), bytes().size()};
  }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Fails when the file became shorter while it was in use: nothing made from it may be believed then.
  [[nodiscard]] Result<void> check_intact() const;

 private:
  std::string name_;
  std::optional<Mapping> mapping_;
  Buffer buffer_;
};

/// Reads `source` to its end, if it allows to hold all of it; `expected_bytes` is a guess at how much that is.
[[nodiscard]] Result<Buffer> read_all(Source& source, std::uint64_t expected_bytes = 0);

}  // namespace limcode::io
