#include "json/token_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "json/strings.hpp"

namespace limcode::json {
namespace {

// What a token begins, in the words of an error message.
std::string_view kind_of(char first) {
  switch (first) {
    case '{': return "an object";
    case '[': return "an array";
    case '"': return "a string";
    case 't':
    case 'f': return "a boolean";
    case 'n': return "null";
    default: return (first >= '0' && first <= '9') || first == '-' ? "a number" : "";
  }
}

// By how many levels the first byte of a token leads deeper.
constexpr std::array<std::int8_t, 256> depth_change = [] {
  std::array<std::int8_t, 256> change{};
  change['['] = change['{'] = 1;
  change[']'] = change['}'] = -1;
  return change;
}();

}  // namespace

bool TokenReader::fail(Errc code, const char* at, std::string detail) {
  fault_.code = code;
  fault_.at = at;
  fault_.is_at_end = final_ && beyond();
  fault_.detail = std::move(detail);
  return false;
}

bool TokenReader::fail_expected(std::string_view what, const char* at) {
  const std::string_view found = kind_of(*at);
  // A bracket where the type has none. If the text is no JSON either, that is found out before anyone is told.
  if (found.empty()) return fail(Errc::json_type, at, fmt::format("expected {}, found `{}`", what, *at));
  return fail(Errc::json_type, at, fmt::format("expected {}, found {}", what, found));
}

bool TokenReader::fail_number(NumberStatus status, std::string_view type, const char* at) {
  bool integer = false;
  const char* end = scan_number(at, integer);
  if (status == NumberStatus::not_a_number || end == nullptr) {
    if (kind_of(*at) == "a number") return fail(Errc::json_syntax, at, "not a number as JSON writes them");
    return fail_expected(type, at);
  }
  const std::string_view number(at, std::min<std::size_t>(static_cast<std::size_t>(end - at), 40));
  if (status == NumberStatus::not_integer) {
    return fail(Errc::json_number, at, fmt::format("expected {}, found {}, which is no integer", type, number));
  }
  return fail(Errc::json_number, at, fmt::format("expected {}, found {}, which is out of its range", type, number));
}

bool TokenReader::literal(std::string_view word) noexcept {
  const char* const at = here();
  for (std::size_t index = 0; index < word.size(); ++index) {
    if (at[index] != word[index]) return false;
  }
  if (!ends_scalar(at[word.size()])) return false;
  ++next_;
  return true;
}

bool TokenReader::string_text(std::string_view& value, std::string_view what) {
  const char* const at = here();
  StringToken token;
  if (!string(token)) return fail_expected(what, at);
  if (!token.escaped) {
    value = token.raw;
    return true;
  }
  scratch_.resize(token.raw.size());
  auto* const to = reinterpret_cast<std::uint8_t*>(scratch_.data());
  const Unescaped result = unescape(token.raw, to);
  if (result.bad != nullptr) return fail(Errc::json_syntax, result.bad, "this escape stands for no character");
  value = {scratch_.data(), static_cast<std::size_t>(result.end - to)};
  return true;
}

bool TokenReader::ignore_string() {
  const char* const at = here();
  StringToken token;
  if (!string(token)) return fail_expected("a string", at);
  if (!token.escaped) return true;
  const char* bad = first_bad_escape(token.raw);
  return bad == nullptr || fail(Errc::json_syntax, bad, "this escape stands for no character");
}

bool TokenReader::ignore_scalar() {
  const char* const at = here();
  if (*at == '"') return ignore_string();
  if (literal("null") || literal("true") || literal("false")) return true;
  bool integer = false;
  if (scan_number(at, integer) == nullptr) {
    return fail(Errc::json_syntax, at, fmt::format("expected a value, found `{}`", *at));
  }
  ++next_;
  return true;
}

bool TokenReader::pass_value() {
  const std::uint32_t* at = next_;
  std::ptrdiff_t open = 0;
  do {
    if (at >= last_) [[unlikely]] {
      next_ = at;
      return fail(Errc::json_syntax, here(), "the text ends within a value");
    }
    open += depth_change[static_cast<unsigned char>(text_[*at++])];
  } while (open > 0);
  next_ = at;
  if (open == 0) return true;
  --next_;
  return fail_expected("a value", here());
}

// Passes over an array or object that was ignored before.
bool TokenReader::pass_known() noexcept {
  const auto before = [](const Ignored& value, const std::uint32_t* start) { return value.start < start; };
  const auto known = std::lower_bound(ends_.begin(), ends_.end(), next_, before);
  if (known == ends_.end() || known->start != next_ || known->end == nullptr) return false;
  next_ = known->end;
  return true;
}

// Nothing recurses here, and serde_json bounds no depth here either.
bool TokenReader::ignore_value() {
  // Values of fewer tokens are not worth remembering.
  constexpr std::ptrdiff_t worth_remembering = 16;
  if (!ends_.empty() && pass_known()) return true;
  std::string open;
  std::vector<std::size_t> remembered;  // for each open one its place in ends_
  do {
    // One scalar, or brackets up to the first scalar or empty container.
    bool closed = false;
    while (!closed && (peek() == '[' || peek() == '{')) {
      // Behind the window the same bracket is seen for ever.
      if (beyond()) return fail(Errc::json_syntax, here(), "the text ends within a value");
      remembered.push_back(ends_.size());
      ends_.push_back({next_, nullptr});
      open.push_back(peek() == '[' ? ']' : '}');
      ++next_;
      if (peek() == open.back()) {
        closed = true;
      } else if (open.back() == '}' && (!ignore_string() || !take(':', "`:`"))) {
        return false;
      }
    }
    if (!closed && !ignore_scalar()) return false;
    // Close what ends here.
    while (!open.empty() && peek() == open.back()) {
      ++next_;
      open.pop_back();
      Ignored& value = ends_[remembered.back()];
      remembered.pop_back();
      value.end = next_;
      // What it holds is smaller still and gone already.
      if (value.end - value.start < worth_remembering) ends_.pop_back();
    }
    if (open.empty()) break;
    if (!take(',', open.back() == ']' ? "`,` or `]`" : "`,` or `}`")) return false;
    if (open.back() == '}' && (!ignore_string() || !take(':', "`:`"))) return false;
  } while (true);
  return true;
}

}  // namespace limcode::json
