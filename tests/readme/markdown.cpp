// Cutting a document into fenced blocks and tables.
#include "readme/markdown.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace limcode::test {
namespace {

namespace fs = std::filesystem;

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// A bar in a cell is written \| and a code span's backquotes are not part of what it says.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (std::size_t at = line.find('|') + 1; at < line.size(); ++at) {
    if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '|') {
      cells.back() += line[++at];
    } else if (line[at] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[at];
    }
  }
  cells.pop_back();
  for (std::string& cell : cells) {
    cell = trimmed(cell);
    if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`') cell = cell.substr(1, cell.size() - 2);
  }
  return cells;
}

bool is_row(const std::string& line) { return line.starts_with("|") && line.ends_with("|"); }

void find_parts(Document& document) {
  const auto& lines = document.lines;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with("```")) {
      Block block{lines[at].substr(3), at + 1, {}};
      for (++at; at < lines.size() && !lines[at].starts_with("```"); ++at) block.lines.push_back(lines[at]);
      document.blocks.push_back(std::move(block));
    } else if (is_row(lines[at]) && at + 1 < lines.size() && lines[at + 1].starts_with("|---")) {
      Table table{cells_of(lines[at]), {}};
      for (at += 2; at < lines.size() && is_row(lines[at]); ++at) table.rows.push_back({at, cells_of(lines[at])});
      document.tables.push_back(std::move(table));
    }
  }
}

}  // namespace

Document read_document(const std::string& path) {
  Document document{path, {}, {}, {}};
  std::ifstream stream(fs::path(LIMCODE_SOURCE_DIR) / path);
  for (std::string line; std::getline(stream, line);) document.lines.push_back(line);
  find_parts(document);
  return document;
}

std::vector<Document> read_documents() {
  std::vector<std::string> paths = {"README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(LIMCODE_SOURCE_DIR) / "docs")) {
    if (entry.path().extension() == ".md") paths.push_back("docs/" + entry.path().filename().string());
  }
  std::ranges::sort(paths);
  std::vector<Document> documents;
  for (const std::string& path : paths) documents.push_back(read_document(path));
  return documents;
}

std::string place_of(const Document& document, std::size_t line) {
  return document.path + ":" + std::to_string(line + 1);
}

}  // namespace limcode::test
