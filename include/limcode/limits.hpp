// What input may claim, however well-formed it is: the bounds that keep stack and memory in proportion to it.
#pragma once

#include <cstdint>

namespace limcode {

/// The deepest nesting of values that wire bytes may have. bincode has no limit and overflows its stack.
inline constexpr unsigned max_wire_depth = 512;

/// The deepest nesting of types, where a type within itself counts once.
inline constexpr unsigned max_type_depth = 256;

/// Elements without bytes that a frame may claim in all, besides one for each byte of it: `Vec<()>` can say 2^64
/// in 8 bytes, and bincode 1 then loops for ever.
inline constexpr std::uint64_t free_empty_elements = std::uint64_t{1} << 16;

}  // namespace limcode
