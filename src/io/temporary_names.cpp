// The table of temporary names and the handler that empties it. A signal handler can only reach globals; this
// table of atomics is the one of this file.
#include "io/temporary_names.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>

#include "io/atomic_file.hpp"

namespace limcode::io {
namespace {

constexpr char prefix[] = ".limcode-";
constexpr char suffix[] = ".tmp";
constexpr std::size_t random_digits = 16;
constexpr int no_folder = -1;

struct Name {
  std::atomic<bool> taken{false};
  std::atomic<int> folder{no_folder};
  std::array<char, sizeof prefix + random_digits + sizeof suffix> text{};
};
std::array<Name, 8> names;

std::uint64_t random_number() noexcept {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) == static_cast<ssize_t>(sizeof number)) return number;
  // Names need only be unlikely to clash: O_EXCL and link() refuse one that exists.
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::uint64_t>(now.tv_nsec) * 1000003U + static_cast<std::uint64_t>(::getpid());
}

void spell(Name& name) noexcept {
  char* out = name.text.data();
  for (const char* from = prefix; *from != '\0'; ++from) *out++ = *from;
  std::uint64_t number = random_number();
  for (std::size_t digit = 0; digit < random_digits; ++digit, number >>= 4) *out++ = "0123456789abcdef"[number & 15];
  for (const char* from = suffix; *from != '\0'; ++from) *out++ = *from;
  *out = '\0';
}

void on_signal(int signal_number) {
  for (Name& name : names) {
    const int folder = name.folder.load(std::memory_order_acquire);
    if (folder != no_folder) ::unlinkat(folder, name.text.data(), 0);
  }
  // SA_RESETHAND restored the default action: the signal ends the process once this handler returns.
  ::raise(signal_number);
}

}  // namespace

std::optional<std::size_t> reserve_temporary_name(int folder) noexcept {
  for (std::size_t slot = 0; slot < names.size(); ++slot) {
    if (names[slot].taken.exchange(true)) continue;
    spell(names[slot]);
    names[slot].folder.store(folder, std::memory_order_release);
    return slot;
  }
  return std::nullopt;
}

const char* temporary_name(std::size_t slot) noexcept { return names[slot].text.data(); }

void release_temporary_name(std::size_t slot) noexcept {
  names[slot].folder.store(no_folder, std::memory_order_release);
  names[slot].taken.store(false);
}

void remove_temporaries_on_signals() noexcept {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction current{};
    // nohup and shells that start background jobs have these ignored on purpose.
    if (::sigaction(signal_number, nullptr, &current) == 0 && current.sa_handler == SIG_IGN) continue;
    struct sigaction action{};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal_number, &action, nullptr);
  }
}

}  // namespace limcode::io
