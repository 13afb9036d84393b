#include "json/strings.hpp"

#include <cstring>

namespace limcode::json {
namespace {

// The value of four hex digits, or a number above 0xFFFF.
std::uint32_t hex4(const char* from, const char* end) {
  if (end - from < 4) return 0x10000;
  std::uint32_t value = 0;
  for (int index = 0; index < 4; ++index) {
    const char character = from[index];
    std::uint32_t digit = 0;
    if (character >= '0' && character <= '9') {
      digit = static_cast<std::uint32_t>(character - '0');
    } else if (character >= 'a' && character <= 'f') {
      digit = static_cast<std::uint32_t>(character - 'a') + 10;
    } else if (character >= 'A' && character <= 'F') {
      digit = static_cast<std::uint32_t>(character - 'A') + 10;
    } else {
      return 0x10000;
    }
    value = value * 16 + digit;
  }
  return value;
}

constexpr bool is_high_surrogate(std::uint32_t code) { return code >= 0xD800 && code < 0xDC00; }
constexpr bool is_low_surrogate(std::uint32_t code) { return code >= 0xDC00 && code < 0xE000; }

std::uint8_t* write_utf8(std::uint8_t* to, std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<std::uint8_t>(value); };
  if (code < 0x80) {
    *to++ = byte(code);
  } else if (code < 0x800) {
    *to++ = byte(0xC0 | (code >> 6));
    *to++ = byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *to++ = byte(0xE0 | (code >> 12));
    *to++ = byte(0x80 | ((code >> 6) & 0x3F));
    *to++ = byte(0x80 | (code & 0x3F));
  } else {
    *to++ = byte(0xF0 | (code >> 18));
    *to++ = byte(0x80 | ((code >> 12) & 0x3F));
    *to++ = byte(0x80 | ((code >> 6) & 0x3F));
    *to++ = byte(0x80 | (code & 0x3F));
  }
  return to;
}

// The byte that a one-letter escape stands for, or 0.
constexpr std::uint8_t short_escape(char letter) {
  switch (letter) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

// Reads the digits of a `\u` escape, and a second escape when they are half of a pair. Null when wrong.
const char* unicode_escape(const char* from, const char* end, std::uint32_t& code) {
  code = hex4(from, end);
  from += 4;
  if (code > 0xFFFF || is_low_surrogate(code)) return nullptr;
  if (!is_high_surrogate(code)) return from;
  if (end - from < 6 || from[0] != '\\' || from[1] != 'u') return nullptr;
  const std::uint32_t low = hex4(from + 2, end);
  if (!is_low_surrogate(low)) return nullptr;
  code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  return from + 6;
}

}  // namespace

Unescaped unescape(std::string_view text, std::uint8_t* to) noexcept {
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from != end) {
    const void* found = std::memchr(from, '\\', static_cast<std::size_t>(end - from));
    const char* const escape = found == nullptr ? end : static_cast<const char*>(found);
    const auto plain = static_cast<std::size_t>(escape - from);
    std::memcpy(to, from, plain);
    to += plain;
    from = escape;
    if (from == end) break;
    // A string never ends in a lone backslash: its closing quote would be escaped.
    if (from[1] == 'u') {
      std::uint32_t code = 0;
      const char* next = unicode_escape(from + 2, end, code);
      if (next == nullptr) return {to, from};
      to = write_utf8(to, code);
      from = next;
    } else {
      const std::uint8_t byte = short_escape(from[1]);
      if (byte == 0) return {to, from};
      *to++ = byte;
      from += 2;
    }
  }
  return {to, nullptr};
}

const char* first_bad_escape(std::string_view text) noexcept {
  const char* from = text.data();
  const char* const end = from + text.size();
  while (from != end) {
    const void* found = std::memchr(from, '\\', static_cast<std::size_t>(end - from));
    if (found == nullptr) return nullptr;
    from = static_cast<const char*>(found);
    if (from[1] == 'u') {
      if (hex4(from + 2, end) > 0xFFFF) return from;
      from += 6;
    } else {
      if (short_escape(from[1]) == 0) return from;
      from += 2;
    }
  }
  return nullptr;
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t size = longest;
  while (size != 0 && (static_cast<std::uint8_t>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size)) + "...";
}

}  // namespace limcode::json
