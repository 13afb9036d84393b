// Defining the shared flags.
#include "cli/flags.hpp"

#include "cli/sizes.hpp"

namespace limcode::cli {

void add_input(CLI::App& app, std::string& path, const std::string& name, const std::string& help) {
  app.add_option(name, path, help)->required()->type_name("PATH");
}

void add_type_flags(CLI::App& app, TypeFlags& flags) {
  app.add_option("-t,--type", flags.expression, "The type as Rust text, for example 'Vec<(u8, String)>'")
      ->type_name("TYPE");
}

void add_format_flags(CLI::App& app, Config& config) {
  add_choice<IntEncoding>(app, "-c,--config", config.int_encoding,
                          {{"legacy", IntEncoding::fixed}, {"standard", IntEncoding::variable}},
                          "bincode's configuration: legacy has fixed-width integers (the default), standard variable");
  add_choice<Endian>(app, "--endian", config.endian, {{"little", Endian::little}, {"big", Endian::big}},
                     "The byte order of integers and floats; little by default");
  app.add_option_function<std::string>(
         "--limit",
         [&config](const std::string& text) {
           const auto bytes = parse_size(text);
           if (!bytes)
             throw CLI::ValidationError("--limit", "expected a size such as 4096 or 48M, found '" + text + "'");
           config.limit_bytes = *bytes;
         },
         "The largest frame to read or write, as bincode's with_limit")
      ->type_name("SIZE");
}

void add_trailing_flag(CLI::App& app, Config& config) {
  add_choice<Trailing>(app, "--trailing", config.trailing, {{"reject", Trailing::reject}, {"allow", Trailing::allow}},
                       "Whether bytes may follow the frame; rejected by default");
}

void add_bytes_flag(CLI::App& app, JsonStyle& style) {
  add_choice<BytesStyle>(app, "--bytes", style.bytes,
                         {{"array", BytesStyle::array},
                          {"hex", BytesStyle::hex},
                          {"base64", BytesStyle::base64},
                          {"base58", BytesStyle::base58}},
                         "The JSON form of Vec<u8> and [u8; N]; array, as serde_json has it, by default");
}

void add_output_flags(CLI::App& app, OutputFlags& flags) {
  app.add_option("-o,--output", flags.path, "Where to write; - is stdout")->type_name("PATH");
  app.add_flag("-f,--force", flags.options.overwrite, "Overwrite an existing file");
  app.add_flag("--fsync", flags.options.sync, "Return only when the file is safely on the disk");
}

}  // namespace limcode::cli
