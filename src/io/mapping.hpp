// A regular file mapped for reading. A file that shrinks while it is mapped raises SIGBUS on access:
// guard_mappings() installs a handler that puts zero pages where the file was and remembers it, so that the
// work in progress runs to its end on zeros and intact() then says that its result means nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "io/descriptor.hpp"

namespace limcode::io {

/// Bytes after the end of every input that may be read (they are zero or garbage): what vector code reads
/// past.
inline constexpr std::size_t readable_padding = 64;

/// Installs the SIGBUS handler for all mappings of this process. A fault outside of them ends it as usual.
void guard_mappings() noexcept;

/// The first `size` bytes of a file, read-only, with readable_padding bytes after them.
class Mapping {
 public:
  /// Nothing when the system refuses, or when more files are mapped than the guard can watch: read it
  /// instead.
  [[nodiscard]] static std::optional<Mapping> map(Descriptor& file, std::uint64_t size) noexcept;
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) = delete;
  ~Mapping();

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {start_, size_}; }
  /// False once the file has become shorter than what was mapped.
  [[nodiscard]] bool intact() const noexcept;

 private:
  Mapping(Descriptor file, const std::byte* start, std::size_t size, std::size_t mapped, std::size_t slot) noexcept
      : file_(std::move(file)), start_(start), size_(size), mapped_(mapped), slot_(slot) {}

  Descriptor file_;
  const std::byte* start_;
  std::size_t size_;
  std::size_t mapped_;
  std::size_t slot_;
};

}  // namespace limcode::io
