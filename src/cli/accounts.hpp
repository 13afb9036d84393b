// Solana's account files line by line: one file, or all those of a snapshot archive, one account a line.
#pragma once

#include <span>

#include "cli/output_sink.hpp"
#include "cli/plans.hpp"
#include "cli/session.hpp"
#include "cli/snapshot.hpp"

namespace limcode::cli {

/// Prints the accounts of one file, which may be larger than memory; returns the bytes it took.
[[nodiscard]] Result<std::uint64_t> print_accounts(const Plan& file, std::span<const std::byte> wire, OutputSink& sink,
                                                   const JsonStyle& style, SolanaStyle solana);

/// Prints the accounts of all account files of a snapshot.
[[nodiscard]] Outcome<> print_snapshot(Incoming& archive, const SnapshotPlans& plans, io::Output& output,
                                       const JsonStyle& style, Session& session);

}  // namespace limcode::cli
