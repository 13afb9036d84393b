// The table of subcommands and the way from arguments to an exit status. Only the subcommand that the arguments name
// defines its flags: the others would cost time at every start.
#include "cli/app.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/session.hpp"
#include "io/descriptor.hpp"
#include "limcode/kernels.hpp"

namespace limcode::cli {
namespace {

struct Command {
  const char* name;
  const char* summary;
  Run (*add)(CLI::App& app);
};

constexpr std::array commands{
    Command{"encode", "Turn JSON or raw bytes into bincode", add_encode},
    Command{"decode", "Turn bincode into JSON or raw bytes", add_decode},
    Command{"verify", "Check that a dump is valid and canonical, and where it is not", add_verify},
    Command{"bench", "Measure how fast this machine encodes and decodes", add_bench},
    Command{"types", "List the types of Rust source, or show one", add_types},
    Command{"infer", "Write the Rust types that fit a JSON file", add_infer},
};

constexpr const char* summary = "limcode turns JSON into bincode and bincode into JSON, by Rust types.";
constexpr const char* footer = "limcode COMMAND --help shows the flags of a command and examples.";

struct GlobalFlags {
  ErrorFormat errors = ErrorFormat::text;
  bool verbose = false;
  bool quiet = false;
  bool version = false;

  [[nodiscard]] Verbosity verbosity() const {
    if (quiet) return Verbosity::quiet;
    return verbose ? Verbosity::verbose : Verbosity::normal;
  }
};

void add_global_flags(CLI::App& app, GlobalFlags& flags) {
  app.set_help_flag("-h,--help", "Show this help");
  app.add_flag("--version", flags.version, "Show the version; with -v how it was built");
  app.add_flag("-v,--verbose", flags.verbose, "Say more on stderr");
  app.add_flag("-q,--quiet", flags.quiet, "Say nothing on stderr but errors");
  add_choice<ErrorFormat>(app, "--errors", flags.errors, {{"text", ErrorFormat::text}, {"json", ErrorFormat::json}},
                          "How errors are shown; text by default");
}

Exit print(std::string_view text, Session& session) {
  const int failure = io::write_all(1, std::as_bytes(std::span(text)));
  if (failure == 0 || failure == EPIPE) return Exit::ok;
  Error error;
  error.code = Errc::io;
  error.detail = fmt::format("cannot write '<stdout>': {}", std::generic_category().message(failure));
  return session.report(plain_failure(std::move(error)));
}

std::string version_text(const GlobalFlags& flags) {
  std::string text = fmt::format("limcode {} ({} kernels)\n", LIMCODE_VERSION, kernels::active());
  if (flags.verbose) {
    text += fmt::format("kernels this machine can run: {}\n", fmt::join(kernels::available(), ", "));
    text += fmt::format("compiler: {}\n", __VERSION__);
  }
  return text;
}

// The format of an error in the arguments themselves, which the parser may not have come to.
ErrorFormat requested_errors(std::span<char*> arguments) {
  for (std::size_t index = 0; index < arguments.size(); ++index) {
    const std::string_view argument = arguments[index];
    if (argument == "--errors=json") return ErrorFormat::json;
    const bool has_value = argument == "--errors" && index + 1 < arguments.size();
    if (has_value && std::string_view(arguments[index + 1]) == "json") return ErrorFormat::json;
  }
  return ErrorFormat::text;
}

bool names(std::span<char*> arguments, std::string_view command) {
  for (const std::string_view argument : arguments) {
    if (argument == command) return true;
  }
  return false;
}

std::string one_line(std::string text) {
  for (char& character : text) {
    if (character == '\n') character = ' ';
  }
  return text.substr(0, text.find_last_not_of(" .") + 1);
}

std::string command_names() {
  std::string all;
  for (const Command& command : commands) all += (all.empty() ? "" : ", ") + std::string(command.name);
  return all;
}

Failure usage_failure(const CLI::App& app, const CLI::ParseError& error) {
  const auto selected = app.get_subcommands();
  const std::string help = selected.empty() ? "limcode --help" : "limcode " + selected.front()->get_name() + " --help";
  std::string what = one_line(error.what());
  const auto unknown = app.remaining(true);
  if (selected.empty() && !unknown.empty() && !unknown.front().starts_with('-')) {
    return command_failure(
        fmt::format("there is no command '{}'; the commands are {}", unknown.front(), command_names()));
  }
  // A flag that does not exist is said first: with it, something else may seem to be missing.
  const auto flag =
      std::ranges::find_if(unknown, [](const std::string& one) { return one.size() > 1 && one[0] == '-'; });
  if (flag != unknown.end()) {
    what = fmt::format("there is no flag '{}'", *flag);
  } else if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unknown.empty()) {
    what = fmt::format("there is no place for '{}'", unknown.front());
  }
  return command_failure(fmt::format("{}; see {}", what, help));
}

}  // namespace

Exit run(int argc, char** argv) {
  const std::span<char*> arguments(argv + 1, argc > 0 ? static_cast<std::size_t>(argc - 1) : 0);
  CLI::App app(summary, "limcode");
  GlobalFlags flags;
  add_global_flags(app, flags);
  app.fallthrough();
  app.require_subcommand(0, 1);
  app.footer(footer);
  Run chosen;
  for (const Command& command : commands) {
    CLI::App* subcommand = app.add_subcommand(command.name, command.summary);
    if (!names(arguments, command.name)) continue;
    auto add = command.add(*subcommand);
    subcommand->callback([&chosen, add = std::move(add)] { chosen = add; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    Session session(requested_errors(arguments), flags.verbosity());
    return print(app.help(), session);
  } catch (const CLI::ParseError& error) {
    Session session(requested_errors(arguments), flags.verbosity());
    return session.report(usage_failure(app, error));
  }
  Session session(flags.errors, flags.verbosity());
  if (auto valid = kernels::check_environment(); !valid) {
    return session.report(command_failure(std::move(valid.error().detail)));
  }
  if (flags.version) return print(version_text(flags), session);
  if (!chosen)
    return session.report(
        command_failure(fmt::format("no command is given; the commands are {}; see limcode --help", command_names())));
  if (const auto done = chosen(session); !done) return session.report(done.error());
  return Exit::ok;
}

}  // namespace limcode::cli
