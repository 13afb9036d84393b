#include "json/likely_elements.hpp"

#include <algorithm>

namespace limcode::json {
namespace {

// The last byte before `at` that is not white space, or 0.
char before(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\n\r", at - 1);
  return found == std::string_view::npos ? '\0' : text[found];
}

// Where an object with this first key begins, right after another object.
std::size_t next_record(std::string_view text, std::size_t from, std::string_view key) {
  for (std::size_t at = text.find(key, from); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const std::size_t open = text.find_last_not_of(" \t\n\r", at - 1);
    const std::size_t comma = text.find_last_not_of(" \t\n\r", open - 1);
    if (text[open] == '{' && text[comma] == ',' && before(text, comma) == '}') return open;
  }
  return std::string_view::npos;
}

// The first key of the object at `from`, in its quotes; empty where there is none.
std::string_view first_key(std::string_view text, std::size_t from) {
  constexpr std::size_t longest = 256;
  if (from >= text.size() || text[from] != '{') return {};
  const std::size_t open = skip_space(text, from + 1);
  if (open == text.size() || text[open] != '"') return {};
  const std::size_t close = text.substr(0, open + longest).find('"', open + 1);
  return close == std::string_view::npos ? std::string_view() : text.substr(open, close + 1 - open);
}

// Where a value begins after a comma, and after a bracket before that unless `scalar`.
std::size_t next_element(std::string_view text, std::size_t from, bool scalar) {
  for (std::size_t at = text.find(',', from); at != std::string_view::npos; at = text.find(',', at + 1)) {
    const char last = before(text, at);
    if (scalar || last == ']' || last == '}') return skip_space(text, at + 1);
  }
  return std::string_view::npos;
}

}  // namespace

LikelyElements::LikelyElements(const plan::Program& program, const plan::Node& list, std::string_view text,
                               std::size_t first, const WindowSizes& sizes)
    : text_(text),
      key_(first_key(text, first)),
      scalar_(list.op == plan::Op::bytes ||
              (list.op == plan::Op::sequence && program.nodes[list.child].op < plan::Op::option)),
      here_(first),
      step_(sizes.usual),
      reach_(sizes.spare()) {}

std::size_t LikelyElements::next() {
  std::size_t at = here_ + step_;
  std::size_t found = std::string_view::npos;
  for (; at < text_.size() && found == std::string_view::npos; at += step_) {
    const std::string_view near = text_.substr(0, at + reach_);
    const std::size_t cut = key_.empty() ? next_element(near, at, scalar_) : next_record(near, at, key_);
    if (cut < near.size()) found = cut;
  }
  ++count_;
  return here_ = found;
}

}  // namespace limcode::json
