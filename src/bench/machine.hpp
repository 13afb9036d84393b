// The machine that figures come from, as far as the system tells, and keeping to one core while measuring.
#pragma once

#include <sched.h>

#include <string>

namespace limcode::bench {

struct Machine {
  std::string cpu;         ///< The model name; "unknown" if the system does not say.
  unsigned cores = 0;      ///< Processors that this process may run on.
  std::string caches;      ///< Data caches by level, such as "32K, 1M, 32M".
  std::string huge_pages;  ///< The kernel's setting for transparent huge pages.
  std::string system;      ///< Kernel name and release.
};

[[nodiscard]] Machine describe_machine();

/// Keeps the calling thread on the core where it is, as long as this lives.
class PinnedToCore {
 public:
  PinnedToCore() noexcept;
  PinnedToCore(const PinnedToCore&) = delete;
  PinnedToCore& operator=(const PinnedToCore&) = delete;
  ~PinnedToCore();

 private:
  cpu_set_t before_{};
  bool pinned_ = false;
};

}  // namespace limcode::bench
