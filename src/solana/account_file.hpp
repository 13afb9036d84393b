// The accounts of an account file one after another, so that a file of any size can be printed in constant memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace limcode::solana {

/// What stands before an account's data in an account file.
inline constexpr std::size_t stored_meta_size = 136;

/// The bytes up to the next account, `left` at most, of a stored account that begins with this head.
[[nodiscard]] std::uint64_t stored_account_size(std::span<const std::byte> head, std::uint64_t left) noexcept;

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
