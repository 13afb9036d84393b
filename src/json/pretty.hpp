// Compact JSON laid out for reading as it passes by: serde_json's to_string_pretty, two spaces a level.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "limcode/transcode.hpp"

namespace limcode::json {

/// A sink that indents the compact JSON it is given and hands it on. Blocks may be cut anywhere.
class PrettySink : public Sink {
 public:
  explicit PrettySink(Sink& out) : out_(out) {}
  Result<void> write(std::span<const std::byte> block) override;

 private:
  void character(char next);
  void newline();
  [[nodiscard]] Result<void> pass();

  Sink& out_;
  std::string text_;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool opened_ = false;  // the last character opened a container, which may turn out to be empty
};

}  // namespace limcode::json
