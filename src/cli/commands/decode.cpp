// limcode decode: bincode to JSON, or to the raw bytes of a Vec<u8>.
#include <fmt/core.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "cli/accounts.hpp"
#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/frames.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "cli/raw.hpp"
#include "cli/snapshot.hpp"
#include "solana/expansion.hpp"

namespace limcode::cli {
namespace {

constexpr const char* decode_examples = R"(Examples:
  limcode decode file.bin                           prints JSON, if a built-in type fits
  limcode decode nums.bin --type 'Vec<u64>'
  limcode decode nums.bin --type 'Vec<u64>' --pretty -o nums.json
  cat pair.bin | limcode decode - --type '(String, u8)'
  limcode decode log.bin --type '(u64, String)' --frames      one line for each frame
  echo AQIDBA== | limcode decode - --from base64 --type '[u8; 4]'
  limcode decode state.bin --schema src/state.rs --type 'HashMap<String, Account>'
  limcode decode --raw picture.png.bin -o picture.png
)";

struct DecodeFlags {
  std::string input;
  bool raw = false;
  bool frames = false;
  From from = From::automatic;
  unsigned threads = 1;
  bool expand = false;
  std::optional<std::uint64_t> max_decompressed;
  TypeFlags type;
  Config config;
  JsonStyle style;
  OutputFlags output;
};

Outcome<> decode_raw_file(const DecodeFlags& flags, io::Output& output, Session& session) {
  auto stream = Stream::open(flags.input, flags.max_decompressed, flags.from);
  if (!stream) return std::unexpected(stream.error());
  Progress progress(session.shows_progress());
  auto done = decode_raw(stream->source(), stream->name(), stream->size(), flags.config, output, progress);
  if (!done) done.error().quiet = output.reader_gone();
  return done;
}

Outcome<> print_dump(const DecodeFlags& flags, Dump& dump, io::Output& output, Session& session) {
  const auto typed = choose_plan(flags.type, dump, flags.from, flags.config, session);
  if (!typed) return std::unexpected(typed.error());
  const auto expander = flags.expand ? solana::instruction_expander() : nullptr;
  JsonStyle style = flags.style;
  style.expander = expander.get();
  Progress progress(session.shows_progress());
  OutputSink sink(output, progress);
  const bool by_line = typed->type.name() == account_file_type && !style.pretty;
  auto decoded = by_line ? print_accounts(typed->plan, dump.bytes(), sink, style, flags.type.style)
                         : to_json(typed->plan, dump.bytes(), sink, style, flags.threads);
  progress.erase();
  if (auto intact = dump.check_intact(); !intact) return intact;
  if (!decoded && decoded.error().code != Errc::io) {
    return std::unexpected(explain(decoded.error(), dump.name(), *typed, dump.bytes()));
  }
  if (!decoded) return std::unexpected(output_failure(decoded.error(), output));
  auto ended = by_line ? Result<void>() : sink.write("\n");
  if (ended) ended = sink.flush();
  if (!ended) return std::unexpected(output_failure(ended.error(), output));
  if (*decoded < dump.bytes().size()) {
    session.notice(fmt::format("{} after the frame are not shown", count_of(dump.bytes().size() - *decoded, "byte")));
  }
  return {};
}

Outcome<> decode_frame(const DecodeFlags& flags, io::Output& output, Session& session) {
  if (!may_be_snapshot(flags.type, flags.from)) {
    auto dump = Dump::load(flags.input, flags.from, flags.max_decompressed);
    if (!dump) return std::unexpected(dump.error());
    return print_dump(flags, *dump, output, session);
  }
  auto incoming = Incoming::open(flags.input, flags.from, flags.max_decompressed);
  if (!incoming) return std::unexpected(incoming.error());
  if (incoming->is_archive()) {
    if (flags.style.pretty) return std::unexpected(command_failure("an archive is printed line by line, not --pretty"));
    const auto plans = snapshot_plans(flags.type, flags.config, incoming->name(), session);
    if (!plans) return std::unexpected(plans.error());
    return print_snapshot(*incoming, *plans, output, flags.style, session);
  }
  auto dump = incoming->load();
  if (!dump) return std::unexpected(dump.error());
  return print_dump(flags, *dump, output, session);
}

Outcome<> decode_frames(const DecodeFlags& flags, io::Output& output, Session& session) {
  auto typed = compile_given_type(flags.type, flags.config, "--frames");
  if (!typed) return std::unexpected(typed.error());
  auto stream = Stream::open(flags.input, flags.max_decompressed, flags.from);
  if (!stream) return std::unexpected(stream.error());
  const auto converter =
      FrameConverter::make(std::move(*typed), flags.style, stream->name(), FrameConverter::Purpose::print);
  if (!converter) return std::unexpected(converter.error());
  Progress progress(session.shows_progress());
  const auto frames = convert_stream(stream->source(), *converter, output, progress, flags.threads);
  if (!frames) return std::unexpected(frames.error());
  session.detail(fmt::format("{} frames", *frames));
  return {};
}

Outcome<> decode(const DecodeFlags& flags, Session& session) {
  auto output = open_output(flags.output, "-", flags.raw ? Content::binary : Content::text);
  if (!output) return std::unexpected(output.error());
  auto done = flags.raw      ? decode_raw_file(flags, *output, session)
              : flags.frames ? decode_frames(flags, *output, session)
                             : decode_frame(flags, *output, session);
  if (!done) return done;
  return finish(*output, session);
}

}  // namespace

Run add_decode(CLI::App& app) {
  const auto flags = std::make_shared<DecodeFlags>();
  add_input(app, flags->input, "input", "The bincode file; - is stdin");
  add_type_flags(app, flags->type);
  app.add_flag("--frames", flags->frames, "Read frames until the input ends and print a line for each");
  add_from_flag(app, flags->from);
  add_style_flag(app, flags->type);
  app.add_flag("--expand", flags->expand, "Show what the instructions of Solana's native programs say")
      ->excludes("--frames")
      ->excludes("--style");
  app.add_flag("--raw", flags->raw, "Write the bytes of a Vec<u8> as they are")
      ->excludes("--type")
      ->excludes("--schema")
      ->excludes("--frames");
  add_format_flags(app, flags->config);
  add_trailing_flag(app, flags->config);
  add_bytes_flag(app, flags->style);
  app.add_flag("-p,--pretty", flags->style.pretty, "Indent the JSON by two spaces")
      ->excludes("--raw")
      ->excludes("--frames");
  add_output_flags(app, flags->output);
  add_max_decompressed_flag(app, flags->max_decompressed);
  add_threads_flag(app, flags->threads);
  app.footer(decode_examples);
  return [flags](Session& session) { return decode(*flags, session); };
}

}  // namespace limcode::cli
