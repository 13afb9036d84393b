// Walking layouts that Rust text cannot say: codecs, and Solana's messages and transactions. Part of walker.hpp.
#pragma once

#include "plan/walker.hpp"

namespace limcode::plan {

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::codec(const Node& node, const Byte* at) -> Next {
  // A codec that keeps to one form needs no second look; only varints have several.
  if (!Canonical || format_.has_fixed_integers()) return this->read_codec(node, at, nullptr);
  Buffer declared;
  Buffer again;
  const Byte* const next = this->read_codec(node, at, &declared);
  if (next == nullptr) return nullptr;
  CodecFault fault;
  const std::span bytes(reinterpret_cast<const Byte*>(declared.data()), declared.size());
  const auto size = static_cast<std::size_t>(next - at);
  if (node.codec->write({program_.config, static_cast<std::uint64_t>(at - this->begin_)}, bytes, again, fault) &&
      again.size() == size && std::memcmp(again.data(), at, size) == 0) {
    return next;
  }
  return this->fail(Errc::not_canonical, node, at, next, "encoding this value gives other bytes");
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::message(const Node& node, const Byte* at) -> Next {
  std::uint32_t version = 0;
  at = this->read_version(node, at, version);
  return at == nullptr ? nullptr : value(this->message_payload(node, version), at);
}

template <class Format, bool Canonical>
auto Walker<Format, Canonical>::transaction(const Node& node, const Byte* at) -> Next {
  if (!this->is_v1(node, at))
    return this->begins_transaction(node, at) ? fields(this->node(node.child), at, true) : nullptr;
  const Byte* const signatures = value(this->transaction_field(node, 1).node, at);
  if (signatures == nullptr) {
    this->add_path(field_segment(program_, this->transaction_field(node, 1)));
    return nullptr;
  }
  return this->read_v1_signatures(node, at, signatures);
}

}  // namespace limcode::plan
