// Rules about the text of the sources that need no opinion to check: ASCII, size, a head comment, nothing that
// prints or ends the process outside the command, nothing that belongs to one person's machine.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "layering/source_tree.hpp"

namespace {

using limcode::test::place_of;
using limcode::test::project_files;
using limcode::test::SourceFile;
using limcode::test::strip_comments_and_literals;

constexpr std::size_t max_lines = 450;

// The command prints and exits, tests do as they like; every other room hands errors back.
bool may_print(const SourceFile& file) { return file.room().empty() || file.room() == "cli"; }

bool is_ours(const SourceFile& file) { return !file.path.ends_with(".lock") && !file.path.starts_with("LICENSE"); }

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ':'; }

// The names of a line of code with their qualifiers; what follows a dot or an arrow is a member's and left out.
std::vector<std::string_view> names_in(std::string_view code) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < code.size();) {
    std::size_t end = at;
    while (end < code.size() && is_name_character(code[end])) ++end;
    const bool is_member = at > 0 && (code[at - 1] == '.' || (code[at - 1] == '>' && at > 1 && code[at - 2] == '-'));
    if (end > at && !is_member) names.push_back(code.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

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
    if (!file.is_cpp()) continue;
    CAPTURE(file.path);
    CHECK(file.lines.size() <= max_lines);
  }
}

TEST_CASE("source: every file starts by saying what it is for") {
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp()) continue;
    CAPTURE(file.path);
    REQUIRE_FALSE(file.lines.empty());
    // An implementation may lead with its header instead, which says it.
    const bool leads_with_header = file.path.ends_with(".cpp") && file.lines.front().starts_with("#include \"");
    CHECK((file.lines.front().starts_with("// ") || leads_with_header));
    if (file.path.ends_with(".hpp")) CHECK(std::ranges::count(file.lines, "#pragma once") == 1);
  }
}

TEST_CASE("source: the library neither prints nor ends the process") {
  // Names that mean this wherever they stand, and names that do when they are called without a qualifier.
  const std::set<std::string_view> forbidden = {"std::cout", "std::cerr",   "std::clog",  "std::abort",     "std::exit",
                                                "std::puts", "std::printf", "fmt::print", "std::terminate", "stdout",
                                                "stderr",    "printf",      "puts",       "fputs",          "perror",
                                                "abort",     "exit",        "_exit",      "assert"};
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp() || may_print(file)) continue;
    for (std::size_t index = 0; index < file.code.size(); ++index) {
      for (const std::string_view name : names_in(file.code[index])) {
        if (forbidden.contains(name)) FAIL_CHECK(place_of(file, index) << ": " << name);
      }
    }
  }
}

TEST_CASE("source: macros carry the project's name") {
  for (const SourceFile& file : project_files()) {
    if (!file.is_cpp()) continue;
    for (std::size_t index = 0; index < file.code.size(); ++index) {
      const auto names = names_in(file.code[index]);
      if (!file.code[index].starts_with("#") || names.size() < 2 || names[0] != "define") continue;
      CAPTURE(place_of(file, index), names[1]);
      CHECK((names[1].starts_with("LIMCODE_") || names[1].starts_with("CATCH_CONFIG_") || names[1] == "_GNU_SOURCE"));
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
      "../sha"
      "red",
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
