// The accounts of an account file one after another, so that a file of any size can be printed in constant memory.
#pragma once

#include <cstddef>
#include <span>

namespace limcode::solana {

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
