// Counts what goes through operator new, in test programs that link support/counting_new.cpp.
#pragma once

#include <cstddef>

namespace limcode::test {

/// Allocations of this thread so far.
[[nodiscard]] std::size_t new_calls() noexcept;

/// Counts from its own start on.
class CountNew {
 public:
  [[nodiscard]] std::size_t allocations() const noexcept { return new_calls() - start_; }

 private:
  std::size_t start_ = new_calls();
};

}  // namespace limcode::test
