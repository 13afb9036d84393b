// Copies that are too large to be inlined. A copy of 1 KiB is 16 stores, beside which those of a call are seen: so
// every way to a kernel is a jump.
#include "limcode/wire/copy.hpp"

#include "kernels/table.hpp"

namespace limcode::wire {
namespace {

// The first of all: nothing has chosen a kernel.
[[gnu::cold, gnu::noinline]] void choose_and_copy(void* to, const void* from, std::size_t count) noexcept {
  kernels::table().copy(to, from, count);
}

}  // namespace

void copy_large(void* to, const void* from, std::size_t count) noexcept {
  if (count >= detail::rep_movsb_best) {
    if (count >= huge_copy_min) return copy_huge(to, from, count);
    // Beyond the first cache memcpy's string instructions are quicker than any loop, where they are not slow.
    if (count < detail::rep_movsb_end && !is_slow_for_memcpy(to, from, count)) {
      std::memcpy(to, from, count);
      return;
    }
  }
  const kernels::Table* const chosen = kernels::detail::chosen.load(std::memory_order_acquire);
  if (chosen == nullptr) [[unlikely]]
    return choose_and_copy(to, from, count);
  chosen->copy(to, from, count);
}

}  // namespace limcode::wire
