// `--raw`: any bytes as a Vec<u8> frame, and back. A frame is a length and the bytes themselves, so that files are
// copied block by block whatever their size, without a plan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/failure.hpp"
#include "cli/progress.hpp"
#include "io/output.hpp"
#include "io/source.hpp"
#include "limcode/config.hpp"

namespace limcode::cli {

/// Writes the frame of all that `input` holds.
[[nodiscard]] Outcome<> encode_raw(io::FileSource& input, const Config& config, io::Output& output, Progress& progress);

/// Writes what the frame at the start of `input` holds. `input_bytes` is the size of all of it, where known: then
/// nothing is written before the lengths are known to agree.
[[nodiscard]] Outcome<> decode_raw(io::Source& input, const std::string& subject,
                                   std::optional<std::uint64_t> input_bytes, const Config& config, io::Output& output,
                                   Progress& progress);

}  // namespace limcode::cli
