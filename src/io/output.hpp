// Where results go: stdout, a pipe or device that is written as it is, or a file that appears whole or not at
// all (atomic_file.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/atomic_file.hpp"
#include "io/descriptor.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

/// One output. `-` is stdout.
class Output {
 public:
  /// Errors: io, also when the file exists and options.overwrite is off.
  [[nodiscard]] static Result<Output> open(std::string_view path, const OutputOptions& options);

  /// Says how many bytes will be written in all, before the first: large files are quicker then. Errors: io, when there
  /// is no room for so many.
  [[nodiscard]] Result<void> expect(std::uint64_t bytes);
  /// Writes all of `bytes`. Errors: io.
  [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
  /// Whether what is written can be written over: in files that do not exist yet, not in pipes and devices.
  [[nodiscard]] bool can_rewrite() const noexcept { return file_.has_value(); }
  /// Writes over bytes that have been written, from `offset` on. Requires: can_rewrite(). Errors: io.
  [[nodiscard]] Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> bytes);
  /// Makes the file appear under its name. Without it nothing appears.
  [[nodiscard]] Result<void> commit();

  /// As people know it: the path, or `<stdout>`.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] bool is_stdout() const noexcept { return !file_ && stream_.get() == 1; }
  /// True after a write failed because the reader of stdout has gone: nobody wants the rest.
  [[nodiscard]] bool reader_gone() const noexcept { return reader_gone_; }
  [[nodiscard]] std::uint64_t written_bytes() const noexcept { return written_bytes_; }

 private:
  Output() = default;

  std::string name_;
  std::optional<AtomicFile> file_;
  Descriptor stream_;
  std::uint64_t written_bytes_ = 0;
  bool reader_gone_ = false;
};

}  // namespace limcode::io
