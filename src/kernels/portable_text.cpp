// The portable kernels for hex and base64: a table look-up for each character, a group at a time.
#include <array>

#include "kernels/base64_rules.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::portable {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

// Characters that are no digit have a value with this bit, which no digit's value has.
constexpr std::uint8_t not_a_digit = 0x80;

constexpr std::array<std::uint8_t, 256> hex_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(not_a_digit);
  for (std::uint8_t value = 0; value != 16; ++value) {
    const auto digit = static_cast<std::uint8_t>(hex_digits[value]);
    values[digit] = value;
    if (value >= 10) values[digit - 'a' + 'A'] = value;
  }
  return values;
}();

constexpr std::array<std::uint8_t, 256> base64_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(not_a_digit);
  for (std::uint8_t value = 0; value != 64; ++value) values[static_cast<std::uint8_t>(base64::alphabet[value])] = value;
  return values;
}();

std::uint32_t base64_value(char c) { return base64_values[static_cast<std::uint8_t>(c)]; }

}  // namespace

void encode_hex(char* to, const std::uint8_t* from, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i) {
    to[2 * i] = hex_digits[from[i] >> 4];
    to[2 * i + 1] = hex_digits[from[i] & 15];
  }
}

std::size_t decode_hex(std::uint8_t* to, const char* from, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i) {
    const std::uint8_t high = hex_values[static_cast<std::uint8_t>(from[2 * i])];
    const std::uint8_t low = hex_values[static_cast<std::uint8_t>(from[2 * i + 1])];
    if (((high | low) & not_a_digit) != 0) return i;
    to[i] = static_cast<std::uint8_t>((high << 4) | low);
  }
  return count;
}

void encode_base64(char* to, const std::uint8_t* from, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i, from += 3, to += 4) {
    to[0] = base64::alphabet[from[0] >> 2];
    to[1] = base64::alphabet[((from[0] << 4) | (from[1] >> 4)) & 63];
    to[2] = base64::alphabet[((from[1] << 2) | (from[2] >> 6)) & 63];
    to[3] = base64::alphabet[from[2] & 63];
  }
}

std::size_t decode_base64(std::uint8_t* to, const char* from, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i, from += 4, to += 3) {
    const std::uint32_t a = base64_value(from[0]), b = base64_value(from[1]);
    const std::uint32_t c = base64_value(from[2]), d = base64_value(from[3]);
    if (((a | b | c | d) & not_a_digit) != 0) return i;
    to[0] = static_cast<std::uint8_t>((a << 2) | (b >> 4));
    to[1] = static_cast<std::uint8_t>((b << 4) | (c >> 2));
    to[2] = static_cast<std::uint8_t>((c << 6) | d);
  }
  return count;
}

}  // namespace limcode::kernels::portable
