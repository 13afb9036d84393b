// Wire to JSON: layouts that Rust text cannot say. Part of printer.hpp's Printer. A codec's value is rewritten as its
// type is declared and printed from there; messages and transactions are printed in place, with RPC's "version".
#pragma once

#include "json/printer_nested.hpp"

namespace limcode::json {

template <class Format>
auto Printer<Format>::codec(const Node& node, const Byte* at) -> Next {
  Buffer declared;
  const Byte* const next = this->read_codec(node, at, &declared);
  if (next == nullptr) return nullptr;
  Printer inner(program_, declared.bytes(), style_, out_);
  inner.depth_ = depth_;
  const Node& type = this->node(node.child);
  const Next printed = node.codec->untagged ? inner.untagged(node.child)
                       : is_message(type)   ? inner.expanded_message(type, inner.begin_)
                                            : inner.value(node.child, inner.begin_);
  if (printed != nullptr) return next;
  if (out_.failed()) return nullptr;
  // What the declared type refuses (text that is not UTF-8, say) has no place of its own in the codec's layout.
  const plan::Fault fault = inner.take_fault();
  this->fail(fault.code, node, at, next, fault.detail);
  this->fault_.path = fault.path;
  return nullptr;
}

template <class Format>
auto Printer<Format>::bare_field(const Node& node, const Byte* at) -> Next {
  if (serde_forms()) return value(node.child, at);
  const plan::Field& field = program_.fields[this->node(node.child).first];
  at = value(field.node, at);
  if (at == nullptr) this->add_path(plan::field_segment(program_, field));
  return at;
}

// A serde_varint is to serde the tuple of its bytes.
template <class Format>
void Printer<Format>::leb128_bytes(std::uint64_t number) {
  Byte bytes[10];
  byte_numbers(bytes, static_cast<std::uint64_t>(wire::write_leb128(bytes, number) - bytes));
}

// A short_vec is to serde one tuple of its length, itself a tuple of bytes, and its elements.
template <class Format>
void Printer<Format>::counted_bytes(const Byte* at, std::uint64_t length) {
  out_.put('[');
  leb128_bytes(length);
  for (std::uint64_t index = 0; index < length; ++index) {
    out_.put(',');
    print(at[index]);
  }
  out_.put(']');
}

template <class Format>
auto Printer<Format>::counted_elements(const Node& node, const Byte* at, std::uint64_t count) -> Next {
  out_.put('[');
  leb128_bytes(count);
  for (std::uint64_t index = 0; index < count; ++index) {
    out_.put(',');
    at = value(node.child, at);
    if (at == nullptr || out_.failed()) [[unlikely]] {
      if (at == nullptr) this->add_path(plan::index_segment(index));
      return nullptr;
    }
  }
  out_.put(']');
  return at;
}

// A message is to serde a tuple of its version, which a legacy one does not have, and itself.
template <class Format>
auto Printer<Format>::serde_message(std::uint32_t version, plan::NodeId payload, const Byte* at) -> Next {
  out_.put('[');
  if (version != 0) {
    print(static_cast<std::uint8_t>(plan::version_mark + version - 1));
    out_.put(',');
  }
  at = value(payload, at);
  out_.put(']');
  return at;
}

// The payload of an enum's variant by itself.
template <class Format>
auto Printer<Format>::untagged(plan::NodeId id) -> Next {
  const Node& node = this->node(id);
  std::uint32_t variant = 0;
  const Byte* const at = this->read_variant(node, this->begin_, variant);
  return at == nullptr ? nullptr : value(program_.variants[node.first + variant].payload, at);
}

template <class Format>
auto Printer<Format>::message(const Node& node, const Byte* at) -> Next {
  std::uint32_t version = 0;
  at = this->read_version(node, at, version);
  if (at == nullptr) return nullptr;
  const plan::NodeId payload = this->message_payload(node, version);
  if (serde_forms()) return serde_message(version, payload, at);
  return is_message(this->node(payload)) ? expanded_message(this->node(payload), at) : value(payload, at);
}

// Whether this is a message whose instructions are to be expanded. All versions begin with header and keys; what the
// header holds takes three bytes.
template <class Format>
bool Printer<Format>::is_message(const Node& node) const {
  if (style_.expander == nullptr || node.op != Op::record || node.count < 4) return false;
  const plan::Field* const fields = program_.fields.data() + node.first;
  return program_.view(fields[1].name) == "account_keys" && program_.view(fields[3].name) == "instructions";
}

template <class Format>
auto Printer<Format>::expanded_message(const Node& node, const Byte* at) -> Next {
  constexpr std::size_t header_size = 3;
  const plan::Field* const fields = program_.fields.data() + node.first;
  const Byte* const keys = at + header_size;
  for (const plan::Field* field = fields; field != fields + node.count; ++field) {
    if (field != fields + 3) {
      at = labelled(*field, at);
      if (at == nullptr) return nullptr;
      continue;
    }
    const Node& instructions = this->node(field->node);
    std::uint64_t count = 0;
    out_.put_label(program_.text.data() + field->lead.offset, field->lead.length);
    at = this->read_count(instructions, at, this->node(instructions.child).min, count);
    if (at != nullptr) out_.put('[');
    for (std::uint64_t index = 0; at != nullptr && index < count; ++index) {
      if (index != 0) out_.put(',');
      at = expanded_instruction(this->node(instructions.child), keys, at);
      if (at == nullptr) this->add_path(plan::index_segment(index));
    }
    if (at == nullptr) {
      this->add_path(plan::field_segment(program_, *field));
      return nullptr;
    }
    out_.put(']');
  }
  out_.put('}');
  return at;
}

template <class Format>
auto Printer<Format>::expanded_instruction(const Node& node, const Byte* keys, const Byte* at) -> Next {
  const plan::Field* const fields = program_.fields.data() + node.first;
  const Byte* const program = at;
  const Byte* data = at;
  for (const plan::Field* field = fields; field != fields + node.count; ++field) {
    data = at;
    at = labelled(*field, at);
    if (at == nullptr) return nullptr;
  }
  expansion(keys, *program, data);
  out_.put('}');
  return at;
}

// The program's key may come from a lookup table, and then it is not here.
template <class Format>
void Printer<Format>::expansion(const Byte* keys, std::uint8_t program, const Byte* data) {
  constexpr std::size_t account_key_size = 32;
  std::uint64_t key_count = 0;
  std::uint64_t size = 0;
  static_cast<void>(wire::read_short_vec(keys, end_, key_count));
  static_cast<void>(wire::read_short_vec(data, end_, size));
  if (program >= key_count) return;
  const std::string text = style_.expander->expand(
      std::span<const Byte, account_key_size>(keys + program * account_key_size, account_key_size), {data, size});
  if (text.empty()) return;
  out_.put(",\"expanded\":");
  out_.put(text);
}

template <class Format>
auto Printer<Format>::labelled(const plan::Field& field, const Byte* at) -> Next {
  out_.put_label(program_.text.data() + field.lead.offset, field.lead.length);
  const Byte* const next = value(field.node, at);
  if (next == nullptr) [[unlikely]]
    this->add_path(plan::field_segment(program_, field));
  return next;
}

template <class Format>
auto Printer<Format>::transaction(const Node& node, const Byte* at) -> Next {
  if (this->is_v1(node, at)) return v1_transaction(node, at);
  if (!this->begins_transaction(node, at)) return nullptr;
  const Byte* const message = labelled(this->transaction_field(node, 0), at);
  if (message == nullptr) return nullptr;
  const Byte* const next = labelled(this->transaction_field(node, 1), message);
  if (next == nullptr) return nullptr;
  if (!serde_forms()) {
    out_.put(",\"version\":");
    out_.put(plan::version_texts[*message < plan::version_mark ? 0 : *message - plan::version_mark + 1]);
  }
  out_.put('}');
  return next;
}

// JSON has the signatures first all the same, so the end of the message has to be found before anything is printed.
template <class Format>
auto Printer<Format>::v1_transaction(const Node& node, const Byte* at) -> Next {
  const plan::Field& signatures = this->transaction_field(node, 0);
  const plan::Field& message = this->transaction_field(node, 1);
  const Byte* const first = end_of(this->node(message.node), at);
  if (first == nullptr) {
    this->add_path(plan::field_segment(program_, message));
    return nullptr;
  }
  const Byte* const next = this->read_v1_signatures(node, at, first);
  if (next == nullptr) return nullptr;
  out_.put_label(program_.text.data() + signatures.lead.offset, signatures.lead.length);
  const auto count = static_cast<std::uint64_t>(next - first) / plan::message_signature_size;
  const Node& list = this->node(signatures.node);
  if ((is_counted(list) ? counted_elements(list, first, count) : elements(list, first, count)) == nullptr) {
    return nullptr;
  }
  if (labelled(message, at) == nullptr) return nullptr;
  if (!serde_forms()) {
    out_.put(",\"version\":");
    out_.put(plan::version_texts[plan::v1_variant]);
  }
  out_.put('}');
  return next;
}

}  // namespace limcode::json
