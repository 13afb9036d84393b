// Opening and reading files, pipes and devices.
#include "io/source.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "io/system_error.hpp"

namespace limcode::io {

Result<FileSource> FileSource::open(std::string_view path) {
  const bool is_stdin = path == "-";
  std::string name = is_stdin ? "<stdin>" : std::string(path);
  Descriptor descriptor;
  if (is_stdin) {
    descriptor = Descriptor::borrow(STDIN_FILENO);
  } else {
    int fd = -1;
    do {
      fd = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) return std::unexpected(system_error("read", name, errno));
    descriptor = Descriptor::own(fd);
  }
  struct stat status{};
  if (::fstat(descriptor.get(), &status) != 0) return std::unexpected(system_error("read", name, errno));
  if (S_ISDIR(status.st_mode)) {
    return std::unexpected(io_error(fmt::format("cannot read '{}': it is a directory; name a file in it", name)));
  }
  return FileSource(std::move(descriptor), std::move(name));
}

Result<std::size_t> FileSource::read(std::span<std::byte> into) {
  if (peeked_start_ != peeked_end_) {
    const std::size_t count = std::min(into.size(), peeked_end_ - peeked_start_);
    std::memcpy(into.data(), peeked_.data() + peeked_start_, count);
    peeked_start_ += count;
    return count;
  }
  if (!descriptor_.valid()) return std::size_t{0};
  std::size_t count = 0;
  const int failure = read_some(descriptor_.get(), into, count);
  if (failure != 0) return std::unexpected(system_error("read", name_, failure));
  return count;
}

bool FileSource::ready() const noexcept {
  pollfd wait{descriptor_.get(), POLLIN, 0};
  return ::poll(&wait, 1, 0) == 1 && (wait.revents & POLLIN) != 0;
}

void FileSource::enlarge_pipe() const noexcept {
  constexpr int largest_for_everybody = 1 << 20;
  ::fcntl(descriptor_.get(), F_SETPIPE_SZ, largest_for_everybody);
}

Result<std::span<const std::byte>> FileSource::peek() {
  // Reading may give less than asked for at any moment; only 0 is the end.
  while (peeked_end_ < peekable) {
    std::size_t count = 0;
    const int failure = read_some(descriptor_.get(), std::span(peeked_).subspan(peeked_end_), count);
    if (failure != 0) return std::unexpected(system_error("read", name_, failure));
    if (count == 0) break;
    peeked_end_ += count;
  }
  return std::span<const std::byte>(peeked_).subspan(peeked_start_, peeked_end_ - peeked_start_);
}

std::optional<std::uint64_t> FileSource::whole_size() const noexcept {
  struct stat status{};
  if (::fstat(descriptor_.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const off_t position = ::lseek(descriptor_.get(), 0, SEEK_CUR);
  if (position < 0 || static_cast<std::size_t>(position) != peeked_end_ - peeked_start_) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace limcode::io
