// The accounts of an account file one after another, so that a file of any size can be printed in constant memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace limcode::solana {

/// What stands before an account's data in an account file.
inline constexpr std::size_t stored_meta_size = 136;

/// How much data the stored account claims that begins with this. Requires: stored_meta_size bytes.
[[nodiscard]] std::uint64_t stored_data_size(std::span<const std::byte> head) noexcept;

/// The bytes up to the next account of a stored account with so much data, where so many are left.
[[nodiscard]] std::uint64_t stored_account_size(std::uint64_t data_size, std::uint64_t left) noexcept;

/// Goes through an account file that verify() has accepted as a `solana::AppendVec`.
class AccountFile {
 public:
  explicit AccountFile(std::span<const std::byte> wire);

  /// The bytes of the next `solana::StoredAccount`; none after the last one.
  [[nodiscard]] std::span<const std::byte> next();

 private:
  std::span<const std::byte> wire_;
  std::size_t at_ = 0;
  std::size_t used_ = 0;  // zero bytes follow from here on
};

}  // namespace limcode::solana
