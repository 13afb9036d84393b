// The limcode command. Signals are set up here, since only a whole program may decide about them; app.cpp does the
// rest.
#include <signal.h>
#include <unistd.h>

#include <exception>
#include <new>
#include <span>
#include <string_view>

#include "cli/app.hpp"
#include "io/atomic_file.hpp"
#include "io/descriptor.hpp"
#include "io/mapping.hpp"

namespace {

void set_up_signals() {
  // A closed pipe and a file-size limit are errors of the write that meets them, not the end of the process.
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  limcode::io::guard_mappings();
  limcode::io::remove_temporaries_on_signals();
}

int fail(std::string_view sentence) {
  static_cast<void>(limcode::io::write_all(STDERR_FILENO, std::as_bytes(std::span(sentence))));
  return static_cast<int>(limcode::cli::Exit::io);
}

}  // namespace

int main(int argc, char** argv) {
  set_up_signals();
  try {
    return static_cast<int>(limcode::cli::run(argc, argv));
  } catch (const std::bad_alloc&) {
    return fail("limcode: out of memory; split the input, or allow the process more\n");
  } catch (const std::exception&) {
    return fail("limcode: an internal error; please report it with the command and its input\n");
  }
}
