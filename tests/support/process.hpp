// Running a program as a user does: started with arguments, an input and a folder, waited for or killed, its output
// and exit status kept.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

extern char** environ;

namespace limcode::test {

/// How a process ended and what it wrote.
struct Finished {
  int exit_code = -1;  ///< -1 when a signal ended it.
  int signal = 0;
  std::string out;
  std::string err;
  std::uint64_t peak_bytes = 0;  ///< The most memory it held, mapped files included.
};

/// What a process is started with besides its arguments.
struct ProcessOptions {
  std::string input;                     ///< Its stdin.
  int input_fd = -1;                     ///< Its stdin instead of `input`, when set; closed here after the start.
  int output_fd = -1;                    ///< Its stdout instead of what Finished::out collects; closed here as well.
  std::string folder;                    ///< Where it runs; here when empty.
  std::vector<std::string> environment;  ///< NAME=VALUE, added to ours.
  /// Whether what the sanitizers check looks for leaks at its end: longer than all else that most commands take.
  bool leaks = false;
};

/// A running process. Destroyed before it ended, it is killed.
class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments, const ProcessOptions& options = {}) {
    input_ = memory_file(options.input);
    out_ = memory_file("");
    err_ = memory_file("");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, options.input_fd >= 0 ? options.input_fd : input_, 0);
    ::posix_spawn_file_actions_adddup2(&actions, options.output_fd >= 0 ? options.output_fd : out_, 1);
    ::posix_spawn_file_actions_adddup2(&actions, err_, 2);
    if (!options.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ}) ::sigaddset(&signals, number);
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> argv = pointers(arguments);
    std::vector<std::string> environment = merged_environment(options);
    std::vector<char*> envp = pointers(environment);
    const int failure = ::posix_spawnp(&pid_, argv[0], &actions, &attributes, argv.data(), envp.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (options.input_fd >= 0) ::close(options.input_fd);
    if (options.output_fd >= 0) ::close(options.output_fd);
    if (failure != 0) throw std::runtime_error("cannot start " + arguments.front() + ": " + std::strerror(failure));
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    for (const int fd : {input_, out_, err_}) ::close(fd);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  void kill(int number) const { ::kill(pid_, number); }

  /// Waits until it has ended.
  [[nodiscard]] Finished wait() {
    int status = 0;
    rusage usage{};
    while (::wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    Finished finished;
    if (WIFEXITED(status)) finished.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    finished.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    finished.out = content_of(out_);
    finished.err = content_of(err_);
    return finished;
  }

 private:
  static std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
  }

  // Ours, without the variables that are given anew: which of two counts depends on the program.
  static std::vector<std::string> merged_environment(const ProcessOptions& options) {
    std::vector<std::string> given = options.environment;
    if (!options.leaks) {
      const char* ours = std::getenv("ASAN_OPTIONS");
      given.push_back("ASAN_OPTIONS=" + std::string(ours != nullptr ? ours : "") + ":detect_leaks=0");
    }
    const std::size_t count = given.size();
    for (char** variable = environ; *variable != nullptr; ++variable) {
      const std::string_view ours = *variable;
      const std::string_view name = ours.substr(0, ours.find('=') + 1);
      const auto begin = given.begin();
      const auto end = begin + static_cast<std::ptrdiff_t>(count);
      if (std::none_of(begin, end, [&](const std::string& one) { return one.starts_with(name); })) {
        given.emplace_back(ours);
      }
    }
    return given;
  }

  static int memory_file(const std::string& content) {
    const int fd = ::memfd_create("limcode-test", MFD_CLOEXEC);
    if (fd < 0 || ::write(fd, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
      throw std::runtime_error("cannot make a file in memory");
    }
    ::lseek(fd, 0, SEEK_SET);
    return fd;
  }

  static std::string content_of(int fd) {
    std::string content;
    char block[1 << 16];
    for (ssize_t got = 0; (got = ::pread(fd, block, sizeof block, static_cast<off_t>(content.size()))) > 0;) {
      content.append(block, static_cast<std::size_t>(got));
    }
    return content;
  }

  pid_t pid_ = 0;
  int input_ = -1;
  int out_ = -1;
  int err_ = -1;
};

/// Runs a program to its end.
inline Finished run_process(const std::vector<std::string>& arguments, const ProcessOptions& options = {}) {
  return Process(arguments, options).wait();
}

/// The limcode command of this build.
inline std::string limcode_program() { return std::string(LIMCODE_BINARY_DIR) + "/limcode"; }

/// Runs limcode with these arguments.
inline Finished run_limcode(std::vector<std::string> arguments, const ProcessOptions& options = {}) {
  arguments.insert(arguments.begin(), limcode_program());
  return run_process(arguments, options);
}

/// Runs a command line in bash, where `limcode` is the command of this build.
inline Finished run_shell(const std::string& line, ProcessOptions options = {}) {
  const char* path = std::getenv("PATH");
  options.environment.insert(options.environment.begin(),
                             "PATH=" + std::string(LIMCODE_BINARY_DIR) + ":" + (path != nullptr ? path : ""));
  options.environment.emplace_back("LC_ALL=C");
  return run_process({"bash", "-o", "pipefail", "-c", line}, options);
}

}  // namespace limcode::test
