// Following output paths.
#include "io/target.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <limits.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "io/system_error.hpp"

namespace limcode::io {
namespace {

constexpr int most_links = 40;

struct Split {
  std::string folder;
  std::string name;
};

Split split(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {".", std::string(path)};
  return {std::string(path.substr(0, slash == 0 ? 1 : slash)), std::string(path.substr(slash + 1))};
}

// In a folder that everybody may write to, a link may be a trap: follow it only when it belongs to us or to
// the owner of the folder. Linux can be told to do the same (fs.protected_symlinks).
bool is_trustworthy(const struct stat& folder, const struct stat& link) {
  constexpr mode_t shared = S_ISVTX | S_IWOTH;
  if ((folder.st_mode & shared) != shared) return true;
  return link.st_uid == ::geteuid() || link.st_uid == folder.st_uid;
}

}  // namespace

Result<Target> resolve_target(std::string_view path) {
  const std::string shown(path);
  std::string current(path);
  Target target;
  for (int links = 0; links <= most_links; ++links) {
    Split parts = split(current);
    if (parts.name.empty() || parts.name == "." || parts.name == "..") {
      return std::unexpected(io_error(fmt::format("cannot write '{}': it is a directory; name a file in it", shown)));
    }
    const int fd = ::open(parts.folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return std::unexpected(system_error("write", shown, errno));
    target.folder = Descriptor::own(fd);
    target.name = parts.name;
    if (::fstatat(fd, target.name.c_str(), &target.status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return target;
      return std::unexpected(system_error("write", shown, errno));
    }
    if (!S_ISLNK(target.status.st_mode)) {
      target.exists = true;
      return target;
    }
    struct stat folder_status{};
    if (::fstat(fd, &folder_status) != 0) return std::unexpected(system_error("write", shown, errno));
    if (!is_trustworthy(folder_status, target.status)) {
      return std::unexpected(io_error(fmt::format(
          "cannot write '{}': it is a symbolic link of another user in a shared folder; name the file itself", shown)));
    }
    std::array<char, PATH_MAX> link{};
    const ssize_t length = ::readlinkat(fd, target.name.c_str(), link.data(), link.size());
    if (length < 0) return std::unexpected(system_error("write", shown, errno));
    const std::string_view next(link.data(), static_cast<std::size_t>(length));
    current = next.starts_with('/') ? std::string(next) : parts.folder + '/' + std::string(next);
  }
  return std::unexpected(system_error("write", shown, ELOOP));
}

}  // namespace limcode::io
