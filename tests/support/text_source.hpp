// A source of bytes that a test holds, handed out in small pieces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "io/source.hpp"

namespace limcode::test {

/// Gives at most `step` bytes at a time of a text.
class TextSource final : public io::Source {
 public:
  TextSource(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
  Result<std::size_t> read(std::span<std::byte> into) override {
    const std::size_t count = std::min({into.size(), step_, text_.size() - at_});
    std::memcpy(into.data(), text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t step_;
  std::size_t at_ = 0;
};

}  // namespace limcode::test
