// limcode verify: is this a valid, canonical dump, and does it equal something else? If not, where?
#include <fmt/core.h>

#include <memory>
#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/difference.hpp"
#include "cli/flags.hpp"
#include "cli/frames.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "cli/snapshot.hpp"

namespace limcode::cli {
namespace {

constexpr const char* verify_examples = R"(Examples:
  limcode verify file.bin                           does a built-in type fit it exactly?
  limcode verify nums.bin --type 'Vec<u64>'
  limcode verify nums.bin --type 'Vec<u64>' --json nums.json
  limcode verify nums.bin --type 'Vec<u64>' --against other.bin
  limcode verify log.bin --type '(u64, String)' --frames
)";

struct VerifyFlags {
  std::string input;
  std::string json;
  std::string against;
  bool frames = false;
  From from = From::automatic;
  unsigned threads = 1;
  std::optional<std::uint64_t> max_decompressed;
  TypeFlags type;
  Config config;
  JsonStyle style;
};

// The first byte where `found` is not what it should be, if any.
Outcome<> compare(const Side& found, const Side& expected, const Plan* plan) {
  const auto offset = first_difference(found.wire, expected.wire);
  if (offset) return std::unexpected(difference_failure(found, expected, *offset, plan));
  return {};
}

Outcome<> check_canonical(const TypedPlan& typed, const Dump& dump) {
  const auto checked = verify(typed.plan, dump.bytes());
  if (!checked) return std::unexpected(explain(checked.error(), dump.name(), typed, dump.bytes()));
  return {};
}

// The dump is compared first: where it differs says more than that it cannot be read from there on.
Outcome<> verify_json(const VerifyFlags& flags, const Dump& dump, const TypedPlan& typed) {
  const auto json = load_input(flags.json, flags.max_decompressed);
  if (!json) return std::unexpected(json.error());
  Buffer frame;
  const auto encoded = from_json(typed.plan, json->text(), frame, flags.style, flags.threads);
  if (auto intact = json->check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  if (!encoded) {
    Failure failure = text_failure(encoded.error(), json->name(), json->text());
    failure.type = typed.type.name();
    return std::unexpected(std::move(failure));
  }
  return compare({dump.bytes(), dump.name()}, {frame.bytes(), json->name()}, &typed.plan);
}

// Two dumps can be compared without knowing their type: then only the bytes are shown.
Outcome<> verify_against(const VerifyFlags& flags, const Dump& dump, std::string& type) {
  const auto other = Dump::load(flags.against, flags.from, flags.max_decompressed);
  if (!other) return std::unexpected(other.error());
  std::optional<TypedPlan> typed;
  if (flags.type.given()) {
    auto compiled = compile_type(flags.type, flags.config);
    if (!compiled) return std::unexpected(compiled.error());
    typed.emplace(std::move(*compiled));
    type = typed->type.name();
  }
  auto same = compare({dump.bytes(), dump.name()}, {other->bytes(), other->name()}, typed ? &typed->plan : nullptr);
  if (auto intact = other->check_intact(); !intact) return intact;
  if (!same || !typed) return same;
  return check_canonical(*typed, dump);
}

Outcome<> verify_typed(const VerifyFlags& flags, Dump& dump, std::string& type, Session& session) {
  // A JSON to compare with says what kind of dump it should be.
  const auto typed = flags.json.empty() ? choose_plan(flags.type, dump, flags.from, flags.config, session)
                                        : compile_type(flags.type, flags.config);
  if (!typed) return std::unexpected(typed.error());
  type = typed->type.name();
  if (flags.json.empty()) return check_canonical(*typed, dump);
  auto same = verify_json(flags, dump, *typed);
  return same ? check_canonical(*typed, dump) : same;
}

Outcome<> verify_frames(const VerifyFlags& flags, Session& session) {
  auto typed = compile_given_type(flags.type, flags.config, "--frames");
  if (!typed) return std::unexpected(typed.error());
  auto stream = Stream::open(flags.input, flags.max_decompressed, flags.from);
  if (!stream) return std::unexpected(stream.error());
  const std::string type = typed->type.name();
  const auto converter =
      FrameConverter::make(std::move(*typed), flags.style, stream->name(), FrameConverter::Purpose::verify);
  if (!converter) return std::unexpected(converter.error());
  auto nowhere = io::Output::open("/dev/null", {});
  if (!nowhere) return std::unexpected(plain_failure(nowhere.error()));
  Progress progress(session.shows_progress());
  const auto frames = convert_stream(stream->source(), *converter, *nowhere, progress, flags.threads);
  if (!frames) return std::unexpected(frames.error());
  return print_text(fmt::format("{}: {} valid and canonical frames of {} ({})\n", printable(stream->name()), *frames,
                                type, config_name(flags.config)));
}

Outcome<> verify_snapshot(const VerifyFlags& flags, Incoming& archive, Session& session) {
  const auto plans = snapshot_plans(flags.type, flags.config, archive.name(), session);
  if (!plans) return std::unexpected(plans.error());
  Progress progress(session.shows_progress());
  const auto contents = each_account(archive, *plans, [&](std::span<const std::byte> account) -> Outcome<> {
    progress.add(account.size());
    return {};
  });
  progress.erase();
  if (!contents) return std::unexpected(contents.error());
  return print_text(fmt::format("{}: {} in {}, {}, valid and canonical {}; {} not looked at\n",
                                printable(archive.name()), count_of(contents->accounts, "account"),
                                count_of(contents->files, "account file"), count_of(contents->bytes, "byte"),
                                plans->file.type.name(), count_of(contents->others, "other file")));
}

Outcome<Dump> load_dump(const VerifyFlags& flags) {
  return Dump::load(flags.input, flags.from, flags.max_decompressed);
}

Outcome<> verify_one(const VerifyFlags& flags, Outcome<Dump> dump, Session& session) {
  if (!dump) return std::unexpected(dump.error());
  std::string type;
  auto done = flags.against.empty() ? verify_typed(flags, *dump, type, session) : verify_against(flags, *dump, type);
  if (auto intact = dump->check_intact(); !intact) return intact;
  if (!done) return done;
  const std::string& other = flags.json.empty() ? flags.against : flags.json;
  return print_text(
      fmt::format("{}: {}{}{}{}\n", printable(dump->name()), type.empty() ? "" : "valid and canonical " + type + ", ",
                  other.empty() ? "" : "equal to " + printable(other) + ", ", count_of(dump->bytes().size(), "byte"),
                  type.empty() ? "" : fmt::format(" ({})", config_name(flags.config))));
}

Outcome<> verify_input(const VerifyFlags& flags, Session& session) {
  if (flags.frames) return verify_frames(flags, session);
  // What is compared is compared as it is.
  const bool alone = flags.json.empty() && flags.against.empty();
  if (!alone || !may_be_snapshot(flags.type, flags.from)) return verify_one(flags, load_dump(flags), session);
  auto incoming = Incoming::open(flags.input, flags.from, flags.max_decompressed);
  if (!incoming) return std::unexpected(incoming.error());
  return incoming->is_archive() ? verify_snapshot(flags, *incoming, session)
                                : verify_one(flags, incoming->load(), session);
}

}  // namespace

Run add_verify(CLI::App& app) {
  const auto flags = std::make_shared<VerifyFlags>();
  add_input(app, flags->input, "dump", "The bincode file; - is stdin");
  add_type_flags(app, flags->type);
  auto* json = app.add_option("--json", flags->json, "The JSON that the dump should equal")->type_name("PATH");
  app.add_option("--against", flags->against, "Another dump that it should equal")->type_name("PATH")->excludes(json);
  app.add_flag("--frames", flags->frames, "Read frames until the input ends")
      ->excludes("--json")
      ->excludes("--against");
  add_format_flags(app, flags->config);
  add_from_flag(app, flags->from);
  add_bytes_flag(app, flags->style);
  add_max_decompressed_flag(app, flags->max_decompressed);
  add_threads_flag(app, flags->threads);
  app.footer(verify_examples);
  return [flags](Session& session) { return verify_input(*flags, session); };
}

}  // namespace limcode::cli
