// Where printed JSON goes: a block that is handed to a Sink when it is full. Whoever prints asks for room and then
// writes without further checks. The first block is small and part of the object, so that a short text takes no memory
// of its own; the others are large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "kernels/table.hpp"
#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace limcode::json {

class TextOut {
 public:
  /// The most that room() can be asked for.
  static constexpr std::size_t max_room = std::size_t{128} << 10;

  explicit TextOut(Sink& sink) : sink_(sink) {}
  TextOut(const TextOut&) = delete;
  TextOut& operator=(const TextOut&) = delete;

  /// Where the next `count` characters go. After writing them, tell end().
  [[nodiscard]] char* room(std::size_t count) {
    if (static_cast<std::size_t>(limit_ - to_) < count) [[unlikely]]
      next_block();
    return to_;
  }
  void end(char* to) noexcept { to_ = to; }

  void put(char character) {
    *room(1) = character;
    ++to_;
  }
  void put(std::string_view text) {
    while (text.size() > max_room) {
      put(text.substr(0, max_room));
      text.remove_prefix(max_room);
    }
    std::memcpy(room(text.size()), text.data(), text.size());
    to_ += text.size();
  }
  /// A piece of a program's text, which label_slack readable bytes follow.
  void put_label(const char* text, std::size_t size) {
    if (size > max_room - plan::label_slack) [[unlikely]]
      return put(std::string_view(text, size));
    char* const at = room(size + plan::label_slack);
    std::memcpy(at, text, plan::label_slack);
    if (size > plan::label_slack) {
      std::memcpy(at + plan::label_slack, text + plan::label_slack, size - plan::label_slack);
    }
    to_ = at + size;
  }

  /// The inside of a JSON string, escaped as serde_json escapes. The text must be UTF-8.
  void put_escaped(const std::uint8_t* from, std::size_t count);

  /// Hands what is there to the sink.
  void flush() {
    if (!failed_ && to_ != start_) {
      auto status = sink_.write(std::as_bytes(std::span(start_, static_cast<std::size_t>(to_ - start_))));
      if (!status) fail(std::move(status.error()));
    }
    to_ = start_;
  }
  /// Takes it that the sink has refused a block.
  void fail(Error error) noexcept {
    failed_ = true;
    error_ = std::move(error);
  }

  /// True once the sink has refused a block; from then on what is printed is dropped.
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] Error take_error() noexcept { return std::move(error_); }

 private:
  static constexpr std::size_t first_block_size = 2048;
  static constexpr std::size_t block_size = std::size_t{256} << 10;

  [[gnu::noinline]] void next_block() {
    flush();
    if (block_ != nullptr) return;
    block_ = std::make_unique_for_overwrite<char[]>(block_size);
    to_ = start_ = block_.get();
    limit_ = start_ + block_size;
  }

  Sink& sink_;
  char first_block_[first_block_size];
  std::unique_ptr<char[]> block_;
  char* start_ = first_block_;
  char* to_ = first_block_;
  char* limit_ = first_block_ + first_block_size;
  bool failed_ = false;
  Error error_;
};

inline void TextOut::put_escaped(const std::uint8_t* from, std::size_t count) {
  constexpr std::size_t chunk = std::size_t{16} << 10;
  constexpr char digits[] = "0123456789abcdef";
  while (count != 0) {
    const std::size_t part = count < chunk ? count : chunk;
    char* to = room(part + kernels::write_slack + 8);
    const std::size_t plain = kernels::table().copy_until_json_special(reinterpret_cast<std::uint8_t*>(to), from, part);
    to += plain;
    from += plain;
    count -= plain;
    if (plain != part) {
      const std::uint8_t byte = *from++;
      --count;
      *to++ = '\\';
      switch (byte) {
        case '"':
        case '\\': *to++ = static_cast<char>(byte); break;
        case '\b': *to++ = 'b'; break;
        case '\f': *to++ = 'f'; break;
        case '\n': *to++ = 'n'; break;
        case '\r': *to++ = 'r'; break;
        case '\t': *to++ = 't'; break;
        default:
          std::memcpy(to, "u00", 3);
          to[3] = digits[byte >> 4];
          to[4] = digits[byte & 15];
          to += 5;
      }
    }
    end(to);
  }
}

}  // namespace limcode::json
