// from_json, and where a large array may be cut for several threads.
#include "json/encode.hpp"

#include "json/encode_parallel.hpp"
#include "wire/any_format.hpp"

namespace limcode {
namespace json {
namespace {

constexpr std::size_t part_size = first_window;
// How far past its place a cut is looked for.
constexpr std::size_t cut_reach = std::size_t{64} << 10;

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

std::vector<std::size_t> likely_elements(const plan::Program& program, std::string_view text, std::size_t first) {
  const plan::Node& root = program.nodes[program.root];
  const plan::Node& element = program.nodes[root.op == plan::Op::json ? program.root : root.child];
  // Objects tend to begin with the same key, which tells them from objects inside them.
  const std::string_view key = first_key(text, first);
  const bool scalar = element.op < plan::Op::option;
  std::vector<std::size_t> starts{first};
  for (std::size_t at = first + part_size; at < text.size(); at = std::max(at, starts.back()) + part_size) {
    const std::string_view near = text.substr(0, at + cut_reach);
    const std::size_t cut = key.empty() ? next_element(near, at, scalar) : next_record(near, at, key);
    if (cut < near.size()) starts.push_back(cut);
  }
  return starts;
}

namespace {

Result<void> encode_into(const Plan& plan, std::string_view text, Buffer& out, FrameSink* sink, const JsonStyle& style,
                         unsigned threads, std::size_t largest_window) {
  const plan::Program& program = plan.program();
  return wire::with_legacy_or_any(program.config, [&]<class Format>(Format) {
    return ParallelEncoder<Format>(program, style, out, sink, threads, largest_window).run(text);
  });
}

}  // namespace

Result<void> encode_text(const Plan& plan, std::string_view text, Buffer& out, const JsonStyle& style, unsigned threads,
                         std::size_t largest_window) {
  return encode_into(plan, text, out, nullptr, style, threads, largest_window);
}

Result<void> encode_text(const Plan& plan, std::string_view text, FrameSink& out, const JsonStyle& style,
                         unsigned threads, std::size_t largest_window) {
  Buffer frame;
  return encode_into(plan, text, frame, &out, style, threads, largest_window);
}

}  // namespace json

Result<void> from_json(const Plan& plan, std::string_view json, Buffer& out, const JsonStyle& style, unsigned threads) {
  return json::encode_text(plan, json, out, style, threads, json::max_window);
}

Result<void> from_json(const Plan& plan, std::string_view json, FrameSink& out, const JsonStyle& style,
                       unsigned threads) {
  return json::encode_text(plan, json, out, style, threads, json::max_window);
}

}  // namespace limcode
