// Why a command could not do what it was asked, with everything that a person or a machine needs to see where.
// Commands return it; report.hpp shows it, once, in one place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_codes.hpp"
#include "limcode/config.hpp"
#include "limcode/error.hpp"

namespace limcode::cli {

/// A few bytes of an input around the place in question.
struct BytesExcerpt {
  std::string label;        ///< What they are of; empty when there is only one.
  std::uint64_t start = 0;  ///< The offset of the first byte shown.
  std::vector<std::byte> bytes;
  std::uint64_t marked_start = 0;  ///< The offending bytes: offsets, not indices.
  std::uint64_t marked_end = 0;
};

/// One line of a text around the place in question.
struct TextExcerpt {
  std::uint64_t line = 0;        ///< 1-based.
  std::string text;              ///< The line, cut on both sides when it is long.
  std::size_t marked_start = 0;  ///< Index into `text`.
  std::size_t marked_size = 1;
};

/// Which frame of several.
struct FramePlace {
  std::uint64_t number = 0;  ///< 1-based.
  std::uint64_t offset = 0;
};

struct Failure {
  Exit exit = Exit::data;
  Error error;
  std::string subject;  ///< The input at fault, as the user named it; empty when the detail names it.
  std::string advice;   ///< What to do about it, appended to the one line.
  std::optional<FramePlace> frame;
  std::optional<Config> config;  ///< Data errors: the configuration in force.
  std::string type;              ///< Data errors: the type of the whole frame.
  bool on_wire = false;          ///< The error's offset is one of the wire.
  std::vector<BytesExcerpt> bytes;
  std::optional<TextExcerpt> text;
  std::string snippet;             ///< Schemas: the place in the source, drawn by the library.
  std::string declared;            ///< Where the schema declares the field in question.
  std::string found;               ///< Differences: the value here,
  std::string expected;            ///< and the one it should be.
  std::vector<std::string> notes;  ///< More facts, one a line.
  std::vector<std::string> hints;  ///< Likely remedies that were tried, one a line.
  bool quiet = false;              ///< Nobody is left to read the output: end without a word, with status 0.
};

/// What a command returns.
template <class T = void>
using Outcome = std::expected<T, Failure>;

/// A wrong command: `sentence` says what is wrong and what would be right.
[[nodiscard]] Failure command_failure(std::string sentence);
/// An error of the library or of reading and writing, as it is.
[[nodiscard]] Failure plain_failure(Error error, std::string subject = {});
/// An error in a type expression or in the source of a schema.
[[nodiscard]] Failure schema_failure(Error error);
/// An error in JSON text.
[[nodiscard]] Failure text_failure(Error error, std::string subject, std::string_view text);
/// An error in wire bytes. `wire` starts at offset `base` of the input; so do the error's offsets.
[[nodiscard]] Failure wire_failure(Error error, std::string subject, std::span<const std::byte> wire,
                                   const Config& config, std::string type, std::uint64_t base = 0);

/// The bytes around `start`, a screen line of them.
[[nodiscard]] BytesExcerpt excerpt_bytes(std::span<const std::byte> wire, std::uint64_t start, std::uint64_t end,
                                         std::uint64_t base = 0);

/// What to do about an error that needs no further look: one clause, or nothing.
[[nodiscard]] std::string_view advice_for(Errc code) noexcept;

/// `1 byte`, `2 bytes`.
[[nodiscard]] std::string count_of(std::uint64_t count, std::string_view noun);

/// `legacy` or `standard`, as --config takes them.
[[nodiscard]] std::string_view config_name(const Config& config) noexcept;
/// `little` or `big`, as --endian takes them.
[[nodiscard]] std::string_view endian_name(const Config& config) noexcept;

}  // namespace limcode::cli
