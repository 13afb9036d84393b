// Reading sizes, in integers: a double would lose the last digits of large ones.
#include "cli/sizes.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <string>

namespace limcode::cli {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::optional<std::uint64_t> multiply(std::uint64_t left, std::uint64_t right) {
  if (right != 0 && left > largest / right) return std::nullopt;
  return left * right;
}

// Takes the digits off the front of `text` and appends them to `value`; the number of digits taken.
std::optional<std::size_t> take_digits(std::string_view& text, std::uint64_t& value) {
  std::size_t count = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++count) {
    const auto tens = multiply(value, 10);
    const auto digit = static_cast<std::uint64_t>(text.front() - '0');
    if (!tens || *tens > largest - digit) return std::nullopt;
    value = *tens + digit;
  }
  return count;
}

std::optional<std::uint64_t> unit_bytes(std::string_view unit) {
  std::string lower(unit);
  std::ranges::transform(lower, lower.begin(), [](unsigned char character) { return std::tolower(character); });
  if (lower.empty() || lower == "b") return 1;
  const std::size_t power = std::string_view("kmgt").find(lower.front());
  const std::string_view rest = std::string_view(lower).substr(1);
  if (power == std::string_view::npos || !(rest.empty() || rest == "b" || rest == "ib")) return std::nullopt;
  std::uint64_t bytes = 1;
  for (std::size_t index = 0; index <= power; ++index) bytes *= rest == "b" ? 1000 : 1024;
  return bytes;
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto whole_digits = take_digits(text, value);
  if (!whole_digits || *whole_digits == 0) return std::nullopt;
  std::size_t fraction_digits = 0;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const auto digits = take_digits(text, value);
    if (!digits || *digits == 0) return std::nullopt;
    fraction_digits = *digits;
  }
  if (text.starts_with(' ')) text.remove_prefix(1);
  const auto unit = unit_bytes(text);
  if (!unit) return std::nullopt;
  auto bytes = multiply(value, *unit);
  for (; bytes && fraction_digits > 0; --fraction_digits) {
    if (*bytes % 10 != 0) return std::nullopt;
    *bytes /= 10;
  }
  return bytes;
}

}  // namespace limcode::cli
