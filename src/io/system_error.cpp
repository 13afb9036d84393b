// The wording of system errors.
#include "io/system_error.hpp"

#include <fmt/core.h>

#include <system_error>
#include <utility>

namespace limcode::io {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

Error io_error(std::string sentence) {
  Error error;
  error.code = Errc::io;
  error.detail = std::move(sentence);
  return error;
}

Error system_error(std::string_view what, std::string_view name, int error_number) {
  return io_error(fmt::format("cannot {} '{}': {}", what, name, reason(error_number)));
}

Error shrunk_error(std::string_view name) {
  return io_error(fmt::format("'{}' became shorter while it was read; try again when nothing changes it", name));
}

}  // namespace limcode::io
