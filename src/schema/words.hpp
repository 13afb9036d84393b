// Small questions about text: kinds of ASCII characters, which <cctype> would ask the locale about, and lists of words.
#pragma once

#include <algorithm>
#include <string_view>

namespace limcode::schema {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
[[nodiscard]] constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

template <class List>
[[nodiscard]] constexpr bool is_one_of(std::string_view word, const List& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace limcode::schema
