// The oracle's client: posix_spawn and two pipes.
#include "support/oracle.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace limcode::test {
namespace {

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("oracle: no pipe");
  return ends;
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw std::runtime_error("oracle: it does not take requests any more");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

std::unique_ptr<Oracle> Oracle::start() {
  const std::string program = LIMCODE_BINARY_DIR "/oracle/release/oracle";
  if (!std::filesystem::exists(program)) {
    WARN("skipped: the oracle was not built (it needs cargo and Debian's librust-*-dev packages)");
    return nullptr;
  }
  return std::unique_ptr<Oracle>(new Oracle(program));
}

Oracle::Oracle(const std::string& program) {
  std::signal(SIGPIPE, SIG_IGN);  // A dead oracle is an exception here, not the end of the test program.
  const auto requests = make_pipe();
  const auto answers = make_pipe();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, requests[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, answers[1], STDOUT_FILENO);
  std::string name = program;
  std::string verb = "serve";
  std::array<char*, 3> arguments{name.data(), verb.data(), nullptr};
  const int failed = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(requests[0]);
  ::close(answers[1]);
  requests_ = requests[1];
  answers_ = answers[0];
  if (failed != 0) throw std::runtime_error("oracle: it does not start");
}

Oracle::~Oracle() {
  ::close(requests_);
  ::close(answers_);
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

std::string Oracle::read_exactly(std::size_t size) {
  std::string bytes = std::move(buffered_);
  buffered_.clear();
  std::size_t filled = bytes.size();
  if (filled > size) {
    buffered_ = bytes.substr(size);
    bytes.resize(size);
    return bytes;
  }
  bytes.resize(size);
  while (filled < size) {
    const ssize_t count = ::read(answers_, bytes.data() + filled, size - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw std::runtime_error("oracle: it died; its standard error says why");
    filled += static_cast<std::size_t>(count);
  }
  return bytes;
}

std::string Oracle::read_line() {
  std::size_t end = buffered_.find('\n');
  while (end == std::string::npos) {
    std::array<char, 4096> block;
    const ssize_t count = ::read(answers_, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw std::runtime_error("oracle: it died; its standard error says why");
    buffered_.append(block.data(), static_cast<std::size_t>(count));
    end = buffered_.find('\n');
  }
  std::string line = buffered_.substr(0, end);
  buffered_.erase(0, end + 1);
  return line;
}

Oracle::Answer Oracle::ask(std::string_view columns, std::string_view payload) {
  write_all(requests_, fmt::format("{}\t{}\n", columns, payload.size()));
  write_all(requests_, payload);
  const std::string line = read_line();
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  Answer answer;
  answer.ok = line.starts_with("ok\t");
  answer.taken = std::stoull(line.substr(first + 1));
  answer.payload = read_exactly(std::stoull(line.substr(second + 1)));
  return answer;
}

Oracle::Answer Oracle::ask(std::string_view columns, std::span<const std::byte> payload) {
  return ask(columns, std::string_view(reinterpret_cast<const char*>(payload.data()), payload.size()));
}

std::vector<std::string> Oracle::lines(std::string_view columns) {
  const Answer answer = ask(columns, std::string_view());
  if (!answer.ok) throw std::runtime_error(fmt::format("oracle: {}: {}", columns, answer.payload));
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < answer.payload.size();) {
    const std::size_t end = answer.payload.find('\n', at);
    lines.push_back(answer.payload.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::uint64_t random_seed() {
  const std::uint64_t seed = number_from_environment("LIMCODE_SEED", 20230811);
  fmt::print("LIMCODE_SEED={}\n", seed);
  return seed;
}

std::uint64_t random_rounds() { return number_from_environment("LIMCODE_ROUNDS", 1); }

}  // namespace limcode::test
