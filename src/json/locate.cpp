// locate: the value around a byte of a frame, with its JSON.
#include <algorithm>

#include "json/print.hpp"
#include "limcode/transcode.hpp"
#include "plan/locate.hpp"

namespace limcode {
namespace {

constexpr std::size_t max_shown = 120;

// Keeps the beginning and refuses the rest, which stops the printing.
class HeadSink : public Sink {
 public:
  Result<void> write(std::span<const std::byte> block) override {
    text.append(reinterpret_cast<const char*>(block.data()), std::min(block.size(), max_shown + 1 - text.size()));
    if (text.size() <= max_shown) return {};
    return std::unexpected(Error{});
  }

  std::string text;
};

std::string shown(const plan::Program& program, plan::NodeId node, std::span<const std::byte> wire) {
  HeadSink sink;
  static_cast<void>(json::print_value(program, node, wire, sink, JsonStyle{}));
  if (sink.text.size() > max_shown) {
    sink.text.resize(max_shown);
    sink.text += "...";
  }
  return std::move(sink.text);
}

}  // namespace

Result<Located> locate(const Plan& plan, std::span<const std::byte> wire, std::uint64_t offset) {
  const plan::Program& program = plan.program();
  auto place = plan::find_place(program, wire, offset);
  if (!place) return std::unexpected(std::move(place.error()));
  Located located;
  located.path = std::move(place->path);
  located.type = program.type_name(program.nodes[place->node]);
  located.offset = place->offset;
  located.end = place->end;
  located.json = shown(program, place->node, wire.subspan(place->offset, place->end - place->offset));
  return located;
}

}  // namespace limcode
