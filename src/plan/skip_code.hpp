// A program boiled down to what is needed to find where a value ends: how far to the next length, tag or index, and
// what follows it. Nothing is checked but that the bytes are there, so that a walk along it takes a fraction of the
// time of one that checks; whoever reads the value checks it.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/program.hpp"

namespace limcode::plan {

struct SkipStep {
  enum class Kind : std::uint8_t {
    end,          ///< The end of the block.
    units,        ///< A length, and so many units of `unit` bytes.
    loop,         ///< A length, and so many values of block `target`.
    unit_loop,    ///< A length, and so many times what `units` says, as of strings.
    repeat,       ///< `unit` values of block `target`.
    option,       ///< A tag, and after a 1 block `target`.
    unit_option,  ///< A tag, and after a 1 what `units` says.
    variant,      ///< An index below `unit`, and the block that `variants` has for it from `target` on.
    varint,       ///< An integer in the variable encoding.
    character,    ///< One to four bytes of UTF-8.
    call,         ///< Block `target`.
    walk,         ///< Node `target`, which is to be walked.
  };

  Kind kind = Kind::end;
  bool short_length = false;  ///< units, loop, unit_loop: the (outer) length is compact.
  std::uint32_t target = 0;
  std::uint64_t ahead = 0;  ///< Bytes before it.
  std::uint64_t unit = 0;
};

struct SkipCode {
  std::vector<SkipStep> steps;
  std::vector<std::uint32_t> blocks;    ///< The first step of each block. Block 0 is the value itself.
  std::vector<std::uint32_t> variants;  ///< Blocks by wire index, or no_node.
};

/// The skip code of a node's values.
[[nodiscard]] SkipCode compile_skip(const Program& program, NodeId id);

/// Whether a sequence of this program may have elements without bytes, of which a whole frame may claim only so many:
/// then its parts are no matter of their own.
[[nodiscard]] bool counts_empty(const Program& program);

}  // namespace limcode::plan
