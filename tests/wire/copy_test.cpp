// copy_bytes and copy_large against memcpy, over lengths, alignments and distances in the page.
#include "limcode/wire/copy.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

namespace {

using limcode::wire::copy_bytes;

// Copies `count` bytes between two places and says whether just those arrived.
bool copies(std::size_t count, std::size_t from_offset, std::size_t to_offset) {
  static std::vector<std::uint8_t> memory = [] {
    std::vector<std::uint8_t> bytes(1 << 16);
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same bytes every time
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    return bytes;
  }();
  // Source exactly as large as what is copied, so that a sanitizer sees every read beyond it.
  const std::vector<std::uint8_t> from(memory.begin() + static_cast<std::ptrdiff_t>(from_offset),
                                       memory.begin() + static_cast<std::ptrdiff_t>(from_offset + count));
  constexpr std::uint8_t untouched = 0xA5;
  std::vector<std::uint8_t> to(to_offset + count + 64, untouched);
  copy_bytes(to.data() + to_offset, from.data(), count);
  const auto start = to.begin() + static_cast<std::ptrdiff_t>(to_offset);
  const auto is_untouched = [](std::uint8_t byte) { return byte == untouched; };
  return std::equal(from.begin(), from.end(), start) && std::all_of(to.begin(), start, is_untouched) &&
         std::all_of(start + static_cast<std::ptrdiff_t>(count), to.end(), is_untouched);
}

}  // namespace

TEST_CASE("copy: every length up to 1,024 copies just its bytes") {
  for (std::size_t count = 0; count <= 1024; ++count) {
    for (std::size_t offset = 0; offset < 18; offset += 3) {
      if (!copies(count, offset, offset / 2)) {
        CAPTURE(count, offset);
        FAIL("other bytes arrived");
      }
    }
  }
}

TEST_CASE("copy: sizes around the changes of method") {
  for (const std::size_t around : {2048U, 4096U, 16384U}) {
    for (std::size_t count = around - 40; count <= around + 40; ++count) {
      CAPTURE(count);
      CHECK(copies(count, 5, 3));
    }
  }
}

TEST_CASE("copy: every distance in the page copies the same") {
  std::vector<std::uint8_t> memory(3 * 4096 + 8192);
  for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
  bool met_slow_distance = false;
  for (std::size_t distance = 0; distance < 48; ++distance) {
    for (const std::size_t count : {2049U, 3000U, 4096U}) {
      CAPTURE(distance, count);
      std::vector<std::uint8_t> work = memory;
      std::uint8_t* const from = work.data();
      std::uint8_t* const to = from + 2 * 4096 + distance;
      met_slow_distance = met_slow_distance || limcode::wire::is_slow_for_memcpy(to, from, count);
      copy_bytes(to, from, count);
      CHECK(std::equal(from, from + count, to));
      CHECK(std::equal(memory.begin(), memory.begin() + 2 * 4096, work.begin()));
    }
  }
  CHECK(met_slow_distance);
}

TEST_CASE("copy: more than the caches hold, into memory that is there and into such as is not yet") {
  using limcode::wire::huge_copy_min;
  constexpr std::size_t spare = 8192;
  constexpr std::size_t most = huge_copy_min + (std::size_t{5} << 20);
  std::vector<std::uint8_t> source(most + 64);
  for (std::size_t i = 0; i != source.size(); ++i) source[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
  struct Case {
    std::size_t count, from_offset, to_offset;
  };
  for (const Case& one : {Case{huge_copy_min, 0, 4096}, Case{huge_copy_min + 1, 1, 4096 + 8},
                          Case{huge_copy_min + 63, 7, 4095}, Case{huge_copy_min + 64, 0, 4097}, Case{most, 13, 4099}}) {
    CAPTURE(one.count, one.from_offset, one.to_offset);
    void* const mapped = ::mmap(nullptr, most + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(mapped != MAP_FAILED);
    auto* const to = static_cast<std::uint8_t*>(mapped) + one.to_offset;
    const std::uint8_t* const from = source.data() + one.from_offset;
    const auto is_copied = [&] { return std::equal(from, from + one.count, to); };
    const auto is_alone = [&](std::uint8_t untouched) { return to[-1] == untouched && to[one.count] == untouched; };
    copy_bytes(to, from, one.count);
    CHECK(is_copied());
    CHECK(is_alone(0));
    std::fill_n(static_cast<std::uint8_t*>(mapped), most + spare, std::uint8_t{0xA5});
    copy_bytes(to, from, one.count);
    CHECK(is_copied());
    CHECK(is_alone(0xA5));
    ::munmap(mapped, most + spare);
  }
}
