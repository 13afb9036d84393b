// Which version a Solana message is of. A legacy message starts with the number of its signers, below 128; any other
// starts with 0x80 and its version. In a legacy or v0 transaction the signatures come before the message, with their
// count; a v1 transaction starts with its message, and the message says how many signatures follow it.
#pragma once

#include <cstdint>
#include <string_view>

namespace limcode::plan {

inline constexpr std::uint8_t version_mark = 0x80;
inline constexpr std::uint8_t v1_mark = version_mark | 1;
inline constexpr std::uint32_t message_versions = 3;  ///< legacy, v0, v1: variants in this order.
inline constexpr std::uint32_t v1_variant = 2;
inline constexpr std::uint64_t message_signature_size = 64;

/// What RPC's `"version"` says, by variant.
inline constexpr std::string_view version_texts[message_versions] = {"\"legacy\"", "0", "1"};

}  // namespace limcode::plan
