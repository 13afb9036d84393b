#include "json/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernels/table.hpp"
#include "limcode/transcode.hpp"

namespace limcode::json {
namespace {

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  std::optional<SyntaxError> run() {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    valid_ = kernels::table().first_invalid_utf8(bytes, text_.size());
    if (!document()) return std::move(error_);
    return std::nullopt;
  }

 private:
  // Containers are kept as their brackets, so that nesting costs a byte a level and no stack.
  bool document() {
    std::string open;
    for (;;) {
      if (!value_or_open(open)) return false;
      // A value has ended: close what ends with it, or go on to the next.
      for (;;) {
        skip_space();
        if (open.empty()) return at_ == text_.size() || fail(Errc::json_trailing, "text after the end of the document");
        if (peek() == ',') {
          ++at_;
          if (!key_if_object(open, false)) return false;
          break;
        }
        if (peek() != open.back()) return fail_expected(open.back() == '}' ? "`,` or `}`" : "`,` or `]`");
        ++at_;
        open.pop_back();
      }
    }
  }

  // One scalar, or every bracket up to the first scalar or empty container.
  bool value_or_open(std::string& open) {
    for (;;) {
      skip_space();
      const int next = peek();
      if (next != '[' && next != '{') return scalar();
      if (open.size() >= max_json_depth) {
        return fail(Errc::depth_exceeded, fmt::format("JSON is nested deeper than {} levels", max_json_depth));
      }
      ++at_;
      open.push_back(next == '[' ? ']' : '}');
      skip_space();
      if (peek() == open.back()) return true;
      if (!key_if_object(open, true)) return false;
    }
  }

  bool key_if_object(const std::string& open, bool first) {
    if (open.back() != '}') return true;
    skip_space();
    if (peek() != '"') return fail_expected(first ? "a field name in quotes or `}`" : "a field name in quotes");
    if (!string()) return false;
    skip_space();
    if (peek() != ':') return fail_expected("`:`");
    ++at_;
    return true;
  }

  bool scalar() {
    const int next = peek();
    if (next == '"') return string();
    if (next == '-' || (next >= '0' && next <= '9')) return number();
    for (const std::string_view literal : {"null", "true", "false"}) {
      if (text_.substr(at_, literal.size()) != literal) continue;
      at_ += literal.size();
      return true;
    }
    return fail_expected("a value");
  }

  bool number() {
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
      if (is_digit(peek())) return fail(Errc::json_syntax, "a number does not begin with a 0 that more digits follow");
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    return true;
  }

  bool digits() {
    if (!is_digit(peek())) return fail_expected("a digit");
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool string() {
    const std::size_t start = at_++;
    for (; at_ < text_.size(); ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (at_ >= valid_) return fail(Errc::json_syntax, "the text is not UTF-8 here");
      if (byte == '"') {
        ++at_;
        return true;
      }
      if (byte < 0x20)
        return fail(Errc::json_syntax, fmt::format("control character {:#04x} in a string: escape it", byte));
      if (byte == '\\' && !escape()) return false;
    }
    at_ = start;
    return fail(Errc::json_syntax, "this string is never closed");
  }

  bool escape() {
    const std::size_t start = at_++;
    const int letter = peek();
    if (letter == 'u') {
      for (std::size_t digit = 1; digit <= 4; ++digit) {
        const char character = at_ + digit < text_.size() ? text_[at_ + digit] : '\0';
        const bool hex =
            is_digit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
        if (!hex) {
          at_ = start;
          return fail(Errc::json_syntax, "`\\u` needs four hex digits");
        }
      }
      at_ += 4;
      return true;
    }
    if (letter < 0 || std::string_view("\"\\/bfnrt").find(static_cast<char>(letter)) == std::string_view::npos) {
      at_ = start;
      return fail(Errc::json_syntax, "no such escape");
    }
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  static bool is_digit(int character) { return character >= '0' && character <= '9'; }
  [[nodiscard]] int peek() const { return at_ < text_.size() ? static_cast<unsigned char>(text_[at_]) : -1; }

  bool fail(Errc code, std::string detail) {
    error_ = {code, at_, std::move(detail)};
    return false;
  }

  bool fail_expected(std::string_view what) {
    if (peek() < 0) return fail(Errc::json_syntax, fmt::format("expected {}, found the end of the text", what));
    if (at_ >= valid_) return fail(Errc::json_syntax, "the text is not UTF-8 here");
    if (peek() < 0x20 || peek() >= 0x7F) {
      return fail(Errc::json_syntax, fmt::format("expected {}, found byte {:#04x}", what, peek()));
    }
    return fail(Errc::json_syntax, fmt::format("expected {}, found `{}`", what, static_cast<char>(peek())));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t valid_ = 0;
  SyntaxError error_;
};

}  // namespace

std::optional<SyntaxError> first_syntax_error(std::string_view text) { return Checker(text).run(); }

void locate_line(std::string_view text, Error& error) {
  const std::string_view before = text.substr(0, error.offset);
  error.line = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t newline = before.rfind('\n');
  error.column = before.size() - (newline == std::string_view::npos ? 0 : newline + 1) + 1;
}

}  // namespace limcode::json
