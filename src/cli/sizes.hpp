// Sizes as people write them: 4096, 48M, 1KiB, 1.5G, 10MB.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace limcode::cli {

/// Bytes that `text` stands for: digits, perhaps a fraction, perhaps a unit. K, M, G, T and KiB, MiB, GiB, TiB are
/// powers of 1024, KB, MB, GB, TB powers of 1000; case does not matter. Nothing when it is no size, has a fraction
/// of a byte, or does not fit.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace limcode::cli
