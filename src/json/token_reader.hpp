// A walk over the tokens of a JSON text, and how it fails. The encoder derives from it; what is here knows JSON but
// no plan: literals, strings, values that nobody asked for.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/number.hpp"
#include "json/structure.hpp"
#include "limcode/error.hpp"
#include "limcode/transcode.hpp"
#include "plan/program.hpp"

namespace limcode::json {

/// The inside of a JSON string.
struct StringToken {
  std::string_view raw;  ///< As it stands in the text, escapes and all.
  bool escaped = false;  ///< There are escapes in it.
};

class TokenReader {
 protected:
  /// The first fault and, innermost first, the path to it.
  struct Fault {
    Errc code = Errc::ok;
    const char* at = nullptr;
    bool is_at_end = false;  ///< The text had ended.
    std::string detail;
    std::vector<std::string> path;
  };

  void start(const Window& window) noexcept {
    forget_ends();
    text_ = window.text;
    next_ = window.first;
    last_ = window.last;
    end_ = window.end;
    final_ = window.final;
  }

  [[nodiscard]] const char* here() const noexcept { return text_ + *next_; }
  [[nodiscard]] char peek() const noexcept { return text_[*next_]; }
  /// True when the walk has gone beyond the window's positions.
  [[nodiscard]] bool beyond() const noexcept { return next_ >= last_; }
  /// True when the text has ended and the walk has taken its last bracket for what should have followed.
  [[nodiscard]] bool ran_out() const noexcept { return final_ && next_ > last_; }

  [[gnu::cold, gnu::noinline]] bool fail(Errc code, const char* at, std::string detail);
  /// Says what was expected instead of what is at `at`: a type error for another kind of value, else a syntax error.
  [[gnu::cold, gnu::noinline]] bool fail_expected(std::string_view what, const char* at);
  [[gnu::cold, gnu::noinline]] bool fail_number(NumberStatus status, std::string_view type, const char* at);

  /// Takes the token that must come now.
  [[nodiscard]] bool take(char wanted, std::string_view what) {
    if (peek() != wanted) [[unlikely]]
      return fail_expected(what, here());
    ++next_;
    return true;
  }

  /// One level deeper; pair with leave().
  [[nodiscard]] bool enter() {
    if (++depth_ > max_json_depth) [[unlikely]]
      return fail(Errc::depth_exceeded, here(), "JSON is nested deeper than 127 levels");
    return true;
  }
  void leave() noexcept { --depth_; }

  /// True, and taken, when the token is exactly this literal.
  [[nodiscard]] bool literal(std::string_view word) noexcept;
  [[nodiscard]] bool null() noexcept {
    const char* const at = here();
    if (end_ - at < 5) [[unlikely]]
      return literal("null");
    if (std::memcmp(at, "null", 4) != 0 || !ends_scalar(at[4])) return false;
    ++next_;
    return true;
  }

  /// Takes a string token, of which it gives the inside. False, without a fault, when it is none.
  [[nodiscard]] bool string(std::string_view& raw) noexcept {
    const char* const open = here();
    if (*open != '"') return false;
    // The string ends before the next token; between them there is only its closing quote and white space.
    const char* close = text_ + next_[1];
    do {
      if (--close <= open) return false;
    } while (*close != '"');
    ++next_;
    raw = {open + 1, static_cast<std::size_t>(close - open - 1)};
    return true;
  }
  /// The same, and whether there are escapes in it.
  [[nodiscard]] bool string(StringToken& token) noexcept {
    if (!string(token.raw)) return false;
    token.escaped = has_escape(token.raw);
    return true;
  }

  /// Takes a string and the text it stands for: a view of the input, or of `scratch` if it has escapes.
  [[nodiscard]] bool string_text(std::string_view& value, std::string_view what);

  /// Takes a value that will be read again: only its brackets are looked at.
  [[nodiscard]] bool pass_value();

  /// Takes a value of any kind, checked as serde_json checks what it ignores.
  [[nodiscard]] bool ignore_value();

  // The parts of that which are no brackets.
  [[nodiscard]] bool ignore_scalar();
  [[nodiscard]] bool ignore_string();

  /// An array or object that was ignored: where it starts, and what follows it.
  struct Ignored {
    const std::uint32_t* start;
    const std::uint32_t* end;
  };
  using Ends = std::vector<Ignored>;

  /// ignore_value() remembers where larger values end, so that records out of order inside each other are not gone
  /// through again at every level. It forgets them at the outermost one, and for a text of its own they are set aside.
  void forget_ends() noexcept { ends_.clear(); }
  [[nodiscard]] Ends exchange_ends(Ends ends) noexcept { return std::exchange(ends_, std::move(ends)); }

  static bool has_escape(std::string_view raw) noexcept;

  const char* text_ = nullptr;
  const std::uint32_t* next_ = nullptr;
  const std::uint32_t* last_ = nullptr;
  const char* end_ = nullptr;
  bool final_ = true;
  unsigned depth_ = 0;
  Fault fault_;
  std::string scratch_;

 private:
  [[nodiscard]] bool pass_known() noexcept;

  Ends ends_;  // by their starts
};

inline bool TokenReader::has_escape(std::string_view raw) noexcept {
  // Most strings are short: eight bytes at a time beat a call.
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = 0x8080808080808080;
  const char* from = raw.data();
  std::size_t left = raw.size();
  if (left > 64) return __builtin_memchr(from, '\\', left) != nullptr;
  for (; left >= 8; from += 8, left -= 8) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, from, 8);
    const std::uint64_t marked = word ^ (ones * '\\');
    if (((marked - ones) & ~marked & highs) != 0) return true;
  }
  for (; left != 0; ++from, --left) {
    if (*from == '\\') return true;
  }
  return false;
}

}  // namespace limcode::json
