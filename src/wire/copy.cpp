// Copies that are too large to be inlined.
#include "limcode/wire/copy.hpp"

#include "kernels/table.hpp"

namespace limcode::wire {

void copy_large(void* to, const void* from, std::size_t count) noexcept { kernels::table().copy(to, from, count); }

}  // namespace limcode::wire
