// Advice to the kernel about memory that the codecs are about to fill.
#include <sys/mman.h>

#include <cstdint>

#include "limcode/detail/sequences.hpp"

namespace limcode::detail {

void advise_large(void* memory, std::size_t bytes) noexcept {
  constexpr std::uintptr_t page = 4096;
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t start = (address + page - 1) / page * page;
  const std::uintptr_t end = (address + bytes) / page * page;
  // Advice only: where it is not taken, the pages are small.
  if (start < end) ::madvise(static_cast<std::byte*>(memory) + (start - address), end - start, MADV_HUGEPAGE);
}

}  // namespace limcode::detail
