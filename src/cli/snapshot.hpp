// Solana's snapshots: tar archives with account files in them, read front to back with one account in memory. An input
// is either one of these or a dump, which its first bytes say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "cli/session.hpp"
#include "io/tar.hpp"
#include "io/window.hpp"

namespace limcode::cli {

inline constexpr const char* account_file_type = "solana::AppendVec";

/// Whether an input that is to be read so may be a snapshot at all.
[[nodiscard]] bool may_be_snapshot(const TypeFlags& type, From from) noexcept;

/// An input of which only the beginning has been read.
class Incoming {
 public:
  [[nodiscard]] static Outcome<Incoming> open(const std::string& path, From from, MostUnpacked most_unpacked);

  [[nodiscard]] bool is_archive() const noexcept { return io::TarReader::is_tar(window_.bytes()); }
  [[nodiscard]] const std::string& name() const noexcept { return stream_.name(); }
  [[nodiscard]] io::Window& window() noexcept { return window_; }
  /// All of it, to be asked for once. Requires: it is no archive.
  [[nodiscard]] Outcome<Dump> load();

 private:
  explicit Incoming(Stream stream) : stream_(std::move(stream)), window_(stream_.source()) {}

  Stream stream_;
  io::Window window_;
  std::string path_;
  From from_ = From::automatic;
  MostUnpacked most_unpacked_;
};

/// The types of a snapshot: of its account files and of the accounts in them.
struct SnapshotPlans {
  TypedPlan file;
  Plan account;
};

/// Says that a snapshot was recognised where no type was given.
[[nodiscard]] Outcome<SnapshotPlans> snapshot_plans(const TypeFlags& type, const Config& config,
                                                    const std::string& archive, Session& session);

/// What there was in a snapshot.
struct SnapshotContents {
  std::uint64_t files = 0;
  std::uint64_t accounts = 0;
  std::uint64_t bytes = 0;  ///< Of the account files.
  std::uint64_t others = 0;
};

/// Checks every account of every file under `accounts/` and hands it on. Reads to the end of the input, so that what
/// is damaged behind the archive is found as well. `use` may fail, which ends it.
[[nodiscard]] Outcome<SnapshotContents> each_account(Incoming& archive, const SnapshotPlans& plans,
                                                     const std::function<Outcome<>(std::span<const std::byte>)>& use);

}  // namespace limcode::cli
