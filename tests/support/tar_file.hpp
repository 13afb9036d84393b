// Files of a tar archive, made by hand.
#pragma once

#include <cstdio>
#include <string>

namespace limcode::test {

inline std::string octal(std::size_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*zo", digits, value);
  return text;
}

/// A header with its checksum, and the contents filled up to whole blocks.
inline std::string tar_file(const std::string& name, const std::string& contents, char kind = '0',
                            std::string size = {}, const std::string& prefix = {}) {
  std::string block(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { block.replace(at, text.size(), text); };
  put(0, name.substr(0, 100));
  put(124, size.empty() ? octal(contents.size(), 11) : size);
  put(148, std::string(8, ' '));
  block[156] = kind;
  put(257, prefix.empty() ? "ustar  " : std::string("ustar\0", 6) + "00");
  put(345, prefix);
  std::size_t sum = 0;
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  put(148, octal(sum, 6) + std::string("\0 ", 2));
  return block + contents + std::string((512 - contents.size() % 512) % 512, '\0');
}

}  // namespace limcode::test
