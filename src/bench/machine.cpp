// Linux tells all of this in small text files; what is missing is shown as unknown.
#include "bench/machine.hpp"

#include <sys/utsname.h>

#include <fstream>
#include <string_view>

namespace limcode::bench {
namespace {

constexpr const char* unknown = "unknown";

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// The value behind `key` in a file of "key : value" lines.
std::string value_of(const std::string& path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::size_t start = line.find_first_not_of(" \t", colon + 1);
    if (start != std::string::npos) return line.substr(start);
  }
  return unknown;
}

std::string data_caches() {
  std::string caches;
  for (int index = 0; index != 8; ++index) {
    const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
    const std::string type = first_line(folder + "type"), size = first_line(folder + "size");
    if (size.empty() || type == "Instruction") continue;
    caches += (caches.empty() ? "" : ", ") + size;
  }
  return caches.empty() ? unknown : caches;
}

// The setting is the word in brackets.
std::string huge_page_setting() {
  const std::string line = first_line("/sys/kernel/mm/transparent_hugepage/enabled");
  const std::size_t open = line.find('['), close = line.find(']');
  return open == std::string::npos || close == std::string::npos ? unknown : line.substr(open + 1, close - open - 1);
}

}  // namespace

Machine describe_machine() {
  Machine machine;
  machine.cpu = value_of("/proc/cpuinfo", "model name");
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0) machine.cores = static_cast<unsigned>(CPU_COUNT(&allowed));
  machine.caches = data_caches();
  machine.huge_pages = huge_page_setting();
  utsname names{};
  machine.system = ::uname(&names) == 0 ? std::string(names.sysname) + " " + names.release : unknown;
  return machine;
}

PinnedToCore::PinnedToCore() noexcept {
  const int core = ::sched_getcpu();
  if (core < 0 || ::sched_getaffinity(0, sizeof before_, &before_) != 0) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(core), &one);
  pinned_ = ::sched_setaffinity(0, sizeof one, &one) == 0;
}

PinnedToCore::~PinnedToCore() {
  if (pinned_) ::sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace limcode::bench
