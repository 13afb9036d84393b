// What two neighbouring bytes say about UTF-8, as tables for vector look-ups. A pair of bytes is judged by
// three nibbles: the high and the low one of the first byte and the high one of the second. Each rule is a
// bit; it is set in a nibble's table entry if the rule admits that nibble, so a pair breaks the rules left
// over when the three entries are combined with AND. Seven rules are errors; the last one marks a
// continuation after a continuation, which is right exactly in the third byte of a sequence of three or four
// and in the fourth byte of one of four.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace limcode::kernels::utf8 {

/// The rule that is an error only where no third or fourth byte is expected. It is the high bit so that the
/// expectation can be computed by saturating subtraction.
inline constexpr std::uint8_t continuation_pair = 0x80;

/// One less than the smallest lead of a sequence of 2, 3 and 4 bytes.
inline constexpr std::uint8_t below_lead_2 = 0xBF, below_lead_3 = 0xDF, below_lead_4 = 0xEF;

struct Tables {
  std::array<std::uint8_t, 16> first_high, first_low, second_high;
};

inline constexpr Tables tables = [] {
  // Sets of nibbles, one bit each.
  constexpr unsigned any = 0xFFFF, ascii = 0x00FF, continuations = 0x0F00, leads = 0xF000;
  constexpr auto nibble = [](unsigned value) { return 1u << value; };
  struct Rule {
    unsigned first_high, first_low, second_high;
  };
  const Rule rules[8] = {
      {leads, any, ascii | leads},                                           // a sequence too short
      {ascii, any, continuations},                                           // a continuation of nothing
      {nibble(0xC), nibble(0) | nibble(1), continuations},                   // overlong, 2 bytes
      {nibble(0xE), nibble(0), nibble(8) | nibble(9)},                       // overlong, 3 bytes
      {nibble(0xE), nibble(0xD), nibble(0xA) | nibble(0xB)},                 // a surrogate
      {nibble(0xF), any & ~0x000Fu, nibble(9) | nibble(0xA) | nibble(0xB)},  // past U+10FFFF
      {nibble(0xF), nibble(0) | (any & ~0x001Fu), nibble(8)},                // overlong, 4 bytes; or past U+13FFFF
      {continuations, any, continuations},                                   // continuation_pair
  };
  Tables out{};
  for (unsigned rule = 0; rule != 8; ++rule) {
    const auto bit = static_cast<std::uint8_t>(1u << rule);
    for (unsigned value = 0; value != 16; ++value) {
      if ((rules[rule].first_high & nibble(value)) != 0) out.first_high[value] |= bit;
      if ((rules[rule].first_low & nibble(value)) != 0) out.first_low[value] |= bit;
      if ((rules[rule].second_high & nibble(value)) != 0) out.second_high[value] |= bit;
    }
  }
  return out;
}();

/// Where to look again for the start of a sequence that is ill-formed at or after `index`, given that
/// everything before is well-formed but for a sequence that may have begun there: the start of the last
/// character.
inline std::size_t restart_index(const std::uint8_t* from, std::size_t index) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= index; ++back) {
    const std::uint8_t byte = from[index - back];
    if (byte >= 0xC0) return index - back;
    if (byte < 0x80) break;
  }
  return index;
}

}  // namespace limcode::kernels::utf8
