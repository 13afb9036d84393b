// from_json, and where a large array may be cut for several threads.
#include "json/encode.hpp"

#include "json/encode_parallel.hpp"

namespace limcode {
namespace json {
namespace {

constexpr std::size_t part_size = std::size_t{1} << 20;
// How far past its place a cut is looked for.
constexpr std::size_t cut_reach = std::size_t{64} << 10;

// The last byte before `at` that is not white space, or 0.
char before(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\n\r", at - 1);
  return found == std::string_view::npos ? '\0' : text[found];
}

// Where an object with this first field begins, right after another object.
std::size_t next_record(std::string_view text, std::size_t from, std::string_view first_field) {
  for (std::size_t at = text.find(first_field, from); at != std::string_view::npos;
       at = text.find(first_field, at + 1)) {
    const std::size_t open = text.find_last_not_of(" \t\n\r", at - 1);
    const std::size_t comma = text.find_last_not_of(" \t\n\r", open - 1);
    if (text[open] == '{' && text[comma] == ',' && before(text, comma) == '}') return open;
  }
  return std::string_view::npos;
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
  const bool record = element.op == plan::Op::record && element.count != 0;
  const bool scalar = element.op < plan::Op::option;
  std::vector<std::size_t> starts{first};
  for (std::size_t at = first + part_size; at < text.size(); at = std::max(at, starts.back()) + part_size) {
    const std::string_view near = text.substr(0, at + cut_reach);
    const std::size_t cut = record ? next_record(near, at, program.view(program.fields[element.first].quoted))
                                   : next_element(near, at, scalar);
    if (cut < near.size()) starts.push_back(cut);
  }
  return starts;
}

Result<void> encode_text(const Plan& plan, std::string_view text, Buffer& out, const JsonStyle& style, unsigned threads,
                         std::size_t largest_window) {
  const plan::Program& program = plan.program();
  return wire::with_format(program.config, [&]<class Format>(Format) {
    return ParallelEncoder<Format>(program, style, out, threads, largest_window).run(text);
  });
}

}  // namespace json

Result<void> from_json(const Plan& plan, std::string_view json, Buffer& out, const JsonStyle& style, unsigned threads) {
  return json::encode_text(plan, json, out, style, threads, json::max_window);
}

}  // namespace limcode
