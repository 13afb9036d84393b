// Text forms of bytes.
#include "cli/reading.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "cli/opening.hpp"
#include "text/text.hpp"

namespace limcode::cli {
namespace {

constexpr std::string_view blanks = " \t\r\n";
// What is pasted is a transaction or an account; files of bytes are longer and are not text.
constexpr std::size_t longest_text = std::size_t{64} << 20;

bool is_blank(char character) { return blanks.find(character) != std::string_view::npos; }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  text.remove_suffix(text.size() - (text.find_last_not_of(blanks) + 1));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

// The characters that count, and where each stood, for errors.
struct Packed {
  std::string characters;
  std::size_t start = 0;  // of the trimmed text in the whole
};

Packed pack(std::string_view text, From from) {
  std::string_view inner = trimmed(text);
  if (from == From::hex && (inner.starts_with("0x") || inner.starts_with("0X"))) inner.remove_prefix(2);
  Packed packed;
  packed.start = static_cast<std::size_t>(inner.data() - text.data());
  packed.characters.reserve(inner.size() + 2);
  for (const char character : inner) {
    if (is_blank(character)) continue;
    const bool url = from == From::base64 && (character == '-' || character == '_');
    packed.characters += url ? (character == '-' ? '+' : '/') : character;
  }
  while (from == From::base64 && packed.characters.size() % 4 >= 2) packed.characters += '=';
  return packed;
}

// Where the character number `index` of those that count stands in the text.
std::size_t position_of(std::string_view text, const Packed& packed, std::size_t index) {
  std::size_t at = packed.start;
  for (; at < text.size(); ++at) {
    if (is_blank(text[at])) continue;
    if (index-- == 0) return at;
  }
  return text.find_last_not_of(blanks) + 1;
}

Error error_at(std::string_view text, std::size_t position, std::string detail) {
  Error error;
  error.code = Errc::invalid_value;
  error.offset = position;
  error.end_offset = position;
  const std::string_view before = text.substr(0, position);
  error.line = static_cast<std::uint64_t>(std::ranges::count(before, '\n')) + 1;
  error.column = position - (before.rfind('\n') + 1) + 1;
  error.detail = std::move(detail);
  return error;
}

text::Decoded<std::size_t> decode(std::uint8_t* to, std::string_view characters, From from) {
  switch (from) {
    case From::hex: return text::decode_hex(to, characters);
    case From::base64: return text::decode_base64(to, characters);
    default: return text::decode_base58(to, characters);
  }
}

}  // namespace

std::string_view name_of(From from) noexcept {
  switch (from) {
    case From::automatic: return "auto";
    case From::raw: return "raw";
    case From::hex: return "hex";
    case From::base58: return "base58";
    case From::base64: return "base64";
  }
  return "";
}

Outcome<Buffer> decode_text(std::string_view text, From from, const std::string& subject) {
  const Packed packed = pack(text, from);
  Buffer bytes;
  auto* const to = reinterpret_cast<std::uint8_t*>(bytes.room(packed.characters.size() + text::write_slack));
  const auto size = decode(to, packed.characters, from);
  if (size) {
    bytes.set_size(*size);
    return bytes;
  }
  Failure failure =
      text_failure(error_at(text, position_of(text, packed, size.error().position),
                            fmt::format("not {}: {}", name_of(from), text::explain(size.error().problem))),
                   subject, text);
  failure.advice = "see --from for the other forms";
  return std::unexpected(std::move(failure));
}

bool may_be_text(std::string_view text) noexcept {
  constexpr std::string_view others = "+/=-_\" \t\r\n";
  return !trimmed(text).empty() && text.size() <= longest_text && std::ranges::all_of(text, [&](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte < 0x80 && std::isalnum(byte) != 0) || others.find(character) != std::string_view::npos;
  });
}

Outcome<Dump> Dump::load(const std::string& path, From from, std::optional<std::uint64_t> most_unpacked) {
  auto input = load_input(path, most_unpacked);
  if (!input) return std::unexpected(input.error());
  Dump dump(std::move(*input));
  if (from == From::automatic || from == From::raw) return dump;
  auto decoded = decode_text(dump.input_.text(), from, dump.name());
  if (!decoded) return std::unexpected(decoded.error());
  dump.read_as(std::move(*decoded));
  return dump;
}

Dump Dump::of(std::string name, Buffer bytes) { return Dump(io::Input::of(std::move(name), std::move(bytes))); }

Outcome<> Dump::check_intact() const {
  if (auto intact = input_.check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  return {};
}

}  // namespace limcode::cli
