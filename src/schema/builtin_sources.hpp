// The Rust text that comes with limcode: Solana's types, src/solana/*.rs, read by the same reader as a user's schema.
// The build embeds them (src/solana/embed.cmake); reading them is put off until a name needs them.
#pragma once

#include <span>
#include <string_view>

namespace limcode::schema {

/// One file. Its items are in the module named here, as if the file were that module's text.
struct BuiltinSource {
  std::string_view file;
  std::string_view module;
  std::string_view text;
};

[[nodiscard]] std::span<const BuiltinSource> builtin_sources();

}  // namespace limcode::schema
