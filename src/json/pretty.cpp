#include "json/pretty.hpp"

namespace limcode::json {

void PrettySink::newline() {
  text_ += '\n';
  text_.append(2 * depth_, ' ');
}

void PrettySink::character(char next) {
  if (in_string_) {
    text_ += next;
    if (escaped_) {
      escaped_ = false;
    } else if (next == '\\') {
      escaped_ = true;
    } else if (next == '"') {
      in_string_ = false;
    }
    return;
  }
  const bool closes = next == ']' || next == '}';
  if (closes) {
    --depth_;
    if (!opened_) newline();
  } else if (opened_) {
    newline();
  }
  opened_ = false;
  text_ += next;
  switch (next) {
    case '"': in_string_ = true; break;
    case ':': text_ += ' '; break;
    case ',': newline(); break;
    case '[':
    case '{':
      opened_ = true;
      ++depth_;
      break;
    default: break;
  }
}

Result<void> PrettySink::write(std::span<const std::byte> block) {
  // Indentation can make much of little, so what it makes is passed on in pieces.
  constexpr std::size_t piece = std::size_t{64} << 10;
  for (const std::byte byte : block) {
    character(static_cast<char>(byte));
    if (text_.size() < piece) continue;
    if (auto status = pass(); !status) return status;
  }
  return pass();
}

Result<void> PrettySink::pass() {
  auto status = out_.write(std::as_bytes(std::span(text_)));
  text_.clear();
  return status;
}

}  // namespace limcode::json
