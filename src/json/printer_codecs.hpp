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
  if ((node.codec->untagged ? inner.untagged(node.child) : inner.value(node.child, inner.begin_)) != nullptr)
    return next;
  if (out_.failed()) return nullptr;
  // What the declared type refuses (text that is not UTF-8, say) has no place of its own in the codec's layout.
  const plan::Fault fault = inner.take_fault();
  this->fail(fault.code, node, at, next, fault.detail);
  this->fault_.path = fault.path;
  return nullptr;
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
  return at == nullptr ? nullptr : value(this->message_payload(node, version), at);
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
  out_.put(",\"version\":");
  out_.put(plan::version_texts[*message < plan::version_mark ? 0 : *message - plan::version_mark + 1]);
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
  if (elements(this->node(signatures.node), first, count) == nullptr) return nullptr;
  if (labelled(message, at) == nullptr) return nullptr;
  out_.put(",\"version\":");
  out_.put(plan::version_texts[plan::v1_variant]);
  out_.put('}');
  return next;
}

}  // namespace limcode::json
