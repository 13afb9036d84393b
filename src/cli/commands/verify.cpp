// limcode verify: is this a valid, canonical dump, and does it equal something else? If not, where?
#include <fmt/core.h>

#include <memory>
#include <optional>

#include "cli/commands/commands.hpp"
#include "cli/difference.hpp"
#include "cli/flags.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"

namespace limcode::cli {
namespace {

constexpr const char* examples = R"(Examples:
  limcode verify file.bin                           does a built-in type fit it exactly?
  limcode verify nums.bin --type 'Vec<u64>'
  limcode verify nums.bin --type 'Vec<u64>' --json nums.json
  limcode verify nums.bin --type 'Vec<u64>' --against other.bin
)";

constexpr std::string_view untyped = "limcode::Json";

struct VerifyFlags {
  std::string input;
  std::string json;
  std::string against;
  bool raw = false;
  TypeFlags type;
  Config config;
  JsonStyle style;
};

Outcome<> check_intact(const io::Input& input) {
  if (auto intact = input.check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  return {};
}

// The first byte where `found` is not what it should be, if any.
Outcome<> compare(const Side& found, const Side& expected, const Plan* plan) {
  const auto offset = first_difference(found.wire, expected.wire);
  if (offset) return std::unexpected(difference_failure(found, expected, *offset, plan));
  return {};
}

Outcome<> check_canonical(const TypedPlan& typed, const io::Input& dump) {
  const auto checked = verify(typed.plan, dump.bytes());
  if (!checked) return std::unexpected(explain(checked.error(), dump.name(), typed, dump.bytes()));
  return {};
}

// The dump is compared first: where it differs says more than that it cannot be read from there on.
Outcome<> verify_json(const VerifyFlags& flags, const io::Input& dump, const TypedPlan& typed) {
  const auto json = load_input(flags.json);
  if (!json) return std::unexpected(json.error());
  Buffer frame;
  const auto encoded = from_json(typed.plan, json->text(), frame, flags.style);
  if (auto intact = check_intact(*json); !intact) return intact;
  if (!encoded) {
    Failure failure = text_failure(encoded.error(), json->name(), json->text());
    failure.type = typed.type.name();
    return std::unexpected(std::move(failure));
  }
  return compare({dump.bytes(), dump.name()}, {frame.bytes(), json->name()}, &typed.plan);
}

// Two dumps can be compared without knowing their type: then only the bytes are shown.
Outcome<> verify_against(const VerifyFlags& flags, const io::Input& dump) {
  const auto other = load_input(flags.against);
  if (!other) return std::unexpected(other.error());
  std::optional<TypedPlan> typed;
  if (!flags.type.expression.empty()) {
    auto compiled = compile_type(flags.type, untyped, flags.config);
    if (!compiled) return std::unexpected(compiled.error());
    typed.emplace(std::move(*compiled));
  }
  auto same = compare({dump.bytes(), dump.name()}, {other->bytes(), other->name()}, typed ? &typed->plan : nullptr);
  if (auto intact = check_intact(*other); !intact) return intact;
  if (!same || !typed) return same;
  return check_canonical(*typed, dump);
}

Outcome<> verify_typed(const VerifyFlags& flags, const io::Input& dump, std::string& type, Session& session) {
  // A JSON to compare with says what kind of dump it should be.
  const auto typed = flags.json.empty() ? choose_plan(flags.type, dump.bytes(), dump.name(), flags.config, session)
                                        : compile_type(flags.type, untyped, flags.config);
  if (!typed) return std::unexpected(typed.error());
  type = typed->type.name();
  if (flags.json.empty()) return check_canonical(*typed, dump);
  auto same = verify_json(flags, dump, *typed);
  return same ? check_canonical(*typed, dump) : same;
}

Outcome<> run_verify(const VerifyFlags& flags, Session& session) {
  const auto dump = load_input(flags.input);
  if (!dump) return std::unexpected(dump.error());
  std::string type = flags.type.expression;
  auto done = flags.against.empty() ? verify_typed(flags, *dump, type, session) : verify_against(flags, *dump);
  if (auto intact = check_intact(*dump); !intact) return intact;
  if (!done) return done;
  OutputFlags to_stdout;
  auto output = open_output(to_stdout, "-", Content::text);
  if (!output) return std::unexpected(output.error());
  const std::string& other = flags.json.empty() ? flags.against : flags.json;
  const std::string line = fmt::format("{}: {}{}{} bytes{}\n", printable(dump->name()),
                                       type.empty() ? "" : "valid and canonical " + type + ", ",
                                       other.empty() ? "" : "equal to " + printable(other) + ", ", dump->bytes().size(),
                                       type.empty() ? "" : fmt::format(" ({})", config_name(flags.config)));
  if (auto written = output->write(std::as_bytes(std::span(line))); !written) {
    return std::unexpected(output_failure(written.error(), *output));
  }
  return {};
}

}  // namespace

Run add_verify(CLI::App& app) {
  const auto flags = std::make_shared<VerifyFlags>();
  add_input(app, flags->input, "dump", "The bincode file; - is stdin");
  add_type_flags(app, flags->type);
  auto* json = app.add_option("--json", flags->json, "The JSON that the dump should equal")->type_name("PATH");
  app.add_option("--against", flags->against, "Another dump that it should equal")->type_name("PATH")->excludes(json);
  add_format_flags(app, flags->config);
  add_bytes_flag(app, flags->style);
  app.footer(examples);
  return [flags](Session& session) { return run_verify(*flags, session); };
}

}  // namespace limcode::cli
