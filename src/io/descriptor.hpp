// A file descriptor that closes itself, and read and write calls that do what they say: interrupted calls are
// repeated, and a descriptor that someone else made non-blocking is waited for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace limcode::io {

/// Owns a file descriptor, or borrows one (stdin, stdout) that it must not close.
class Descriptor {
 public:
  Descriptor() noexcept = default;
  [[nodiscard]] static Descriptor own(int fd) noexcept { return Descriptor(fd, true); }
  [[nodiscard]] static Descriptor borrow(int fd) noexcept { return Descriptor(fd, false); }
  Descriptor(Descriptor&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), owned_(std::exchange(other.owned_, false)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
      owned_ = std::exchange(other.owned_, false);
    }
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool valid() const noexcept { return fd_ >= 0; }
  void close() noexcept;

 private:
  Descriptor(int fd, bool owned) noexcept : fd_(fd), owned_(owned) {}

  int fd_ = -1;
  bool owned_ = false;
};

/// Reads up to `into.size()` bytes into `count`; 0 only at the end. Returns an errno value, 0 when it worked.
[[nodiscard]] int read_some(int fd, std::span<std::byte> into, std::size_t& count) noexcept;

/// Writes all of `bytes`. Returns an errno value, 0 when it worked.
[[nodiscard]] int write_all(int fd, std::span<const std::byte> bytes) noexcept;

/// Writes all of `bytes` from a place in the file on. Returns an errno value, 0 when it worked.
[[nodiscard]] int write_all_at(int fd, std::uint64_t offset, std::span<const std::byte> bytes) noexcept;

}  // namespace limcode::io
