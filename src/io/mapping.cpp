// Mapping files, and the SIGBUS handler that survives their shrinking. A signal handler can only reach
// globals, so the mappings that it may repair stand in a small table of atomics: the one mutable global of
// this file.
#include "io/mapping.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <limits>

namespace limcode::io {
namespace {

struct Watched {
  std::atomic<bool> taken{false};
  std::atomic<std::uintptr_t> start{0};
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> faulted{false};
};
std::array<Watched, 8> watched;
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free, "a signal handler must not wait for a lock");

constexpr std::size_t no_slot = std::numeric_limits<std::size_t>::max();

std::size_t page_size() noexcept { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

// Replaces the rest of the mapping, from the page of `address` on, by zeros.
bool repair(Watched& mapping, std::uintptr_t address) noexcept {
  const std::uintptr_t start = mapping.start.load(std::memory_order_acquire);
  const std::uintptr_t end = mapping.end.load(std::memory_order_acquire);
  if (address < start || address >= end) return false;
  const std::uintptr_t page = address - address % page_size();
  // NOLINTNEXTLINE(performance-no-int-to-ptr): what a signal handler shares is a number
  void* const place = reinterpret_cast<void*>(page);
  void* zeros = ::mmap(place, end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (zeros == MAP_FAILED) return false;
  mapping.faulted.store(true, std::memory_order_release);
  return true;
}

void on_bus_error(int, siginfo_t* info, void*) {
  const int saved_errno = errno;
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (Watched& mapping : watched) {
    if (repair(mapping, address)) {
      errno = saved_errno;
      return;
    }
  }
  // Not ours: the access is repeated on return and ends the process as it would have without a handler.
  ::signal(SIGBUS, SIG_DFL);
}

std::size_t watch(std::uintptr_t start, std::size_t size) noexcept {
  for (std::size_t slot = 0; slot < watched.size(); ++slot) {
    if (watched[slot].taken.exchange(true)) continue;
    watched[slot].faulted = false;
    watched[slot].end = start + size;
    watched[slot].start = start;
    return slot;
  }
  return no_slot;
}

void unwatch(std::size_t slot) noexcept {
  watched[slot].end = 0;
  watched[slot].start = 0;
  watched[slot].taken = false;
}

// Maps the file over the front of a larger reservation where its last page leaves too little room for the
// padding.
void* map_padded(int fd, std::size_t size, std::size_t mapped, std::size_t file_pages) noexcept {
  if (mapped == file_pages) return ::mmap(nullptr, mapped, PROT_READ, MAP_PRIVATE, fd, 0);
  void* reserved = ::mmap(nullptr, mapped, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (reserved == MAP_FAILED) return MAP_FAILED;
  void* file = ::mmap(reserved, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
  if (file == MAP_FAILED) ::munmap(reserved, mapped);
  return file;
}

}  // namespace

void guard_mappings() noexcept {
  struct sigaction action{};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, nullptr);
}

std::optional<Mapping> Mapping::map(Descriptor& file, std::uint64_t size) noexcept {
  const std::size_t page = page_size();
  if (size == 0 || size > std::numeric_limits<std::size_t>::max() / 2) return std::nullopt;
  const std::size_t file_pages = (size + page - 1) / page * page;
  const std::size_t mapped = file_pages - size >= readable_padding ? file_pages : file_pages + page;
  void* start = map_padded(file.get(), size, mapped, file_pages);
  if (start == MAP_FAILED) return std::nullopt;
  const std::size_t slot = watch(reinterpret_cast<std::uintptr_t>(start), mapped);
  if (slot == no_slot) {
    ::munmap(start, mapped);
    return std::nullopt;
  }
  ::madvise(start, mapped, MADV_SEQUENTIAL);
  return Mapping(std::move(file), static_cast<const std::byte*>(start), size, mapped, slot);
}

Mapping::Mapping(Mapping&& other) noexcept
    : file_(std::move(other.file_)),
      start_(other.start_),
      size_(other.size_),
      mapped_(std::exchange(other.mapped_, 0)),
      slot_(other.slot_) {}

Mapping::~Mapping() {
  if (mapped_ == 0) return;
  unwatch(slot_);
  ::munmap(const_cast<std::byte*>(start_), mapped_);
}

bool Mapping::intact() const noexcept {
  if (watched[slot_].faulted.load(std::memory_order_acquire)) return false;
  // A cut within the last page that is left shows as zeros and raises no signal.
  struct stat status{};
  return ::fstat(file_.get(), &status) == 0 && static_cast<std::uint64_t>(status.st_size) >= size_;
}

}  // namespace limcode::io
