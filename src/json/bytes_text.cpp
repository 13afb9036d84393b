#include "json/bytes_text.hpp"

#include <fmt/format.h>

#include "kernels/table.hpp"

namespace limcode::json {

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

std::size_t max_decoded_size(BytesStyle, std::size_t characters) noexcept {
  return characters + kernels::write_slack;
}

std::optional<std::size_t> decode_bytes(BytesStyle style, std::string_view text, std::uint8_t* to, std::string& why) {
  if (style != BytesStyle::hex) {
    why = "this form of text is not read";
    return std::nullopt;
  }
  const std::size_t pairs = kernels::table().decode_hex(to, text.data(), text.size() / 2);
  if (pairs * 2 == text.size()) return pairs;
  why = fmt::format("not pairs of hex digits from character {} on", pairs * 2);
  return std::nullopt;
}

std::size_t max_encoded_size(BytesStyle, std::size_t count) noexcept { return 2 * count + kernels::write_slack; }

std::size_t encode_bytes(BytesStyle, const std::uint8_t* from, std::size_t count, char* to) {
  kernels::table().encode_hex(to, from, count);
  return 2 * count;
}

}  // namespace limcode::json
