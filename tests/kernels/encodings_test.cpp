// The hex and base64 kernels of every set against conversions a bit at a time.
#include <algorithm>
#include <string>

#include "placements.hpp"

namespace {

using limcode::kernels::Table;
using limcode::kernels::write_slack;
using namespace limcode::test;

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Takes `width` bits at a time from the bytes, the highest first.
std::string digits_of(const std::uint8_t* bytes, std::size_t count, unsigned width, std::string_view alphabet) {
  std::string text;
  unsigned held = 0, bits = 0;
  for (std::size_t i = 0; i != count; ++i) {
    held = held << 8 | bytes[i];
    for (bits += 8; bits >= width; bits -= width) text += alphabet[held >> (bits - width) & ((1u << width) - 1)];
  }
  return text;
}

struct Encoding {
  unsigned bits;           // a character's worth
  std::size_t bytes;       // in a group
  std::size_t characters;  // in a group
  std::string_view alphabet;
  void (*Table::*encode)(char*, const std::uint8_t*, std::size_t);
  std::size_t (*Table::*decode)(std::uint8_t*, const char*, std::size_t);
};

const Encoding hex = {4, 1, 2, hex_digits, &Table::encode_hex, &Table::decode_hex};
const Encoding base64 = {6, 3, 4, base64_digits, &Table::encode_base64, &Table::decode_base64};

void check(const Encoding& encoding) {
  const GuardedMemory text_memory(max_length * encoding.characters);
  const GuardedMemory back_memory(max_length * encoding.bytes + write_slack);
  const auto tables = all_tables();
  for_each_placement(encoding.bytes, [&](std::uint8_t* memory, std::size_t groups, Random& random) {
    const std::size_t size = groups * encoding.bytes;
    fill_randomly(memory, size, random);
    const std::string wanted = digits_of(memory, size, encoding.bits, encoding.alphabet);
    auto* text = reinterpret_cast<char*>(text_memory.last(groups * encoding.characters));
    std::uint8_t* back = back_memory.last(size + write_slack);
    for (const Table* table : tables) {
      (table->*encoding.encode)(text, memory, groups);
      expect(std::string_view(text, wanted.size()) == wanted, *table, groups);
      expect((table->*encoding.decode)(back, text, groups) == groups, *table, groups);
      expect(std::equal(memory, memory + size, back), *table, groups);
    }
    if (groups == 0) return;
    // One wrong character: what precedes its group is still decoded.
    const std::size_t place = below(random, wanted.size());
    char wrong = 0;
    do {
      wrong = static_cast<char>(random());
    } while (base64_digits.find(wrong) != std::string_view::npos);
    text[place] = wrong;
    for (const Table* table : tables) {
      const std::size_t good = place / encoding.characters;
      expect((table->*encoding.decode)(back, text, groups) == good, *table, groups);
      expect(std::equal(memory, memory + good * encoding.bytes, back), *table, groups);
    }
  });
}

void check_alphabet(const Encoding& encoding, std::string_view accepted) {
  for (const Table* table : all_tables()) {
    for (unsigned value = 0; value != 256; ++value) {
      for (const std::size_t groups : {1u, 16u, 40u}) {
        const std::string text(groups * encoding.characters, static_cast<char>(value));
        std::vector<std::uint8_t> bytes(groups * encoding.bytes + write_slack);
        const bool known = accepted.find(static_cast<char>(value)) != std::string_view::npos;
        expect((table->*encoding.decode)(bytes.data(), text.data(), groups) == (known ? groups : 0), *table, value);
      }
    }
  }
}

}  // namespace

TEST_CASE("hex: every set encodes, decodes and finds the first wrong pair") {
  check(hex);
  check_alphabet(hex, "0123456789abcdefABCDEF");
}

TEST_CASE("base64: every set encodes, decodes and finds the first wrong group") {
  check(base64);
  check_alphabet(base64, base64_digits);
}
