// The project's own files, read once and cut into lines, for the tests that hold rules against the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limcode::test {

/// One text file of the project.
struct SourceFile {
  std::string path;                ///< From the project's root, such as "src/plan/compile.cpp".
  std::vector<std::string> lines;  ///< As they stand.
  std::vector<std::string> code;   ///< C++ only: the same lines without comments and without what literals hold.

  [[nodiscard]] bool is_cpp() const { return path.ends_with(".cpp") || path.ends_with(".hpp"); }
  /// The room: "kernels" for src/kernels/x.cpp, "limcode" for include/limcode/x.hpp, "" elsewhere.
  [[nodiscard]] std::string room() const;
  /// What the #include lines name, with their brackets: `<vector>`, `"plan/program.hpp"`.
  [[nodiscard]] std::vector<std::string> includes() const;
};

/// Every text file of the project: no build trees, no dependencies of scripts, no binary data.
const std::vector<SourceFile>& project_files();

/// Removes comments and the contents of string and character literals, keeping the line structure.
std::vector<std::string> strip_comments_and_literals(const std::vector<std::string>& lines);

/// "path:line" of line number `index`, counted from 0.
std::string place_of(const SourceFile& file, std::size_t index);

}  // namespace limcode::test
