// limcode types: which types a source defines, and what one of them is made of.
#include <fmt/core.h>

#include <memory>

#include "cli/commands/commands.hpp"
#include "cli/describe.hpp"
#include "cli/flags.hpp"
#include "cli/json_text.hpp"
#include "cli/opening.hpp"
#include "cli/plans.hpp"
#include "schema/builtin_sources.hpp"

namespace limcode::cli {
namespace {

constexpr const char* types_examples = R"(Examples:
  limcode types src/state.rs                        what it defines
  limcode types src/state.rs Account                its fields and their sizes
  limcode types solana                              the built-in types
  limcode types solana solana::Entry --json
)";

// Not a file, but the types that come with limcode.
constexpr std::string_view builtin = "solana";

struct TypesFlags {
  std::string source;
  std::string type;
  bool json = false;
  Config config;
};

Outcome<std::vector<DefinedType>> builtin_types() {
  std::vector<DefinedType> all;
  for (const schema::BuiltinSource& source : schema::builtin_sources()) {
    Schema schema;
    auto added = schema.add_source(std::string(source.file), std::string(source.text));
    if (!added) return std::unexpected(schema_failure(std::move(added.error())));
    for (DefinedType& type : schema.types()) {
      type.name = fmt::format("{}::{}", source.module, type.name);
      all.push_back(std::move(type));
    }
  }
  return all;
}

Outcome<std::vector<DefinedType>> defined_types(const TypesFlags& flags) {
  if (flags.source == builtin) return builtin_types();
  const auto schema = load_schemas({flags.source});
  if (!schema) return std::unexpected(schema.error());
  return schema->types();
}

std::string list_json(const std::vector<DefinedType>& types) {
  std::string text = "[";
  for (const DefinedType& type : types) {
    if (text.size() > 1) text += ",\n";
    JsonObject object;
    object.text("name", type.name).text("generics", type.generics).text("kind", type.kind);
    text += object.text("file", type.file).number("line", type.line).flag("root", type.root).take();
  }
  return text + "]\n";
}

std::string list_text(const std::vector<DefinedType>& types) {
  std::string text;
  for (const DefinedType& type : types) {
    text += fmt::format("{:<6} {}{}{}  ({}:{})\n", type.kind, type.name, type.generics, type.root ? "  root" : "",
                        printable(type.file), type.line);
  }
  return text;
}

Outcome<std::string> show_type(const TypesFlags& flags) {
  TypeFlags type;
  type.expression = flags.type;
  if (flags.source != builtin) type.schemas = {flags.source};
  const auto typed = compile_type(type, flags.config);
  if (!typed) return std::unexpected(typed.error());
  return flags.json ? describe_json(typed->type, flags.config) + '\n' : describe_text(typed->type, flags.config);
}

Outcome<std::string> list_types(const TypesFlags& flags) {
  const auto types = defined_types(flags);
  if (!types) return std::unexpected(types.error());
  return flags.json ? list_json(*types) : list_text(*types);
}

Outcome<> run_types(const TypesFlags& flags) {
  const auto text = flags.type.empty() ? list_types(flags) : show_type(flags);
  if (!text) return std::unexpected(text.error());
  return print_text(*text);
}

}  // namespace

Run add_types(CLI::App& app) {
  const auto flags = std::make_shared<TypesFlags>();
  add_input(app, flags->source, "source",
            "Rust source: a file, a folder or a Cargo.toml; or solana, for what is built in");
  app.add_option("type", flags->type, "One type of it, with its arguments")->type_name("TYPE");
  app.add_flag("--json", flags->json, "Print JSON");
  add_format_flags(app, flags->config);
  app.footer(types_examples);
  return [flags](Session&) { return run_types(*flags); };
}

}  // namespace limcode::cli
