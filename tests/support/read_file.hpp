// The content of a file.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace limcode::test {

/// All bytes of a file; fails when it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  std::ostringstream content;  // takes blocks: a byte at a time is slow where nothing is optimized
  content << stream.rdbuf();
  return std::move(content).str();
}

}  // namespace limcode::test
