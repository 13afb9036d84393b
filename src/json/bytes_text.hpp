// Bytes as JSON text: which form a byte sequence has, and reading and printing hex, base64 and base58.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "limcode/transcode.hpp"
#include "schema/model.hpp"

namespace limcode::json {

/// The form in force for a node: the type's own choice, or else the style's. `utf8` is the type's alone.
struct BytesForm {
  BytesStyle style = BytesStyle::array;
  bool utf8 = false;
};
[[nodiscard]] BytesForm bytes_form(schema::BytesText text, const JsonStyle& style) noexcept;

/// Room that decoding text of so many characters needs.
[[nodiscard]] std::size_t max_decoded_size(std::size_t characters) noexcept;

/// Decodes hex, base64 or base58 text; returns how many bytes, or nothing with `why` set to one clause. `expected` is
/// how many there should be where that is known, else 0: it may be faster, and the caller checks the count anyway.
[[nodiscard]] std::optional<std::size_t> decode_bytes(BytesStyle style, std::string_view text, std::size_t expected,
                                                      std::uint8_t* to, std::string& why);

/// Whether so many bytes can be written in a form: base58 takes time that grows with the square, and has a bound.
[[nodiscard]] bool can_encode(BytesStyle style, std::size_t count) noexcept;

/// Room that encoding so many bytes needs.
[[nodiscard]] std::size_t max_encoded_size(BytesStyle style, std::size_t count) noexcept;

/// Encodes and returns how many characters. Requires can_encode.
[[nodiscard]] std::size_t encode_bytes(BytesStyle style, const std::uint8_t* from, std::size_t count, char* to);

}  // namespace limcode::json
