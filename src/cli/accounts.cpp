// Printing accounts.
#include "cli/accounts.hpp"

#include <fmt/core.h>

#include <utility>

#include "limcode/schema.hpp"
#include "solana/account_file.hpp"

namespace limcode::cli {

Result<std::uint64_t> print_accounts(const Plan& file, std::span<const std::byte> wire, OutputSink& sink,
                                     const JsonStyle& style, SolanaStyle solana) {
  auto size = verify(file, wire);
  if (!size) return size;
  const auto type = parse_type("solana::StoredAccount", solana);
  if (!type) return std::unexpected(type.error());
  const auto plan = compile(*type, file.config());
  if (!plan) return std::unexpected(plan.error());
  solana::AccountFile accounts(wire);
  for (auto account = accounts.next(); !account.empty(); account = accounts.next()) {
    if (auto printed = to_json(*plan, account, sink, style); !printed) return printed;
    if (auto ended = sink.write("\n"); !ended) return std::unexpected(std::move(ended.error()));
  }
  return size;
}

Outcome<> print_snapshot(Incoming& archive, const SnapshotPlans& plans, io::Output& output, const JsonStyle& style,
                         Session& session) {
  Progress progress(session.shows_progress());
  OutputSink sink(output, progress);
  const auto print = [&](std::span<const std::byte> account) -> Outcome<> {
    auto printed = to_json(plans.account, account, sink, style);
    if (!printed) return std::unexpected(output_failure(std::move(printed.error()), output));
    auto ended = sink.write("\n");
    if (!ended) return std::unexpected(output_failure(std::move(ended.error()), output));
    return {};
  };
  const auto contents = each_account(archive, plans, print);
  progress.erase();
  // Those before a fault are shown.
  if (auto flushed = sink.flush(); !flushed) return std::unexpected(output_failure(flushed.error(), output));
  if (!contents) return std::unexpected(contents.error());
  session.notice(fmt::format("{}: the accounts of {}; {} not shown", archive.name(),
                             count_of(contents->files, "account file"), count_of(contents->others, "other file")));
  return {};
}

}  // namespace limcode::cli
