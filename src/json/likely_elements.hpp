// Where a large JSON list may be cut for several threads. What is found here is a guess, which encode_parallel.hpp
// checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json/structure.hpp"
#include "plan/program.hpp"

namespace limcode::json {

/// Where elements of a list seem to begin, one every so many bytes of the text from its first one on.
class LikelyElements {
 public:
  /// Stands at `first`, where an element begins for certain.
  LikelyElements(const plan::Program& program, const plan::Node& list, std::string_view text, std::size_t first,
                 const WindowSizes& sizes);

  /// Where an element seems to begin, or npos when the text has no more.
  [[nodiscard]] std::size_t here() const noexcept { return here_; }
  /// How many there were before.
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Goes on to the next one.
  std::size_t next();

 private:
  std::string_view text_;
  std::string_view key_;  // the first key of objects, which tells them from objects inside them; empty for others
  bool scalar_;           // elements have no brackets
  std::size_t here_;
  std::size_t step_;
  std::size_t reach_;  // how far past its place a cut is looked for
  std::uint64_t count_ = 0;
};

}  // namespace limcode::json
