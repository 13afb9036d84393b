// Creating the file without a name and giving it one. What each file system cannot do has a fallback that
// keeps the promise: only publish() touches the target, and by one rename or link.
#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <utility>

#include "io/system_error.hpp"
#include "io/target.hpp"
#include "io/temporary_names.hpp"

namespace limcode::io {
namespace {

constexpr mode_t permissions = S_IRWXU | S_IRWXG | S_IRWXO;
constexpr mode_t new_file = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;  // less the umask
constexpr const char* open_files = "/proc/self/fd";

std::string open_file_path(int fd) { return fmt::format("{}/{}", open_files, fd); }

Error already_exists(std::string_view target) {
  return io_error(fmt::format("'{}' already exists; pass -f to overwrite it, or -o to write somewhere else", target));
}

// Keeps what the user had set on the file that is replaced. Set-user-ID bits are not kept, as with any write,
// and neither is an owner that we may not give files to.
void keep_attributes(int fd, const struct stat& before) noexcept {
  struct stat now{};
  mode_t mode = before.st_mode & permissions;
  if (::fstat(fd, &now) == 0 && (now.st_uid != before.st_uid || now.st_gid != before.st_gid) &&
      ::fchown(fd, before.st_uid, before.st_gid) != 0 && ::fchown(fd, static_cast<uid_t>(-1), before.st_gid) != 0) {
    // The group's rights were meant for another group.
    mode &= ~static_cast<mode_t>(S_IRWXG);
  }
  static_cast<void>(::fchmod(fd, mode));
}

}  // namespace

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      name_(std::move(other.name_)),
      options_(other.options_),
      folder_(std::move(other.folder_)),
      file_(std::move(other.file_)),
      slot_(std::exchange(other.slot_, no_slot)),
      replaces_(other.replaces_),
      published_(other.published_) {}

AtomicFile::~AtomicFile() { forget_temporary_name(); }

void AtomicFile::forget_temporary_name() noexcept {
  if (slot_ == no_slot) return;
  if (!published_) ::unlinkat(folder_.get(), temporary_name(slot_), 0);
  release_temporary_name(std::exchange(slot_, no_slot));
}

Result<AtomicFile> AtomicFile::create(std::string_view target, const OutputOptions& options) {
  auto resolved = resolve_target(target);
  if (!resolved) return std::unexpected(std::move(resolved.error()));
  if (resolved->exists && S_ISDIR(resolved->status.st_mode)) {
    return std::unexpected(io_error(fmt::format("cannot write '{}': it is a directory; name a file in it", target)));
  }
  if (resolved->exists && !options.overwrite) return std::unexpected(already_exists(target));
  AtomicFile file;
  file.target_ = target;
  file.name_ = std::move(resolved->name);
  file.options_ = options;
  file.folder_ = std::move(resolved->folder);
  if (auto opened = file.open_in_folder(new_file); !opened) return std::unexpected(std::move(opened.error()));
  file.replaces_ = resolved->exists;
  if (resolved->exists) keep_attributes(file.file_.get(), resolved->status);
  return file;
}

Result<void> AtomicFile::open_in_folder(mode_t mode) {
  // Without /proc a nameless file could never get a name.
  if (::access(open_files, X_OK) == 0) {
    const int fd = ::openat(folder_.get(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (fd >= 0) {
      file_ = Descriptor::own(fd);
      return {};
    }
    if (errno == EACCES || errno == EROFS || errno == ENOSPC || errno == EDQUOT) {
      return std::unexpected(system_error("write", target_, errno));
    }
  }
  const auto slot = reserve_temporary_name(folder_.get());
  if (!slot) return std::unexpected(io_error(fmt::format("cannot write '{}': too many files at once", target_)));
  const int fd =
      ::openat(folder_.get(), temporary_name(*slot), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, mode);
  if (fd < 0) {
    const int failure = errno;
    release_temporary_name(*slot);
    return std::unexpected(system_error("write", target_, failure));
  }
  slot_ = *slot;
  file_ = Descriptor::own(fd);
  return {};
}

// Blocks that are there before they are written to spare ext4 a reservation for every page: a fifth of the time of 48
// MiB. In memory (tmpfs) it is slower, and what other file systems make of it was not measured. It has a price only
// where a file is replaced: ext4 then writes reserved blocks out before the old file goes, and these it would not.
Result<void> AtomicFile::set_aside(std::uint64_t bytes) {
  struct statfs system{};
  if (replaces_ || bytes > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max()) ||
      ::fstatfs(file_.get(), &system) != 0 || system.f_type != EXT4_SUPER_MAGIC) {
    return {};
  }
  if (::fallocate(file_.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(bytes)) == 0) return {};
  if (errno == ENOSPC || errno == EDQUOT) return std::unexpected(system_error("write", target_, errno));
  return {};  // it was an offer
}

int AtomicFile::give_temporary_name() noexcept {
  if (slot_ != no_slot) return 0;
  const auto slot = reserve_temporary_name(folder_.get());
  if (!slot) return EMFILE;
  const std::string nameless = open_file_path(file_.get());
  if (::linkat(AT_FDCWD, nameless.c_str(), folder_.get(), temporary_name(*slot), AT_SYMLINK_FOLLOW) != 0) {
    const int failure = errno;
    release_temporary_name(*slot);
    return failure;
  }
  slot_ = *slot;
  return 0;
}

int AtomicFile::link_if_absent() noexcept {
  if (slot_ == no_slot) {
    const std::string nameless = open_file_path(file_.get());
    const int status = ::linkat(AT_FDCWD, nameless.c_str(), folder_.get(), name_.c_str(), AT_SYMLINK_FOLLOW);
    return status == 0 ? 0 : errno;
  }
  const char* temporary = temporary_name(slot_);
  if (::renameat2(folder_.get(), temporary, folder_.get(), name_.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A link refuses an existing name as well; the temporary one then goes.
  if (::linkat(folder_.get(), temporary, folder_.get(), name_.c_str(), 0) != 0) return errno;
  ::unlinkat(folder_.get(), temporary, 0);
  return 0;
}

int AtomicFile::replace() noexcept {
  if (const int failure = give_temporary_name(); failure != 0) return failure;
  if (::renameat(folder_.get(), temporary_name(slot_), folder_.get(), name_.c_str()) != 0) return errno;
  return 0;
}

Result<void> AtomicFile::publish() {
  if (options_.sync && ::fsync(file_.get()) != 0) return std::unexpected(system_error("write", target_, errno));
  // Network file systems report a failed write only when a descriptor is closed, and this one is still
  // needed.
  const int copy = ::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0);
  if (copy >= 0 && ::close(copy) != 0 && errno != EINTR) {
    return std::unexpected(system_error("write", target_, errno));
  }
  const int failure = options_.overwrite ? replace() : link_if_absent();
  if (failure == EEXIST && !options_.overwrite) return std::unexpected(already_exists(target_));
  if (failure != 0) return std::unexpected(system_error("write", target_, failure));
  published_ = true;
  forget_temporary_name();
  if (options_.sync) {
    const auto folder = Descriptor::own(::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid() || ::fsync(folder.get()) != 0) {
      return std::unexpected(system_error("write the folder of", target_, errno));
    }
  }
  return {};
}

}  // namespace limcode::io
