// The kernels that convert runs of numbers, of every set, against conversions a number at a time.
#include <algorithm>
#include <cstring>

#include "placements.hpp"

namespace {

using limcode::kernels::Table;
using limcode::kernels::write_slack;
using namespace limcode::test;

constexpr std::size_t largest = 8;

template <std::size_t Size>
void check_swap(void (*Table::*swap)(void*, const void*, std::size_t)) {
  const GuardedMemory output(max_length * largest + alignments);
  const auto tables = all_tables();
  std::vector<std::uint8_t> wanted;
  for_each_placement(Size, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    const std::size_t bytes = length * Size;
    fill_randomly(memory, bytes, random);
    wanted.assign(memory, memory + bytes);
    for (std::size_t i = 0; i != bytes; i += Size) std::reverse(wanted.data() + i, wanted.data() + i + Size);
    std::uint8_t* to = output.last(bytes);
    for (const Table* table : tables) {
      (table->*swap)(to, memory, length);
      expect(std::equal(wanted.begin(), wanted.end(), to), *table, length);
      // In place; and back again, so that the next set finds the same input.
      (table->*swap)(memory, memory, length);
      expect(std::equal(wanted.begin(), wanted.end(), memory), *table, length);
      (table->*swap)(memory, memory, length);
    }
  });
}

// Mostly numbers of one byte; 250 and 251 are the two sides of the border.
std::uint64_t random_number(Random& random, bool marked) {
  if (!marked) return below(random, 251);
  switch (below(random, 4)) {
    case 0: return 251;
    case 1: return 255;
    case 2: return 256 + below(random, 255) * 256;
    default: return random();
  }
}

template <class T>
void check_widen(std::size_t (*Table::*widen)(void*, const std::uint8_t*, std::size_t)) {
  const GuardedMemory output(max_length * sizeof(T));
  const auto tables = all_tables();
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    for (std::size_t i = 0; i != length; ++i) memory[i] = static_cast<std::uint8_t>(below(random, 251));
    if (length != 0 && (random() & 1) != 0) {
      memory[below(random, length)] = static_cast<std::uint8_t>(251 + below(random, 5));
    }
    const auto wanted = static_cast<std::size_t>(
        std::find_if(memory, memory + length, [](std::uint8_t byte) { return byte > 250; }) - memory);
    std::uint8_t* to = output.last(length * sizeof(T));
    for (const Table* table : tables) {
      if (length != 0) std::memset(to, 0xFF, length * sizeof(T));
      expect((table->*widen)(to, memory, length) == wanted, *table, length);
      for (std::size_t i = 0; i != wanted; ++i) {
        T value;
        std::memcpy(&value, to + i * sizeof(T), sizeof(T));
        if (value != memory[i]) expect(false, *table, length);
      }
    }
  });
}

template <class T>
void check_narrow(std::size_t (*Table::*narrow)(std::uint8_t*, const void*, std::size_t)) {
  const GuardedMemory output(max_length + write_slack);
  const auto tables = all_tables();
  std::vector<std::uint8_t> wanted;
  for_each_placement(sizeof(T), [&](std::uint8_t* memory, std::size_t length, Random& random) {
    const std::size_t marked = below(random, 2 * length + 1);
    wanted.clear();
    bool small = true;
    for (std::size_t i = 0; i != length; ++i) {
      const auto value = static_cast<T>(random_number(random, i == marked));
      std::memcpy(memory + i * sizeof(T), &value, sizeof(T));
      small = small && value <= 250;
      if (small) wanted.push_back(static_cast<std::uint8_t>(value));
    }
    std::uint8_t* to = output.last(length + write_slack);
    for (const Table* table : tables) {
      expect((table->*narrow)(to, memory, length) == wanted.size(), *table, length);
      expect(std::equal(wanted.begin(), wanted.end(), to), *table, length);
    }
  });
}

// Numbers of one byte, of three, and now and then one that takes more.
std::uint64_t random_varint(Random& random, std::uint64_t rare) {
  switch (below(random, rare)) {
    case 0: return 250 + below(random, 2);
    case 1: return 65'535 + below(random, 20) / 19;
    case 2: return random() & 0xFFFF;
    default: return below(random, 251);
  }
}

}  // namespace

TEST_CASE("put_varints_u64: every set writes numbers below 65,536 and stops at the first above") {
  const GuardedMemory output(3 * max_length + write_slack);
  const auto tables = all_tables();
  std::vector<std::uint8_t> wanted;
  for_each_placement(8, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    const std::uint64_t rare = 3 + below(random, 100);
    wanted.clear();
    std::size_t numbers = 0;
    bool fit = true;
    for (std::size_t i = 0; i != length; ++i) {
      const std::uint64_t value = random_varint(random, rare);
      std::memcpy(memory + i * 8, &value, 8);
      fit = fit && value <= 0xFFFF;
      if (!fit) continue;
      ++numbers;
      if (value > 250) wanted.push_back(251);
      wanted.push_back(static_cast<std::uint8_t>(value));
      if (value > 250) wanted.push_back(static_cast<std::uint8_t>(value >> 8));
    }
    std::uint8_t* to = output.last(3 * length + write_slack);
    for (const Table* table : tables) {
      const auto run = table->put_varints_u64(to, memory, length);
      expect(run.numbers == numbers && run.bytes == wanted.size(), *table, length);
      expect(std::equal(wanted.begin(), wanted.end(), to), *table, length);
    }
  });
}

TEST_CASE("get_varints_u64: every set reads numbers below 65,536 and stops where one takes more or is cut off") {
  const GuardedMemory output(8 * max_length);
  const auto tables = all_tables();
  std::vector<std::uint64_t> wanted;
  for_each_placement(1, [&](std::uint8_t* memory, std::size_t length, Random& random) {
    // Bytes of marks too, so that some marks are covered by others.
    const std::uint64_t rare = 2 + below(random, 100);
    const std::uint64_t wrong = 1 + below(random, 2000);
    for (std::size_t i = 0; i != length; ++i) {
      memory[i] = static_cast<std::uint8_t>(below(random, rare) == 0 ? 251 : below(random, 251));
      if (below(random, wrong) == 0) memory[i] = static_cast<std::uint8_t>(random());
    }
    const std::size_t room = below(random, 4) == 0 ? below(random, length + 1) : length;
    wanted.clear();
    std::size_t at = 0;
    while (wanted.size() != room && at != length) {
      if (memory[at] > 251 || (memory[at] == 251 && length - at < 3)) break;
      const bool marked = memory[at] == 251;
      wanted.push_back(marked ? memory[at + 1] + 256U * memory[at + 2] : memory[at]);
      at += marked ? 3 : 1;
    }
    std::uint8_t* to = output.last(8 * room);
    for (const Table* table : tables) {
      const auto run = table->get_varints_u64(to, room, memory, length);
      expect(run.numbers == wanted.size() && run.bytes == at, *table, length);
      if (!wanted.empty()) expect(std::memcmp(to, wanted.data(), 8 * wanted.size()) == 0, *table, length);
    }
  });
}

TEST_CASE("swap: every set reverses the bytes of each number") {
  check_swap<2>(&Table::swap_u16);
  check_swap<4>(&Table::swap_u32);
  check_swap<8>(&Table::swap_u64);
}

TEST_CASE("widen: every set stops at the first varint mark") {
  check_widen<std::uint16_t>(&Table::widen_u16);
  check_widen<std::uint32_t>(&Table::widen_u32);
  check_widen<std::uint64_t>(&Table::widen_u64);
}

TEST_CASE("narrow: every set stops at the first number above 250") {
  check_narrow<std::uint16_t>(&Table::narrow_u16);
  check_narrow<std::uint32_t>(&Table::narrow_u32);
  check_narrow<std::uint64_t>(&Table::narrow_u64);
}
