#include "json/bytes_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/text.hpp"

namespace limcode::json {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 64;

text::Decoded<std::size_t> decode_base58(std::string_view text, std::size_t expected, std::uint8_t* to) {
  const auto sized = [expected](const text::Decoded<void>& result) -> text::Decoded<std::size_t> {
    if (!result) return std::unexpected(result.error());
    return expected;
  };
  if (expected == key_size) return sized(text::decode_base58_32(to, text));
  if (expected == signature_size) return sized(text::decode_base58_64(to, text));
  return text::decode_base58(to, text);
}

text::Decoded<std::size_t> decode(BytesStyle style, std::string_view text, std::size_t expected, std::uint8_t* to) {
  switch (style) {
    case BytesStyle::hex: return text::decode_hex(to, text);
    case BytesStyle::base64: return text::decode_base64(to, text);
    default: return decode_base58(text, expected, to);
  }
}

}  // namespace

BytesForm bytes_form(schema::BytesText text, const JsonStyle& style) noexcept {
  switch (text) {
    case schema::BytesText::by_style: return {style.bytes, false};
    case schema::BytesText::array: return {BytesStyle::array, false};
    case schema::BytesText::hex: return {BytesStyle::hex, false};
    case schema::BytesText::base64: return {BytesStyle::base64, false};
    case schema::BytesText::base58: return {BytesStyle::base58, false};
    case schema::BytesText::utf8: return {BytesStyle::array, true};
  }
  return {};
}

std::size_t max_decoded_size(std::size_t characters) noexcept {
  // No form has more bytes than characters; base58 needs that many while it works.
  return std::max(characters, signature_size) + text::write_slack;
}

std::optional<std::size_t> decode_bytes(BytesStyle style, std::string_view text, std::size_t expected, std::uint8_t* to,
                                        std::string& why) {
  const auto size = decode(style, text, expected, to);
  if (size) return *size;
  why = fmt::format("{} at character {}", text::explain(size.error().problem), size.error().position);
  return std::nullopt;
}

bool can_encode(BytesStyle style, std::size_t count) noexcept {
  return style != BytesStyle::base58 || count <= text::max_base58_bytes;
}

std::size_t max_encoded_size(BytesStyle style, std::size_t count) noexcept {
  switch (style) {
    case BytesStyle::hex: return text::hex_size(count) + text::write_slack;
    case BytesStyle::base64: return text::base64_size(count) + text::write_slack;
    default: return text::max_base58_size(count) + 2 * text::write_slack;
  }
}

std::size_t encode_bytes(BytesStyle style, const std::uint8_t* from, std::size_t count, char* to) {
  switch (style) {
    case BytesStyle::hex: return text::encode_hex(to, from, count);
    case BytesStyle::base64: return text::encode_base64(to, from, count);
    default: break;
  }
  if (count == key_size) return text::encode_base58_32(to, from);
  if (count == signature_size) return text::encode_base58_64(to, from);
  return text::encode_base58(to, from, count);
}

}  // namespace limcode::json
