// Inputs and outputs as design.md has them.
#include "cli/opening.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "io/decompress.hpp"

namespace limcode::cli {

namespace {

// Bytes that are in memory already.
class BufferSource final : public io::Source {
 public:
  explicit BufferSource(Buffer bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> read(std::span<std::byte> into) override {
    const std::size_t count = std::min(into.size(), bytes_.size() - taken_);
    std::copy_n(bytes_.data() + taken_, count, into.data());
    taken_ += count;
    return count;
  }

 private:
  Buffer bytes_;
  std::size_t taken_ = 0;
};

std::string_view text_of(const Buffer& buffer) { return {reinterpret_cast<const char*>(buffer.data()), buffer.size()}; }

}  // namespace

Outcome<io::Input> load_input(const std::string& path, MostUnpacked most_unpacked) {
  auto input = io::Input::load(path, io::Decompress::by_magic, most_unpacked);
  if (!input) return std::unexpected(input_failure(std::move(input.error())));
  return std::move(*input);
}

Stream::Stream(io::FileSource file) : file_(std::make_unique<io::FileSource>(std::move(file))) {}

std::optional<std::uint64_t> Stream::size() const noexcept {
  const auto size = inner_ ? std::nullopt : file_->whole_size();
  // Files of /proc say 0.
  return size && *size != 0 ? size : std::nullopt;
}

Outcome<Stream> Stream::open(const std::string& path, MostUnpacked most_unpacked, From from) {
  auto file = io::FileSource::open(path);
  if (!file) return std::unexpected(plain_failure(std::move(file.error())));
  Stream stream(std::move(*file));
  stream.file_->enlarge_pipe();
  auto decompressor = io::open_decompressor(*stream.file_, most_unpacked);
  if (!decompressor) return std::unexpected(input_failure(std::move(decompressor.error())));
  stream.inner_ = std::move(*decompressor);
  if (from == From::automatic || from == From::raw) return stream;
  auto text = io::read_all(stream.source());
  if (!text) return std::unexpected(input_failure(std::move(text.error())));
  auto bytes = decode_text(text_of(*text), from, stream.name());
  if (!bytes) return std::unexpected(bytes.error());
  stream.inner_ = std::make_unique<BufferSource>(std::move(*bytes));
  return stream;
}

Outcome<io::Output> open_output(const OutputFlags& flags, const std::string& otherwise, Content content) {
  const std::string& path = flags.path.empty() ? otherwise : flags.path;
  auto output = io::Output::open(path, flags.options);
  if (!output) return std::unexpected(plain_failure(std::move(output.error())));
  if (content == Content::binary && flags.path != "-" && output->is_stdout() && ::isatty(STDOUT_FILENO) == 1) {
    return std::unexpected(
        command_failure("the output is binary and stdout a terminal; pass -o FILE, or -o - if that is meant"));
  }
  return std::move(*output);
}

std::string encoded_name(std::string_view input) {
  if (input == "-") return "-";
  for (const std::string_view packed : {".zst", ".gz"}) {
    const std::string_view inner = input.substr(0, input.size() - std::min(packed.size(), input.size()));
    if (input.ends_with(packed) && inner.ends_with(".json")) input = inner;
  }
  for (const std::string_view text : {".json", ".jsonl", ".ndjson"}) {
    // `.json` alone is a name, not an extension.
    const bool has_stem = input.size() > text.size() && input[input.size() - text.size() - 1] != '/';
    if (input.ends_with(text) && has_stem) return std::string(input.substr(0, input.size() - text.size())) + ".bin";
  }
  return std::string(input) + ".bin";
}

Failure input_failure(Error error) {
  const bool limit_reached = error.code == Errc::limit_exceeded;
  Failure failure = plain_failure(std::move(error));
  failure.advice = limit_reached ? "raise --max-decompressed to allow it" : "";
  return failure;
}

Failure output_failure(Error error, const io::Output& output) {
  Failure failure = plain_failure(std::move(error));
  failure.quiet = output.reader_gone();
  return failure;
}

Outcome<> print_text(std::string_view text) {
  auto output = open_output({}, "-", Content::text);
  if (!output) return std::unexpected(output.error());
  if (auto written = output->write(std::as_bytes(std::span(text))); !written) {
    return std::unexpected(output_failure(written.error(), *output));
  }
  return {};
}

Outcome<> finish(io::Output& output, Session& session) {
  if (auto committed = output.commit(); !committed) {
    return std::unexpected(plain_failure(std::move(committed.error())));
  }
  if (!output.is_stdout())
    session.notice(fmt::format("wrote {}: {}", output.name(), count_of(output.written_bytes(), "byte")));
  return {};
}

}  // namespace limcode::cli
