// Rust source text and places in it. A Source owns the text of one file and the tokens made from it; a Span
// names a piece of one source. Sources never move once they are made, because tokens and syntax point into
// them.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace limcode::schema {

/// The longest source that is read. The largest generated Rust files are a few megabytes.
inline constexpr std::size_t max_source_bytes = std::size_t{8} << 20;

/// A piece of one source: bytes [begin, end).
struct Span {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// What a token is. Every punctuation character is a token of its own.
enum class TokenKind : std::uint8_t {
  end,         ///< After the last token.
  identifier,  ///< Keywords as well; a raw identifier without its `r#`.
  raw_identifier,
  lifetime,
  integer,
  floating,
  string,         ///< "..." and r#"..."#.
  other_literal,  ///< Characters, bytes, byte strings, C strings.
  punctuation,
};

/// One token: where it is, and for a bracket where its partner is.
struct Token {
  TokenKind kind = TokenKind::end;
  char symbol = 0;          ///< punctuation: the character.
  bool joint = false;       ///< punctuation: the next token follows without a space and is punctuation too.
  std::uint32_t begin = 0;  ///< Byte offset in the source.
  std::uint32_t end = 0;
  std::uint32_t partner = 0;  ///< Brackets: the index of the matching token.
};

/// The tokens of a source or of a string literal within it. The last one is TokenKind::end.
struct TokenList {
  std::uint32_t file = 0;
  std::string_view source;  ///< The whole text that offsets refer to.
  std::vector<Token> tokens;

  [[nodiscard]] std::string_view text(const Token& token) const {
    return source.substr(token.begin, token.end - token.begin);
  }
  [[nodiscard]] Span span(const Token& token) const { return {file, token.begin, token.end}; }
};

/// One file of Rust text, or one type expression.
struct Source {
  std::uint32_t file = 0;
  std::string name;
  std::string text;
  TokenList tokens;
  std::vector<std::uint32_t> line_starts;

  void set_text(std::string new_text);
};

/// All sources a resolution may point into: [0] is the type expression, the rest belong to the schema.
class SourceSet {
 public:
  SourceSet(const Source* expression, const std::deque<std::unique_ptr<Source>>* files)
      : expression_(expression), files_(files) {}

  [[nodiscard]] const Source* find(std::uint32_t file) const {
    if (file == 0) return expression_;
    if (files_ == nullptr || file > files_->size()) return nullptr;
    return (*files_)[file - 1].get();
  }
  [[nodiscard]] std::size_t count() const { return 1 + (files_ == nullptr ? 0 : files_->size()); }

 private:
  const Source* expression_;
  const std::deque<std::unique_ptr<Source>>* files_;
};

/// 1-based line and column (in bytes) of an offset.
struct LineColumn {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
[[nodiscard]] LineColumn line_column(const Source& source, std::uint32_t offset);

}  // namespace limcode::schema
