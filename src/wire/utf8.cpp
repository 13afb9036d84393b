// UTF-8 validation past the first byte that is not ASCII.
#include "limcode/wire/utf8.hpp"

#include "kernels/table.hpp"

namespace limcode::wire::detail {

std::size_t valid_utf8_from(const std::uint8_t* text, std::size_t size, std::size_t start) noexcept {
  return start + kernels::table().first_invalid_utf8(text + start, size - start);
}

}  // namespace limcode::wire::detail
