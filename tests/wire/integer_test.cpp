// The integer layouts of include/limcode/wire/integer.hpp, at the edges of every width.
#include "limcode/wire/integer.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace {

using limcode::Endian;
using limcode::Errc;
using limcode::IntEncoding;
using limcode::wire::Format;
using Standard = Format<IntEncoding::variable, Endian::little>;

std::vector<std::uint8_t> standard_bytes(std::uint64_t value) {
  std::vector<std::uint8_t> bytes(Standard::max_size<std::uint64_t>);
  bytes.resize(static_cast<std::size_t>(Standard::write(bytes.data(), value) - bytes.data()));
  return bytes;
}

}  // namespace

TEST_CASE("varint: the marks start where bincode's do") {
  struct Row {
    std::uint64_t value;
    std::vector<std::uint8_t> bytes;
  };
  const Row rows[] = {
      {0, {0}},
      {250, {250}},
      {251, {251, 251, 0}},
      {65535, {251, 255, 255}},
      {65536, {252, 0, 0, 1, 0}},
      {4294967295, {252, 255, 255, 255, 255}},
      {4294967296, {253, 0, 0, 0, 0, 1, 0, 0, 0}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(standard_bytes(row.value) == row.bytes);
    CHECK(Standard::size_of(row.value) == row.bytes.size());
    const std::uint8_t* from = row.bytes.data();
    std::uint64_t read = 0;
    CHECK(Standard::read(from, from + row.bytes.size(), read) == Errc::ok);
    CHECK(read == row.value);
  }
}
