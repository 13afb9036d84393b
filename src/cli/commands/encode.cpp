// limcode encode: JSON or raw bytes to bincode.
#include <fmt/core.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/lines.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "cli/raw.hpp"

namespace limcode::cli {
namespace {

constexpr const char* encode_examples = R"(Examples:
  limcode encode file.json                          writes file.bin, as limcode::Json
  limcode encode nums.json --type 'Vec<u64>'        writes nums.bin
  limcode encode nums.json --type 'Vec<u64>' --config standard -o nums.dat
  echo '["a", 1]' | limcode encode - --type '(String, u8)' > pair.bin
  limcode encode log.jsonl --type '(u64, String)' --lines     one frame for each line
  limcode encode state.json --schema src/state.rs --type 'HashMap<String, Account>'
  limcode encode --raw picture.png                  writes picture.png.bin, as Vec<u8>
)";

struct EncodeFlags {
  std::string input;
  bool raw = false;
  bool lines = false;
  unsigned threads = 1;
  std::optional<std::uint64_t> max_decompressed;
  TypeFlags type;
  Config config;
  JsonStyle style;
  OutputFlags output;
};

Outcome<> encode_raw_file(const EncodeFlags& flags, io::Output& output, Session& session) {
  auto input = io::FileSource::open(flags.input);
  if (!input) return std::unexpected(plain_failure(std::move(input.error())));
  Progress progress(session.shows_progress());
  auto done = encode_raw(*input, flags.config, output, progress);
  if (!done) done.error().quiet = output.reader_gone();
  return done;
}

// A file takes a frame while it is encoded.
class FrameFile final : public FrameSink {
 public:
  explicit FrameFile(io::Output& output) : output_(output) {}
  Result<void> write(std::span<const std::byte> block) override { return output_.write(block); }
  Result<void> rewrite(std::uint64_t offset, std::span<const std::byte> bytes) override {
    return output_.rewrite(offset, bytes);
  }

 private:
  io::Output& output_;
};

Outcome<> encode_json(const EncodeFlags& flags, io::Output& output) {
  const auto input = load_input(flags.input, flags.max_decompressed);
  if (!input) return std::unexpected(input.error());
  const auto typed = compile_type(flags.type, flags.config);
  if (!typed) return std::unexpected(typed.error());
  Buffer frame;  // for what is not a file
  FrameFile file(output);
  const bool held = !output.can_rewrite();
  const auto encoded = held ? from_json(typed->plan, input->text(), frame, flags.style, flags.threads)
                            : from_json(typed->plan, input->text(), file, flags.style, flags.threads);
  if (auto intact = input->check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  if (!encoded && encoded.error().code == Errc::io) return std::unexpected(output_failure(encoded.error(), output));
  if (!encoded) {
    Failure failure = text_failure(encoded.error(), input->name(), input->text());
    failure.type = typed->type.name();
    return std::unexpected(std::move(failure));
  }
  if (auto written = output.write(frame.bytes()); !written) {
    return std::unexpected(output_failure(written.error(), output));
  }
  return {};
}

Outcome<> encode_lines(const EncodeFlags& flags, io::Output& output, Session& session) {
  auto typed = compile_type(flags.type, flags.config);
  if (!typed) return std::unexpected(typed.error());
  auto stream = Stream::open(flags.input, flags.max_decompressed);
  if (!stream) return std::unexpected(stream.error());
  const LineConverter converter(std::move(*typed), flags.style, stream->name());
  Progress progress(session.shows_progress());
  const auto lines = convert_stream(stream->source(), converter, output, progress, flags.threads);
  if (!lines) return std::unexpected(lines.error());
  session.detail(fmt::format("{} lines", *lines));
  return {};
}

Outcome<> encode(const EncodeFlags& flags, Session& session) {
  auto output = open_output(flags.output, encoded_name(flags.input), Content::binary);
  if (!output) return std::unexpected(output.error());
  auto done = flags.raw     ? encode_raw_file(flags, *output, session)
              : flags.lines ? encode_lines(flags, *output, session)
                            : encode_json(flags, *output);
  if (!done) return done;
  return finish(*output, session);
}

}  // namespace

Run add_encode(CLI::App& app) {
  const auto flags = std::make_shared<EncodeFlags>();
  add_input(app, flags->input, "input", "The JSON file; - is stdin");
  add_type_flags(app, flags->type);
  app.add_flag("--lines", flags->lines, "Take each line as a value of its own and write frames end to end");
  app.add_flag("--raw", flags->raw, "Take the input as it is, as a Vec<u8>")
      ->excludes("--type")
      ->excludes("--schema")
      ->excludes("--lines");
  add_format_flags(app, flags->config);
  add_style_flag(app, flags->type);
  add_bytes_flag(app, flags->style);
  add_output_flags(app, flags->output);
  add_max_decompressed_flag(app, flags->max_decompressed);
  add_threads_flag(app, flags->threads);
  app.footer(encode_examples);
  return [flags](Session& session) { return encode(*flags, session); };
}

}  // namespace limcode::cli
