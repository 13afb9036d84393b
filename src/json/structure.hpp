// Where the structure of a JSON text is: simdjson's first stage finds every bracket, comma, colon, and the first
// byte of every string and scalar, and validates UTF-8, with the vector instructions of the machine. Encoding then
// walks these positions by plan; that walk is ours because serde_json's rules must hold to the letter, values that
// nobody asked for included.
//
// A text is taken in windows: the positions of one stay in the cache, and nothing is as large as the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace limcode::json {

/// The first byte at or after `from` that is no white space, or the end.
[[nodiscard]] inline std::size_t skip_space(std::string_view text, std::size_t from) {
  const std::size_t found = text.find_first_not_of(" \t\n\r", from);
  return found == std::string_view::npos ? text.size() : found;
}

/// A part of a JSON text and the positions of its structure. A walk may run past the last position by up to
/// `spare_positions`: it then sees, again and again, the start of what follows the window or, at the end of the
/// text, its last bracket, which no walk can mistake for what it needs without noticing at the end.
struct Window {
  const char* text = nullptr;            ///< What the positions count from.
  const std::uint32_t* first = nullptr;  ///< The first position.
  const std::uint32_t* last = nullptr;   ///< One past the last position.
  const char* end = nullptr;             ///< Where what may be read ends.
  bool final = false;                    ///< The text ends with the window.
};

/// What finding the structure came to.
enum class StructureStatus : std::uint8_t {
  ok,
  malformed,  ///< No JSON text looks like this; first_syntax_error() says where.
  too_large,  ///< A window would be larger than it may be.
};

inline constexpr std::size_t spare_positions = 192;

/// The bytes of the largest window: positions have 32 bits, and a few are added at the end.
inline constexpr std::size_t max_window = 0xFFFFFFFF - 4096;

/// How large the windows of a document are, in bytes; only tests choose others.
struct WindowSizes {
  std::size_t document = std::size_t{1} << 20;  ///< Documents from here on are taken in windows.
  /// What comes before a large list is small, and the first window is looked at by one thread alone.
  std::size_t first = std::size_t{1} << 16;
  std::size_t usual = std::size_t{1} << 19;  ///< The others, and a thread's parts of a list.
  std::size_t largest = max_window;          ///< More is refused.

  /// How much of a text to look at for what a window has the beginning of.
  [[nodiscard]] std::size_t spare() const noexcept { return usual / 8; }
};

/// Finds windows in a text. Its memory is reused from text to text. Windows larger than `largest` are refused.
class Structure {
 public:
  explicit Structure(std::size_t largest = max_window);
  ~Structure();
  Structure(Structure&&) noexcept;
  Structure& operator=(Structure&&) noexcept;

  /// Starts on a text, of which the whole is one window. Requires: `text` stays while the windows are in use.
  [[nodiscard]] StructureStatus whole(std::string_view text, Window& window);

  /// Finds a window that starts at `from`, outside any string, and is about `size` bytes long. It ends between
  /// tokens, though maybe within a value; at the end of the text it is final.
  [[nodiscard]] StructureStatus next(std::string_view text, std::size_t from, std::size_t size, Window& window);

 private:
  struct Stage;
  // `beyond` is the position that a walk past the end sees.
  [[nodiscard]] StructureStatus index(std::string_view text, std::size_t beyond, const char* end, Window& window);

  std::unique_ptr<Stage> stage_;
  std::size_t largest_;
};

}  // namespace limcode::json
