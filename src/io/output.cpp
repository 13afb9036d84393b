// Opening outputs and writing to them.
#include "io/output.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "io/system_error.hpp"

namespace limcode::io {
namespace {

// Pipes, terminals and devices are written as they are: there is nothing to replace.
bool is_stream(const std::string& path) noexcept {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

}  // namespace

Result<Output> Output::open(std::string_view path, const OutputOptions& options) {
  Output output;
  if (path == "-" || path == "/dev/stdout") {
    output.name_ = "<stdout>";
    output.stream_ = Descriptor::borrow(STDOUT_FILENO);
    return output;
  }
  output.name_ = path;
  if (is_stream(output.name_)) {
    const int fd = ::open(output.name_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return std::unexpected(system_error("write", path, errno));
    output.stream_ = Descriptor::own(fd);
    return output;
  }
  auto file = AtomicFile::create(path, options);
  if (!file) return std::unexpected(std::move(file.error()));
  output.file_.emplace(std::move(*file));
  return output;
}

Result<void> Output::expect(std::uint64_t bytes) {
  constexpr std::uint64_t large = std::uint64_t{1} << 20;  // few pages have little to gain
  if (file_ && bytes >= large) return file_->set_aside(bytes);
  return {};
}

Result<void> Output::write(std::span<const std::byte> bytes) {
  const int failure = write_all(file_ ? file_->descriptor() : stream_.get(), bytes);
  if (failure != 0) {
    reader_gone_ = failure == EPIPE && is_stdout();
    return std::unexpected(system_error("write", name_, failure));
  }
  written_bytes_ += bytes.size();
  return {};
}

Result<void> Output::rewrite(std::uint64_t offset, std::span<const std::byte> bytes) {
  const int failure = write_all_at(file_->descriptor(), offset, bytes);
  if (failure != 0) return std::unexpected(system_error("write", name_, failure));
  return {};
}

Result<void> Output::commit() {
  if (file_) return file_->publish();
  return {};
}

}  // namespace limcode::io
