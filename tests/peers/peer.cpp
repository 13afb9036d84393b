#include "peers/peer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

extern char** environ;

namespace limcode::peers {

Peer::Peer(std::string program) : program_(std::move(program)) {
  int to[2], from[2];
  if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("cannot make pipes");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, to[0], 0);
  ::posix_spawn_file_actions_adddup2(&actions, from[1], 1);
  char* const arguments[] = {program_.data(), nullptr};
  const int failure = ::posix_spawn(&pid_, program_.c_str(), &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(to[0]);
  ::close(from[1]);
  if (failure != 0) throw std::runtime_error("cannot start " + program_);
  requests_ = ::fdopen(to[1], "w");
  answers_ = ::fdopen(from[0], "r");
}

Peer::~Peer() {
  // At the end of its input it ends.
  if (requests_ != nullptr) std::fclose(requests_);
  if (answers_ != nullptr) std::fclose(answers_);
  ::waitpid(pid_, nullptr, 0);
}

std::string Peer::name() const { return program_.substr(program_.rfind('/') + 1); }

std::string Peer::ask(const std::string& request) const {
  std::fputs((request + "\n").c_str(), requests_);
  std::fflush(requests_);
  char line[256];
  if (std::fgets(line, sizeof line, answers_) == nullptr) throw std::runtime_error(program_ + " died of: " + request);
  std::string answer = line;
  answer.resize(answer.find_last_not_of('\n') + 1);
  return answer;
}

bool Peer::load(const std::string& name, const std::string& file) const {
  return ask("load " + name + " " + file) == "ok";
}

double Peer::run(const std::string& name, std::uint64_t repeats) const {
  return std::stod(ask("run " + name + " " + std::to_string(repeats)));
}

void Peer::write(const std::string& name, const std::string& file) const {
  if (ask("write " + name + " " + file) != "ok") throw std::runtime_error(program_ + " cannot write " + file);
}

}  // namespace limcode::peers
