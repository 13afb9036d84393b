// to_json: a frame printed into a sink or a string.
#include <algorithm>
#include <new>

#include "json/pretty.hpp"
#include "json/print.hpp"
#include "json/print_parallel.hpp"
#include "json/text_size.hpp"
#include "limcode/detail/sequences.hpp"
#include "limcode/transcode.hpp"
#include "wire/any_format.hpp"

namespace limcode {
namespace json {
namespace {

template <class Format>
Result<std::uint64_t> finished(Printer<Format>& printer, TextOut& out, const std::uint8_t* end) {
  out.flush();
  if (out.failed()) return std::unexpected(out.take_error());
  if (end == nullptr) return std::unexpected(printer.take_error());
  return static_cast<std::uint64_t>(end - printer.begin());
}

template <class Format>
Result<std::uint64_t> print_shared(const plan::Program& program, std::span<const std::byte> wire, Sink& sink,
                                   const JsonStyle& style, unsigned threads, const PartSizes& sizes) {
  TextOut out(sink);
  Printer<Format> printer(program, wire, style, out);
  printer.share(sizes.list, [&](const plan::Node& list, const std::uint8_t* at, std::uint64_t count, unsigned depth) {
    ParallelPrinter<Format> parts(program, wire, style, sink, threads, sizes, list.child, depth);
    return parts.print(at, count, printer, out);
  });
  return finished(printer, out, printer.value(program.root, printer.begin()));
}

}  // namespace

Result<std::uint64_t> print_value(const plan::Program& program, plan::NodeId node, std::span<const std::byte> wire,
                                  Sink& sink, const JsonStyle& style) {
  return wire::with_little_or_any(program.config, [&]<class Format>(Format) {
    TextOut out(sink);
    Printer<Format> printer(program, wire, style, out);
    return finished(printer, out, printer.value(node, printer.begin()));
  });
}

Result<std::uint64_t> print_frame(const Plan& plan, std::span<const std::byte> wire, Sink& sink, const JsonStyle& style,
                                  unsigned threads, const PartSizes& sizes) {
  const plan::Program& program = plan.program();
  const bool shared = threads > 1 && wire.size() >= sizes.frame && !plan::counts_empty(program);
  auto size = !shared ? print_value(program, program.root, wire, sink, style)
                      : wire::with_little_or_any(program.config, [&]<class Format>(Format) {
                          return print_shared<Format>(program, wire, sink, style, threads, sizes);
                        });
  if (size && *size != wire.size() && program.config.trailing == Trailing::reject) {
    return std::unexpected(plan::trailing_error(*size, wire.size()));
  }
  return size;
}

}  // namespace json

namespace {

// Room for all of the text: growing copies what is there into pages that are new. Pages that the text does not come to
// are never touched, and where so many cannot be had it may be shorter.
void make_room(std::string& text, const plan::Program& program, const JsonStyle& style, std::size_t wire_bytes) {
  constexpr std::size_t worth_an_estimate = std::size_t{64} << 10;
  if (wire_bytes < worth_an_estimate) {
    text.reserve(wire_bytes + wire_bytes / 2);
    return;
  }
  try {
    text.reserve(std::min(json::estimate_text(program, style, wire_bytes), text.max_size()));
  } catch (const std::bad_alloc&) {
    return;
  }
  if (text.capacity() >= detail::advise_from_bytes) detail::advise_large(text.data(), text.capacity());
}

}  // namespace

Result<std::uint64_t> to_json(const Plan& plan, std::span<const std::byte> wire, Sink& out, const JsonStyle& style,
                              unsigned threads) {
  if (!style.pretty) return json::print_frame(plan, wire, out, style, threads, {});
  json::PrettySink pretty(out);
  return json::print_frame(plan, wire, pretty, style, threads, {});
}

Result<std::string> to_json(const Plan& plan, std::span<const std::byte> wire, const JsonStyle& style) {
  json::StringSink sink;
  make_room(sink.text, plan.program(), style, wire.size());
  auto size = to_json(plan, wire, sink, style);
  if (!size) return std::unexpected(std::move(size.error()));
  return std::move(sink.text);
}

}  // namespace limcode
