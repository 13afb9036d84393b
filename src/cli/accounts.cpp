// Printing accounts.
#include "cli/accounts.hpp"

#include <fmt/core.h>

#include <utility>

#include "io/tar.hpp"
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

Outcome<> print_snapshot(io::Window& window, const std::string& archive, const TypedPlan& file, io::Output& output,
                         const JsonStyle& style, SolanaStyle solana, Session& session) {
  io::TarReader tar(window);
  Progress progress(session.shows_progress());
  OutputSink sink(output, progress);
  std::uint64_t printed = 0;
  std::uint64_t others = 0;
  for (;;) {
    const auto more = tar.next();
    if (!more) return std::unexpected(input_failure(more.error()));
    if (!*more) break;
    if (!tar.name().starts_with("accounts/") && tar.name().find("/accounts/") == std::string::npos) {
      ++others;
      continue;
    }
    const auto wire = tar.contents();
    if (!wire) return std::unexpected(input_failure(wire.error()));
    const auto done = print_accounts(file.plan, wire->bytes(), sink, style, solana);
    if (!done && done.error().code == Errc::io) return std::unexpected(output_failure(done.error(), output));
    if (!done) {
      progress.erase();
      return std::unexpected(explain(done.error(), archive + ":" + tar.name(), file, wire->bytes()));
    }
    ++printed;
  }
  progress.erase();
  if (auto flushed = sink.flush(); !flushed) return std::unexpected(output_failure(flushed.error(), output));
  session.notice(fmt::format("{}: the accounts of {}; {} not shown", archive, count_of(printed, "account file"),
                             count_of(others, "other file")));
  return {};
}

}  // namespace limcode::cli
