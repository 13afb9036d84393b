// Layouts that Rust text cannot say. A codec stands between the bytes on the wire and the type as it is declared: it
// rewrites one value from its own layout into the declared one, which then prints as any other type, and back. Codecs
// are named in the text, `#[limcode(codec = "name")]`, and live in src/solana.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "limcode/buffer.hpp"
#include "limcode/config.hpp"
#include "limcode/error.hpp"

namespace limcode::plan {

/// What a codec finds wrong. `from` and `to` mark the bytes; `path` leads from the value to the field, for example
/// `.instructions[2].data`.
struct CodecFault {
  Errc code = Errc::ok;
  const std::uint8_t* from = nullptr;
  const std::uint8_t* to = nullptr;
  std::uint64_t needed = 0;  ///< unexpected_end: bytes needed from `from` on.
  std::string path;
  std::string detail;
};

/// The bytes that a value may take its own from.
struct CodecInput {
  const Config& config;
  const std::uint8_t* begin = nullptr;  ///< Where the frame begins.
  const std::uint8_t* end = nullptr;    ///< Where the input ends.
};

/// Where a value is written.
struct CodecOutput {
  const Config& config;
  std::uint64_t offset = 0;  ///< So many bytes of the frame come before it.
};

struct Codec {
  std::string_view name;
  std::uint64_t min = 0;  ///< The least bytes that a value takes.
  /// Declared as an enum of a number and of bytes, JSON shows the one or the other without saying which.
  bool untagged = false;
  /// Where the value ends may depend on where the input does.
  bool to_end = false;
  /// Checks the value at `at` and returns its end, or null with `fault` set. With `declared` given it also appends
  /// the value in the layout that the declared type has under the configuration.
  const std::uint8_t* (*read)(const CodecInput& input, const std::uint8_t* at, Buffer* declared, CodecFault& fault);
  /// Appends the value that `declared` holds, valid in the declared layout, in the codec's own. False with `fault`
  /// set (code, path and detail) if it has none.
  bool (*write)(const CodecOutput& output, std::span<const std::uint8_t> declared, Buffer& out, CodecFault& fault);
};

/// The codec of a name, or null.
[[nodiscard]] const Codec* find_codec(std::string_view name) noexcept;

}  // namespace limcode::plan
