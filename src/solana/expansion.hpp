// The instructions of the native programs as their types: what `decode --expand` shows beside an instruction's data.
#pragma once

#include <memory>

#include "limcode/transcode.hpp"

namespace limcode::solana {

/// Knows the native programs by their addresses. Safe to share between threads.
[[nodiscard]] std::unique_ptr<const InstructionExpander> instruction_expander();

}  // namespace limcode::solana
