// JSON to wire: layouts that Rust text cannot say. Part of encoder.hpp's Encoder. A codec's value is encoded as its
// type is declared and then rewritten. Transactions are read in every form that a Solana node prints them in: objects,
// `[text, encoding]`, bare base58, alone or as rows of a reply to getBlock or getTransaction.
#pragma once

#include <array>
#include <optional>

#include "json/encode_serde.hpp"
#include "json/encode_untyped.hpp"
#include "plan/codec.hpp"
#include "plan/message.hpp"
#include "plan/walker.hpp"

namespace limcode::json {

template <class Format>
bool Encoder<Format>::codec(const Node& node) {
  const char* const at = here();
  const std::size_t before = written();
  const auto& nodes = program_.nodes;
  if (node.key != plan::no_node && is_serde_form(nodes[node.child], nodes[node.key])) return value(node.key);
  if (!(node.codec->untagged ? untagged(program_.nodes[node.child]) : value(node.child))) return false;
  Buffer rewritten;
  plan::CodecFault fault;
  const plan::CodecOutput output{program_.config, before_ + before - start_};
  if (!node.codec->write(output, {base_ + before, written() - before}, rewritten, fault)) {
    fail(fault.code, at, std::move(fault.detail));
    if (!fault.path.empty()) add_path(std::move(fault.path));
    return false;
  }
  to_ = base_ + before;
  write_raw(rewritten.data(), rewritten.size());
  return true;
}

// An array is what serde takes for the record, too.
template <class Format>
bool Encoder<Format>::bare_field(const Node& node) {
  const Node& record = program_.nodes[node.child];
  const plan::Field& field = program_.fields[record.first];
  if (peek() == '[' || is_serde_form(program_.nodes[field.node], record)) return value(node.child);
  return value(field.node) || add_field(field);
}

// The payload of one of an enum's two variants by itself: a number's or that of bytes.
template <class Format>
bool Encoder<Format>::untagged(const Node& node) {
  const std::uint32_t variant = peek() == '"' || peek() == '[' ? 1 : 0;
  return variant_index(node, variant, here()) && value(program_.variants[node.first + variant].payload);
}

// Takes an object and notes where the values of some keys begin. Values that have no such key are checked, the others
// are taken by `pass`, which is told the key's place among them.
template <class Format>
template <bool IsLarge, std::size_t Count, class Pass>
bool Encoder<Format>::object_values(const std::array<std::string_view, Count>& keys,
                                    std::array<const std::uint32_t*, Count>& found, Pass pass) {
  found.fill(nullptr);
  if (!take('{', "an object") || !enter() || !tokens<IsLarge>(1)) return false;
  bool open = peek() != '}';
  if (!open) ++next_;
  while (open) {
    if (!tokens<IsLarge>(3)) return false;
    const char* const at = here();
    std::string_view name;
    if (!string_text(name, "a field name in quotes")) return false;
    const auto key = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), name) - keys.begin());
    if (key < Count && found[key] != nullptr) {
      return fail(Errc::json_duplicate_field, at, fmt::format("the field `{}` is there twice", name));
    }
    if (!take(':', "`:`")) return false;
    if (key < Count) {
      found[key] = next_;
      if (!pass(key)) return false;
    } else if (!ignored<IsLarge>()) {
      return false;
    }
    if (!tokens<IsLarge>(1)) return false;
    if (peek() != ',' && peek() != '}') return fail_expected("`,` or `}`", here());
    open = peek() == ',';
    ++next_;
  }
  leave();
  return true;
}

// The same, where they are left to be read.
template <class Format>
template <std::size_t Count>
bool Encoder<Format>::object_values(const std::array<std::string_view, Count>& keys,
                                    std::array<const std::uint32_t*, Count>& found) {
  return object_values<false, Count>(keys, found, [this](std::size_t) { return pass_value(); });
}

// Reads the value that begins at `from` and returns to where the walk is.
template <class Format>
template <class Read>
bool Encoder<Format>::read_at(const std::uint32_t* from, Read read) {
  const std::uint32_t* const after = next_;
  next_ = from;
  if (!read()) return false;
  next_ = after;
  return true;
}

// The reply of a node to getBlock, or only its result: goes on with its transactions. They are read where they stand,
// because to pass over a block and return to it takes as long as much of the reading.
template <class Format>
template <bool IsLarge>
bool Encoder<Format>::reply(const Node& node) {
  const char* const at = here();
  const char* error = nullptr;
  const std::size_t before = written();
  if (!enter()) return false;
  if constexpr (IsLarge) ++held_;
  std::array<const std::uint32_t*, 3> found;
  const auto read = [&](std::size_t key) {
    if (key == 2) error = here();
    const bool empty = key == 1 && peek() == 'n';  // null, beside an error
    if (key == 2 || empty || (key == 1 && found[0] != nullptr)) return ignored<IsLarge>();
    to_ = base_ + before;  // what `result` gave, where `transactions` stands beside it
    return (IsLarge ? large_value(id_of(node)) : sequence(node)) || add_name(key == 0 ? "transactions" : "result");
  };
  if (!object_values<IsLarge, 3>({"transactions", "result", "error"}, found, read)) return false;
  if constexpr (IsLarge) --held_;
  leave();
  if (written() != before) return true;
  if (error != nullptr) return fail(Errc::json_type, error, "the node's reply is an error");
  return fail(Errc::json_missing_field, at, "no `transactions`: ask the node for transactionDetails `full`");
}

// `"legacy"` or a number.
template <class Format>
bool Encoder<Format>::version(std::optional<std::uint32_t>& variant) {
  if (literal("null")) return true;
  const char* const at = here();
  const std::uint32_t* const token = next_;
  StringToken text;
  std::uint64_t number = 0;
  if (TokenReader::string(text)) {
    if (text.raw == "legacy") {
      variant = 0;
      return true;
    }
  } else if (parse_u64(at, end_, number) == NumberStatus::ok && number + 1 < plan::message_versions) {
    ++next_;
    variant = static_cast<std::uint32_t>(number) + 1;
    return true;
  }
  next_ = token;
  return fail(Errc::json_type, at, "a transaction's version is \"legacy\", 0 or 1");
}

// What only one version of messages has tells them apart where nothing else does.
template <class Format>
bool Encoder<Format>::message(const Node& node, std::optional<std::uint32_t> variant) {
  if (peek() == '[') return serde_message(node, variant);
  const char* const at = here();
  const std::uint32_t* const begin = next_;
  std::array<const std::uint32_t*, 3> found;
  if (!object_values<3>({"addressTableLookups", "address_table_lookups", "config"}, found)) return false;
  const bool lookups = found[0] != nullptr || found[1] != nullptr;
  const bool config = found[2] != nullptr;
  if (!variant) variant = config ? 2 : lookups ? 1 : 0;
  if ((*variant != 1 && lookups) || (*variant != plan::v1_variant && config)) {
    return fail(Errc::json_unknown_field, at,
                fmt::format("a message of version {} has no `{}`", plan::version_texts[*variant],
                            *variant != 1 && lookups ? "addressTableLookups" : "config"));
  }
  if (*variant != 0) {
    room(0);
    *to_++ = static_cast<Byte>(plan::version_mark + *variant - 1);
  }
  const std::size_t before = written();
  if (!read_at(begin, [&] { return value(program_.variants[program_.nodes[node.child].first + *variant].payload); })) {
    return explain_parsed(begin);
  }
  if (*variant != 0 || base_[before] < plan::version_mark) return true;
  return fail(Errc::not_representable, at,
              "a legacy message has fewer than 128 signers: its first byte would be a version's");
}

// A message that cannot be read may be one that a node has parsed: its keys are objects then.
template <class Format>
bool Encoder<Format>::explain_parsed(const std::uint32_t* message) {
  const auto fault = std::move(fault_);
  fault_ = {};
  next_ = message;
  std::array<const std::uint32_t*, 1> found;
  if (object_values<1>({"accountKeys"}, found) && found[0] != nullptr && text_[found[0][0]] == '[' &&
      text_[found[0][1]] == '{') {
    return fail(Errc::json_type, text_ + *found[0],
                "the encoding jsonParsed loses the instructions' bytes: ask the node for json, base58 or base64");
  }
  fault_ = fault;
  return false;
}

template <class Format>
bool Encoder<Format>::transaction(const Node& node, std::optional<std::uint32_t> variant) {
  switch (peek()) {
    case '"': return transaction_text(node, BytesStyle::base58);
    case '[': return transaction_pair(node);
    default: break;
  }
  const char* const at = here();
  std::array<const std::uint32_t*, 6> found;
  if (!enter()) return false;
  if (!object_values<6>({"signatures", "message", "version", "transaction", "result", "error"}, found)) return false;
  const auto [signatures, body, given_version, row, result, error] = found;
  if (given_version != nullptr && !read_at(given_version, [&] { return version(variant); })) {
    return add_name("version");
  }
  if (row != nullptr || result != nullptr) {
    const bool is_row = row != nullptr;
    const auto inner = [&] { return transaction(node, variant) || add_name(is_row ? "transaction" : "result"); };
    if (!read_at(is_row ? row : result, inner)) return false;
    leave();
    return true;
  }
  if (error != nullptr) return fail(Errc::json_type, text_ + *error, "the node's reply is an error");
  if (body == nullptr || signatures == nullptr) {
    return fail(Errc::json_missing_field, at,
                fmt::format("the field `{}` is missing", body == nullptr ? "message" : "signatures"));
  }
  leave();
  return transaction_parts(node, signatures, body, variant);
}

template <class Format>
bool Encoder<Format>::transaction_parts(const Node& node, const std::uint32_t* signatures, const std::uint32_t* body,
                                        std::optional<std::uint32_t> variant) {
  const plan::Field* const fields = program_.fields.data() + program_.nodes[node.child].first;
  const std::size_t start = written();
  if (!read_at(signatures, [&] { return value(fields[0].node) || add_field(fields[0]); })) return false;
  const std::size_t message_start = written();
  const char* const message_at = text_ + *body;
  const auto read = [&] { return message(program_.nodes[fields[1].node], variant) || add_field(fields[1]); };
  if (!read_at(body, read)) return false;
  const Byte* const wire = base_ + message_start;
  const std::size_t count_size = (message_start - start) % plan::message_signature_size;
  if (*wire != plan::v1_mark) {
    if (count_size == 1) return true;
    return fail(Errc::not_representable, text_ + *signatures,
                "a transaction has fewer than 128 signatures: its first byte would say that it is of version 1");
  }
  // The count of the signatures goes, and they follow the message.
  const std::size_t count = (message_start - start) / plan::message_signature_size;
  if (wire[1] != count) {
    return fail(Errc::not_representable, message_at,
                fmt::format("a v1 message of {} signers comes with {} signatures", wire[1], count));
  }
  std::rotate(base_ + start, base_ + message_start, to_);
  Byte* const counted = to_ - (message_start - start);
  std::memmove(counted, counted + count_size, count * plan::message_signature_size);
  to_ -= count_size;
  return true;
}

// `[text, "base58" | "base64"]`.
template <class Format>
bool Encoder<Format>::transaction_pair(const Node& node) {
  if (!take('[', "a transaction")) return false;
  const std::uint32_t* const text = next_;
  if (!pass_value() || !take(',', "`,` and the encoding")) return false;
  const char* const at = here();
  std::string_view name;
  if (!string_text(name, "an encoding in quotes")) return false;
  if (name != "base58" && name != "base64") {
    return fail(Errc::json_type, at, fmt::format("\"{}\" is not an encoding of transactions", shown(name)));
  }
  const BytesStyle style = name == "base58" ? BytesStyle::base58 : BytesStyle::base64;
  if (!read_at(text, [&] { return transaction_text(node, style); })) return false;
  return take(']', "`]` after text and encoding");
}

template <class Format>
bool Encoder<Format>::transaction_text(const Node& node, BytesStyle style) {
  const char* const at = here();
  const std::size_t before = written();
  std::size_t size = 0;
  if (!byte_text(node, style, false, size)) return false;
  plan::Walker<Format, false> walker(program_, std::as_bytes(std::span(base_ + before, size)));
  const Byte* const end = walker.value(id_of(node), base_ + before);
  if (end == to_) return true;
  if (end != nullptr) {
    return fail(Errc::json_type, at, fmt::format("{} bytes are left after the transaction", to_ - end));
  }
  const Error error = walker.take_error();
  return fail(Errc::json_type, at,
              fmt::format("no transaction: byte {}, {}: {}", error.offset, error.path, error.detail));
}

}  // namespace limcode::json
