// Vec<u8> of every size: limcode's frames and texts against bincode's own, both ways.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "limcode/transcode.hpp"
#include "support/oracle.hpp"
#include "support/oracle_rows.hpp"
#include "support/rounds.hpp"

namespace limcode::test {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::array<std::string_view, 4> configurations{"legacy-le", "legacy-be", "standard-le", "standard-be"};

std::string sample(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + size);
  return bytes;
}

/// The JSON text of bytes as an array of numbers, built here the slow way.
std::string number_array(std::string_view bytes) {
  std::string text = "[";
  for (const char byte : bytes) {
    if (text.size() > 1) text += ',';
    const unsigned value = static_cast<unsigned char>(byte);
    if (value >= 100) text += static_cast<char>('0' + value / 100);
    if (value >= 10) text += static_cast<char>('0' + value / 10 % 10);
    text += static_cast<char>('0' + value % 10);
  }
  return text += ']';
}

bool equal(Bytes a, std::string_view b) { return std::ranges::equal(a, std::as_bytes(std::span(b))); }

/// One size in one configuration: what limcode writes, bincode writes and reads; what bincode writes, limcode reads.
void check_size(Oracle& oracle, std::string_view config, const std::string& bytes) {
  INFO(bytes.size() << " bytes, " << config);
  const auto plan = compile(*parse_type("Vec<u8>"), config_from_name(config));
  REQUIRE(plan);
  const std::string text = number_array(bytes);
  const std::string frame = oracle.ask(fmt::format("bytes\t{}", config), std::string_view(bytes)).payload;
  Buffer out;
  REQUIRE(from_json(*plan, text, out));
  if (!equal(out.bytes(), frame)) FAIL("the frames differ");
  const auto decoded = oracle.ask(fmt::format("unbytes\t{}", config), out.bytes());
  if (!decoded.ok || decoded.payload != bytes) FAIL("bincode reads something else: " << decoded.payload.substr(0, 100));
  const auto wire = std::as_bytes(std::span(frame));
  const auto printed = to_json(*plan, wire);
  REQUIRE(printed);
  if (*printed != text) FAIL("the texts differ");
  REQUIRE(verify(*plan, wire).value_or(0) == frame.size());
  REQUIRE(skip(*plan, wire).value_or(0) == frame.size());
  if (!bytes.empty()) {
    REQUIRE_FALSE(skip(*plan, wire.first(wire.size() - 1)));
    REQUIRE_FALSE(to_json(*plan, wire.first(wire.size() - 1)));
  }
}

TEST_CASE("bytes: every size to 16 KiB agrees") {
  const auto oracle = Oracle::start();
  if (oracle == nullptr) return;
  for (std::size_t size = 0; size <= 16384; ++size) {
    const std::string bytes = sample(size);
    const bool near_an_edge = size <= (sanitized ? 256 : 1024) || (size & (size - 1)) <= 1 || ((size + 1) & size) == 0;
    if (sanitized && !near_an_edge && size % 16 != 3) continue;
    for (std::size_t i = 0; i < configurations.size(); ++i) {
      if (near_an_edge || i == size % configurations.size()) check_size(*oracle, configurations[i], bytes);
    }
  }
}

TEST_CASE("bytes: around 64 KiB, 1 MiB and at 48 MiB agrees") {
  const auto oracle = Oracle::start();
  if (oracle == nullptr) return;
  constexpr std::size_t mib = std::size_t{1} << 20;
  for (const std::size_t size : {std::size_t{65535}, std::size_t{65536}, mib - 1, mib, mib + 1}) {
    for (const std::string_view config : configurations) check_size(*oracle, config, sample(size));
  }
  constexpr std::size_t largest = sanitized ? 3 * mib : 48 * mib;
  check_size(*oracle, "legacy-le", sample(largest));
  check_size(*oracle, "standard-le", sample(largest));
}

}  // namespace
}  // namespace limcode::test
