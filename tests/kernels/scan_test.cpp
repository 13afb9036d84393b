// The kernels that look for the first byte of some kind, of every set, against definitions a byte at a time.
#include <algorithm>
#include <cstring>
#include <string>

#include "placements.hpp"

namespace {

using limcode::kernels::Table;
using namespace limcode::test;

template <class Offends>
std::size_t first_where(const std::uint8_t* from, std::size_t count, Offends offends) {
  return static_cast<std::size_t>(std::find_if(from, from + count, offends) - from);
}

bool is_special(std::uint8_t byte) { return byte < 0x20 || byte == '"' || byte == '\\'; }

// Fills with ordinary bytes, and mostly puts one or two offending ones somewhere.
template <class Ordinary, class Offending>
void fill(std::uint8_t* memory, std::size_t length, Random& random, Ordinary ordinary, Offending offending) {
  for (std::size_t i = 0; i != length; ++i) memory[i] = ordinary();
  for (std::uint64_t left = below(random, 3); left != 0 && length != 0; --left) {
    memory[below(random, length)] = offending();
  }
}

// UTF-8 by decoding: the code point that a sequence gives must be in the range of its length and no
// surrogate.
std::size_t utf8_valid_up_to(const std::uint8_t* from, std::size_t count) {
  std::size_t i = 0;
  while (i != count) {
    const std::uint8_t lead = from[i];
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC0 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF8 ? 4
                                             : 0;
    if (length == 0 || count - i < length) return i;
    std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k != length; ++k) {
      if ((from[i + k] & 0xC0) != 0x80) return i;
      point = point << 6 | (from[i + k] & 0x3Fu);
    }
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < smallest[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return i;
    i += length;
  }
  return i;
}

std::string encode_utf8(std::uint32_t point) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (point >> shift & 0x3F)); };
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) return {static_cast<char>(0xC0 | point >> 6), tail(0)};
  if (point < 0x10000) return {static_cast<char>(0xE0 | point >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | point >> 18), tail(12), tail(6), tail(0)};
}

std::uint32_t random_point(Random& random) {
  constexpr std::uint32_t limits[] = {0x80, 0x80, 0x800, 0x10000, 0x110000};
  const auto point = static_cast<std::uint32_t>(below(random, limits[below(random, 5)]));
  return point >= 0xD800 && point < 0xE000 ? point - 0x800 : point;
}

// Well-formed text of exactly `length` bytes, ASCII at the end where nothing else fits.
void fill_utf8(std::uint8_t* memory, std::size_t length, Random& random) {
  const bool ascii = below(random, 4) == 0;
  std::size_t i = 0;
  while (i != length) {
    std::string next = ascii ? "x" : encode_utf8(random_point(random));
    if (next.size() > length - i) next = "y";
    std::memcpy(memory + i, next.data(), next.size());
    i += next.size();
  }
}

}  // namespace

TEST_CASE("copy: every set copies every byte and none besides") {
  const GuardedMemory output(max_length + alignments);
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    fill_randomly(memory, length, random);
    for (const std::size_t spare : {std::uint64_t{0}, below(random, alignments)}) {
      std::uint8_t* to = output.last(length + spare);
      for (const Table* table : tables) {
        std::memset(to, 0x5A, length + spare);
        table->copy(to, memory, length);
        expect(std::equal(memory, memory + length, to), *table, length);
        expect(std::all_of(to + length, to + length + spare, [](std::uint8_t b) { return b == 0x5A; }), *table, length);
      }
    }
  });
}

TEST_CASE("first_not_bool: every set finds the first byte above 1") {
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    fill(
        memory, length, random, [&] { return static_cast<std::uint8_t>(random() & 1); },
        [&] { return static_cast<std::uint8_t>(2 + below(random, 254)); });
    const std::size_t wanted = first_where(memory, length, [](std::uint8_t byte) { return byte > 1; });
    for (const Table* table : tables) expect(table->first_not_bool(memory, length) == wanted, *table, length);
  });
}

TEST_CASE("first_json_special: every set finds the first quote, backslash or control") {
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    const auto ordinary = [&] {
      const auto byte = static_cast<std::uint8_t>(random());
      return is_special(byte) ? std::uint8_t{0x7F} : byte;
    };
    constexpr std::uint8_t specials[] = {'"', '\\', 0, 0x1F, '\n'};
    fill(memory, length, random, ordinary, [&] { return specials[below(random, 5)]; });
    const std::size_t wanted = first_where(memory, length, is_special);
    for (const Table* table : tables) expect(table->first_json_special(memory, length) == wanted, *table, length);
  });
}

TEST_CASE("first_json_special: no other byte is special") {
  for (const Table* table : all_tables()) {
    for (unsigned value = 0; value != 256; ++value) {
      for (const std::size_t length : {1u, 7u, 8u, 20u, 40u, 70u}) {
        std::vector<std::uint8_t> bytes(length, static_cast<std::uint8_t>(value));
        const std::size_t wanted = is_special(static_cast<std::uint8_t>(value)) ? 0 : length;
        expect(table->first_json_special(bytes.data(), length) == wanted, *table, value);
      }
    }
  }
}

TEST_CASE("copy_until_json_special: every set copies up to the special byte and keeps to its slack") {
  const GuardedMemory output(max_length + limcode::kernels::write_slack);
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    fill(
        memory, length, random, [&] { return static_cast<std::uint8_t>('#' + below(random, 0x30)); },
        [] { return std::uint8_t{'"'}; });
    const std::size_t wanted = first_where(memory, length, is_special);
    std::uint8_t* to = output.last(length + limcode::kernels::write_slack);
    for (const Table* table : tables) {
      if (wanted != 0) std::memset(to, 0, wanted);
      expect(table->copy_until_json_special(to, memory, length) == wanted, *table, length);
      expect(std::equal(to, to + wanted, memory), *table, length);
    }
  });
}

TEST_CASE("first_invalid_utf8: every set accepts what is well-formed and finds where it is not") {
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    fill_utf8(memory, length, random);
    for (const Table* table : tables) expect(table->first_invalid_utf8(memory, length) == length, *table, length);
    if (length == 0) return;
    memory[below(random, length)] = static_cast<std::uint8_t>(random());
    const std::size_t wanted = utf8_valid_up_to(memory, length);
    for (const Table* table : tables) expect(table->first_invalid_utf8(memory, length) == wanted, *table, length);
  });
}

TEST_CASE("first_invalid_utf8: every sequence of up to four bytes at the edges is judged alike") {
  // The bytes at which any rule of UTF-8 changes; all sequences of four of them, at each place around a
  // vector's end.
  constexpr std::uint8_t edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                                    0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFF};
  constexpr std::size_t count = std::size(edges);
  const auto tables = all_tables();
  std::vector<std::uint8_t> text(140, 'a');
  std::size_t start = 0;
  for (std::size_t choice = 0; choice != count * count * count * count; ++choice) {
    start = 28 + choice % 40;
    std::size_t rest = choice;
    for (std::size_t k = 0; k != 4; ++k, rest /= count) text[start + k] = edges[rest % count];
    const std::size_t wanted = utf8_valid_up_to(text.data(), text.size());
    for (const Table* table : tables) {
      expect(table->first_invalid_utf8(text.data(), text.size()) == wanted, *table, choice);
    }
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(start), 4, std::uint8_t{'a'});
  }
}
