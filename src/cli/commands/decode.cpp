// limcode decode: bincode to JSON, or to the raw bytes of a Vec<u8>.
#include <fmt/core.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/frames.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "cli/raw.hpp"
#include "limcode/schema.hpp"
#include "solana/account_file.hpp"
#include "solana/expansion.hpp"

namespace limcode::cli {
namespace {

constexpr const char* examples = R"(Examples:
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

// The accounts of an account file, which may be larger than memory, each on a line.
Result<std::uint64_t> print_accounts(const Plan& file, std::span<const std::byte> wire, OutputSink& sink,
                                     const JsonStyle& style) {
  auto size = verify(file, wire);
  if (!size) return size;
  const auto type = parse_type("solana::StoredAccount");
  if (!type) return std::unexpected(type.error());
  const auto plan = compile(*type, file.config());
  if (!plan) return std::unexpected(plan.error());
  solana::AccountFile accounts(wire);
  std::string_view before;
  for (auto account = accounts.next(); !account.empty(); account = accounts.next()) {
    if (auto ended = sink.write(before); !ended) return std::unexpected(std::move(ended.error()));
    before = "\n";
    if (auto printed = to_json(*plan, account, sink, style); !printed) return printed;
  }
  return size;
}

Outcome<> decode_frame(const DecodeFlags& flags, io::Output& output, Session& session) {
  auto dump = Dump::load(flags.input, flags.from, flags.max_decompressed);
  if (!dump) return std::unexpected(dump.error());
  const auto typed = choose_plan(flags.type, *dump, flags.from, flags.config, session);
  if (!typed) return std::unexpected(typed.error());
  const auto expander = flags.expand ? solana::instruction_expander() : nullptr;
  JsonStyle style = flags.style;
  style.expander = expander.get();
  Progress progress(session.shows_progress());
  OutputSink sink(output, progress);
  auto decoded = typed->type.name() == "solana::AppendVec" && !style.pretty
                     ? print_accounts(typed->plan, dump->bytes(), sink, style)
                     : to_json(typed->plan, dump->bytes(), sink, style, flags.threads);
  progress.erase();
  if (auto intact = dump->check_intact(); !intact) return intact;
  if (!decoded && decoded.error().code != Errc::io) {
    return std::unexpected(explain(decoded.error(), dump->name(), *typed, dump->bytes()));
  }
  if (!decoded) return std::unexpected(output_failure(decoded.error(), output));
  auto ended = sink.write("\n");
  if (ended) ended = sink.flush();
  if (!ended) return std::unexpected(output_failure(ended.error(), output));
  return {};
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
  app.add_flag("--expand", flags->expand, "Show what the instructions of Solana's native programs say")
      ->excludes("--frames");
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
  app.footer(examples);
  return [flags](Session& session) { return decode(*flags, session); };
}

}  // namespace limcode::cli
