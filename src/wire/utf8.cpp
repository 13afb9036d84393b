// UTF-8 validation past the first byte that is not ASCII.
#include "limcode/wire/utf8.hpp"

namespace limcode::wire::detail {
namespace {

// Bytes of the valid character at `text`, of which `left` bytes are there: 0 if there is none.
std::size_t character_size(const std::uint8_t* text, std::size_t left) noexcept {
  const std::size_t width = utf8_width(text[0]);
  if (width == 0 || width > left) return 0;
  for (std::size_t index = 1; index < width; ++index) {
    if ((text[index] & 0xC0U) != 0x80) return 0;
  }
  if (width < 3) return width;
  // The lead bytes alone rule out longer forms of two bytes, but not those of three and four, nor surrogates.
  const char32_t value = utf8_value(text, width);
  return utf8_size(value) == width && is_scalar_value(value) ? width : 0;
}

}  // namespace

std::size_t valid_utf8_from(const std::uint8_t* text, std::size_t size, std::size_t start) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = start;
  while (at < size) {
    if (size - at >= 8) {
      std::uint64_t block;
      std::memcpy(&block, text + at, 8);
      if ((block & high_bits) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t width = character_size(text + at, size - at);
    if (width == 0) return at;
    at += width;
  }
  return size;
}

}  // namespace limcode::wire::detail
