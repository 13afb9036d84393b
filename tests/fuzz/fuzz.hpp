// What the fuzz targets share: taking an input apart, and saying which property does not hold. A target is one file in
// targets/ with LLVMFuzzerTestOneInput; it runs under libFuzzer or under replay.cpp, which CMakeLists.txt decides.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace limcode::fuzz {

/// The bytes of one input, taken from the front. At the end it gives zeros, so that every input means something.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

  std::uint8_t byte() {
    if (left_.empty()) return 0;
    const std::uint8_t value = left_.front();
    left_ = left_.subspan(1);
    return value;
  }
  /// A number below `count`, which is at most 65,536.
  std::size_t below(std::size_t count) {
    const std::size_t first = byte();
    return count <= 256 ? first % count : (first * 256 + byte()) % count;
  }
  bool flag() { return (byte() & 1) != 0; }

  [[nodiscard]] bool empty() const { return left_.empty(); }
  [[nodiscard]] std::span<const std::uint8_t> rest() const { return left_; }
  [[nodiscard]] std::span<const std::byte> rest_bytes() const { return std::as_bytes(left_); }
  [[nodiscard]] std::string_view rest_text() const {
    return {reinterpret_cast<const char*>(left_.data()), left_.size()};
  }

 private:
  std::span<const std::uint8_t> left_;
};

/// Ends the process, as a sanitizer does, when a property does not hold. What follows the property is for fmt.
template <class... Values>
void hold(bool holds, fmt::format_string<Values...> property, Values&&... values) {
  if (holds) [[likely]]
    return;
  fmt::print(stderr, "a property does not hold: {}\n", fmt::format(property, std::forward<Values>(values)...));
  std::fflush(stderr);
  std::abort();
}

}  // namespace limcode::fuzz
