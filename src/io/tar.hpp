// A tar archive read front to back through a window: the files in it one after another, with GNU's and POSIX's long
// names and large sizes. Links, folders and devices are passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "io/window.hpp"
#include "limcode/buffer.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

class TarReader {
 public:
  /// Takes the archive from where the window stands.
  explicit TarReader(Window& window) : window_(&window) {}

  /// So many bytes say whether an archive begins.
  static constexpr std::size_t block_bytes = 512;
  [[nodiscard]] static bool is_tar(std::span<const std::byte> start) noexcept;

  /// Moves to the next file; false when there is none. Errors: io, invalid_value, unexpected_end.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// All that is left of the file.
  [[nodiscard]] Result<Buffer> contents();
  /// What comes next of the file, `count` bytes or what is left of it; in the window, so until anything else is asked.
  [[nodiscard]] Result<std::span<const std::byte>> peek(std::uint64_t count);
  /// Moves on in the file. Requires: so many bytes were seen by peek().
  void pass(std::size_t count) noexcept;
  /// The bytes of the file that have not been passed.
  [[nodiscard]] std::uint64_t left() const noexcept { return left_; }

 private:
  enum class Kind : std::uint8_t { file, long_name, attributes, other };

  [[nodiscard]] Result<std::span<const std::byte>> block();
  [[nodiscard]] Result<Kind> header(std::span<const std::byte> block);
  [[nodiscard]] Result<void> skip(std::uint64_t count);
  [[nodiscard]] Result<void> attributes();
  [[nodiscard]] Error fault(Errc code, std::string detail) const;
  [[nodiscard]] Error cut_short() const;

  Window* window_;
  std::string name_;
  std::uint64_t size_ = 0;
  std::uint64_t left_ = 0;
  std::uint64_t fill_ = 0;  // after the file, in its last block
  std::string next_name_;   // what comes before a header and holds for it
  std::uint64_t next_size_ = 0;
  bool has_next_size_ = false;
};

}  // namespace limcode::io
