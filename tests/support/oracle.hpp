// A client of the oracle (tests/oracle/src/main.rs): one child process that answers what the real bincode and
// serde_json make of a value, a frame or a text. Tests skip visibly where the oracle was not built.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limcode::test {

/// The running oracle. Its failures are exceptions: they are failures of the test set-up.
class Oracle {
 public:
  struct Answer {
    bool ok = false;          ///< Whether it accepted what it was given.
    std::uint64_t taken = 0;  ///< decode: how many bytes were the frame.
    std::string payload;      ///< The result, or the reason.
  };

  /// Starts it; nothing where it was not built, after saying so.
  static std::unique_ptr<Oracle> start();

  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;
  ~Oracle();

  /// One request: its columns without the length of the payload, which is added here.
  Answer ask(std::string_view columns, std::span<const std::byte> payload = {});
  Answer ask(std::string_view columns, std::string_view payload);

  /// A request that answers with lines; throws when it is refused.
  std::vector<std::string> lines(std::string_view columns);

 private:
  explicit Oracle(const std::string& program);
  std::string read_exactly(std::size_t size);
  std::string read_line();

  pid_t process_ = -1;
  int requests_ = -1;
  int answers_ = -1;
  std::string buffered_;
};

/// The seed for random tests: LIMCODE_SEED, or always the same one. It is printed.
std::uint64_t random_seed();

/// LIMCODE_ROUNDS: by how much a random test is to be longer than usual; 1 without it.
std::uint64_t random_rounds();

}  // namespace limcode::test
