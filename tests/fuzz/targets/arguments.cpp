// Any words as the command line of limcode: it ends with one of its four exit statuses. Words come out of a table or
// out of the input, but none with a slash: whatever is written stays in a folder of this target's own.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "fuzz.hpp"

namespace limcode::fuzz {
namespace {

constexpr auto words = std::to_array<const char*>({
    "encode",
    "decode",
    "verify",
    "--help",
    "--version",
    "-v",
    "-q",
    "--type",
    "-t",
    "--config",
    "-c",
    "legacy",
    "standard",
    "--endian",
    "little",
    "big",
    "--limit",
    "0",
    "1K",
    "48M",
    "18446744073709551615",
    "--trailing",
    "allow",
    "reject",
    "--bytes",
    "array",
    "hex",
    "base64",
    "base58",
    "--raw",
    "--frames",
    "--lines",
    "--pretty",
    "-o",
    "-f",
    "--force",
    "-",
    "--",
    "--errors",
    "json",
    "text",
    "--errors=json",
    "--json",
    "in.json",
    "in.bin",
    "in.zst",
    "missing",
    "u8",
    "Vec<u64>",
    "limcode::Json",
    "Vec<(u8, String)>",
    "--deny-unknown",
    "--compare",
    "--with",
    "=",
    "",
    "--type=Vec<u8>",
    "-tu8",
    "-c=standard",
    "--schema",
    "--at",
    "3",
    "-1",
    "1e9",
});

void make_folder() {
  std::string folder = "/tmp/limcode-fuzz-XXXXXX";
  hold(::mkdtemp(folder.data()) != nullptr && ::chdir(folder.c_str()) == 0, "there is a folder to work in");
  std::ofstream("in.json") << "[1,2,3]";
  std::ofstream("in.bin") << std::string("\3\0\0\0\0\0\0\0abc", 11);
  std::ofstream("in.zst") << "\x28\xb5\x2f\xfd";
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  const rlimit small{1 << 20, 1 << 20};
  ::setrlimit(RLIMIT_FSIZE, &small);
}

std::string word(Input& input) {
  const std::size_t choice = input.below(words.size() + 8);
  if (choice < words.size()) return words[choice];
  std::string made;
  for (std::size_t left = input.below(32); left != 0; --left) {
    const auto character = static_cast<char>(input.byte());
    if (character != '/' && character != '\0') made += character;
  }
  return made;
}

}  // namespace
}  // namespace limcode::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace limcode;
  using namespace limcode::fuzz;
  static const bool ready = (make_folder(), true);
  hold(ready, "the folder is made");
  Input input(data, size);
  std::vector<std::string> arguments{"limcode"};
  while (!input.empty() && arguments.size() < 16) arguments.push_back(word(input));
  // A command that reads stdin for ever or measures for seconds is not about arguments.
  std::erase(arguments, "bench");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const int messages = ::dup(STDERR_FILENO);
  ::dup2(STDOUT_FILENO, STDERR_FILENO);
  const auto status = static_cast<int>(cli::run(static_cast<int>(arguments.size()), pointers.data()));
  ::dup2(messages, STDERR_FILENO);
  ::close(messages);
  hold(status >= 0 && status <= 3, "the exit status is one of four, not {}", status);
  return 0;
}
