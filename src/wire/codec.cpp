// What the codecs need from outside the inlined path.
#include <sys/mman.h>

#include <fmt/format.h>

#include <cstdint>

#include "limcode/codec.hpp"

namespace limcode::detail {

void advise_large(void* memory, std::size_t bytes) noexcept {
  constexpr std::uintptr_t page = 4096;
  const auto start = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
  const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / page * page;
  // Advice only: where it is not taken, the pages are small.
  if (start < end) ::madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
}

Error limit_error(std::uint64_t size, std::uint64_t limit) {
  Error error;
  error.code = Errc::limit_exceeded;
  error.needed = size;
  error.available = limit;
  error.detail = fmt::format("the frame would take {} bytes, the limit is {}", size, limit);
  return error;
}

}  // namespace limcode::detail
