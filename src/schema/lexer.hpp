// Splits Rust text into tokens. Comments vanish; strings, characters, lifetimes and brackets are recognised
// exactly, so that everything a schema does not need can be skipped safely.
#pragma once

#include "schema/diagnostics.hpp"
#include "schema/source.hpp"

namespace limcode::schema {

/// Tokens of bytes [begin, end) of `text`; offsets count from the start of `text`. Brackets are balanced and
/// know their partners. Errors: schema_syntax.
[[nodiscard]] Outcome<TokenList> lex(std::string_view text, std::uint32_t file, std::uint32_t begin, std::uint32_t end);

/// Tokens of a whole source; also refuses text that is too long or not UTF-8.
[[nodiscard]] Outcome<TokenList> lex(std::string_view text, std::uint32_t file);

}  // namespace limcode::schema
