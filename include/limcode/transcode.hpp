// The verbs of a Plan: JSON to wire, wire to JSON, verify, skip, locate. All of them read bytes they do not trust,
// use memory in proportion to their input, and return errors as values with offset and path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "limcode/buffer.hpp"
#include "limcode/error.hpp"
#include "limcode/limits.hpp"
#include "limcode/plan.hpp"

namespace limcode {

/// Where text goes in blocks. The library writes to it, the caller decides what a block becomes.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Takes the whole block or says why not.
  virtual Result<void> write(std::span<const std::byte> block) = 0;
};

/// Where a frame goes in blocks. The length of a list is known when its last element is: it is written again then.
class FrameSink : public Sink {
 public:
  /// Writes over bytes that have been taken, the first of which was the one at `offset`.
  virtual Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> bytes) = 0;
};

/// The JSON text of byte sequences (`Vec<u8>`, `[u8; N]`, serde bytes) whose type does not choose its own.
enum class BytesStyle : std::uint8_t { array, hex, base64, base58 };

/// Says what the data of an instruction of a Solana transaction means.
class InstructionExpander {
 public:
  virtual ~InstructionExpander() = default;
  /// JSON for data that goes to the program at this address; empty if it cannot be said. Called by several threads.
  [[nodiscard]] virtual std::string expand(std::span<const std::uint8_t, 32> program,
                                           std::span<const std::uint8_t> data) const = 0;
};

/// How JSON is printed and read.
struct JsonStyle {
  BytesStyle bytes = BytesStyle::array;
  bool pretty = false;        ///< As serde_json's to_string_pretty: two spaces.
  bool deny_unknown = false;  ///< Unknown fields are errors in every record, not only where the type says so.
  /// Printing Solana transactions, shows as `expanded` beside an instruction what this says of it. It must outlive
  /// its use.
  const InstructionExpander* expander = nullptr;
};

/// The deepest nesting that JSON may have, as in serde_json: 127 levels are read, 128 refused.
inline constexpr unsigned max_json_depth = 127;

/// Appends to `out` the frame of the JSON value `json`. On an error `out` has its old size. A large list,
/// wherever in structs, enums, maps and untyped objects it is, is spread over `threads` threads; the bytes and the
/// errors are those of one. Errors: the json_ codes with line and column, not_representable, limit_exceeded.
[[nodiscard]] Result<void> from_json(const Plan& plan, std::string_view json, Buffer& out, const JsonStyle& style = {},
                                     unsigned threads = 1);

/// The same into a sink, from the sink's beginning. With fixed-width lengths a large list goes to it as it is encoded,
/// and memory is bounded; fields in another order than the struct's, maps, sets and replies of a node are held until
/// they are complete. The sink is called by one thread at a time. On an error some may have been written.
[[nodiscard]] Result<void> from_json(const Plan& plan, std::string_view json, FrameSink& out,
                                     const JsonStyle& style = {}, unsigned threads = 1);

/// Prints the frame at the start of `wire` as JSON; returns the bytes it took. With Trailing::reject in the plan's
/// configuration, bytes after it are an error. On an error some text may have been written already. A large list,
/// unless it is untyped, is spread over `threads` threads; the text and the errors are those of one, and the sink is
/// called by one thread at a time.
[[nodiscard]] Result<std::uint64_t> to_json(const Plan& plan, std::span<const std::byte> wire, Sink& out,
                                            const JsonStyle& style = {}, unsigned threads = 1);

/// The same into a string.
[[nodiscard]] Result<std::string> to_json(const Plan& plan, std::span<const std::byte> wire,
                                          const JsonStyle& style = {});

/// Finds where the frame at the start of `wire` ends, checking all that decoding checks.
[[nodiscard]] Result<std::uint64_t> skip(const Plan& plan, std::span<const std::byte> wire);

/// Checks that `wire` is exactly one frame that decodes and re-encodes to the same bytes; returns its size.
/// Errors: what decoding gives, and not_canonical with the place of the first byte that would differ.
[[nodiscard]] Result<std::uint64_t> verify(const Plan& plan, std::span<const std::byte> wire);

/// One value inside a frame.
struct Located {
  std::string path;          ///< Field path from the root; empty for the root itself.
  std::string type;          ///< Its type as Rust text.
  std::uint64_t offset = 0;  ///< Where it starts.
  std::uint64_t end = 0;     ///< One past its last byte.
  std::string json;          ///< The value as compact JSON, shortened when long.
};

/// Finds the innermost value of a frame that covers the byte at `offset`.
/// Errors: what decoding gives, up to that place.
[[nodiscard]] Result<Located> locate(const Plan& plan, std::span<const std::byte> wire, std::uint64_t offset);

}  // namespace limcode
