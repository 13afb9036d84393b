// The little JSON that the command itself prints: reports for machines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace limcode::cli {

/// Builds one JSON object, a member at a time.
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value);
  JsonObject& number(std::string_view key, std::uint64_t value);
  JsonObject& flag(std::string_view key, bool value);
  /// `json` is a JSON value already.
  JsonObject& raw(std::string_view key, std::string_view json);
  [[nodiscard]] std::string take() { return std::move(text_ += '}'); }

 private:
  std::string text_ = "{";
};

/// `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string quote_json(std::string_view text);

/// `text` for one line of a terminal: control characters and bytes that are not UTF-8 become escapes.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace limcode::cli
