// JSON to wire: what has a text of its own in JSON: addresses, UUIDs, times. Part of encoder.hpp's Encoder.
#pragma once

#include "json/encode_values.hpp"
#include "json/net_text.hpp"
#include "plan/date_time.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::text_value(const Node& node) {
  const char* const at = here();
  std::string_view text;
  if (!string_text(text, "a string")) return false;
  return address_text(node, text, at);
}

template <class Format>
bool Encoder<Format>::address_text(const Node& node, std::string_view text, const char* at) {
  Address address;
  bool good = false;
  switch (node.op) {
    case Op::ipv4_addr: good = parse_ip(text, address) && !address.v6; break;
    case Op::ipv6_addr: good = parse_ip(text, address) && address.v6; break;
    case Op::ip_addr: good = parse_ip(text, address); break;
    case Op::socket_addr_v4: good = parse_socket(text, address) && !address.v6; break;
    case Op::socket_addr_v6: good = parse_socket(text, address) && address.v6; break;
    case Op::socket_addr: good = parse_socket(text, address); break;
    default: good = parse_uuid(text, address.octets); break;
  }
  if (!good) {
    return fail(Errc::json_type, at,
                fmt::format("expected the text of a {}, found \"{}\"", program_.type_name(node), shown(text)));
  }
  if (node.op == Op::uuid) {
    if (!write_length(node, 16)) return false;
    write_raw(address.octets, 16);
    return true;
  }
  if (node.op == Op::ip_addr || node.op == Op::socket_addr) write(static_cast<std::uint32_t>(address.v6));
  write_raw(address.octets, address.v6 ? 16 : 4);
  if (node.op >= Op::socket_addr && node.op <= Op::socket_addr_v6) write(address.port);
  return true;
}

template <class Format>
bool Encoder<Format>::date_time(const Node& node) {
  const char* const at = here();
  std::string_view text;
  if (!string_text(text, "a date and time")) return false;
  plan::DateTime time;
  if (!plan::parse_date_time(text, time)) {
    return fail(Errc::json_type, at,
                fmt::format("expected a date and time with its offset from UTC, found \"{}\"", shown(text)));
  }
  char printed[plan::max_date_time_text];
  const auto size = static_cast<std::size_t>(plan::print_date_time(printed, time, node.keeps_offset) - printed);
  if (!write_length(node, size)) return false;
  write_raw(printed, size);
  return true;
}

}  // namespace limcode::json
