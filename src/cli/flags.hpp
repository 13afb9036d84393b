// Defines the flags that several subcommands share. A flag means the same everywhere. For the files that define a
// command line; what the flags say is in flag_values.hpp, which does not need CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/flag_values.hpp"
#include "cli/reading.hpp"
#include "limcode/config.hpp"
#include "limcode/transcode.hpp"

namespace limcode::cli {

/// INPUT, a required positional argument: a path or `-`.
void add_input(CLI::App& app, std::string& path, const std::string& name, const std::string& help);
/// --type and --schema.
void add_type_flags(CLI::App& app, TypeFlags& flags);
/// --style, for commands that print or read JSON.
void add_style_flag(CLI::App& app, TypeFlags& flags);
/// --from.
void add_from_flag(CLI::App& app, From& from);
/// --max-decompressed.
void add_max_decompressed_flag(CLI::App& app, std::optional<std::uint64_t>& bytes);
/// --threads.
void add_threads_flag(CLI::App& app, unsigned& threads);
/// --config, --endian, --limit.
void add_format_flags(CLI::App& app, Config& config);
/// --trailing, for commands that read frames.
void add_trailing_flag(CLI::App& app, Config& config);
/// --bytes.
void add_bytes_flag(CLI::App& app, JsonStyle& style);
/// -o, -f, --fsync.
void add_output_flags(CLI::App& app, OutputFlags& flags);

/// Adds an option whose value is one of a few words.
template <class Value>
void add_choice(CLI::App& app, const std::string& names, Value& value,
                std::vector<std::pair<std::string, Value>> choices, const std::string& help) {
  std::string words;
  for (const auto& choice : choices) words += (words.empty() ? "" : "|") + choice.first;
  app.add_option_function<std::string>(
         names,
         [&value, choices = std::move(choices), names, words](const std::string& text) {
           for (const auto& [word, meaning] : choices) {
             if (text != word) continue;
             value = meaning;
             return;
           }
           throw CLI::ValidationError(names.substr(names.rfind('-') - 1),
                                      "expected " + words + ", found '" + text + "'");
         },
         help)
      ->type_name(words);
}

}  // namespace limcode::cli
