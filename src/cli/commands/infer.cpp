// limcode infer: the Rust types that fit a JSON file, ready to be a schema.
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <span>

#include "cli/commands/commands.hpp"
#include "cli/flags.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "limcode/infer.hpp"

namespace limcode::cli {
namespace {

constexpr const char* infer_examples = R"(Examples:
  limcode infer block.json > block.rs
  limcode encode block.json --schema block.rs       the schema says which type is the root
  limcode infer log.jsonl --lines --name LogLine
)";

struct InferFlags {
  std::string input;
  InferOptions options;
  OutputFlags output;
};

std::string header(const std::string& input) {
  return fmt::format("// The Rust types that fit {}, written by limcode infer.\n",
                     input == "-" ? "the input" : printable(std::filesystem::path(input).filename().string()));
}

Outcome<> infer(InferFlags flags, Session& session) {
  const auto json = load_input(flags.input);
  if (!json) return std::unexpected(json.error());
  if (flags.options.root_name.empty()) {
    flags.options.root_name = flags.input == "-" ? "Root" : std::filesystem::path(flags.input).stem().string();
  }
  auto schema = infer_schema(json->text(), flags.options);
  if (auto intact = json->check_intact(); !intact) return std::unexpected(plain_failure(intact.error()));
  if (!schema) return std::unexpected(text_failure(schema.error(), json->name(), json->text()));
  auto output = open_output(flags.output, "-", Content::text);
  if (!output) return std::unexpected(output.error());
  const std::string text = header(flags.input) + *schema;
  if (auto written = output->write(std::as_bytes(std::span(text))); !written) {
    return std::unexpected(output_failure(written.error(), *output));
  }
  return finish(*output, session);
}

}  // namespace

Run add_infer(CLI::App& app) {
  const auto flags = std::make_shared<InferFlags>();
  flags->options.root_name.clear();
  add_input(app, flags->input, "input", "The JSON file; - is stdin");
  app.add_option("--name", flags->options.root_name, "The name of the outermost type; the file's by default")
      ->type_name("NAME");
  app.add_flag("--lines", flags->options.lines, "Each line is a document; one type fits them all");
  app.add_flag("--wide", flags->options.wide_integers, "Use u64 and i64 even where fewer bits would do");
  add_output_flags(app, flags->output);
  app.footer(infer_examples);
  return [flags](Session& session) { return infer(*flags, session); };
}

}  // namespace limcode::cli
