// Advice to the kernel about memory that the codecs are about to fill.
#include <sys/mman.h>

#include <cstdint>

#include "limcode/detail/sequences.hpp"

namespace limcode::detail {

void advise_large(void* memory, std::size_t bytes) noexcept {
  constexpr std::uintptr_t page = 4096;
  const auto start = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / page * page;
  // Advice only: where it is not taken, the pages are small.
  if (start < end) ::madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
}

}  // namespace limcode::detail
