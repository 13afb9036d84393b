// limcode's side of the comparison: what is timed, on which data, and the name that the peer knows the same thing by.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/engine.hpp"

namespace limcode::peers {

struct Case {
  std::string name;  ///< What the table calls it.
  std::string peer;  ///< TYPE/VERB, which the peer's src/cases.rs knows.
  std::string file;  ///< What the peer works on.
  bench::Subject subject;
  /// What the operation gives, to be compared: a frame or JSON; of decoding, the values encoded again.
  std::function<std::string()> output;
};

/// The cases whose names may begin with `only`, on data of the sizes that are compared, or on next to none. What the
/// cases share lives as long as they do; the files are written to `folder`.
[[nodiscard]] std::vector<Case> make_cases(const std::string& folder, const std::string& only, bool tiny);

}  // namespace limcode::peers
