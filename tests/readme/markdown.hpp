// As much of Markdown as the project's documents use: fenced blocks and tables, with their places.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace limcode::test {

/// A fenced block: ```language, lines, ```.
struct Block {
  std::string language;
  std::size_t first_line = 0;  ///< Index of the line after the fence.
  std::vector<std::string> lines;
};

/// One row of a table, its cells trimmed and without the backquotes around them.
struct TableRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

struct Table {
  std::vector<std::string> header;
  std::vector<TableRow> rows;
};

/// A document of the project.
struct Document {
  std::string path;  ///< From the project's root.
  std::vector<std::string> lines;
  std::vector<Block> blocks;
  std::vector<Table> tables;
};

/// README.md or one of docs/. An unreadable one is a document without lines.
Document read_document(const std::string& path);
/// README.md and every document of docs/.
std::vector<Document> read_documents();
/// "path:line" of the line with this index.
std::string place_of(const Document& document, std::size_t line);

}  // namespace limcode::test
