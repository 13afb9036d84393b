// Defining the shared flags.
#include "cli/flags.hpp"

#include <algorithm>
#include <thread>

#include "cli/sizes.hpp"

namespace limcode::cli {

void add_input(CLI::App& app, std::string& path, const std::string& name, const std::string& help) {
  app.add_option(name, path, help)->required()->type_name("PATH");
}

void add_type_flags(CLI::App& app, TypeFlags& flags) {
  app.add_option("-t,--type", flags.expression, "The type as Rust text, for example 'Vec<(u8, String)>'")
      ->type_name("TYPE");
  app.add_option("-s,--schema", flags.schemas, "Rust source that defines types: a file, a folder or a Cargo.toml")
      ->type_name("PATH")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_style_flag(CLI::App& app, TypeFlags& flags) {
  add_choice<SolanaStyle>(
      app, "--style", flags.style, {{"rpc", SolanaStyle::rpc}, {"serde", SolanaStyle::serde}},
      "How Solana's own types look: as a node's RPC shows them (the default), or as serde_json does");
}

void add_from_flag(CLI::App& app, From& from) {
  add_choice<From>(app, "--from", from,
                   {{"auto", From::automatic},
                    {"raw", From::raw},
                    {"hex", From::hex},
                    {"base58", From::base58},
                    {"base64", From::base64}},
                   "What the input is written in; by default bytes as they are, or the only text form that fits");
}

void add_max_decompressed_flag(CLI::App& app, std::optional<std::uint64_t>& bytes) {
  app.add_option_function<std::string>(
         "--max-decompressed",
         [&bytes](const std::string& text) {
           bytes = parse_size(text);
           if (!bytes) {
             throw CLI::ValidationError("--max-decompressed",
                                        "expected a size such as 4096 or 48M, found '" + text + "'");
           }
         },
         "The most to hold of what a .zst or .gz unpacks to; by default 256M or 64 times the compressed bytes")
      ->type_name("SIZE");
}

void add_threads_flag(CLI::App& app, unsigned& threads) {
  threads = std::max(1U, std::thread::hardware_concurrency());
  app.add_option_function<std::string>(
         "--threads",
         [&threads](const std::string& text) {
           const auto count = parse_size(text);
           if (!count || *count == 0 || *count > 1024) {
             throw CLI::ValidationError("--threads", "expected a number from 1 to 1024, found '" + text + "'");
           }
           threads = static_cast<unsigned>(*count);
         },
         "Threads for large inputs; by default as many as there are cores")
      ->type_name("N");
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
