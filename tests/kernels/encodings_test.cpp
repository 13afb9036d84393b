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

TEST_CASE("base58: every set reads and writes within its memory and agrees with the portable one") {
  const Table& portable = limcode::kernels::portable_table;
  const GuardedMemory input(128), text_memory(128), output(256), back_memory(128);
  const auto tables = all_tables();
  Random random(58);
  for (int round = 0; round != 20'000; ++round) {
    const bool key = below(random, 2) == 0;
    const std::size_t size = key ? 32 : 64, longest = key ? 44 : 88;
    const auto encode = key ? &Table::encode_base58_32 : &Table::encode_base58_64;
    const auto decode = key ? &Table::decode_base58_32 : &Table::decode_base58_64;
    std::uint8_t* bytes = input.last(size);
    fill_randomly(bytes, size, random);
    if (below(random, 4) == 0) std::fill_n(bytes, below(random, size + 1), below(random, 2) == 0 ? 0 : 0xFF);
    auto* wanted = reinterpret_cast<char*>(text_memory.begin());
    const std::size_t wanted_size = (portable.*encode)(wanted, bytes);
    // The text again, at the end of a page; sometimes of another length, or with another character.
    std::string text(wanted, wanted_size);
    auto* to = reinterpret_cast<char*>(output.last(longest + write_slack));
    for (const Table* table : tables) {
      const std::size_t written = (table->*encode)(to, bytes);
      expect(std::string_view(to, written) == text, *table, size, text);
    }
    if (below(random, 2) == 0) text[below(random, text.size())] = static_cast<char>(random());
    if (below(random, 8) == 0) text.resize(below(random, 100), '1');
    char* from = reinterpret_cast<char*>(text_memory.last(text.size()));
    text.copy(from, text.size());
    std::uint8_t right[64] = {};
    const bool accepted = (portable.*decode)(right, from, text.size());
    std::uint8_t* back = back_memory.last(size);
    for (const Table* table : tables) {
      expect((table->*decode)(back, from, text.size()) == accepted, *table, size, text);
      expect(!accepted || std::equal(back, back + size, right), *table, size, text);
    }
  }
}
