// Where two frames differ first, and what stands there in each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "cli/failure.hpp"
#include "cli/plans.hpp"

namespace limcode::cli {

/// One of the two: its bytes, and what to call it.
struct Side {
  std::span<const std::byte> wire;
  std::string name;
};

/// The offset of the first byte that is not the same; nothing when both are equal.
[[nodiscard]] std::optional<std::uint64_t> first_difference(std::span<const std::byte> left,
                                                            std::span<const std::byte> right);

/// The failure that says where `found` differs from `expected`. With a plan also in which field, and both values.
[[nodiscard]] Failure difference_failure(const Side& found, const Side& expected, std::uint64_t offset,
                                         const Plan* plan);

}  // namespace limcode::cli
