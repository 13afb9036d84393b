// Any text as a Rust source. What it defines resolves and compiles or is refused with a reason and a place in the text;
// nothing it says reaches a file.
#include <algorithm>
#include <string>

#include "fuzz.hpp"
#include "limcode/limcode.hpp"

namespace limcode::fuzz {
namespace {

void check_error(const Error& error, std::string_view text) {
  hold(to_string(error.code).starts_with("schema_"), "an error of the schema: {} {}", to_string(error.code),
       error.detail);
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1;
  hold(error.line <= lines, "an error is in the text: line {} of {}", error.line, lines);
  hold(!error.detail.empty(), "an error says what is wrong");
}

void check_type(const Type& type, std::span<const std::byte> wire) {
  for (const Config& config : {Config::legacy(), Config::standard()}) {
    const auto plan = compile(type, config.allow_trailing_bytes());
    if (!plan) {
      hold(!plan.error().detail.empty(), "a type that does not compile says why");
      continue;
    }
    static_cast<void>(plan->dump());
    const auto skipped = skip(*plan, wire);
    const auto printed = to_json(*plan, wire);
    if (printed) hold(skipped.has_value(), "what prints is skipped");
    if (!printed) continue;
    Buffer again;
    if (from_json(*plan, *printed, again)) hold(skip(*plan, again.bytes()).has_value(), "what is encoded is skipped");
  }
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Schema schema;
  const auto added = schema.add_source("input.rs", std::string(text));
  if (!added) {
    check_error(added.error(), text);
    return 0;
  }
  std::size_t left = 8;
  for (const DefinedType& defined : schema.types()) {
    if (left-- == 0) break;
    // A parameter is given a type that fits most.
    const std::string expression = defined.generics.empty() ? defined.name : defined.name + "<u8>";
    const auto type = schema.type(expression);
    if (type) {
      check_type(*type, std::as_bytes(std::span(text)));
    } else {
      check_error(type.error(), text);
    }
  }
  const auto root = schema.root();
  if (!root) check_error(root.error(), text);
  return 0;
}
