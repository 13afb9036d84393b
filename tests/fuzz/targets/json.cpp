// Any text as JSON of any type. What is accepted is JSON, and encodes to a frame that verifies, prints, and reads back
// to the same bytes; indenting changes nothing; every kernel set, every way that bytes may be written, and windows of
// any size agree.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "json/encode.hpp"
#include "json/syntax.hpp"
#include "limcode/kernels.hpp"
#include "limcode/transcode.hpp"
#include "plans.hpp"

namespace limcode::fuzz {
namespace {

std::string describe(const Result<void>& result, const Buffer& wire) {
  if (result) return std::string(reinterpret_cast<const char*>(wire.data()), wire.size());
  const Error& error = result.error();
  return fmt::format("{} at {}:{} ({}) in {}: {}", to_string(error.code), error.line, error.column, error.offset,
                     error.path, error.detail);
}

void check_accepted(const Plan& plan, std::string_view text, const Buffer& wire, JsonStyle style) {
  const auto fault = json::first_syntax_error(text);
  hold(!fault.has_value(), "what is accepted is JSON: {}", fault ? fault->detail : "");
  if (is_one_way(plan)) return;
  const auto size = verify(plan, wire.bytes());
  hold(size.has_value() && *size == wire.size(), "what is encoded verifies");
  for (const bool pretty : {false, true}) {
    style.pretty = pretty;
    const auto printed = to_json(plan, wire.bytes(), style);
    // Keys that JSON reads but serde_json cannot print, and base58 of more bytes than it is offered for.
    if (!printed && printed.error().code == Errc::not_representable) return;
    hold(printed.has_value(), "what is encoded prints: {}", printed ? "" : printed.error().detail);
    Buffer again;
    hold(from_json(plan, *printed, again, style).has_value(), "what is printed is read: {}", *printed);
    hold(std::ranges::equal(wire.bytes(), again.bytes()), "what is printed means the same: {}", *printed);
  }
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input input(data, size);
  const std::string type = choose_type(input);
  const Config config = choose_config(input);
  const std::size_t chance = input.byte();
  JsonStyle style;
  style.bytes = static_cast<BytesStyle>(chance & 3U);
  style.deny_unknown = (chance & 4U) != 0;
  const Plan plan = plan_of(type, config);
  const std::string_view text = input.rest_text();

  static const std::vector<std::string_view> kernel_sets = kernels::available();
  Buffer wire;
  wire.append("kept", 4);
  Buffer other;
  hold(kernels::use(kernel_sets[(chance >> 3U) % kernel_sets.size()]).has_value(), "an available kernel set is usable");
  const auto encoded = from_json(plan, text, wire, style);
  hold(kernels::use("portable").has_value(), "the portable kernels are usable");
  const auto portable = from_json(plan, text, other, style);
  hold(std::string_view(reinterpret_cast<const char*>(wire.data()), 4) == "kept", "what was in the buffer stays");
  if (!encoded) hold(wire.size() == 4, "after an error the buffer has its old size");
  Buffer alone;
  alone.append(wire.data() + 4, wire.size() - 4);
  hold(describe(encoded, alone) == describe(portable, other), "kernels agree: {} | {}", describe(encoded, alone),
       describe(portable, other));
  const std::size_t usual = 1 + chance / 4;
  other.clear();
  auto windowed =
      json::encode_text(plan, text, other, style, 1, {.document = 0, .first = 1 + usual / 2, .usual = usual});
  // What is no JSON is in no field: how far a walk got before that was seen depends on the windows.
  if (!windowed && windowed.error().code == Errc::json_syntax && !encoded) windowed.error().path = encoded.error().path;
  hold(describe(encoded, alone) == describe(windowed, other), "windows agree with the whole: {} | {}",
       describe(encoded, alone), describe(windowed, other));
  if (!encoded) hold(encoded.error().line != 0 && encoded.error().offset <= text.size(), "an error is in the text");
  if (encoded) check_accepted(plan, text, alone, style);
  return 0;
}
