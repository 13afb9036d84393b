// Rules about the text of the sources that need no opinion to check: ASCII, size, a head comment, nothing that
// prints or ends the process outside the command, nothing that belongs to one person's machine.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "layering/source_tree.hpp"

namespace {

using limcode::test::place_of;
using limcode::test::project_files;
using limcode::test::SourceFile;
using limcode::test::strip_comments_and_literals;

constexpr std::size_t max_lines = 450;

// Files that are a table from end to end: cutting them in two would help nobody.
const std::set<std::string> long_files = {};

// The command prints and exits, tests do as they like; every other room hands errors back.
bool may_print(const SourceFile& file) { return file.room().empty() || file.room() == "cli"; }

bool is_ours(const SourceFile& file) { return !file.path.ends_with(".lock") && !file.path.starts_with("LICENSE"); }

}  // namespace

TEST_CASE("source: the stripper knows comments and literals") {
  const std::vector<std::string> lines = {
      "int a = 1'000;  // abort()",          "const char* s = \"// \\\" abort()\"; f('\"');", "/* exit(", "1) */ g();",
      "auto r = R\"x(abort())\" )x\"; h();",
  };
  const std::vector<std::string> expected = {"int a = 1'000;  ", "const char* s = \"\"; f('');", "", " g();",
                                             "auto r = \"\"; h();"};
  CHECK(strip_comments_and_literals(lines) == expected);
}

TEST_CASE("source: everything is ASCII, without tabs and trailing blanks") {
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp()) continue;
    for (std::size_t index = 0; index < file.lines.size(); ++index) {
      const std::string& line = file.lines[index];
      const bool clean = std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }) && !line.ends_with(' ');
      if (!clean) FAIL_CHECK(place_of(file, index) << ": " << line);
    }
  }
}

TEST_CASE("source: no file grows past what one can keep in mind") {
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp() || long_files.contains(file.path)) continue;
    CAPTURE(file.path);
    CHECK(file.lines.size() <= max_lines);
  }
}

TEST_CASE("source: every file starts by saying what it is for") {
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp()) continue;
    CAPTURE(file.path);
    REQUIRE_FALSE(file.lines.empty());
    CHECK(file.lines.front().starts_with("// "));
    if (file.path.ends_with(".hpp")) CHECK(std::ranges::count(file.lines, "#pragma once") == 1);
  }
}

TEST_CASE("source: the library neither prints nor ends the process") {
  const std::regex forbidden(
      R"((\bstd::(cout|cerr|clog|abort|exit|quick_exit|terminate)\b)|((^|[^\w.>:])(printf|puts|fputs|perror|abort|exit|_exit|assert)\s*\()"
      R"()|(\b(stdout|stderr)\b)|(\bfmt::print\b))");
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp() || may_print(file)) continue;
    for (std::size_t index = 0; index < file.code.size(); ++index) {
      if (std::regex_search(file.code[index], forbidden))
        FAIL_CHECK(place_of(file, index) << ": " << file.lines[index]);
    }
  }
}

TEST_CASE("source: macros carry the project's name") {
  const std::regex define(R"(^\s*#\s*define\s+(\w+))");
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp()) continue;
    for (std::size_t index = 0; index < file.code.size(); ++index) {
      std::smatch match;
      if (!std::regex_search(file.code[index], match, define)) continue;
      const std::string name = match[1];
      CAPTURE(place_of(file, index), name);
      CHECK((name.starts_with("LIMCODE_") || name.starts_with("CATCH_CONFIG_") || name == "_GNU_SOURCE"));
    }
  }
}

TEST_CASE("source: nothing is left to do, and nothing names a machine") {
  // Spelled in pieces, so that this file passes its own test.
  const std::vector<std::string> forbidden = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X:",
      "/wo"
      "rk/",
      "/tmp"
      "/wt",
      "/ro"
      "ot/",
      "/ho"
      "me/",
      "sha"
      "red/",
      ".lib"
      "rary",
      "crat"
      "es.io",
      "npm"
      "js.org",
      "deb.deb"
      "ian.org",
      "-march="
      "native"};
  for (const SourceFile& file : project_files()) {
    if (!is_ours(file) || file.path == ".ci/run") continue;
    for (std::size_t index = 0; index < file.lines.size(); ++index) {
      for (const std::string& word : forbidden) {
        if (file.lines[index].find(word) != std::string::npos) FAIL_CHECK(place_of(file, index) << ": " << word);
      }
    }
  }
}

TEST_CASE("source: the top level holds what it should and no more") {
  const std::set<std::string> allowed = {"src",
                                         "include",
                                         "tests",
                                         "testdata",
                                         "docs",
                                         "build",
                                         "CMakeLists.txt",
                                         "CMakePresets.json",
                                         "CMakeUserPresets.json",
                                         "README.md",
                                         "bootstrap",
                                         "LICENSE",
                                         "LICENSE-APACHE",
                                         "LICENSE-MIT"};
  for (const auto& entry : std::filesystem::directory_iterator(LIMCODE_SOURCE_DIR)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK((name.starts_with('.') || allowed.contains(name)));
  }
}
