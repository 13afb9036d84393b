// Moving a window over the stream and converting what lies in it.
#include "cli/stream.hpp"

#include "cli/opening.hpp"
#include "io/window.hpp"

namespace limcode::cli {
namespace {

Outcome<> write_out(Buffer& text, io::Output& output, Progress& progress) {
  const std::size_t size = text.size();
  auto written = size != 0 ? output.write(text.bytes()) : Result<void>();
  text.clear();
  if (!written) return std::unexpected(output_failure(written.error(), output));
  progress.add(size);
  return {};
}

}  // namespace

Outcome<std::uint64_t> convert_stream(io::Source& source, const ItemConverter& converter, io::Output& output,
                                      Progress& progress) {
  io::Window window(source);
  Buffer text;
  std::uint64_t items = 0;
  for (bool last = false; !last;) {
    const auto more = window.fill();
    if (!more) return std::unexpected(input_failure(more.error()));
    last = !*more;
    Step step = converter.convert(window.bytes(), last, text);
    window.consume(step.consumed);
    items += step.items;
    // Before the next read, which may wait for as long as whoever writes the pipe likes.
    if (auto written = write_out(text, output, progress); !written) return std::unexpected(written.error());
    if (step.error) {
      progress.erase();
      return std::unexpected(converter.explain(std::move(*step.error), window.bytes(),
                                               {.offset = window.offset(), .items_before = items}));
    }
  }
  return items;
}

}  // namespace limcode::cli
