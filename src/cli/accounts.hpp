// Solana's account files line by line: one file, or all those of a snapshot archive, one account a line.
#pragma once

#include <span>

#include "cli/opening.hpp"
#include "cli/output_sink.hpp"
#include "cli/plans.hpp"
#include "cli/session.hpp"
#include "io/window.hpp"

namespace limcode::cli {

/// Prints the accounts of one file, which may be larger than memory; returns the bytes it took.
[[nodiscard]] Result<std::uint64_t> print_accounts(const Plan& file, std::span<const std::byte> wire, OutputSink& sink,
                                                   const JsonStyle& style, SolanaStyle solana);

/// Prints the accounts of all files under `accounts/` in the tar archive at the window's start. One file at a time is
/// in memory.
[[nodiscard]] Outcome<> print_snapshot(io::Window& window, const std::string& archive, const TypedPlan& file,
                                       io::Output& output, const JsonStyle& style, SolanaStyle solana,
                                       Session& session);

}  // namespace limcode::cli
