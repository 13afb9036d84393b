// JSON numbers exactly as serde_json has them: integers that never pass through a double, floats correctly rounded
// on the way in and shortest on the way out.
#pragma once

#include <cstddef>
#include <cstdint>

#include "limcode/wire/integer.hpp"

namespace limcode::json {

/// What a number token turned out to be.
enum class NumberStatus : std::uint8_t {
  ok,
  not_a_number,  ///< Not JSON's grammar for numbers.
  not_integer,   ///< A well-formed number, but with a fraction, an exponent, or `-0`.
  out_of_range,  ///< Larger than the type, or a float beyond its largest.
};

/// True for what may follow a number or literal: structure, white space.
[[nodiscard]] constexpr bool ends_scalar(char character) noexcept {
  switch (character) {
    case ',':
    case ']':
    case '}':
    case ':':
    case ' ':
    case '\t':
    case '\n':
    case '\r': return true;
    default: return false;
  }
}

/// Each reads the number at `from` and checks what follows it. Requires a byte that ends scalars before `end`, which
/// is where the storage does.
NumberStatus parse_u64(const char* from, const char* end, std::uint64_t& value) noexcept;
NumberStatus parse_i64(const char* from, const char* end, std::int64_t& value) noexcept;
NumberStatus parse_u128(const char* from, wire::u128& value) noexcept;
NumberStatus parse_i128(const char* from, wire::i128& value) noexcept;
NumberStatus parse_float(const char* from, const char* end, double& value) noexcept;
NumberStatus parse_float(const char* from, const char* end, float& value) noexcept;

/// One past the number at `from` if it follows JSON's grammar and is ended properly, else null. `integer` tells
/// whether it has neither fraction nor exponent.
const char* scan_number(const char* from, bool& integer) noexcept;

/// The most characters that any of the functions below writes.
inline constexpr std::size_t max_number_text = 56;

/// Each prints and returns one past the text. Requires max_number_text writable bytes.
char* print_u128(char* to, wire::u128 value) noexcept;
char* print_i128(char* to, wire::i128 value) noexcept;
/// Non-finite values print `null`, as serde_json has it.
char* print_float(char* to, double value) noexcept;
char* print_float(char* to, float value) noexcept;

}  // namespace limcode::json
