// Wire to JSON: values that hold others. Part of printer.hpp's Printer.
#pragma once

#include <algorithm>

#include "json/printer.hpp"

namespace limcode::json {

template <class Format>
auto Printer<Format>::nested(const Node& node, const Byte* at) -> Next {
  if (++depth_ > max_wire_depth) [[unlikely]]
    return this->fail(Errc::depth_exceeded, node, at, at,
                      fmt::format("values are nested deeper than {} levels", max_wire_depth));
  switch (node.op) {
    case Op::option: at = option(node, at); break;
    case Op::sequence: at = sequence(node, at); break;
    case Op::array: at = array(node, at); break;
    case Op::tuple:
    case Op::record: at = fields(node, at); break;
    case Op::enumeration: at = enumeration(node, at); break;
    case Op::map: at = map(node, at); break;
    case Op::set: at = set(node, at); break;
    case Op::json: at = json(node, at); break;
    case Op::codec: at = codec(node, at); break;
    case Op::message: at = message(node, at); break;
    case Op::transaction: at = transaction(node, at); break;
    case Op::bare_field: at = bare_field(node, at); break;
    default: at = nullptr; break;
  }
  --depth_;
  return at;
}

template <class Format>
auto Printer<Format>::option(const Node& node, const Byte* at) -> Next {
  if (at == end_) [[unlikely]]
    return this->fail_end(node, at, 1);
  if (*at == 1) return value(node.child, at + 1);
  if (*at != 0)
    return this->fail(Errc::invalid_option_tag, node, at, at + 1,
                      fmt::format("an Option's tag is 0 or 1, not {}", *at));
  out_.put("null");
  return at + 1;
}

template <class Format>
auto Printer<Format>::sequence(const Node& node, const Byte* at) -> Next {
  std::uint64_t count = 0;
  at = this->read_count(node, at, this->node(node.child).min, count);
  if (at == nullptr) return nullptr;
  if (is_counted(node)) return counted_elements(node, at, count);
  if (share_ && may_be_large(node, count)) [[unlikely]] {
    if (const auto end = share_(node, at, count, depth_)) return *end;
  }
  return elements(node, at, count);
}

template <class Format>
auto Printer<Format>::array(const Node& node, const Byte* at) -> Next {
  if (this->node(node.child).min == 0 && !this->spend_empty(node.length)) {
    return this->fail(Errc::length_overflow, node, at, at,
                      "more elements that take no bytes than this input may claim");
  }
  return elements(node, at, node.length);
}

// Numbers of type T in bulk, from `index` on up to `end`. Stops at one that is not valid or not there, and leaves it to
// the exact code.
template <class Format>
template <class T>
auto Printer<Format>::numbers_in_bulk(const Byte* at, std::uint64_t& index, std::uint64_t end) -> Next {
  constexpr std::uint64_t chunk = 2048;
  constexpr bool as_they_are = sizeof(T) == 8 && std::is_same_v<Format, NativeFormat>;
  T numbers[as_they_are ? 1 : chunk];
  std::uint64_t wide[as_they_are || sizeof(T) == 8 ? 1 : chunk];
  while (index < end && !out_.failed()) {
    std::uint64_t some = std::min(chunk, end - index);
    const void* from = as_they_are ? static_cast<const void*>(at) : numbers;
    if constexpr (as_they_are) {
      some = std::min<std::uint64_t>(some, this->left(at) / sizeof(T));
      at += some * sizeof(T);
    } else {
      some = format_.with_type([&]<class Type>(Type) { return take_run<Type>(at, end_, numbers, some); });
    }
    if (some == 0) break;
    if constexpr (sizeof(T) != 8) {
      std::copy_n(numbers, some, wide);
      from = wide;
    }
    char* to = out_.room(some * kernels::max_u64_text + 1 + kernels::write_slack);
    if (index != 0) *to++ = ',';
    out_.end(to + kernels::table().print_u64s(to, from, some));
    index += some;
  }
  return at;
}

// Floats likewise; every bit pattern is one.
template <class Format>
template <class T>
auto Printer<Format>::floats_in_bulk(const Byte* at, std::uint64_t& index, std::uint64_t end) -> Next {
  constexpr std::uint64_t chunk = 256;
  while (index < end && !out_.failed()) {
    const std::uint64_t some = std::min({chunk, end - index, this->left(at) / sizeof(T)});
    if (some == 0) break;
    char* to = out_.room(some * (max_number_text + 1));
    for (const Byte* const stop = at + some * sizeof(T); at != stop;) {
      *to = ',';
      to += index++ != 0;
      T number{};
      static_cast<void>(format_.read(at, stop, number));
      to = print_float(to, number);
    }
    out_.end(to);
  }
  return at;
}

template <class Format>
auto Printer<Format>::elements_in_bulk(const Node& element, const Byte* at, std::uint64_t& index, std::uint64_t end)
    -> Next {
  if (!is_in_bulk(element)) return at;
  switch (element.op) {
    case Op::u16: return numbers_in_bulk<std::uint16_t>(at, index, end);
    case Op::u32: return numbers_in_bulk<std::uint32_t>(at, index, end);
    case Op::u64: return numbers_in_bulk<std::uint64_t>(at, index, end);
    case Op::f32: return floats_in_bulk<float>(at, index, end);
    case Op::f64: return floats_in_bulk<double>(at, index, end);
    default: return at;
  }
}

template <class Format>
auto Printer<Format>::elements(const Node& node, const Byte* at, std::uint64_t count) -> Next {
  out_.put('[');
  std::uint64_t index = 0;
  at = part(node.child, at, index, count);
  if (at != nullptr) out_.put(']');
  return at;
}

// A field that is on the wire but not in the JSON.
template <class Format>
auto Printer<Format>::unwritten_field(const plan::Field& field, const Byte* at) -> Next {
  return field.reads ? end_of(this->node(field.node), at) : at;
}

// A field that is in the JSON but not on the wire.
template <class Format>
bool Printer<Format>::default_field(const Node& node, const plan::Field& field, const Byte* at) {
  if (field.default_json.length == 0) {
    this->fail(Errc::not_representable, node, at, at,
               "a field that is not on the wire has a default that limcode cannot know");
    return false;
  }
  out_.put(program_.view(field.default_json));
  return true;
}

template <class Format>
auto Printer<Format>::fields(const Node& node, const Byte* at) -> Next {
  const char* const text = program_.text.data();
  const plan::Field* const first = program_.fields.data() + node.first;
  bool any = false;
  for (const plan::Field* field = first; field != first + node.count; ++field) {
    const Byte* next = nullptr;
    if (!field->writes) {
      next = unwritten_field(*field, at);
    } else {
      any = true;
      out_.put_label(text + field->lead.offset, field->lead.length);
      next = field->reads ? value(field->node, at) : default_field(node, *field, at) ? at : nullptr;
    }
    if (next == nullptr) [[unlikely]] {
      this->add_path(plan::field_segment(program_, *field));
      return nullptr;
    }
    at = next;
  }
  const bool record = node.op == Op::record;
  if (!any) out_.put(record ? '{' : '[');
  out_.put(record ? '}' : ']');
  return at;
}

template <class Format>
auto Printer<Format>::enumeration(const Node& node, const Byte* at) -> Next {
  const Byte* const from = at;
  std::uint32_t number = 0;
  at = this->read_variant(node, at, number);
  if (at == nullptr) return nullptr;
  const plan::Variant& variant = program_.variants[node.first + number];
  if (!variant.writes) {
    return this->fail(Errc::not_representable, node, from, at,
                      fmt::format("the variant `{}` is never written", program_.view(variant.name)));
  }
  if (variant.payload == plan::no_node) {
    out_.put(program_.view(variant.quoted));
    return at;
  }
  out_.put(program_.view(variant.lead));
  const Byte* const next = value(variant.payload, at);
  if (next == nullptr) [[unlikely]] {
    this->add_path("." + std::string(program_.view(variant.name)));
    return nullptr;
  }
  out_.put('}');
  return next;
}

// Whether the entries of the map or set at `at` are as Rust would hold them. The outermost one is walked to find out,
// and the ones inside it with it. A fault is left to be found when the entries are printed.
template <class Format>
bool Printer<Format>::in_order(const Node& node, const Byte* at) {
  if (faulty_) return true;
  const plan::KnownMap* known = maps_.find(this->offset(at));
  if (known == nullptr) {
    maps_.clear();
    arranger_.forget();
    Walker walker(program_, wire_);
    walker.record(maps_, arranger_);
    faulty_ = walker.value(this->id_of(node), at) == nullptr;
    if (faulty_) return true;
    known = maps_.find(this->offset(at));
  }
  return known == nullptr || known->in_order;
}

template <class Format>
auto Printer<Format>::entry(const Node& node, const Byte* at, std::uint64_t index) -> Next {
  if (index != 0) out_.put(',');
  const Byte* next = nullptr;
  if (node.op == Op::map) {
    next = map_key(node.key, at);
    if (next != nullptr) {
      out_.put(':');
      next = value(node.child, next);
    }
  } else {
    next = value(node.child, at);
  }
  if (next == nullptr) [[unlikely]]
    this->add_path(plan::index_segment(index));
  return out_.failed() ? nullptr : next;
}

// Entries that are not in order: found, arranged, then printed.
template <class Format>
auto Printer<Format>::arranged(const Node& node, const Byte* at, std::uint64_t count) -> Next {
  const bool is_map = node.op == Op::map;
  Walker walker(program_, wire_);
  walker.pass_over(maps_);
  std::vector<plan::Entry> entries;
  // Very many short entries must have equals among them, which need not be kept.
  std::size_t next_look = std::size_t{1} << 16;
  for (std::uint64_t index = 0; index < count; ++index) {
    const std::uint64_t key = this->offset(at);
    at = walker.value(is_map ? node.key : node.child, at);
    if (at != nullptr && is_map) at = walker.value(node.child, at);
    if (at == nullptr) {
      this->fault_ = walker.take_fault();
      this->add_path(plan::index_segment(index));
      return nullptr;
    }
    entries.push_back({key, this->offset(at)});
    if (entries.size() == next_look) {
      arranger_.arrange(node, entries);
      next_look = std::max(next_look, 2 * entries.size());
    }
  }
  arranger_.arrange(node, entries);
  for (std::uint64_t index = 0; index < entries.size(); ++index) {
    if (entry(node, this->begin_ + entries[index].key, index) == nullptr) return nullptr;
  }
  return at;
}

// The elements of what is not yet a heap, likewise. All of them stay, and no more than their offsets are kept.
template <class Format>
auto Printer<Format>::pushed(const Node& node, const Byte* at, std::uint64_t count) -> Next {
  Walker walker(program_, wire_);
  walker.pass_over(maps_);
  std::vector<std::uint64_t> elements;
  elements.reserve(count);
  for (std::uint64_t index = 0; index < count; ++index) {
    elements.push_back(this->offset(at));
    at = walker.value(node.child, at);
    if (at == nullptr) {
      this->fault_ = walker.take_fault();
      this->add_path(plan::index_segment(index));
      return nullptr;
    }
  }
  arranger_.push(node, elements);
  for (std::uint64_t index = 0; index < count; ++index) {
    if (entry(node, this->begin_ + elements[index], index) == nullptr) return nullptr;
  }
  return at;
}

template <class Format>
auto Printer<Format>::map(const Node& node, const Byte* at) -> Next {
  out_.put('{');
  at = entries(node, at, this->node(node.key).min + this->node(node.child).min);
  out_.put('}');
  return at;
}

template <class Format>
auto Printer<Format>::set(const Node& node, const Byte* at) -> Next {
  out_.put('[');
  at = entries(node, at, this->node(node.child).min);
  out_.put(']');
  return at;
}

template <class Format>
auto Printer<Format>::entries(const Node& node, const Byte* at, std::uint64_t min) -> Next {
  const Byte* const from = at;
  std::uint64_t count = 0;
  at = this->read_count(node, at, min, count);
  if (at == nullptr) return nullptr;
  if (!in_order(node, from)) {
    return node.arrangement == plan::Arrangement::heap ? pushed(node, at, count) : arranged(node, at, count);
  }
  for (std::uint64_t index = 0; at != nullptr && index < count; ++index) at = entry(node, at, index);
  return at;
}

// JSON keys are strings; what serde_json can write as one is printed so, anything else refused.
template <class Format>
auto Printer<Format>::map_key(plan::NodeId id, const Byte* at) -> Next {
  const Node& node = this->node(id);
  switch (node.op) {
    case Op::string:
    case Op::character:
    case Op::date_time:
    case Op::uuid:
    case Op::ip_addr:
    case Op::ipv4_addr:
    case Op::ipv6_addr:
    case Op::socket_addr:
    case Op::socket_addr_v4:
    case Op::socket_addr_v6: return value(id, at);
    case Op::bytes:
    case Op::byte_array:
      if (const BytesForm form = bytes_form(node.text, style_); form.utf8 || form.style != BytesStyle::array) {
        return value(id, at);
      }
      break;
    case Op::enumeration: {
      std::uint32_t number = 0;
      const Byte* const next = this->read_variant(node, at, number);
      if (next == nullptr) return nullptr;
      if (program_.variants[node.first + number].payload != plan::no_node) break;
      return value(id, at);
    }
    default:
      if (node.op == Op::boolean || (node.op >= Op::u8 && node.op <= Op::i128)) {
        out_.put('"');
        const Byte* const next = value(id, at);
        out_.put('"');
        return next;
      }
  }
  return this->fail(Errc::not_representable, node, at, at,
                    fmt::format("a JSON key cannot be a {}", program_.type_name(node)));
}

template <class Format>
auto Printer<Format>::json(const Node& node, const Byte* at) -> Next {
  using plan::JsonKind;
  const Byte* const from = at;
  std::uint32_t kind = 0;
  at = this->read(node, at, kind);
  if (at == nullptr) return nullptr;
  switch (static_cast<JsonKind>(kind)) {
    case JsonKind::null: out_.put("null"); return at;
    case JsonKind::boolean: return boolean(node, at);
    case JsonKind::i64: return integer<std::int64_t>(node, at);
    case JsonKind::u64: return integer<std::uint64_t>(node, at);
    case JsonKind::f64: return floating<double>(node, at);
    case JsonKind::string: return string(node, at);
    case JsonKind::array:
    case JsonKind::object: return json_items(node, at, static_cast<JsonKind>(kind) == JsonKind::object);
  }
  return this->fail(Errc::invalid_enum_index, node, from, at,
                    fmt::format("no variant has index {}; there are 8", kind));
}

template <class Format>
auto Printer<Format>::json_items(const Node& node, const Byte* at, bool keyed) -> Next {
  std::uint64_t count = 0;
  at = this->read_count(node, at, node.min + (keyed ? (format_.has_fixed_integers() ? 8 : 1) : 0), count);
  if (at == nullptr) return nullptr;
  out_.put(keyed ? '{' : '[');
  for (std::uint64_t index = 0; index < count; ++index) {
    if (index != 0) out_.put(',');
    if (keyed && at != nullptr) {
      at = string(node, at);
      out_.put(':');
    }
    if (at != nullptr) at = nested(node, at);
    if (at == nullptr || out_.failed()) [[unlikely]] {
      if (at == nullptr) this->add_path(plan::index_segment(index));
      return nullptr;
    }
  }
  out_.put(keyed ? '}' : ']');
  return at;
}

}  // namespace limcode::json
