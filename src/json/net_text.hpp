// The text of IP addresses, socket addresses and UUIDs, read and printed as Rust's standard library and the uuid
// crate do.
#pragma once

#include <cstdint>
#include <string_view>

namespace limcode::json {

/// An address of either family; octets in network order.
struct Address {
  std::uint8_t octets[16] = {};
  std::uint16_t port = 0;
  bool v6 = false;
};

[[nodiscard]] bool parse_ip(std::string_view text, Address& address) noexcept;
/// `1.2.3.4:80` or `[::1]:80`; a scope id is accepted and dropped, as bincode drops it.
[[nodiscard]] bool parse_socket(std::string_view text, Address& address) noexcept;
/// Hyphenated, simple, braced or URN form.
[[nodiscard]] bool parse_uuid(std::string_view text, std::uint8_t* octets) noexcept;

/// The most characters that any print_ here writes.
inline constexpr std::size_t max_address_text = 64;

/// Each returns one past the text. Requires max_address_text writable bytes.
char* print_ip(char* to, const std::uint8_t* octets, bool v6) noexcept;
char* print_socket(char* to, const std::uint8_t* octets, bool v6, std::uint16_t port) noexcept;
char* print_uuid(char* to, const std::uint8_t* octets) noexcept;

}  // namespace limcode::json
