// The other program: started once, asked by lines over pipes. src/main.rs describes the requests.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace limcode::peers {

class Peer {
 public:
  /// Starts the program. Throws std::runtime_error, as everything here does, when that or an answer fails.
  explicit Peer(std::string program);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  /// The program's file name.
  [[nodiscard]] std::string name() const;
  /// False when the program does not know the case.
  [[nodiscard]] bool load(const std::string& name, const std::string& file) const;
  /// The nanoseconds that `repeats` operations took.
  [[nodiscard]] double run(const std::string& name, std::uint64_t repeats) const;
  void write(const std::string& name, const std::string& file) const;

 private:
  [[nodiscard]] std::string ask(const std::string& request) const;

  std::string program_;
  pid_t pid_ = 0;
  std::FILE* requests_ = nullptr;
  std::FILE* answers_ = nullptr;
};

}  // namespace limcode::peers
