// Walking a snapshot. The size of a stored account stands in its head, so that no more than an account is read ahead.
#include "cli/snapshot.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/declaration.hpp"
#include "limcode/transcode.hpp"
#include "solana/account_file.hpp"

namespace limcode::cli {
namespace {

using solana::stored_meta_size;

bool is_account_file(const std::string& name) {
  return name.starts_with("accounts/") || name.find("/accounts/") != std::string::npos;
}

// The accounts of the file at which the archive stands. Zero bytes to its end are no accounts; before others they are.
class StoredAccounts {
 public:
  explicit StoredAccounts(io::TarReader& file) : file_(&file) {}

  /// The next account, with what fills it up; no bytes after the last one.
  Result<std::span<const std::byte>> next() {
    offset_ += size_;
    if (!zeros_given_) file_->pass(std::exchange(size_, 0));
    zeros_given_ = false;
    for (;;) {
      const auto head = file_->peek(stored_meta_size);
      if (!head || head->empty()) return head;
      if (!std::ranges::all_of(*head, [](std::byte byte) { return byte == std::byte{0}; })) return found(*head);
      const bool last = head->size() < stored_meta_size;
      file_->pass(head->size());
      if (last) return std::span<const std::byte>();
      ++zeros_;
    }
  }

  /// Where in the file the account begins.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Says of the fault in an account whose data the file does not hold how much of it there is.
  void complete(Error& error) const {
    if (missing_data_ == 0 || error.code != Errc::unexpected_end) return;
    error.available = file_->left() - stored_meta_size;
    error.detail = fmt::format("{} needed, {} left", count_of(missing_data_, "more byte"), error.available);
  }

 private:
  Result<std::span<const std::byte>> found(std::span<const std::byte> head) {
    if (zeros_ != 0) {
      static constexpr std::array<std::byte, stored_meta_size> nothing{};
      --zeros_;
      zeros_given_ = true;
      size_ = nothing.size();
      return nothing;
    }
    if (head.size() < stored_meta_size) {
      size_ = head.size();
      return head;
    }
    const std::uint64_t data_size = solana::stored_data_size(head);
    // What a damaged size claims is not read: the head alone cannot be an account.
    if (data_size > file_->left() - stored_meta_size) {
      missing_data_ = data_size;
      return head;
    }
    size_ = solana::stored_account_size(data_size, file_->left());
    return file_->peek(size_);
  }

  io::TarReader* file_;
  std::uint64_t offset_ = 0;
  std::size_t size_ = 0;
  std::uint64_t missing_data_ = 0;
  std::uint64_t zeros_ = 0;  // accounts of zero bytes that were passed and not given
  bool zeros_given_ = false;
};

Failure explain_account(Error error, const std::string& subject, const SnapshotPlans& plans,
                        std::span<const std::byte> account, std::uint64_t offset, std::uint64_t number) {
  error.offset += offset;
  error.end_offset += offset;
  error.path = fmt::format("accounts[{}]{}{}", number, error.path.empty() ? "" : ".", error.path);
  const Type& type = plans.file.type;
  Failure failure = wire_failure(std::move(error), subject, account, plans.account.config(), type.name(), offset);
  if (failure.exit == Exit::data) failure.declared = declaration_of(type, failure.error.path);
  return failure;
}

Outcome<> each_account_of(io::TarReader& tar, const std::string& subject, const SnapshotPlans& plans,
                          SnapshotContents& contents, const std::function<Outcome<>(std::span<const std::byte>)>& use) {
  StoredAccounts accounts(tar);
  for (std::uint64_t number = 0;; ++number) {
    const auto account = accounts.next();
    if (!account) return std::unexpected(input_failure(account.error()));
    if (account->empty()) return {};
    if (auto checked = verify(plans.account, *account); !checked) {
      accounts.complete(checked.error());
      return std::unexpected(
          explain_account(std::move(checked.error()), subject, plans, *account, accounts.offset(), number));
    }
    if (auto used = use(*account); !used) return used;
    ++contents.accounts;
  }
}

Outcome<> read_to_end(io::Window& window) {
  for (;;) {
    window.consume(window.bytes().size());
    const auto more = window.fill();
    if (!more) return std::unexpected(input_failure(more.error()));
    if (!*more) return {};
  }
}

}  // namespace

bool may_be_snapshot(const TypeFlags& type, From from) noexcept {
  const bool fits = !type.given() || (type.expression == account_file_type && type.schemas.empty());
  return fits && (from == From::automatic || from == From::raw);
}

Outcome<Incoming> Incoming::open(const std::string& path, From from, MostUnpacked most_unpacked) {
  auto stream = Stream::open(path, most_unpacked);
  if (!stream) return std::unexpected(stream.error());
  Incoming incoming(std::move(*stream));
  incoming.path_ = path;
  incoming.from_ = from;
  incoming.most_unpacked_ = most_unpacked;
  while (incoming.window_.bytes().size() < io::TarReader::block_bytes) {
    const auto more = incoming.window_.fill();
    if (!more) return std::unexpected(input_failure(more.error()));
    if (!*more) break;
  }
  return incoming;
}

Outcome<Dump> Incoming::load() {
  // A file of a known size can be mapped instead.
  if (stream_.size()) return Dump::load(path_, from_, most_unpacked_);
  for (;;) {
    const auto more = window_.fill();
    if (!more) return std::unexpected(input_failure(more.error()));
    if (!*more) return Dump::of(stream_.name(), window_.release());
  }
}

Outcome<SnapshotPlans> snapshot_plans(const TypeFlags& type, const Config& config, const std::string& archive,
                                      Session& session) {
  TypeFlags named = type;
  named.expression = account_file_type;
  auto file = compile_type(named, config);
  if (!file) return std::unexpected(file.error());
  named.expression = "solana::StoredAccount";
  auto account = compile_type(named, config);
  if (!account) return std::unexpected(account.error());
  if (!type.given()) session.notice(fmt::format("{} is taken for a snapshot; --type says otherwise", archive));
  return SnapshotPlans{std::move(*file), std::move(account->plan)};
}

Outcome<SnapshotContents> each_account(Incoming& archive, const SnapshotPlans& plans,
                                       const std::function<Outcome<>(std::span<const std::byte>)>& use) {
  io::TarReader tar(archive.window());
  SnapshotContents contents;
  for (;;) {
    const auto more = tar.next();
    if (!more) return std::unexpected(input_failure(more.error()));
    if (!*more) break;
    if (!is_account_file(tar.name())) {
      ++contents.others;
      continue;
    }
    ++contents.files;
    contents.bytes += tar.size();
    if (auto done = each_account_of(tar, archive.name() + ":" + tar.name(), plans, contents, use); !done) {
      return std::unexpected(done.error());
    }
  }
  if (auto ended = read_to_end(archive.window()); !ended) return std::unexpected(ended.error());
  if (contents.files != 0) return contents;
  Failure failure;
  failure.subject = archive.name();
  failure.error.code = Errc::invalid_value;
  failure.error.detail = "the archive has no files under accounts/, so it is no snapshot";
  failure.advice = "unpack it and name the file in it";
  return std::unexpected(std::move(failure));
}

}  // namespace limcode::cli
