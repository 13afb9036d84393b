// Bytes read in order: from a file, a pipe, a device or stdin. decompress.hpp puts a Source on top of another
// one, input.hpp reads one whole, window.hpp looks at one through a window that moves.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/descriptor.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

/// Where bytes come from, front to back.
class Source {
 public:
  virtual ~Source() = default;
  /// Reads up to `into.size()` bytes and returns how many; 0 only at the end.
  virtual Result<std::size_t> read(std::span<std::byte> into) = 0;
  /// True when read() would not have to wait for anyone.
  [[nodiscard]] virtual bool ready() const noexcept { return false; }
  /// Fails with limit_exceeded where so many bytes of it may not be held in memory at once.
  [[nodiscard]] virtual Result<void> allow_held(std::uint64_t /*bytes*/) const { return {}; }
};

/// An open file. `-` is stdin.
class FileSource final : public Source {
 public:
  /// Errors: io, with the reason and, for a directory, with that.
  [[nodiscard]] static Result<FileSource> open(std::string_view path);

  Result<std::size_t> read(std::span<std::byte> into) override;
  [[nodiscard]] bool ready() const noexcept override;
  /// Asks for a pipe that holds more, so that one read gives enough for several threads.
  void enlarge_pipe() const noexcept;
  /// The first bytes that read() will give, at most as many as `peekable`; fewer only where the file ends.
  [[nodiscard]] Result<std::span<const std::byte>> peek();

  /// As people know it: the path, or `<stdin>`.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The size of a regular file that stands at its start, so that it can be mapped.
  [[nodiscard]] std::optional<std::uint64_t> whole_size() const noexcept;
  /// The file itself; a mapping takes it over, and the source is then at its end.
  [[nodiscard]] Descriptor& descriptor() noexcept { return descriptor_; }

  static constexpr std::size_t peekable = 8;

 private:
  FileSource(Descriptor descriptor, std::string name) : descriptor_(std::move(descriptor)), name_(std::move(name)) {}

  Descriptor descriptor_;
  std::string name_;
  std::array<std::byte, peekable> peeked_{};
  std::size_t peeked_start_ = 0;  // what read() has taken of the peeked bytes
  std::size_t peeked_end_ = 0;
};

}  // namespace limcode::io
