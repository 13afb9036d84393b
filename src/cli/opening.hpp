// What commands do around the library's verbs: loading inputs, opening outputs by design.md's rules, finishing them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/failure.hpp"
#include "cli/flag_values.hpp"
#include "cli/output_sink.hpp"
#include "cli/reading.hpp"
#include "cli/session.hpp"
#include "io/input.hpp"
#include "io/output.hpp"

namespace limcode::cli {

/// What an output holds: binary is kept from terminals unless `-o -` asks for it.
enum class Content : bool { text, binary };

/// How many bytes of a compressed input may be held: --max-decompressed, or the default in io/decompress.hpp.
using MostUnpacked = std::optional<std::uint64_t>;

[[nodiscard]] Outcome<io::Input> load_input(const std::string& path, MostUnpacked most_unpacked = {});

/// An input that is read in order: what a file holds, decompressed where its first bytes say so.
class Stream {
 public:
  /// Text that `from` names is read whole and decoded; everything else is read as it comes.
  [[nodiscard]] static Outcome<Stream> open(const std::string& path, MostUnpacked most_unpacked, From from = From::raw);

  [[nodiscard]] io::Source& source() noexcept { return inner_ ? *inner_ : *file_; }
  [[nodiscard]] const std::string& name() const noexcept { return file_->name(); }
  /// The size of all of it, where that is known before it is read.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept;

 private:
  explicit Stream(io::FileSource file);

  std::unique_ptr<io::FileSource> file_;  // what is inside points to it
  std::unique_ptr<io::Source> inner_;
};

/// Opens -o, or else `otherwise`.
[[nodiscard]] Outcome<io::Output> open_output(const OutputFlags& flags, const std::string& otherwise, Content content);

/// The file that encoding `input` makes: `nums.json` becomes `nums.bin`, `picture.png` `picture.png.bin`.
[[nodiscard]] std::string encoded_name(std::string_view input);

/// The failure behind an error while reading or decompressing, which says all there is to say.
[[nodiscard]] Failure input_failure(Error error);

/// Writes a report to stdout.
[[nodiscard]] Outcome<> print_text(std::string_view text);

/// The failure behind an error while writing `output`: none at all when the reader of stdout has gone.
[[nodiscard]] Failure output_failure(Error error, const io::Output& output);

/// Publishes the output and says so when it is a file.
[[nodiscard]] Outcome<> finish(io::Output& output, Session& session);

}  // namespace limcode::cli
