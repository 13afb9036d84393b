// Hex through the kernels; and the explanations that all of this room shares.
#include "kernels/table.hpp"
#include "text/text.hpp"

namespace limcode::text {

std::string_view explain(Problem problem) noexcept {
  switch (problem) {
    case Problem::character: return "not a character of the alphabet";
    case Problem::length: return "the text has a length that it cannot have";
    case Problem::padding: return "padding that is missing or out of place";
    case Problem::unused_bits: return "the last character has bits that belong to no byte";
    case Problem::size: return "not the number of bytes that was expected";
  }
  return "not valid";
}

std::size_t encode_hex(char* to, const std::uint8_t* from, std::size_t count) noexcept {
  kernels::table().encode_hex(to, from, count);
  return hex_size(count);
}

Decoded<std::size_t> decode_hex(std::uint8_t* to, std::string_view text) noexcept {
  const std::size_t pairs = text.size() / 2;
  const std::size_t decoded = kernels::table().decode_hex(to, text.data(), pairs);
  if (decoded != pairs) {
    // One of the two is at fault: the second if the first is a digit.
    const auto is_digit = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return std::unexpected(TextError{Problem::character, 2 * decoded + is_digit(text[2 * decoded])});
  }
  if (text.size() % 2 != 0) return std::unexpected(TextError{Problem::length, text.size()});
  return pairs;
}

}  // namespace limcode::text
