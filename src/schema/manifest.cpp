// A reader of TOML tables, strings and arrays of strings, line by line.
#include "schema/manifest.hpp"

#include <algorithm>

namespace limcode::schema {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Cuts a comment off, unless its `#` is inside a string.
std::string_view without_comment(std::string_view line) {
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote == '\0' && line[i] == '#') return line.substr(0, i);
    if (quote == '\0' && (line[i] == '"' || line[i] == '\'')) {
      quote = line[i];
    } else if (line[i] == quote) {
      quote = '\0';
    }
  }
  return line;
}

// The strings in a value, in order.
std::vector<std::string> strings_in(std::string_view value) {
  std::vector<std::string> found;
  while (true) {
    const std::size_t open = value.find_first_of("\"'");
    if (open == std::string_view::npos) return found;
    const std::size_t close = value.find(value[open], open + 1);
    if (close == std::string_view::npos) return found;
    found.emplace_back(value.substr(open + 1, close - open - 1));
    value.remove_prefix(close + 1);
  }
}

void set(Manifest& manifest, std::string_view table, std::string_view key, std::string_view value) {
  const std::vector<std::string> strings = strings_in(value);
  if (strings.empty()) return;
  if (table == "package" && key == "name") manifest.package_name = strings.front();
  if (table == "lib" && key == "name") manifest.lib_name = strings.front();
  if (table == "lib" && key == "path") manifest.lib_path = strings.front();
  if (table == "workspace" && key == "members") manifest.members = strings;
}

}  // namespace

Manifest parse_manifest(std::string_view text) {
  Manifest manifest;
  std::string table;
  while (!text.empty()) {
    const auto take_line = [&]() {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = trimmed(without_comment(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
      return line;
    };
    const std::string_view line = take_line();
    if (line.starts_with('[')) {
      table = trimmed(line.substr(1, std::min(line.find(']'), line.size()) - 1));
      continue;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    std::string value(trimmed(line.substr(equals + 1)));
    if (value.starts_with('[')) {
      while (value.find(']') == std::string::npos && !text.empty()) value.append(" ").append(take_line());
    }
    set(manifest, table, trimmed(line.substr(0, equals)), value);
  }
  return manifest;
}

}  // namespace limcode::schema
