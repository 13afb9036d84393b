// A position in a token list, with the look-ahead and the error messages that parsers need.
#pragma once

#include <string_view>

#include "schema/diagnostics.hpp"
#include "schema/source.hpp"

namespace limcode::schema {

/// Reads tokens [at, end) of a list one after another. It never moves past `end`.
class Cursor {
 public:
  explicit Cursor(const TokenList& list)
      : list_(&list), at_(0), end_(static_cast<std::uint32_t>(list.tokens.size()) - 1) {}
  Cursor(const TokenList& list, std::uint32_t begin, std::uint32_t end) : list_(&list), at_(begin), end_(end) {}

  [[nodiscard]] const TokenList& list() const { return *list_; }
  [[nodiscard]] std::uint32_t position() const { return at_; }
  [[nodiscard]] std::uint32_t limit() const { return end_; }
  [[nodiscard]] bool done() const { return at_ >= end_; }

  /// The token `ahead` of the current one; the end token beyond the limit.
  [[nodiscard]] const Token& peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < end_ ? list_->tokens[at_ + ahead] : end_token();
  }
  [[nodiscard]] std::string_view text(std::uint32_t ahead = 0) const {
    return at_ + ahead < end_ ? list_->text(peek(ahead)) : std::string_view{};
  }
  [[nodiscard]] Span span(std::uint32_t ahead = 0) const;
  /// From the token at `begin` to the last one read.
  [[nodiscard]] Span span_from(std::uint32_t begin) const;

  [[nodiscard]] bool at_symbol(char symbol, std::uint32_t ahead = 0) const {
    const Token& token = peek(ahead);
    return token.kind == TokenKind::punctuation && token.symbol == symbol;
  }
  /// `::`, `->`, `..` and the like: two punctuation tokens without a space between.
  [[nodiscard]] bool at_symbols(char first, char second, std::uint32_t ahead = 0) const {
    return at_symbol(first, ahead) && peek(ahead).joint && at_symbol(second, ahead + 1);
  }
  [[nodiscard]] bool at_keyword(std::string_view keyword, std::uint32_t ahead = 0) const {
    return peek(ahead).kind == TokenKind::identifier && text(ahead) == keyword;
  }
  [[nodiscard]] bool at_name(std::uint32_t ahead = 0) const {
    const TokenKind kind = peek(ahead).kind;
    return kind == TokenKind::identifier || kind == TokenKind::raw_identifier;
  }

  void advance(std::uint32_t count = 1) { at_ = at_ + count < end_ ? at_ + count : end_; }
  bool take_symbol(char symbol) {
    if (!at_symbol(symbol)) return false;
    advance();
    return true;
  }
  bool take_symbols(char first, char second) {
    if (!at_symbols(first, second)) return false;
    advance(2);
    return true;
  }
  bool take_keyword(std::string_view keyword) {
    if (!at_keyword(keyword)) return false;
    advance();
    return true;
  }
  /// Skips one token, or a whole bracketed group if it opens one.
  void skip_tree();
  /// A cursor over what is inside the bracket at the current token, which is skipped.
  [[nodiscard]] Cursor take_group();

  /// "expected {expected}, found {token}" at the current token.
  [[nodiscard]] std::unexpected<Diagnostic> expected(std::string_view what) const;
  [[nodiscard]] Outcome<void> expect_symbol(char symbol);

 private:
  [[nodiscard]] const Token& end_token() const;

  const TokenList* list_;
  std::uint32_t at_;
  std::uint32_t end_;
};

}  // namespace limcode::schema
