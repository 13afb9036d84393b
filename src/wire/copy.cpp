// Copies that are too large to be inlined.
#include "limcode/wire/copy.hpp"

#include "kernels/table.hpp"

namespace limcode::wire {

void copy_large(void* to, const void* from, std::size_t count) noexcept {
  // Beyond the first cache memcpy's string instructions are quicker than any loop, where they are not slow.
  if (count >= detail::rep_movsb_best && count < detail::rep_movsb_end && !is_slow_for_memcpy(to, from, count)) {
    std::memcpy(to, from, count);
  } else {
    kernels::table().copy(to, from, count);
  }
}

}  // namespace limcode::wire
