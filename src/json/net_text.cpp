#include "json/net_text.hpp"

#include <algorithm>
#include <cstring>

#include "kernels/decimal.hpp"

namespace limcode::json {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// A decimal number up to `max`, taken from the front. Leading zeros are refused where `strict`.
bool take_number(std::string_view& text, std::uint32_t max, bool strict, std::uint32_t& value) {
  std::size_t count = 0;
  value = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value = value * 10 + static_cast<std::uint32_t>(text[count] - '0');
    if (value > max) return false;
    ++count;
  }
  if (count == 0 || (strict && count > 1 && text[0] == '0')) return false;
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

bool take_ipv4(std::string_view& text, std::uint8_t* octets) {
  for (int index = 0; index < 4; ++index) {
    std::uint32_t value = 0;
    if ((index != 0 && !take(text, '.')) || !take_number(text, 255, true, value)) return false;
    octets[index] = static_cast<std::uint8_t>(value);
  }
  return true;
}

// One group of an IPv6 address: one to four hex digits.
bool take_group(std::string_view& text, std::uint8_t* octets) {
  std::uint32_t value = 0;
  std::size_t count = 0;
  for (; count < text.size() && count < 5 && hex_value(text[count]) >= 0; ++count) {
    value = value * 16 + static_cast<std::uint32_t>(hex_value(text[count]));
  }
  if (count == 0 || count > 4) return false;
  octets[0] = static_cast<std::uint8_t>(value >> 8);
  octets[1] = static_cast<std::uint8_t>(value);
  text.remove_prefix(count);
  return true;
}

// Up to `limit` groups with colons between them, the last two maybe as an IPv4 address; returns how many.
std::size_t take_groups(std::string_view& text, std::uint8_t* octets, std::size_t limit) {
  std::size_t count = 0;
  while (count < limit) {
    std::string_view rest = text;
    if (count != 0 && (!take(rest, ':') || rest.starts_with(':'))) break;
    std::string_view v4 = rest;
    if (count + 2 <= limit && take_ipv4(v4, octets + 2 * count)) {
      text = v4;
      return count + 2;
    }
    if (!take_group(rest, octets + 2 * count)) break;
    text = rest;
    ++count;
  }
  return count;
}

bool take_ipv6(std::string_view& text, std::uint8_t* octets) {
  std::memset(octets, 0, 16);
  const std::size_t head = take_groups(text, octets, 8);
  if (head == 8) return true;
  if (!text.starts_with("::")) return false;
  text.remove_prefix(2);
  std::uint8_t tail[16] = {};
  const std::size_t count = take_groups(text, tail, 7 - head);
  std::memcpy(octets + 16 - 2 * count, tail, 2 * count);
  return true;
}

char* print_ipv6(char* to, const std::uint8_t* octets) {
  std::uint32_t groups[8];
  for (std::size_t index = 0; index < 8; ++index) groups[index] = (octets[2 * index] << 8U) | octets[2 * index + 1];
  const bool mapped =
      std::all_of(groups, groups + 5, [](std::uint32_t group) { return group == 0; }) && groups[5] == 0xFFFF;
  if (mapped) {
    std::memcpy(to, "::ffff:", 7);
    return print_ip(to + 7, octets + 12, false);
  }
  // The longest run of two or more zero groups, the first of equals, is left out.
  int best = 8;
  int best_length = 1;
  for (int start = 0; start < 8; ++start) {
    int length = 0;
    while (start + length < 8 && groups[start + length] == 0) ++length;
    if (length > best_length) {
      best = start;
      best_length = length;
    }
  }
  for (int index = 0; index < 8; ++index) {
    if (index == best) {
      *to++ = ':';
      *to++ = ':';
      index += best_length - 1;
      continue;
    }
    if (index != 0 && index != best + best_length) *to++ = ':';
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      const std::uint32_t digit = (groups[index] >> static_cast<unsigned>(shift)) & 15;
      started = started || digit != 0 || shift == 0;
      if (started) *to++ = hex_digits[digit];
    }
  }
  return to;
}

}  // namespace

bool parse_ip(std::string_view text, Address& address) noexcept {
  std::string_view rest = text;
  if (take_ipv4(rest, address.octets)) return rest.empty();
  address.v6 = true;
  return take_ipv6(text, address.octets) && text.empty();
}

bool parse_socket(std::string_view text, Address& address) noexcept {
  std::uint32_t number = 0;
  if (take(text, '[')) {
    address.v6 = true;
    if (!take_ipv6(text, address.octets)) return false;
    if (take(text, '%') && !take_number(text, 0x0FFFFFFF, false, number)) return false;
    if (!take(text, ']')) return false;
  } else if (!take_ipv4(text, address.octets)) {
    return false;
  }
  if (!take(text, ':') || !take_number(text, 65535, false, number)) return false;
  address.port = static_cast<std::uint16_t>(number);
  return text.empty();
}

bool parse_uuid(std::string_view text, std::uint8_t* octets) noexcept {
  if (text.starts_with("urn:uuid:")) {
    text.remove_prefix(9);
  } else if (text.size() == 38 && text.front() == '{' && text.back() == '}') {
    text = text.substr(1, 36);
  }
  const bool hyphens = text.size() == 36;
  if (!hyphens && text.size() != 32) return false;
  std::size_t at = 0;
  for (int index = 0; index < 16; ++index) {
    if (hyphens && (index == 4 || index == 6 || index == 8 || index == 10) && text[at++] != '-') return false;
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return false;
    octets[index] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return true;
}

char* print_ip(char* to, const std::uint8_t* octets, bool v6) noexcept {
  if (v6) return print_ipv6(to, octets);
  for (int index = 0; index < 4; ++index) {
    if (index != 0) *to++ = '.';
    to = kernels::write_decimal(to, octets[index]);
  }
  return to;
}

char* print_socket(char* to, const std::uint8_t* octets, bool v6, std::uint16_t port) noexcept {
  if (v6) *to++ = '[';
  to = print_ip(to, octets, v6);
  if (v6) *to++ = ']';
  *to++ = ':';
  return kernels::write_decimal(to, port);
}

char* print_uuid(char* to, const std::uint8_t* octets) noexcept {
  for (int index = 0; index < 16; ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) *to++ = '-';
    *to++ = hex_digits[octets[index] >> 4];
    *to++ = hex_digits[octets[index] & 15];
  }
  return to;
}

}  // namespace limcode::json
