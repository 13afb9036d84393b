// What an outside project does first. README.md shows this program; tests/readme holds the two together.
#include <limcode/limcode.hpp>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

struct Person {
  std::string name;
  std::optional<std::uint16_t> age;
};

int main() {
  using namespace limcode;
  const std::vector<Person> people = {{"alice", 3}, {"bob", std::nullopt}};
  const auto frame = encode<Config::standard()>(people);
  if (!frame) return 1;
  std::printf("%zu bytes\n", frame->size());
  const auto again = decode<std::vector<Person>, Config::standard()>(frame->bytes());
  if (!again) return 1;
  std::printf("%s and %s\n", (*again)[0].name.c_str(), (*again)[1].name.c_str());
}
