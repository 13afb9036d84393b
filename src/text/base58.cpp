// Base58. The two sizes that keys, hashes and signatures have go through the kernels; any other goes through large
// digits, five characters or ten at a time, in time that grows with the square of the length.
#include <algorithm>
#include <array>
#include <cstring>

#include "kernels/base58_rules.hpp"
#include "kernels/table.hpp"
#include "text/text.hpp"

namespace limcode::text {
namespace {

namespace base58 = kernels::base58;
__extension__ using u128 = unsigned __int128;

static_assert(write_slack == kernels::write_slack);

constexpr char zero_character = base58::alphabet[0];

// A number as digits to a large base, the lowest first. `count` of them are in use; the highest is not zero.
template <class Digit, std::size_t Capacity>
struct Number {
  std::array<Digit, Capacity> digits;
  std::size_t count = 0;
};

using Fives = Number<std::uint32_t, max_base58_size(max_base58_bytes) / 5 + 2>;
using Words = Number<std::uint64_t, max_base58_bytes / 8 + 2>;

// number = number * 2^32 + word
void append_word(Fives& number, std::uint32_t word) {
  std::uint64_t carry = word;
  for (std::size_t i = 0; i != number.count; ++i) {
    carry += static_cast<std::uint64_t>(number.digits[i]) << 32;
    number.digits[i] = static_cast<std::uint32_t>(carry % base58::five_base);
    carry /= base58::five_base;
  }
  for (; carry != 0; carry /= base58::five_base) {
    number.digits[number.count++] = static_cast<std::uint32_t>(carry % base58::five_base);
  }
}

// number = number * factor + addend
void multiply_add(Words& number, std::uint64_t factor, std::uint64_t addend) {
  std::uint64_t carry = addend;
  for (std::size_t i = 0; i != number.count; ++i) {
    const u128 product = static_cast<u128>(number.digits[i]) * factor + carry;
    number.digits[i] = static_cast<std::uint64_t>(product);
    carry = static_cast<std::uint64_t>(product >> 64);
  }
  if (carry != 0) number.digits[number.count++] = carry;
}

std::size_t encode_any(char* to, const std::uint8_t* from, std::size_t count) {
  const std::uint8_t* const end = from + count;
  const std::uint8_t* byte = std::find_if(from, end, [](std::uint8_t value) { return value != 0; });
  char* const start = to;
  to = std::fill_n(to, byte - from, zero_character);
  Fives number;
  while (byte != end) {
    // The first word takes the odd bytes, so that the others are whole.
    std::uint32_t word = *byte++;
    while ((end - byte) % 4 != 0) word = word << 8 | *byte++;
    append_word(number, word);
  }
  char text[5];
  for (std::size_t i = number.count; i-- != 0;) {
    std::uint32_t five = number.digits[i];
    for (std::size_t k = 5; k-- != 0; five /= base58::radix) text[k] = base58::alphabet[five % base58::radix];
    const bool highest = i + 1 == number.count;
    const char* first = highest ? std::find_if(text, text + 5, [](char c) { return c != zero_character; }) : text;
    to = std::copy(first, static_cast<const char*>(text + 5), to);
  }
  return static_cast<std::size_t>(to - start);
}

// The first character outside the alphabet, if any, as an error.
Decoded<void> check_characters(std::string_view text) {
  const auto wrong = std::find_if(text.begin(), text.end(), [](char c) {
    return base58::values[static_cast<std::uint8_t>(c)] == base58::not_a_digit;
  });
  if (wrong == text.end()) return {};
  return std::unexpected(TextError{Problem::character, static_cast<std::size_t>(wrong - text.begin())});
}

Decoded<std::size_t> decode_any(std::uint8_t* to, std::string_view text) {
  constexpr std::uint64_t powers[] = {1, 58, 58ULL * 58, 58ULL * 58 * 58, 58ULL * 58 * 58 * 58};
  constexpr std::uint64_t ten_base = static_cast<std::uint64_t>(base58::five_base) * base58::five_base;
  if (const Decoded<void> checked = check_characters(text); !checked) return std::unexpected(checked.error());
  const std::size_t zeros = std::min(text.find_first_not_of(zero_character), text.size());
  // The value of so many characters is sure not to fit; of fewer, the sum below says.
  if (text.size() > max_base58_size(max_base58_bytes)) return std::unexpected(TextError{Problem::size, text.size()});
  Words number;
  for (std::size_t i = zeros; i != text.size();) {
    const std::size_t run = std::min<std::size_t>(text.size() - i, 10);
    std::uint64_t value = 0;
    for (const char c : text.substr(i, run))
      value = value * base58::radix + base58::values[static_cast<std::uint8_t>(c)];
    const std::uint64_t factor = run == 10 ? ten_base : run < 5 ? powers[run] : powers[run - 5] * base58::five_base;
    multiply_add(number, factor, value);
    i += run;
  }
  std::size_t high_zeros = 0;
  if (number.count != 0) high_zeros = static_cast<std::size_t>(__builtin_clzll(number.digits[number.count - 1])) / 8;
  const std::size_t bytes = 8 * number.count - high_zeros;
  if (zeros + bytes > max_base58_bytes) return std::unexpected(TextError{Problem::size, text.size()});
  std::fill_n(to, zeros, std::uint8_t{0});
  for (std::size_t i = 0; i != bytes; ++i) {
    to[zeros + bytes - 1 - i] = static_cast<std::uint8_t>(number.digits[i / 8] >> (8 * (i % 8)));
  }
  return zeros + bytes;
}

// Why a text that the kernel refused is not one of the wanted size.
std::unexpected<TextError> refusal(std::string_view text) {
  const Decoded<void> checked = check_characters(text);
  return std::unexpected(checked ? TextError{Problem::size, text.size()} : checked.error());
}

}  // namespace

std::size_t encode_base58(char* to, const std::uint8_t* from, std::size_t count) noexcept {
  if (count != 32 && count != 64) return encode_any(to, from, count);
  std::array<char, max_base58_size_64 + write_slack> text;
  const std::size_t size = count == 32 ? encode_base58_32(text.data(), from) : encode_base58_64(text.data(), from);
  std::memcpy(to, text.data(), size);
  return size;
}

Decoded<std::size_t> decode_base58(std::uint8_t* to, std::string_view text) noexcept {
  // Texts of these lengths are nearly always keys and signatures.
  const kernels::Table& table = kernels::table();
  const std::size_t size = text.size();
  if (size - 43 <= 1 && table.decode_base58_32(to, text.data(), size)) return 32;
  if (size - 86 <= 2 && table.decode_base58_64(to, text.data(), size)) return 64;
  return decode_any(to, text);
}

std::size_t encode_base58_32(char* to, const std::uint8_t* from) noexcept {
  return kernels::table().encode_base58_32(to, from);
}

std::size_t encode_base58_64(char* to, const std::uint8_t* from) noexcept {
  return kernels::table().encode_base58_64(to, from);
}

Decoded<void> decode_base58_32(std::uint8_t* to, std::string_view text) noexcept {
  if (!kernels::table().decode_base58_32(to, text.data(), text.size())) return refusal(text);
  return {};
}

Decoded<void> decode_base58_64(std::uint8_t* to, std::string_view text) noexcept {
  if (!kernels::table().decode_base58_64(to, text.data(), text.size())) return refusal(text);
  return {};
}

}  // namespace limcode::text
