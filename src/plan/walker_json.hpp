// Walking limcode::Json, the enum that stands for any JSON value. Part of walker.hpp's Walker, which includes this at
// its end.
#pragma once

#include "plan/walker.hpp"

namespace limcode::plan {

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::json(const Node& node, const Byte* at) -> Next {
  std::uint32_t kind = 0;
  const Byte* from = at;
  at = take(node, at, kind);
  if (at == nullptr) return nullptr;
  std::uint64_t number = 0;
  std::int64_t negative = 0;
  switch (static_cast<JsonKind>(kind)) {
    case JsonKind::null: return at;
    case JsonKind::boolean: return boolean(node, at);
    case JsonKind::i64: return take(node, at, negative);
    case JsonKind::u64: return take(node, at, number);
    case JsonKind::f64: return this->left(at) < 8 ? this->fail_end(node, at, 8) : at + 8;
    case JsonKind::string: return string(node, at);
    case JsonKind::array:
    case JsonKind::object: return json_items(node, at, static_cast<JsonKind>(kind) == JsonKind::object);
  }
  return this->fail(Errc::invalid_enum_index, node, from, at,
                    fmt::format("no variant has index {}; there are 8", kind));
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::json_items(const Node& node, const Byte* at, bool keyed) -> Next {
  std::uint64_t number = 0;
  at = count(node, at, node.min + (keyed ? (format_.has_fixed_integers() ? 8 : 1) : 0), number);
  for (std::uint64_t index = 0; at != nullptr && index < number; ++index) {
    if (keyed) at = string(node, at);
    if (at != nullptr) at = nested(node, at);
    if (at == nullptr) [[unlikely]]
      this->add_path(index_segment(index));
  }
  return at;
}

}  // namespace limcode::plan
