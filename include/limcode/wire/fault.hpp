// What Input and Output share: the first thing that went wrong, and the field path that every level adds to on the way
// out. All of it is cold; code that succeeds never touches it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "limcode/error.hpp"

namespace limcode::wire {

/// The failure of one encode or decode, if any.
class Fault {
 public:
  Fault() = default;
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;
  ~Fault() {
    if (happened()) [[unlikely]]
      forget();
  }

  [[nodiscard]] bool happened() const noexcept { return error_ != nullptr; }

  /// Puts a member's name in front of the path: `.name`.
  [[gnu::cold]] void add_field(std::string_view name);
  /// Puts an element's number in front of the path: `[index]`.
  [[gnu::cold]] void add_index(std::uint64_t index);

  /// The failure as callers see it. Requires: happened().
  [[nodiscard, gnu::cold]] Error take_error();

 protected:
  // Keeps the first failure and forgets later ones.
  [[gnu::cold]] void set(Error error);

 private:
  [[gnu::cold]] void forget() noexcept;

  // Not a unique_ptr, whose destructor would be inlined wherever something is encoded or decoded.
  Error* error_ = nullptr;
};

}  // namespace limcode::wire
