// Moving a window over the stream and converting what lies in it, a piece for each thread.
#include "cli/stream.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "cli/opening.hpp"
#include "io/window.hpp"

namespace limcode::cli {
namespace {

// A thread is worth starting for so much, and so much in all is held at once.
constexpr std::size_t piece_bytes = std::size_t{256} << 10;
constexpr std::size_t most_bytes = std::size_t{4} << 20;

// A part of the window and what became of it.
struct Piece {
  std::span<const std::byte> bytes;
  bool last = false;
  Buffer out;
  Step step;
};

class Batch {
 public:
  Batch(const ItemConverter& converter, unsigned threads) : converter_(&converter), pieces_(threads) {}

  // Converts `bytes` by as many threads as they are worth.
  void convert(std::span<const std::byte> bytes, bool last) {
    const std::size_t worth = std::clamp<std::size_t>(bytes.size() / piece_bytes, 1, pieces_.size());
    std::vector<std::size_t> cuts;
    if (worth > 1) cuts = converter_->cuts(bytes, static_cast<unsigned>(worth));
    used_ = cuts.size() + 1;
    std::size_t start = 0;
    for (std::size_t index = 0; index < used_; ++index) {
      const bool is_final = index + 1 == used_;
      const std::size_t end = is_final ? bytes.size() : cuts[index];
      // Between cuts there are whole items only: one that is not is wrong, not unfinished.
      pieces_[index].bytes = bytes.subspan(start, end - start);
      pieces_[index].last = last || !is_final;
      start = end;
    }
    run();
  }

  [[nodiscard]] std::span<Piece> pieces() noexcept { return std::span(pieces_).first(used_); }

 private:
  void run() {
    std::vector<std::jthread> others;
    for (std::size_t index = 1; index < used_; ++index) {
      others.emplace_back([this, index] { run_one(pieces_[index]); });
    }
    run_one(pieces_.front());
  }

  void run_one(Piece& piece) const { piece.step = converter_->convert(piece.bytes, piece.last, piece.out); }

  const ItemConverter* converter_;
  std::vector<Piece> pieces_;
  std::size_t used_ = 0;
};

Outcome<> write_out(Buffer& out, io::Output& output, Progress& progress) {
  const std::size_t size = out.size();
  auto written = size != 0 ? output.write(out.bytes()) : Result<void>();
  out.clear();
  if (!written) return std::unexpected(output_failure(written.error(), output));
  progress.add(size);
  return {};
}

}  // namespace

Outcome<std::uint64_t> convert_stream(io::Source& source, const ItemConverter& converter, io::Output& output,
                                      Progress& progress, unsigned threads) {
  const std::size_t wanted = std::min(std::size_t{threads} * 2 * piece_bytes, most_bytes);
  io::Window window(source, threads > 1 ? wanted : piece_bytes);
  Batch batch(converter, static_cast<unsigned>(std::clamp<std::size_t>(threads, 1, most_bytes / piece_bytes)));
  std::uint64_t items = 0;
  for (bool last = false; !last;) {
    const auto more = window.fill();
    if (!more) return std::unexpected(input_failure(more.error()));
    last = !*more;
    batch.convert(window.bytes(), last);
    std::size_t consumed = 0;
    for (Piece& piece : batch.pieces()) {
      // Before the next read, which may wait for as long as whoever writes the pipe likes.
      if (auto written = write_out(piece.out, output, progress); !written) return std::unexpected(written.error());
      consumed += piece.step.consumed;
      items += piece.step.items;
      if (!piece.step.error) continue;
      progress.erase();
      return std::unexpected(converter.explain(std::move(*piece.step.error), window.bytes().subspan(consumed),
                                               {.offset = window.offset() + consumed, .items_before = items}));
    }
    window.consume(consumed);
  }
  return items;
}

}  // namespace limcode::cli
