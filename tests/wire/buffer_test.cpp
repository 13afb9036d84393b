// Buffer: what it keeps, what it hands over, and where its memory comes from.
#include "limcode/buffer.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <new>
#include <string>
#include <utility>

#include "support/counting_new.hpp"

using limcode::Buffer;

TEST_CASE("buffer: contents survive growing, from small to huge pages and on") {
  Buffer buffer;
  std::size_t written = 0;
  const auto value_at = [](std::size_t i) { return static_cast<std::byte>(i * 7 + i / 1000); };
  for (const std::size_t size :
       {1U, 63U, 64U, 65U, 4096U, 100'000U, 5'000'000U, 11'000'000U, 40'000'000U, 90'000'000U}) {
    std::byte* at = buffer.extend(size - written);
    for (; written < size; ++written) *at++ = value_at(written);
    CHECK(buffer.size() == size);
    CHECK(buffer.capacity() >= size);
  }
  bool all_there = true;
  for (std::size_t i = 0; i < written; ++i) all_there = all_there && buffer.data()[i] == value_at(i);
  CHECK(all_there);
}

TEST_CASE("buffer: memory that it grows by is not written") {
  Buffer buffer(4096);
  std::byte* first = buffer.extend(4096);
  std::fill_n(first, 4096, std::byte{0xEE});
  buffer.clear();
  std::byte* again = buffer.extend(4096);
  CHECK(again == first);
  CHECK(std::count(again, again + 4096, std::byte{0xEE}) == 4096);
}

TEST_CASE("buffer: appending is linear, because capacity at least doubles") {
  Buffer buffer;
  std::size_t times_grown = 0;
  for (std::size_t i = 0; i < 1'000'000; ++i) {
    const std::size_t capacity = buffer.capacity();
    buffer.append("x", 1);
    times_grown += buffer.capacity() != capacity;
  }
  CHECK(times_grown <= 20);
}

TEST_CASE("buffer: clear keeps the memory, so that the same size allocates nothing") {
  for (const std::size_t size :
       {std::size_t{100}, std::size_t{4096}, std::size_t{1} << 20, std::size_t{8} << 20, std::size_t{48} << 20}) {
    CAPTURE(size);
    Buffer buffer;
    static_cast<void>(buffer.extend(size));
    const std::byte* memory = buffer.data();
    const limcode::test::CountNew count;
    for (int i = 0; i < 10; ++i) {
      buffer.clear();
      CHECK(buffer.extend(size) == memory);
    }
    CHECK(count.allocations() == 0);
  }
}

TEST_CASE("buffer: moving hands the memory over") {
  for (const std::size_t size : {std::size_t{1000}, std::size_t{6} << 20, std::size_t{40} << 20}) {
    Buffer first;
    std::fill_n(first.extend(size), size, std::byte{1});
    const std::byte* memory = first.data();
    Buffer second = std::move(first);
    CHECK(second.data() == memory);
    CHECK(second.size() == size);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is the question
    CHECK(first.capacity() == 0);
    Buffer third(10);
    third = std::move(second);
    CHECK(third.data() == memory);
    third = std::move(*&third);
    CHECK(third.data() == memory);
  }
}

TEST_CASE("buffer: what no memory can hold is bad_alloc") {
  Buffer buffer;
  buffer.append("kept", 4);
  CHECK_THROWS_AS(buffer.reserve(~std::size_t{0}), std::bad_alloc);
  CHECK_THROWS_AS(buffer.reserve(std::size_t{1} << 61), std::bad_alloc);
  CHECK(std::string(reinterpret_cast<const char*>(buffer.data()), buffer.size()) == "kept");
}

TEST_CASE("buffer: what lies behind a length begins a cache line, however the buffer grew") {
  for (const std::size_t size : {137U, 264U, 960U, 1033U, 1088U, 4096U, 4097U, 100'000U, 5'000'000U, 31'000'000U}) {
    CAPTURE(size);
    const Buffer made(size);
    Buffer grown;
    grown.append("x", 1);
    grown.reserve(size);
    for (const Buffer* buffer : {&made, static_cast<const Buffer*>(&grown)}) {
      CHECK((reinterpret_cast<std::uintptr_t>(buffer->data()) + 8) % 64 == 0);
      CHECK(buffer->capacity() >= size);
    }
  }
}

TEST_CASE("buffer: all of its capacity is memory, around each change of where that comes from") {
  constexpr std::size_t mapped = std::size_t{32} << 20;
  for (const std::size_t around : {std::size_t{64}, std::size_t{136}, std::size_t{960}, std::size_t{1032},
                                   std::size_t{4096}, mapped - 72, mapped}) {
    for (std::size_t size = around - 18; size <= around + 18; ++size) {
      CAPTURE(size);
      Buffer buffer(size);
      const std::size_t capacity = buffer.capacity();
      std::byte* const all = buffer.extend(capacity);
      all[0] = all[capacity - 1] = std::byte{1};
      if (around <= 4096) std::fill_n(all, capacity, std::byte{1});
      buffer.reserve(2 * capacity);
      CHECK(buffer.data()[0] == std::byte{1});
      CHECK(buffer.data()[capacity - 1] == std::byte{1});
    }
  }
}

TEST_CASE("buffer: large memory starts at a huge page") {
  Buffer buffer(std::size_t{48} << 20);
  CHECK(reinterpret_cast<std::uintptr_t>(buffer.data()) % (std::size_t{2} << 20) == 0);
}
