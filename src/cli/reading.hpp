// A dump as people have it: a file of bytes, or text that they pasted. `--from` says which; `auto` takes the bytes as
// they are unless only one text form of them makes sense.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/failure.hpp"
#include "io/input.hpp"
#include "limcode/buffer.hpp"

namespace limcode::cli {

/// What an input is written in.
enum class From : std::uint8_t { automatic, raw, hex, base58, base64 };

/// As --from takes it.
[[nodiscard]] std::string_view name_of(From from) noexcept;

/// The bytes that `text` stands for. White space is skipped; hex may start with 0x; base64 may be of the URL alphabet
/// and without padding; quotes around the whole are taken off.
[[nodiscard]] Outcome<Buffer> decode_text(std::string_view text, From from, const std::string& subject);

/// True when bytes can be text of some form at all: short enough, and of the characters that the forms have.
[[nodiscard]] bool may_be_text(std::string_view text) noexcept;

/// An input and the bytes it stands for.
class Dump {
 public:
  /// Loads `path`. With From::automatic the bytes are as they are in the file, until read_as() says otherwise.
  [[nodiscard]] static Outcome<Dump> load(const std::string& path, From from,
                                          std::optional<std::uint64_t> most_unpacked = {});
  /// An input that has been read already.
  [[nodiscard]] static Dump of(std::string name, Buffer bytes);

  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return text_ ? text_->bytes() : input_.bytes(); }
  [[nodiscard]] const std::string& name() const noexcept { return input_.name(); }
  [[nodiscard]] const io::Input& input() const noexcept { return input_; }
  /// The bytes are those from now on.
  void read_as(Buffer decoded) { text_ = std::move(decoded); }
  [[nodiscard]] Outcome<> check_intact() const;

 private:
  explicit Dump(io::Input input) : input_(std::move(input)) {}

  io::Input input_;
  std::optional<Buffer> text_;
};

}  // namespace limcode::cli
