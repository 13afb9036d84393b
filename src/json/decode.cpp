// to_json: a frame printed into a sink or a string.
#include "json/pretty.hpp"
#include "json/printer_codecs.hpp"
#include "limcode/transcode.hpp"

namespace limcode {
namespace {

class StringSink : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    text.append(reinterpret_cast<const char*>(block.data()), block.size());
    return {};
  }

  std::string text;
};

Result<std::uint64_t> print(const Plan& plan, std::span<const std::byte> wire, Sink& sink, const JsonStyle& style) {
  const plan::Program& program = plan.program();
  json::TextOut out(sink);
  return wire::with_format(program.config, [&]<class Format>(Format) -> Result<std::uint64_t> {
    json::Printer<Format> printer(program, wire, style, out);
    const std::uint8_t* const end = printer.value(program.root, printer.begin());
    if (out.failed()) return std::unexpected(out.take_error());
    if (end == nullptr) return std::unexpected(printer.take_error());
    const auto size = static_cast<std::uint64_t>(end - printer.begin());
    if (size != wire.size() && program.config.trailing == Trailing::reject) {
      return std::unexpected(plan::trailing_error(size, wire.size()));
    }
    out.flush();
    if (out.failed()) return std::unexpected(out.take_error());
    return size;
  });
}

}  // namespace

Result<std::uint64_t> to_json(const Plan& plan, std::span<const std::byte> wire, Sink& out, const JsonStyle& style) {
  if (!style.pretty) return print(plan, wire, out, style);
  json::PrettySink pretty(out);
  return print(plan, wire, pretty, style);
}

Result<std::string> to_json(const Plan& plan, std::span<const std::byte> wire, const JsonStyle& style) {
  StringSink sink;
  auto size = to_json(plan, wire, sink, style);
  if (!size) return std::unexpected(std::move(size.error()));
  return std::move(sink.text);
}

}  // namespace limcode
