// JSON strings on input: their escapes, and the hex, base64 and base58 that bytes may be given in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace limcode::json {

/// Where unescaping stopped and why; `bad` is null when it did not.
struct Unescaped {
  std::uint8_t* end = nullptr;
  const char* bad = nullptr;  ///< The escape that is wrong.
};

/// Writes the characters that the inside of a JSON string stands for. At most text.size() bytes are written.
/// Escapes that are unknown, `\u` without four digits and lone surrogates are wrong, as in serde_json.
[[nodiscard]] Unescaped unescape(std::string_view text, std::uint8_t* to) noexcept;

/// The first wrong escape in the inside of a string, or null. Lone surrogates pass: this is what serde_json asks of
/// a value that nobody reads.
[[nodiscard]] const char* first_bad_escape(std::string_view text) noexcept;

/// Text of the input as a message quotes it: all of it, or its first characters and dots.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace limcode::json
