// A library for LD_PRELOAD that makes system calls fail on demand, for faults that no test can cause for real.
// LIMCODE_FAULTS is a list of `call:error:first:count`, separated by commas: the calls number `first` (from 1) up to
// `first + count - 1` fail with that errno; `short` instead of a number makes reads and writes move one byte only.
// `tmpfile` stands for openat with O_TMPFILE.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/types.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr int no_fault = 0;
constexpr int short_move = -1;

// What the call number `number` of `call` shall do: an errno, short_move or no_fault.
int fault_of(const char* call, long number) {
  const char* faults = std::getenv("LIMCODE_FAULTS");
  while (faults != nullptr && *faults != '\0') {
    char name[32];
    char error[32];
    long first = 0;
    long count = 0;
    if (std::sscanf(faults, "%31[^:]:%31[^:]:%ld:%ld", name, error, &first, &count) == 4 &&
        std::strcmp(name, call) == 0 && number >= first && number - first < count) {
      return std::strcmp(error, "short") == 0 ? short_move : std::atoi(error);
    }
    faults = std::strchr(faults, ',');
    if (faults != nullptr) ++faults;
  }
  return no_fault;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool fails(const char* call, long& calls) {
  const int fault = fault_of(call, ++calls);
  if (fault > no_fault) errno = fault;
  return fault > no_fault;
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count) {
  static long calls = 0;
  if (fails("write", calls)) return -1;
  return real<ssize_t(int, const void*, size_t)>("write")(
      fd, bytes, fault_of("write", calls) == short_move && count > 1 ? 1 : count);
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  static long calls = 0;
  if (fails("pwrite", calls)) return -1;
  return real<ssize_t(int, const void*, size_t, off_t)>("pwrite")(
      fd, bytes, fault_of("pwrite", calls) == short_move && count > 1 ? 1 : count, offset);
}

ssize_t read(int fd, void* bytes, size_t count) {
  static long calls = 0;
  if (fails("read", calls)) return -1;
  return real<ssize_t(int, void*, size_t)>("read")(fd, bytes,
                                                   fault_of("read", calls) == short_move && count > 1 ? 1 : count);
}

int openat(int folder, const char* path, int flags, ...) {
  static long calls = 0;
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = va_arg(arguments, mode_t);
  va_end(arguments);
  if ((flags & O_TMPFILE) == O_TMPFILE && fails("tmpfile", calls)) return -1;
  return real<int(int, const char*, int, ...)>("openat")(folder, path, flags, mode);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
  static long calls = 0;
  if (fails("fallocate", calls)) return -1;
  return real<int(int, int, off_t, off_t)>("fallocate")(fd, mode, offset, length);
}

int fsync(int fd) {
  static long calls = 0;
  return fails("fsync", calls) ? -1 : real<int(int)>("fsync")(fd);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  static long calls = 0;
  if (fails("linkat", calls)) return -1;
  return real<int(int, const char*, int, const char*, int)>("linkat")(from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  static long calls = 0;
  if (fails("renameat", calls)) return -1;
  return real<int(int, const char*, int, const char*)>("renameat")(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  static long calls = 0;
  if (fails("renameat2", calls)) return -1;
  return real<int(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from, to_folder, to, flags);
}

void* mmap(void* address, size_t size, int protection, int flags, int fd, off_t offset) {
  static long calls = 0;
  if (fd >= 0 && fails("mmap", calls)) return reinterpret_cast<void*>(-1);
  return real<void*(void*, size_t, int, int, int, off_t)>("mmap")(address, size, protection, flags, fd, offset);
}

}  // extern "C"
