// Plan::dump: the program as text, one operation a line.
#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "limcode/plan.hpp"
#include "plan/codec.hpp"
#include "plan/program.hpp"

namespace limcode {
namespace plan {
namespace {

// In the order of Op.
constexpr std::string_view names[] = {"unit",
                                      "boolean",
                                      "u8",
                                      "u16",
                                      "u32",
                                      "u64",
                                      "u128",
                                      "i8",
                                      "i16",
                                      "i32",
                                      "i64",
                                      "i128",
                                      "f32",
                                      "f64",
                                      "character",
                                      "string",
                                      "bytes",
                                      "byte_array",
                                      "option",
                                      "sequence",
                                      "array",
                                      "tuple",
                                      "record",
                                      "enumeration",
                                      "map",
                                      "set",
                                      "json",
                                      "duration",
                                      "system_time",
                                      "ip_addr",
                                      "ipv4_addr",
                                      "ipv6_addr",
                                      "socket_addr",
                                      "socket_addr_v4",
                                      "socket_addr_v6",
                                      "c_string",
                                      "uuid",
                                      "date_time",
                                      "leb128",
                                      "codec",
                                      "message",
                                      "transaction",
                                      "bare_field"};
static_assert(std::size(names) == static_cast<std::size_t>(Op::bare_field) + 1);

void line(const Program& program, const Node& node, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{}", names[static_cast<std::size_t>(node.op)]);
  if (node.codec != nullptr) fmt::format_to(to, " {}", node.codec->name);
  if (node.length != 0 && node.prefix != schema::LengthPrefix::bounded) fmt::format_to(to, " x{}", node.length);
  if (node.key != no_node) fmt::format_to(to, " key=%{}", node.key);
  if (node.child != no_node) fmt::format_to(to, " of=%{}", node.child);
  if (node.fixed != no_size) {
    fmt::format_to(to, " size={}", node.fixed);
  } else {
    fmt::format_to(to, " size>={}", node.min);
  }
  if (node.opaque) out += " opaque";
  if (node.arrangement == schema::Arrangement::ascending) out += " sorted";
  if (node.arrangement == schema::Arrangement::heap) out += " heap";
  if (node.reversed) out += " reversed";
  if (node.non_zero) out += " non_zero";
  if (node.prefix == schema::LengthPrefix::short_vec) out += " short_vec";
  if (node.prefix == schema::LengthPrefix::bounded) out += fmt::format(" up_to={}", node.length);
  if (node.op == Op::record || node.op == Op::tuple) {
    for (std::uint32_t index = 0; index < node.count; ++index) {
      const Field& field = program.fields[node.first + index];
      fmt::format_to(to, " {}=%{}", program.view(field.name), field.node);
    }
  } else if (node.op == Op::enumeration) {
    for (std::uint32_t index = 0; index < node.count; ++index) {
      const Variant& variant = program.variants[node.first + index];
      fmt::format_to(to, " {}:{}", variant.write_index, program.view(variant.name));
      if (variant.payload != no_node) fmt::format_to(to, "=%{}", variant.payload);
    }
  }
}

}  // namespace
}  // namespace plan

std::string Plan::dump() const {
  std::string out;
  for (std::size_t index = 0; index < program_->nodes.size(); ++index) {
    fmt::format_to(std::back_inserter(out), "{}%{} ", index == program_->root ? "root " : "", index);
    plan::line(*program_, program_->nodes[index], out);
    out += '\n';
  }
  return out;
}

}  // namespace limcode
