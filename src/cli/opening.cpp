// Inputs and outputs as design.md has them.
#include "cli/opening.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <utility>

#include "io/decompress.hpp"

namespace limcode::cli {

Outcome<io::Input> load_input(const std::string& path, io::Decompress decompress) {
  auto input = io::Input::load(path, decompress);
  if (!input) return std::unexpected(input_failure(std::move(input.error())));
  return std::move(*input);
}

Stream::Stream(io::FileSource file) : file_(std::make_unique<io::FileSource>(std::move(file))) {}

std::optional<std::uint64_t> Stream::size() const noexcept {
  const auto size = decompressor_ ? std::nullopt : file_->whole_size();
  // Files of /proc say 0.
  return size && *size != 0 ? size : std::nullopt;
}

Outcome<Stream> Stream::open(const std::string& path) {
  auto file = io::FileSource::open(path);
  if (!file) return std::unexpected(plain_failure(std::move(file.error())));
  Stream stream(std::move(*file));
  auto decompressor = io::open_decompressor(*stream.file_);
  if (!decompressor) return std::unexpected(input_failure(std::move(decompressor.error())));
  stream.decompressor_ = std::move(*decompressor);
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
  Failure failure = plain_failure(std::move(error));
  failure.advice.clear();
  return failure;
}

Failure output_failure(Error error, const io::Output& output) {
  Failure failure = plain_failure(std::move(error));
  failure.quiet = output.reader_gone();
  return failure;
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
