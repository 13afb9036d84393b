// Any text as limcode::Json: accepted exactly if it is JSON, but for numbers that no double holds and half surrogates.
// Windows of large documents are as good as the whole: a document is also read behind enough white space, which
// changes how it is cut.
#include <algorithm>
#include <string>

#include "fuzz.hpp"
#include "json/syntax.hpp"
#include "limcode/transcode.hpp"
#include "plans.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  Input input(data, size);
  const std::uint8_t chance = input.byte();
  const std::string_view text = input.rest_text();
  static const Plan plan = plan_of("limcode::Json", Config::standard());
  Buffer wire;
  const auto encoded = from_json(plan, text, wire);
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
  if (chance == 0 && text.starts_with('[')) {
    // As one element of a document that is taken in windows, which ends about here.
    constexpr std::size_t window = std::size_t{1} << 20;
    std::string document = "[" + std::string(window - text.size() / 2, ' ');
    document += text;
    document += ",0," + std::string(window, ' ') + "1]";
    Buffer whole;
    const auto windowed = from_json(plan, document, whole);
    hold(windowed.has_value() == encoded.has_value(), "windows agree with the whole: {}",
         windowed ? "" : windowed.error().detail);
    if (windowed) {
      const auto inner = whole.bytes().subspan(2, wire.size());
      hold(std::ranges::equal(inner, wire.bytes()), "windows give the same bytes as the whole");
    }
  }
  return 0;
}
