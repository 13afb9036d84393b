// Where the kernel tests put their inputs and outputs: memory with unreadable pages on both sides, so that a
// kernel that touches a byte outside its range dies; every length up to 1,024 at every alignment, and at the
// page's end.
#pragma once

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>
#include <vector>

#include "kernels/table.hpp"
#include "limcode/kernels.hpp"
#include "support/guarded_memory.hpp"

namespace limcode::test {

inline constexpr std::size_t max_length = 1024;
inline constexpr std::size_t alignments = 64;

using Random = std::mt19937_64;

inline std::uint64_t below(Random& random, std::uint64_t limit) { return random() % limit; }

inline void fill_randomly(std::uint8_t* memory, std::size_t size, Random& random) {
  std::size_t i = 0;
  for (; size - i >= 8; i += 8) {
    const std::uint64_t word = random();
    std::memcpy(memory + i, &word, 8);
  }
  for (; i != size; ++i) memory[i] = static_cast<std::uint8_t>(random());
}

/// The tables that this machine can run, the portable one included.
inline std::vector<const kernels::Table*> all_tables() {
  std::vector<const kernels::Table*> tables;
  for (const std::string_view name : kernels::available()) {
    tables.push_back(kernels::find_table(name.data(), name.size()));
  }
  return tables;
}

/// Calls check(memory, length, random) for every length at every alignment, then at the end of the page.
/// `unit` is the size of an element: `length` counts elements.
template <class Check>
void for_each_placement(std::size_t unit, Check check) {
  const GuardedMemory memory((max_length + alignments) * unit + alignments);
  Random random(20'240'521);
  for (std::size_t length = 0; length <= max_length; ++length) {
    for (std::size_t alignment = 0; alignment != alignments; ++alignment) {
      check(memory.begin() + alignment, length, random);
    }
    check(memory.last(length * unit), length, random);
  }
}

/// Fails naming the kernel set, the length and the input when `holds` is false; cheaper than a CHECK that
/// succeeds.
inline void expect(bool holds, const kernels::Table& table, std::size_t length, std::string_view input = "") {
  if (holds) return;
  CAPTURE(table.name, length, input);
  FAIL("differs from what the slow definition gives");
}

}  // namespace limcode::test
