// Making failures: picking what to show of the input, and what to advise.
#include "cli/failure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace limcode::cli {
namespace {

constexpr std::uint64_t bytes_shown = 16;
constexpr std::uint64_t bytes_before = 8;
constexpr std::size_t columns_shown = 96;
constexpr std::size_t columns_before = 48;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Moves a cut between two bytes of one character to its start.
std::size_t character_start(std::string_view text, std::size_t index) {
  while (index > 0 && index < text.size() && is_continuation(text[index])) --index;
  return index;
}

// How far the JSON token at the start of `text` goes: a string with its quotes, a number or a word, or one character.
std::size_t token_size(std::string_view text) {
  if (text.empty()) return 1;
  std::size_t end = 1;
  if (text.front() == '"') {
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
  }
  constexpr std::string_view word = "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  if (word.find(text.front()) == std::string_view::npos) return 1;
  return std::min(text.find_first_not_of(word), text.size());
}

TextExcerpt excerpt_text(std::string_view text, const Error& error) {
  const std::size_t at = std::min<std::size_t>(error.offset, text.size());
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t line_start = before == std::string_view::npos ? 0 : before + 1;
  std::string_view line = text.substr(line_start, std::min(text.find('\n', at), text.size()) - line_start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t column = std::min(at - line_start, line.size());
  const std::size_t first = character_start(line, column > columns_before ? column - columns_before : 0);
  const std::size_t last = character_start(line, std::min(line.size(), first + columns_shown));
  TextExcerpt excerpt;
  excerpt.line = error.line;
  excerpt.text = line.substr(first, last - first);
  excerpt.marked_start = column - first;
  const bool knows_end = error.end_offset > error.offset;
  const std::size_t marked = knows_end ? error.end_offset - error.offset : token_size(line.substr(column));
  excerpt.marked_size = std::clamp<std::size_t>(marked, 1, std::max<std::size_t>(1, last - std::min(column, last)));
  return excerpt;
}

}  // namespace

Failure command_failure(std::string sentence) {
  Failure failure;
  failure.exit = Exit::command;
  failure.error.detail = std::move(sentence);
  return failure;
}

Failure plain_failure(Error error, std::string subject) {
  Failure failure;
  failure.exit = exit_of(error.code);
  // A file that could not be read or written is named in the sentence itself.
  if (error.code != Errc::io) failure.subject = std::move(subject);
  failure.advice = advice_for(error.code);
  failure.error = std::move(error);
  return failure;
}

Failure text_failure(Error error, std::string subject, std::string_view text) {
  Failure failure = plain_failure(std::move(error), std::move(subject));
  if (failure.error.line != 0) failure.text = excerpt_text(text, failure.error);
  return failure;
}

Failure schema_failure(Error error) {
  // The library calls an expression by what it is; here it came from a flag.
  std::string subject = error.file == "type expression" ? "--type" : error.file;
  Failure failure = plain_failure(std::move(error), std::move(subject));
  // Its first line says the place, which the headline does already.
  const std::string_view snippet = failure.error.snippet;
  failure.snippet = snippet.substr(std::min(snippet.find('\n'), snippet.size() - 1) + 1);
  return failure;
}

Failure wire_failure(Error error, std::string subject, std::span<const std::byte> wire, const Config& config,
                     std::string type, std::uint64_t base) {
  Failure failure = plain_failure(std::move(error), std::move(subject));
  if (failure.exit != Exit::data) return failure;
  failure.config = config;
  failure.type = std::move(type);
  failure.on_wire = true;
  failure.bytes.push_back(excerpt_bytes(wire, failure.error.offset, failure.error.end_offset, base));
  return failure;
}

BytesExcerpt excerpt_bytes(std::span<const std::byte> wire, std::uint64_t start, std::uint64_t end,
                           std::uint64_t base) {
  BytesExcerpt excerpt;
  const std::uint64_t at = std::min<std::uint64_t>(start - base, wire.size());
  const std::uint64_t first = at > bytes_before ? at - bytes_before : 0;
  const auto shown = wire.subspan(first, std::min<std::uint64_t>(bytes_shown, wire.size() - first));
  excerpt.start = base + first;
  excerpt.bytes.assign(shown.begin(), shown.end());
  excerpt.marked_start = start;
  excerpt.marked_end = std::max(end, start + 1);
  return excerpt;
}

std::string_view advice_for(Errc code) noexcept {
  switch (code) {
    case Errc::unexpected_end: return "the input is cut short, or --type or --config is not what wrote it";
    case Errc::trailing_bytes: return "pass --frames if the input holds several, --trailing allow to ignore the rest";
    case Errc::invalid_bool:
    case Errc::invalid_char:
    case Errc::invalid_utf8:
    case Errc::invalid_option_tag:
    case Errc::invalid_enum_index:
    case Errc::invalid_varint:
    case Errc::integer_overflow:
    case Errc::length_overflow: return "the input is damaged, or --type or --config is not what wrote it";
    case Errc::limit_exceeded: return "raise --limit to allow it";
    case Errc::not_canonical: return "decode it and encode it again for the canonical form";
    case Errc::json_syntax: return "correct the JSON there";
    case Errc::json_type:
    case Errc::json_number:
    case Errc::json_length:
    case Errc::json_unknown_variant: return "change the value there, or --type";
    case Errc::json_missing_field: return "add the field";
    case Errc::json_unknown_field:
    case Errc::json_duplicate_field: return "remove the field";
    case Errc::json_trailing: return "remove the rest, or pass --lines if each line is a value";
    default: return "";
  }
}

std::string count_of(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string_view config_name(const Config& config) noexcept {
  return config.int_encoding == IntEncoding::fixed ? "legacy" : "standard";
}

std::string_view endian_name(const Config& config) noexcept {
  return config.endian == Endian::little ? "little" : "big";
}

}  // namespace limcode::cli
