// What commands do around the library's verbs: loading inputs, opening outputs by design.md's rules, finishing them.
#pragma once

#include <string>
#include <string_view>

#include "cli/failure.hpp"
#include "cli/flags.hpp"
#include "cli/output_sink.hpp"
#include "cli/session.hpp"
#include "io/input.hpp"
#include "io/output.hpp"

namespace limcode::cli {

/// What an output holds: binary is kept from terminals unless `-o -` asks for it.
enum class Content : bool { text, binary };

[[nodiscard]] Outcome<io::Input> load_input(const std::string& path,
                                            io::Decompress decompress = io::Decompress::by_magic);

/// Opens -o, or else `otherwise`.
[[nodiscard]] Outcome<io::Output> open_output(const OutputFlags& flags, const std::string& otherwise, Content content);

/// The file that encoding `input` makes: `nums.json` becomes `nums.bin`, `picture.png` `picture.png.bin`.
[[nodiscard]] std::string encoded_name(std::string_view input);

/// The failure behind an error while writing `output`: none at all when the reader of stdout has gone.
[[nodiscard]] Failure output_failure(Error error, const io::Output& output);

/// Publishes the output and says so when it is a file.
[[nodiscard]] Outcome<> finish(io::Output& output, Session& session);

}  // namespace limcode::cli
