// Walking the project's tree and a lexer that is just good enough to tell code from comments and literals.
#include "layering/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace limcode::test {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> skipped_folders = {".git",         "build",  "target",
                                                             "node_modules", ".cache", "golden"};

// Text that people write; data files are somebody else's text.
bool is_text(const fs::path& path) {
  static constexpr std::array<std::string_view, 13> extensions = {
      ".cpp", ".hpp", ".md", ".txt", ".cmake", ".in", ".rs", ".sh", ".toml", ".mjs", ".lock", ".yml", ".py"};
  const std::string extension = path.extension().string();
  if (extension == ".json") return path.filename() == "CMakePresets.json";
  if (extension.empty() || path.filename().string().starts_with('.')) return path.filename() != ".git";
  return std::ranges::find(extensions, extension) != extensions.end();
}

std::vector<std::string> read_lines(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return lines;
}

std::vector<SourceFile> read_tree(const fs::path& root) {
  std::vector<SourceFile> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory()) {
      if (std::ranges::find(skipped_folders, name) != skipped_folders.end()) entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || !is_text(entry->path())) continue;
    SourceFile file;
    file.path = fs::relative(entry->path(), root).generic_string();
    file.lines = read_lines(entry->path());
    if (file.is_cpp()) file.code = strip_comments_and_literals(file.lines);
    files.push_back(std::move(file));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

// A cursor over one file's text that copies what is code and drops what is not.
class Stripper {
 public:
  explicit Stripper(std::string text) : text_(std::move(text)) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(code_);
  }

 private:
  bool looking_at(std::string_view what) const { return std::string_view(text_).substr(at_).starts_with(what); }

  void step() {
    if (looking_at("//")) {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    } else if (looking_at("/*")) {
      drop_through("*/");
    } else if (looking_at("R\"") && !in_word()) {
      const std::size_t open = text_.find('(', at_);
      const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
      code_ += "\"\"";
      drop_through(close);
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !in_word())) {
      drop_literal();
    } else {
      code_ += text_[at_++];
    }
  }

  // A quote within a word separates the digits of a number; an R there ends a name.
  bool in_word() const {
    return at_ > 0 && (std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0 || text_[at_ - 1] == '_');
  }

  void drop_literal() {
    const char quote = text_[at_++];
    code_ += quote;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ < text_.size() && text_[at_] == quote) ++at_;
    code_ += quote;
  }

  void drop_through(std::string_view close) {
    const std::size_t end = std::min(text_.find(close, at_), text_.size() - close.size()) + close.size();
    for (; at_ < end; ++at_) {
      if (text_[at_] == '\n') code_ += '\n';
    }
  }

  std::string text_;
  std::string code_;
  std::size_t at_ = 0;
};

}  // namespace

std::string SourceFile::room() const {
  for (const std::string_view folder : {"src/", "include/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string below = path.substr(folder.size());
    return below.substr(0, below.find('/'));
  }
  return "";
}

std::vector<std::string> SourceFile::includes() const {
  std::vector<std::string> names;
  for (const std::string& line : lines) {
    std::istringstream words(line);
    std::string directive;
    std::string name;
    if (words >> directive >> name && directive == "#include") names.push_back(name);
  }
  return names;
}

const std::vector<SourceFile>& project_files() {
  static const std::vector<SourceFile> files = read_tree(LIMCODE_SOURCE_DIR);
  return files;
}

std::vector<std::string> strip_comments_and_literals(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  std::istringstream code(Stripper(std::move(text)).run());
  std::vector<std::string> stripped;
  for (std::string line; std::getline(code, line);) stripped.push_back(std::move(line));
  stripped.resize(lines.size());
  return stripped;
}

std::string place_of(const SourceFile& file, std::size_t index) { return file.path + ":" + std::to_string(index + 1); }

}  // namespace limcode::test
