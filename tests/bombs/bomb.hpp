// Running limcode on a small input that asks for much: as a process with an address space and a processor time that it
// may not exceed, so that what it takes is measured by the system.
#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace limcode::test {

/// What every run may take besides a multiple of its input: the program with its libraries and its fixed buffers.
inline constexpr std::uint64_t fixed_mib = 96;

/// How many bytes of address space one byte of input may cost.
inline constexpr std::uint64_t input_multiple = 16;

/// Sanitized programs take many times as long for each byte.
inline constexpr std::size_t million = LIMCODE_SANITIZED ? 100'000 : 1'000'000;

/// A hang ends here; nothing in these tests comes near it.
inline constexpr unsigned seconds = 60;

struct Bomb {
  std::string name;
  std::vector<std::string> arguments;  ///< `{}` stands for the file of the input, `{}.rs` for it under such a name.
  std::string input;
  int exit_code = 1;
  std::string says;             ///< A part of the message.
  std::uint64_t extra_mib = 0;  ///< What it may take besides, where a flag or a default says so.
};

/// Runs it; says what is wrong, or nothing.
inline std::string explode(const Bomb& bomb, const TemporaryFolder& folder) {
  const std::string path = folder.file("input", bomb.input);
  const std::uint64_t kib = (fixed_mib + bomb.extra_mib) * 1024 + input_multiple * (bomb.input.size() >> 10U);
  std::string line = fmt::format("ulimit -t {}; ", seconds);
  if (!LIMCODE_SANITIZED) line += fmt::format("ulimit -v {}; ", kib);
  line += "exec limcode";
  for (const std::string& argument : bomb.arguments) {
    const bool source = argument == "{}.rs";
    line += " '" + (source ? folder.file("input.rs", bomb.input) : argument == "{}" ? path : argument) + "'";
  }
  const Finished finished = run_shell(line + " > /dev/null");
  if (finished.exit_code != bomb.exit_code) {
    return fmt::format("{}: exit {}, signal {}: {}", bomb.name, finished.exit_code, finished.signal,
                       finished.err.substr(0, 500));
  }
  if (finished.err.find(bomb.says) == std::string::npos) {
    return fmt::format("{}: says `{}`, not `{}`", bomb.name, finished.err.substr(0, 500), bomb.says);
  }
  constexpr std::size_t longest_message = 4096;
  if (finished.err.size() > longest_message) {
    return fmt::format("{}: a message of {} bytes", bomb.name, finished.err.size());
  }
  return {};
}

/// Each bomb that does not end as it should is a failure that names it.
inline void check(const std::vector<Bomb>& bombs) {
  // Sanitizers reserve more addresses than any limit, and only the time is left to be limited.
  if (LIMCODE_SANITIZED) WARN("a sanitized program takes much more memory and time: every fourth bomb alone");
  const TemporaryFolder folder;
  for (std::size_t index = 0; index < bombs.size(); index += LIMCODE_SANITIZED ? 4 : 1) {
    const std::string wrong = explode(bombs[index], folder);
    if (!wrong.empty()) FAIL_CHECK(wrong);
  }
}

inline std::string repeated(std::string_view text, std::size_t count) {
  std::string made;
  made.reserve(text.size() * count);
  while (count-- != 0) made += text;
  return made;
}

inline std::string little(std::uint64_t number, unsigned bytes = 8) {
  std::string made;
  for (unsigned index = 0; index < bytes; ++index) made += static_cast<char>(number >> (8 * index));
  return made;
}

}  // namespace limcode::test
