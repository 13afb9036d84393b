// Comparing bytes, and naming the field that the difference is in.
#include "cli/difference.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "limcode/transcode.hpp"

namespace limcode::cli {
namespace {

constexpr std::size_t compared_bytes = 4096;

std::string value_of(const Result<Located>& located, const Side& side, std::uint64_t offset) {
  if (located) return located->json;
  if (offset >= side.wire.size()) return "nothing: the input ends here";
  return fmt::format("byte 0x{:02x}", static_cast<unsigned>(side.wire[offset]));
}

BytesExcerpt excerpt_of(const Side& side, std::uint64_t offset) {
  BytesExcerpt excerpt = excerpt_bytes(side.wire, offset, offset + 1);
  excerpt.label = side.name;
  return excerpt;
}

}  // namespace

std::optional<std::uint64_t> first_difference(std::span<const std::byte> left, std::span<const std::byte> right) {
  const std::size_t both = std::min(left.size(), right.size());
  // memcmp is as quick as reading memory gets; only the block that differs is looked at byte by byte.
  for (std::size_t at = 0; at < both; at += compared_bytes) {
    const std::size_t size = std::min(compared_bytes, both - at);
    if (std::memcmp(left.data() + at, right.data() + at, size) == 0) continue;
    const auto place = std::ranges::mismatch(left.subspan(at, size), right.subspan(at, size));
    return at + static_cast<std::size_t>(place.in1 - left.subspan(at, size).begin());
  }
  if (left.size() == right.size()) return std::nullopt;
  return both;
}

Failure difference_failure(const Side& found, const Side& expected, std::uint64_t offset, const Plan* plan) {
  Failure failure;
  failure.subject = found.name;
  failure.error.code = Errc::mismatch;
  failure.error.offset = offset;
  failure.error.end_offset = offset + 1;
  failure.on_wire = true;
  std::string what;
  if (plan != nullptr) {
    failure.config = plan->config();
    failure.type = plan->type_name();
    const auto here = locate(*plan, found.wire, offset);
    const auto there = locate(*plan, expected.wire, offset);
    failure.found = value_of(here, found, offset);
    failure.expected = value_of(there, expected, offset);
    if (const auto& place = here ? here : there) {
      failure.error.path = place->path;
      failure.error.type = place->type;
    }
    what = fmt::format(": found {}, expected {}", failure.found, failure.expected);
  }
  failure.error.detail = fmt::format("differs from {}{}", expected.name, what);
  if (found.wire.size() != expected.wire.size()) {
    failure.notes.push_back(fmt::format("{} has {}, {} has {}", found.name, count_of(found.wire.size(), "byte"),
                                        expected.name, expected.wire.size()));
  }
  failure.bytes = {excerpt_of(found, offset), excerpt_of(expected, offset)};
  return failure;
}

}  // namespace limcode::cli
