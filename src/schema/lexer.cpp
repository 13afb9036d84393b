// The lexer. It is a single pass with one character of look-ahead, except for raw strings and lifetimes.
#include "schema/lexer.hpp"

#include <fmt/format.h>

#include <array>

#include "schema/words.hpp"

namespace limcode::schema {

namespace {

bool is_identifier_start(char c) {
  return is_lower(c) || is_upper(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_identifier_part(char c) { return is_identifier_start(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

// Length of the UTF-8 sequence at the start of `rest`, or 0 if there is none.
std::size_t utf8_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (rest.empty()) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    return first == 0xED && byte(1) > 0x9F ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    return first == 0xF4 && byte(1) > 0x8F ? 0 : 4;
  }
  return 0;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::uint32_t file, std::uint32_t begin, std::uint32_t end)
      : text_(text.substr(0, end)), at_(begin) {
    list_.file = file;
    list_.source = text;
  }

  Outcome<TokenList> run() {
    skip_preamble();
    while (true) {
      LIMCODE_TRY_VOID(skip_blank());
      if (at_ >= text_.size()) break;
      LIMCODE_TRY_VOID(next());
    }
    if (!open_.empty()) {
      const Token& token = list_.tokens[open_.back()];
      return fail(Errc::schema_syntax, list_.span(token), fmt::format("this `{}` is never closed", token.symbol),
                  "opened here");
    }
    push(TokenKind::end, text_.size());
    return std::move(list_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_text(std::string_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }

  void push(TokenKind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    list_.tokens.push_back(token);
  }

  std::unexpected<Diagnostic> error(std::size_t begin, std::size_t end, std::string message) const {
    return fail(Errc::schema_syntax, {list_.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                std::move(message));
  }

  void skip_preamble() {
    if (at_ != 0) return;
    if (at_text("\xEF\xBB\xBF")) at_ += 3;
    if (at_text("#!") && !at_text("#![")) {
      while (at_ < text_.size() && peek() != '\n') ++at_;
    }
  }

  Outcome<void> skip_blank() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        ++at_;
      } else if (at_text("//")) {
        while (at_ < text_.size() && peek() != '\n') ++at_;
      } else if (at_text("/*")) {
        LIMCODE_TRY_VOID(skip_block_comment());
      } else {
        break;
      }
    }
    return {};
  }

  Outcome<void> skip_block_comment() {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    do {
      if (at_ >= text_.size()) return error(begin, begin + 2, "this block comment is never closed");
      if (at_text("/*")) {
        ++depth;
        at_ += 2;
      } else if (at_text("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth != 0);
    return {};
  }

  Outcome<void> next() {
    const char c = peek();
    if (c == '"') return quoted(at_, TokenKind::string);
    if (c == '\'') return quote();
    if (is_digit(c)) return number();
    if (is_identifier_start(c)) return word();
    if (c < 0x20 || c == 0x7F) return error(at_, at_ + 1, fmt::format("unknown character {:#04x}", int{c}));
    return punctuation(c);
  }

  // Identifiers and the literals that start like one: r"..", b"..", br"..", c"..", b'.', r#name.
  Outcome<void> word() {
    const std::size_t begin = at_;
    while (is_identifier_part(peek())) ++at_;
    const std::string_view prefix = text_.substr(begin, at_ - begin);
    const bool raw = prefix == "r" || prefix == "br" || prefix == "cr";
    if (raw && (peek() == '"' || (peek() == '#' && (peek(1) == '"' || peek(1) == '#')))) {
      return raw_string(begin, prefix == "r" ? TokenKind::string : TokenKind::other_literal);
    }
    if ((prefix == "b" || prefix == "c") && peek() == '"') return quoted(begin, TokenKind::other_literal);
    if (prefix == "b" && peek() == '\'') return character(begin);
    if (prefix == "r" && peek() == '#' && is_identifier_start(peek(1))) {
      const std::size_t name = ++at_;
      while (is_identifier_part(peek())) ++at_;
      push(TokenKind::raw_identifier, name);
      return {};
    }
    push(TokenKind::identifier, begin);
    return {};
  }

  Outcome<void> quoted(std::size_t begin, TokenKind kind) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (peek() == '\\') {
        ++at_;
      } else if (peek() == '"') {
        ++at_;
        push(kind, begin);
        return {};
      }
    }
    return error(begin, begin + 1, "this string is never closed");
  }

  Outcome<void> raw_string(std::size_t begin, TokenKind kind) {
    std::size_t hashes = 0;
    for (; peek() == '#'; ++at_) ++hashes;
    if (peek() != '"') return error(begin, at_, "a raw string needs a `\"` after its `#`");
    const std::string closing = '"' + std::string(hashes, '#');
    const std::size_t end = text_.find(closing, at_ + 1);
    if (end == std::string_view::npos) return error(begin, at_ + 1, "this raw string is never closed");
    at_ = end + closing.size();
    push(kind, begin);
    return {};
  }

  // A character literal, its opening quote at at_.
  Outcome<void> character(std::size_t begin) {
    std::size_t end = at_ + 1;
    if (end < text_.size() && text_[end] == '\\') {
      end = text_.find('\'', end + 2);
    } else {
      end = text_.find('\'', end + 1);
    }
    constexpr std::size_t longest = 16;  // '\u{10FFFF}' with room for underscores
    if (end == std::string_view::npos || end - at_ > longest) {
      return error(begin, at_ + 1, "this character literal is never closed");
    }
    at_ = end + 1;
    push(TokenKind::other_literal, begin);
    return {};
  }

  // 'a' is a character and 'a a lifetime: what follows one scalar value decides.
  Outcome<void> quote() {
    const std::size_t begin = at_;
    const std::string_view rest = text_.substr(at_ + 1);
    const std::size_t length = utf8_length(rest);
    const bool closed = length != 0 && rest.size() > length && rest[length] == '\'';
    if (peek(1) == '\\' || closed) return character(begin);
    if (!is_identifier_start(peek(1))) return error(begin, begin + 1, "expected a character or a lifetime");
    ++at_;
    if (at_text("r#") && is_identifier_start(peek(2))) at_ += 2;
    while (is_identifier_part(peek())) ++at_;
    push(TokenKind::lifetime, begin);
    return {};
  }

  Outcome<void> number() {
    const std::size_t begin = at_;
    bool floating = false;
    const bool prefixed = peek() == '0' && (peek(1) == 'x' || peek(1) == 'o' || peek(1) == 'b');
    while (is_identifier_part(peek())) ++at_;
    if (!prefixed) {
      if (peek() == '.' && peek(1) != '.' && !is_identifier_start(peek(1))) {
        floating = true;
        ++at_;
        while (is_identifier_part(peek())) ++at_;
      }
      const char last = text_[at_ - 1];
      if ((last == 'e' || last == 'E') && (peek() == '+' || peek() == '-') && is_digit(peek(1))) {
        floating = true;
        ++at_;
        while (is_identifier_part(peek())) ++at_;
      }
    }
    push(floating ? TokenKind::floating : TokenKind::integer, begin);
    return {};
  }

  Outcome<void> punctuation(char c) {
    const std::size_t begin = at_++;
    push(TokenKind::punctuation, begin);
    Token& token = list_.tokens.back();
    token.symbol = c;
    const char following = peek();
    token.joint = at_ < text_.size() && !is_space(following) && !is_identifier_part(following) && following != '"' &&
                  following != '\'';
    const auto index = static_cast<std::uint32_t>(list_.tokens.size() - 1);
    if (c == '(' || c == '[' || c == '{') {
      open_.push_back(index);
    } else if (c == ')' || c == ']' || c == '}') {
      return close(c, index);
    }
    return {};
  }

  Outcome<void> close(char c, std::uint32_t index) {
    const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    const Span span = list_.span(list_.tokens[index]);
    if (open_.empty()) {
      return fail(Errc::schema_syntax, span, fmt::format("this `{}` closes nothing", c), "not opened");
    }
    Token& opening = list_.tokens[open_.back()];
    if (opening.symbol != wanted) {
      return fail(Errc::schema_syntax, span, fmt::format("this `{}` closes a `{}`", c, opening.symbol),
                  "mismatched bracket");
    }
    opening.partner = index;
    list_.tokens[index].partner = open_.back();
    open_.pop_back();
    return {};
  }

  std::string_view text_;
  std::size_t at_;
  TokenList list_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

Outcome<TokenList> lex(std::string_view text, std::uint32_t file, std::uint32_t begin, std::uint32_t end) {
  return Lexer(text, file, begin, end).run();
}

Outcome<TokenList> lex(std::string_view text, std::uint32_t file) {
  if (text.size() > max_source_bytes) {
    return fail(Errc::schema_unsupported, {file, 0, 0},
                fmt::format("this source has {} bytes; {} are the most that is read", text.size(), max_source_bytes));
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) {
      const auto offset = static_cast<std::uint32_t>(at);
      return fail(Errc::schema_syntax, {file, offset, offset + 1}, "this source is not UTF-8", "not UTF-8");
    }
    at += length;
  }
  return lex(text, file, 0, static_cast<std::uint32_t>(text.size()));
}

}  // namespace limcode::schema
