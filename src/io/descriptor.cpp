// The loops around read and write.
#include "io/descriptor.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace limcode::io {
namespace {

// Linux moves at most this much in one call; more is EINVAL elsewhere.
constexpr std::size_t largest_call = 0x7ffff000;

// True when the call is worth repeating: interrupted, or a non-blocking descriptor that has become ready.
bool may_retry(int fd, short events) noexcept {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd wait{fd, events, 0};
  return ::poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

void Descriptor::close() noexcept {
  if (owned_ && fd_ >= 0) ::close(fd_);
  fd_ = -1;
  owned_ = false;
}

int read_some(int fd, std::span<std::byte> into, std::size_t& count) noexcept {
  count = 0;
  for (;;) {
    const ssize_t got = ::read(fd, into.data(), std::min(into.size(), largest_call));
    if (got >= 0) {
      count = static_cast<std::size_t>(got);
      return 0;
    }
    if (!may_retry(fd, POLLIN)) return errno;
  }
}

int write_all(int fd, std::span<const std::byte> bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), std::min(bytes.size(), largest_call));
    if (put >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    } else if (!may_retry(fd, POLLOUT)) {
      return errno;
    }
  }
  return 0;
}

int write_all_at(int fd, std::uint64_t offset, std::span<const std::byte> bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(fd, bytes.data(), std::min(bytes.size(), largest_call), static_cast<off_t>(offset));
    if (put >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(put));
      offset += static_cast<std::uint64_t>(put);
    } else if (!may_retry(fd, POLLOUT)) {
      return errno;
    }
  }
  return 0;
}

}  // namespace limcode::io
