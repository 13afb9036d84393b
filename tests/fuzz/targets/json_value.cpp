// Any text as limcode::Json: accepted exactly if it is JSON, but for numbers that no double holds and half surrogates.
#include <algorithm>
#include <string>

#include "fuzz.hpp"
#include "json/encode.hpp"
#include "json/syntax.hpp"
#include "limcode/transcode.hpp"
#include "plans.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input input(data, size);
  const std::size_t usual = 1 + std::size_t{input.byte()};
  const std::string_view text = input.rest_text();
  static const Plan plan = plan_of("limcode::Json", Config::standard());
  Buffer wire;
  const auto encoded = from_json(plan, text, wire);
  Buffer windowed;
  const auto in_windows =
      json::encode_text(plan, text, windowed, {}, 1, {.document = 0, .first = usual, .usual = usual});
  hold(in_windows.has_value() == encoded.has_value() && std::ranges::equal(windowed.bytes(), wire.bytes()),
       "windows of {} bytes agree with the whole", usual);
  const auto fault = json::first_syntax_error(text);
  if (fault) {
    hold(!encoded, "what is no JSON is refused: {}", fault->detail);
    hold(encoded.error().code == fault->code && encoded.error().offset == fault->offset, "the error is the first one");
  } else if (!encoded) {
    const Errc code = encoded.error().code;
    hold(code == Errc::json_number || encoded.error().detail.find("escape") != std::string::npos,
         "JSON is refused only for what it holds: {} {}", to_string(code), encoded.error().detail);
  } else {
    hold(verify(plan, wire.bytes()) == wire.size(), "what is encoded verifies");
    const auto printed = to_json(plan, wire.bytes());
    hold(printed.has_value(), "what is encoded prints");
    Buffer again;
    hold(from_json(plan, *printed, again).has_value(), "what is printed is read: {}", *printed);
    hold(std::ranges::equal(wire.bytes(), again.bytes()), "what is printed means the same: {}", *printed);
  }
  return 0;
}
