// Which room may include what. Adding an entry here is a decision about the architecture: docs/architecture.md has
// the reasons.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "layering/source_tree.hpp"

namespace {

using limcode::test::project_files;
using limcode::test::SourceFile;

// For each room, the rooms whose headers it may include, itself aside. "limcode" is the public interface.
const std::map<std::string, std::set<std::string>> allowed_rooms = {
    {"limcode", {}},
    {"wire", {"limcode", "kernels"}},
    {"kernels", {"limcode"}},
    {"text", {"limcode", "kernels"}},
    {"schema", {"limcode"}},
    {"plan", {"limcode", "wire", "kernels", "schema", "text"}},
    {"json", {"limcode", "wire", "kernels", "schema", "text", "plan"}},
    {"solana", {"limcode", "wire", "kernels", "schema", "text", "plan", "json"}},
    {"io", {"limcode"}},
    {"bench", {"limcode", "kernels"}},
    {"cli", {"limcode", "wire", "kernels", "schema", "text", "plan", "json", "solana", "io", "bench"}},
};

// Public headers that a room may not include although they are public.
const std::map<std::string, std::set<std::string>> denied_headers = {
    {"wire", {"limcode/schema.hpp", "limcode/plan.hpp", "limcode/transcode.hpp"}},
    {"kernels", {"limcode/schema.hpp", "limcode/plan.hpp", "limcode/transcode.hpp", "limcode/codec.hpp"}},
    {"schema", {"limcode/plan.hpp", "limcode/transcode.hpp", "limcode/codec.hpp", "limcode/buffer.hpp"}},
    {"io", {"limcode/schema.hpp", "limcode/plan.hpp", "limcode/transcode.hpp", "limcode/codec.hpp"}},
};

// Libraries that stay in one room each. The prefix is of the include's name.
struct Library {
  std::string prefix;
  std::set<std::string> rooms;
};
const std::vector<Library> libraries = {
    {"<simdjson", {"json"}},    {"<CLI/", {"cli"}}, {"<CLI11", {"cli"}}, {"<spdlog", {"cli"}},
    {"<zlib", {"io"}},          {"<zstd", {"io"}},  {"<catch2", {}},     {"<immintrin", {"kernels"}},
    {"<arm_neon", {"kernels"}}, {"<iostream>", {}},
};

// Files of the kernel room that hold vector code may include nothing whose inline functions could be compiled with
// vector instructions and win at link time.
bool holds_vector_code(const SourceFile& file) {
  const auto includes = file.includes();
  return std::ranges::any_of(includes, [](const std::string& name) {
    return name.starts_with("<immintrin") || name.starts_with("<arm_neon");
  });
}

std::string unquoted(const std::string& include) { return include.substr(1, include.size() - 2); }

}  // namespace

TEST_CASE("layering: every room includes only the rooms before it") {
  for (const SourceFile& file : project_files()) {
    const std::string room = file.room();
    if (room.empty() || !file.is_cpp()) continue;
    CAPTURE(file.path);
    REQUIRE(allowed_rooms.contains(room));
    for (const std::string& include : file.includes()) {
      const std::string name = unquoted(include);
      const std::string other = name.substr(0, name.find('/'));
      if (other == room || !allowed_rooms.contains(other) || !name.contains('/')) continue;
      CAPTURE(include);
      CHECK(allowed_rooms.at(room).contains(other));
      const auto denied = denied_headers.find(room);
      if (denied != denied_headers.end()) CHECK_FALSE(denied->second.contains(name));
    }
  }
}

TEST_CASE("layering: every library stays in its room") {
  for (const SourceFile& file : project_files()) {
    const std::string room = file.room();
    if (room.empty() || !file.is_cpp()) continue;
    for (const std::string& include : file.includes()) {
      for (const Library& library : libraries) {
        if (!include.starts_with(library.prefix)) continue;
        CAPTURE(file.path, include);
        CHECK(library.rooms.contains(room));
      }
    }
  }
}

TEST_CASE("layering: public headers include only the standard library and each other") {
  for (const SourceFile& file : project_files()) {
    if (!file.path.starts_with("include/")) continue;
    for (const std::string& include : file.includes()) {
      CAPTURE(file.path, include);
      const bool standard = include.starts_with('<') && !include.contains('/') && !include.contains('.');
      CHECK((standard || include.starts_with("\"limcode/")));
    }
  }
}

TEST_CASE("layering: vector code includes nothing with inline functions of its own") {
  const std::set<std::string> allowed = {"<array>",   "<cstddef>",     "<cstdint>",
                                         "<cstring>", "<immintrin.h>", "<arm_neon.h>"};
  for (const SourceFile& file : project_files()) {
    if (file.room() != "kernels" || !holds_vector_code(file)) continue;
    for (const std::string& include : file.includes()) {
      CAPTURE(file.path, include);
      CHECK((allowed.contains(include) || include.starts_with("\"kernels/")));
    }
  }
}
