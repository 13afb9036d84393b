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
  text_.clear();
  for (const std::byte byte : block) character(static_cast<char>(byte));
  return out_.write(std::as_bytes(std::span(text_)));
}

}  // namespace limcode::json
