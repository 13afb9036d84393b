// Moving over tokens and saying what was expected.
#include "schema/cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace limcode::schema {

namespace {
constexpr Token no_token{};
constexpr std::size_t max_shown = 40;
}  // namespace

const Token& Cursor::end_token() const { return no_token; }

Span Cursor::span(std::uint32_t ahead) const {
  // At the limit of a group the place of what closes it is the most telling.
  const std::size_t index = std::min<std::size_t>(std::min(at_ + ahead, end_), list_->tokens.size() - 1);
  return list_->span(list_->tokens[index]);
}

Span Cursor::span_from(std::uint32_t begin) const {
  if (at_ <= begin) return list_->span(list_->tokens[begin]);
  return {list_->file, list_->tokens[begin].begin, list_->tokens[at_ - 1].end};
}

void Cursor::skip_tree() {
  if (done()) return;
  const Token& token = peek();
  const bool opens =
      token.kind == TokenKind::punctuation && (token.symbol == '(' || token.symbol == '[' || token.symbol == '{');
  at_ = std::min(opens ? token.partner + 1 : at_ + 1, end_);
}

Cursor Cursor::take_group() {
  const std::uint32_t begin = at_ + 1;
  const std::uint32_t end = std::min(peek().partner, end_);
  skip_tree();
  return {*list_, begin, end};
}

std::unexpected<Diagnostic> Cursor::expected(std::string_view what) const {
  const std::size_t index = std::min<std::size_t>(at_, list_->tokens.size() - 1);
  const Token& token = list_->tokens[index];
  std::string found = "the end";
  if (token.kind != TokenKind::end) {
    std::string_view text = list_->text(token);
    found = text.size() > max_shown ? fmt::format("`{}...`", text.substr(0, max_shown)) : fmt::format("`{}`", text);
    if (text.size() > max_shown && static_cast<unsigned char>(text[max_shown]) >= 0x80) found = "a long token";
  }
  return fail(Errc::schema_syntax, span(), fmt::format("expected {}, found {}", what, found),
              fmt::format("expected {}", what));
}

Outcome<void> Cursor::expect_symbol(char symbol) {
  if (take_symbol(symbol)) return {};
  return expected(fmt::format("`{}`", symbol));
}

}  // namespace limcode::schema
