// Any text as a type expression. What resolves has a name that resolves to itself, compiles or is refused with a
// reason, and its plan stands whatever bytes come first. Errors point into the text.
#include <algorithm>
#include <string>

#include "fuzz.hpp"
#include "limcode/limcode.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input input(data, size);
  const bool standard = input.flag();
  const std::string_view text = input.rest_text();
  const auto type = parse_type(text);
  if (!type) {
    const Error& error = type.error();
    hold(to_string(error.code).starts_with("schema_"), "an error of the schema: {}", to_string(error.code));
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1;
    hold(error.line >= 1 && error.line <= lines && error.column >= 1, "an error is in the text: {}:{}", error.line,
         error.column);
    hold(!error.detail.empty(), "an error says what is wrong");
    return 0;
  }
  if (type->name().find("..") == std::string::npos) {
    const auto again = parse_type(type->name());
    hold(again.has_value(), "the name `{}` is a type expression: {}", type->name(), again ? "" : again.error().detail);
    hold(again->name() == type->name(), "the name `{}` names itself, not `{}`", type->name(), again->name());
  }
  const auto plan = compile(*type, standard ? Config::standard() : Config::legacy());
  if (!plan) {
    hold(!plan.error().detail.empty(), "a type that does not compile says why");
    return 0;
  }
  const auto whole = std::as_bytes(std::span(text));
  const auto taken = skip(*plan, whole);
  if (taken) hold(*taken >= plan->min_size(), "no frame is below the smallest size");
  if (taken && plan->fixed_size()) hold(*taken == *plan->fixed_size(), "every frame has the fixed size");
  static_cast<void>(plan->dump());
  return 0;
}
