// The portable kernels for base58 of 32 and 64 bytes, by the matrices of base58_rules.hpp.
#include <algorithm>
#include <bit>

#include "kernels/base58_rules.hpp"
#include "kernels/memory.hpp"
#include "kernels/portable.hpp"

namespace limcode::kernels::portable {
namespace {

using base58::five_base;
using base58::radix;
using base58::Sizes;

std::uint32_t load_big_u32(const std::uint8_t* from) {
  const auto word = load_native<std::uint32_t>(from);
  return std::endian::native == std::endian::little ? __builtin_bswap32(word) : word;
}

void store_big_u32(std::uint8_t* to, std::uint32_t word) {
  store_native(to, std::endian::native == std::endian::little ? __builtin_bswap32(word) : word);
}

// Leaves every five below its base, from the lowest up; the highest takes what is over.
template <std::size_t Count>
void carry_fives(std::array<std::uint64_t, Count>& fives) {
  for (std::size_t j = Count - 1; j != 0; --j) {
    fives[j - 1] += fives[j] / five_base;
    fives[j] %= five_base;
  }
}

template <std::size_t Bytes>
std::array<std::uint64_t, Sizes<Bytes>::fives> to_fives(const std::uint8_t* from) {
  std::array<std::uint64_t, Sizes<Bytes>::fives> fives{};
  for (std::size_t i = 0; i != Sizes<Bytes>::words; ++i) {
    if (i == 8) carry_fives(fives);
    const std::uint64_t word = load_big_u32(from + 4 * i);
    for (std::size_t j = 0; j != fives.size(); ++j) fives[j] += word * base58::word_worth<Bytes>[i][j];
  }
  carry_fives(fives);
  return fives;
}

// Writes the five base58 digits of a number below 58^5 as values, the highest first.
void write_five(std::uint8_t* to, std::uint32_t five) {
  const std::uint32_t upper = five / (radix * radix), lower = five % (radix * radix);
  const std::uint32_t middle = upper / radix;
  to[0] = static_cast<std::uint8_t>(middle / radix);
  to[1] = static_cast<std::uint8_t>(middle % radix);
  to[2] = static_cast<std::uint8_t>(upper % radix);
  to[3] = static_cast<std::uint8_t>(lower / radix);
  to[4] = static_cast<std::uint8_t>(lower % radix);
}

std::size_t leading_zeros(const std::uint8_t* from, std::size_t count) {
  return static_cast<std::size_t>(std::find_if(from, from + count, [](std::uint8_t byte) { return byte != 0; }) - from);
}

template <std::size_t Bytes>
std::size_t encode_base58(char* to, const std::uint8_t* from) {
  const auto fives = to_fives<Bytes>(from);
  std::uint8_t digits[Sizes<Bytes>::digits] = {};
  for (std::size_t j = 0; j != fives.size(); ++j) write_five(digits + 5 * j, static_cast<std::uint32_t>(fives[j]));
  // Each leading zero byte is written as one zero digit; the number itself has none.
  const std::size_t start = leading_zeros(digits, sizeof digits) - leading_zeros(from, Bytes);
  for (std::size_t i = start; i != sizeof digits; ++i) to[i - start] = base58::alphabet[digits[i]];
  return sizeof digits - start;
}

template <std::size_t Bytes>
bool decode_base58(std::uint8_t* to, const char* from, std::size_t count) {
  using S = Sizes<Bytes>;
  if (count < Bytes || count > S::max_text) return false;
  std::uint8_t digits[S::digits] = {};
  std::uint8_t* const first = digits + (S::digits - count);
  std::uint8_t all = 0;
  for (std::size_t i = 0; i != count; ++i) {
    first[i] = base58::values[static_cast<std::uint8_t>(from[i])];
    all |= first[i];
  }
  if ((all & 0x80) != 0) return false;

  std::array<std::uint64_t, S::words> words{};
  for (std::size_t j = 0; j != S::fives; ++j) {
    const std::uint8_t* five = digits + 5 * j;
    const std::uint64_t value =
        (((std::uint64_t{five[0]} * radix + five[1]) * radix + five[2]) * radix + five[3]) * radix + five[4];
    for (std::size_t i = 0; i != S::words; ++i) words[i] += value * base58::five_worth<Bytes>[j][i];
  }
  for (std::size_t i = S::words - 1; i != 0; --i) words[i - 1] += words[i] >> 32;
  if (words[0] >> 32 != 0) return false;
  for (std::size_t i = 0; i != S::words; ++i) store_big_u32(to + 4 * i, static_cast<std::uint32_t>(words[i]));
  return leading_zeros(to, Bytes) == leading_zeros(first, count);
}

}  // namespace

std::size_t encode_base58_32(char* to, const std::uint8_t* from) { return encode_base58<32>(to, from); }
std::size_t encode_base58_64(char* to, const std::uint8_t* from) { return encode_base58<64>(to, from); }
bool decode_base58_32(std::uint8_t* to, const char* from, std::size_t count) {
  return decode_base58<32>(to, from, count);
}
bool decode_base58_64(std::uint8_t* to, const char* from, std::size_t count) {
  return decode_base58<64>(to, from, count);
}

}  // namespace limcode::kernels::portable
