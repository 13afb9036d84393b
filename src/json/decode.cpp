// to_json: a frame printed into a sink or a string.
#include "json/pretty.hpp"
#include "json/print.hpp"
#include "json/print_parallel.hpp"
#include "limcode/detail/sequences.hpp"
#include "limcode/transcode.hpp"
#include "wire/any_format.hpp"

namespace limcode {
namespace json {
namespace {

template <class Format>
Result<std::uint64_t> print_alone(const plan::Program& program, plan::NodeId node, std::span<const std::byte> wire,
                                  Sink& sink, const JsonStyle& style) {
  TextOut out(sink);
  Printer<Format> printer(program, wire, style, out);
  const std::uint8_t* const end = printer.value(node, printer.begin());
  out.flush();
  if (out.failed()) return std::unexpected(out.take_error());
  if (end == nullptr) return std::unexpected(printer.take_error());
  return static_cast<std::uint64_t>(end - printer.begin());
}

}  // namespace

Result<std::uint64_t> print_value(const plan::Program& program, plan::NodeId node, std::span<const std::byte> wire,
                                  Sink& sink, const JsonStyle& style) {
  return wire::with_little_or_any(
      program.config, [&]<class Format>(Format) { return print_alone<Format>(program, node, wire, sink, style); });
}

}  // namespace json

namespace {

Result<std::uint64_t> print(const Plan& plan, std::span<const std::byte> wire, Sink& sink, const JsonStyle& style,
                            unsigned threads) {
  const plan::Program& program = plan.program();
  const bool parallel = threads > 1 && wire.size() >= json::large_frame &&
                        program.nodes[program.root].op == plan::Op::sequence && !plan::counts_empty(program);
  auto size = !parallel ? json::print_value(program, program.root, wire, sink, style)
                        : wire::with_little_or_any(program.config, [&]<class Format>(Format) {
                            return json::ParallelPrinter<Format>(program, wire, style, sink, threads).run();
                          });
  if (size && *size != wire.size() && program.config.trailing == Trailing::reject) {
    return std::unexpected(plan::trailing_error(*size, wire.size()));
  }
  return size;
}

}  // namespace

Result<std::uint64_t> to_json(const Plan& plan, std::span<const std::byte> wire, Sink& out, const JsonStyle& style,
                              unsigned threads) {
  if (!style.pretty) return print(plan, wire, out, style, threads);
  json::PrettySink pretty(out);
  return print(plan, wire, pretty, style, threads);
}

Result<std::string> to_json(const Plan& plan, std::span<const std::byte> wire, const JsonStyle& style) {
  json::StringSink sink;
  // Text tends to be a little longer than the frame. Pages that it does not come to are never touched.
  sink.text.reserve(wire.size() + wire.size() / 2);
  if (sink.text.capacity() >= detail::advise_from_bytes) detail::advise_large(sink.text.data(), sink.text.capacity());
  auto size = to_json(plan, wire, sink, style);
  if (!size) return std::unexpected(std::move(size.error()));
  return std::move(sink.text);
}

}  // namespace limcode
