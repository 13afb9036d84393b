// A file that appears whole or not at all: it is written beside its target without a name (O_TMPFILE), or
// under a temporary one where the file system cannot do that, and takes the target's name when it is
// complete. A process that is killed leaves the target as it was.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "io/descriptor.hpp"
#include "limcode/error.hpp"

namespace limcode::io {

/// What may happen to a file that is there already, and how long publishing waits.
struct OutputOptions {
  bool overwrite = false;  ///< Replace an existing file.
  bool sync = false;       ///< Return only when file and name are on the disk.
};

/// Makes SIGINT, SIGTERM and SIGHUP remove temporary names before they end the process.
void remove_temporaries_on_signals() noexcept;

/// A file on its way to its name. Destroyed before publish(), it leaves nothing behind.
class AtomicFile {
 public:
  /// Opens a nameless or temporary file in the folder of `target`. A symbolic link is followed to the file
  /// that it names, but not one that somebody else left in a shared folder. Mode and owner of an existing
  /// file are kept.
  [[nodiscard]] static Result<AtomicFile> create(std::string_view target, const OutputOptions& options);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) = delete;
  ~AtomicFile();

  [[nodiscard]] int descriptor() const noexcept { return file_.get(); }
  /// Sets room aside for the first `bytes` of a new file, where writing them is quicker then. Errors: io, when there is
  /// not so much room.
  [[nodiscard]] Result<void> set_aside(std::uint64_t bytes);
  /// Gives the file its name. On an error the target is as it was.
  [[nodiscard]] Result<void> publish();

 private:
  AtomicFile() = default;
  Result<void> open_in_folder(mode_t mode);
  [[nodiscard]] int give_temporary_name() noexcept;
  [[nodiscard]] int link_if_absent() noexcept;
  [[nodiscard]] int replace() noexcept;
  void forget_temporary_name() noexcept;

  static constexpr std::size_t no_slot = ~std::size_t{0};

  std::string target_;  // as the user named it, for messages
  std::string name_;    // the last component of the file behind all links
  OutputOptions options_;
  Descriptor folder_;
  Descriptor file_;
  std::size_t slot_ = no_slot;  // the temporary name's place in the table that signal handlers read
  bool replaces_ = false;
  bool published_ = false;
};

}  // namespace limcode::io
