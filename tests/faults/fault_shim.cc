// A library to preload: counts the calls of a process that change files below one directory, and
// makes one of them go wrong. What it does is in its environment:
//   NEWSARC_FAULT_BELOW   the directory, absolute
//   NEWSARC_FAULT         count, kill, torn, power, full, full-once, broken or broken-once
//   NEWSARC_FAULT_AT      the call that goes wrong, from 1
//   NEWSARC_FAULT_LOG     for count: a file elsewhere that gets a line a call
// kill: the process ends before the call. torn: half of what is written, then the end; other calls
// are carried out first. power: the end, and everything written and not synced since is undone, as
// if it had stayed in the machine's memory. full: no space (ENOSPC) for this and all later calls
// that need some; broken: an I/O error (EIO) for this and all later calls; -once: this one alone.

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

// What a write or a truncation did away with.
struct Undo {
  std::string path;
  off_t offset = 0;
  std::string before;
  off_t size = 0;  // of the file
};

struct Shim {
  std::string below = environment("NEWSARC_FAULT_BELOW");
  std::string fault = environment("NEWSARC_FAULT");
  long at = std::atol(environment("NEWSARC_FAULT_AT").c_str());
  std::string log = environment("NEWSARC_FAULT_LOG");
  long calls = 0;
  std::vector<Undo> unsynced;
  std::recursive_mutex mutex;
};

Shim& shim() {
  static auto* only = new Shim;  // outlives every destructor that still writes
  return *only;
}

template <class Function>
Function next_of(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}
#define NEXT(name) next_of<decltype(&name)>(#name)

std::string path_of(int descriptor) {
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = readlink(link.c_str(), path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : "";
}

std::string absolute(const char* path) {
  if (*path == '/') return path;
  std::array<char, 4096> here{};
  return std::string(getcwd(here.data(), here.size()) != nullptr ? here.data() : "") + "/" + path;
}

bool is_watched(const std::string& path) {
  return !shim().below.empty() && path.starts_with(shim().below);
}

void log_call(const char* name, const std::string& path) {
  if (shim().log.empty()) return;
  const std::string line = std::string(name) + " " + path + "\n";
  const int file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, shim().log.c_str(),
                                            O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (file < 0) return;
  static_cast<void>(!syscall(SYS_write, file, line.data(), line.size()));
  syscall(SYS_close, file);
}

[[noreturn]] void end_process() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

void undo_unsynced() {
  auto& undos = shim().unsynced;
  for (auto undo = undos.rbegin(); undo != undos.rend(); ++undo) {
    const int file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, undo->path.c_str(), O_RDWR));
    if (file < 0) continue;
    static_cast<void>(
        !syscall(SYS_pwrite64, file, undo->before.data(), undo->before.size(), undo->offset));
    static_cast<void>(!syscall(SYS_ftruncate, file, undo->size));
    syscall(SYS_close, file);
  }
}

enum class Verdict { pass, fail, tear };

// What becomes of this call; `needs_space`: a full disk refuses it.
Verdict judge(const char* name, const std::string& path, bool needs_space) {
  Shim& s = shim();
  const long number = ++s.calls;
  if (s.fault == "count") log_call(name, path);
  const bool is_the_one = number == s.at;
  const bool is_after = number >= s.at && s.at > 0;
  if (is_the_one && s.fault == "kill") end_process();
  if (is_the_one && s.fault == "torn") return Verdict::tear;
  if (is_the_one && s.fault == "power") {
    undo_unsynced();
    end_process();
  }
  const bool fails = (s.fault == "full" && is_after && needs_space) ||
                     (s.fault == "full-once" && is_the_one && needs_space) ||
                     (s.fault == "broken" && is_after) || (s.fault == "broken-once" && is_the_one);
  if (!fails) return Verdict::pass;
  errno = s.fault.starts_with("full") ? ENOSPC : EIO;
  return Verdict::fail;
}

// A call that is carried out or not; `carry_out` gives its result.
template <class CarryOut>
auto decide(const char* name, const std::string& path, bool needs_space, CarryOut carry_out)
    -> decltype(carry_out()) {
  const std::scoped_lock lock(shim().mutex);
  switch (judge(name, path, needs_space)) {
    case Verdict::fail:
      return -1;
    case Verdict::tear:
      carry_out();
      end_process();
    case Verdict::pass:
      break;
  }
  return carry_out();
}

void remember(const std::string& path, int descriptor, off_t offset, std::size_t size) {
  if (shim().fault != "power") return;
  struct stat now {};
  if (fstat(descriptor, &now) != 0) return;
  Undo undo{path, offset, std::string(size, '\0'), now.st_size};
  const int file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDONLY));
  const ssize_t got = syscall(SYS_pread64, file, undo.before.data(), size, offset);
  syscall(SYS_close, file);
  undo.before.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  shim().unsynced.push_back(std::move(undo));
}

void forget(const std::string& path) {
  std::erase_if(shim().unsynced, [&](const Undo& undo) { return undo.path == path; });
}

template <class Write>
ssize_t write_through(const char* name, int descriptor, std::size_t size, off_t offset,
                      Write write) {
  const std::string path = path_of(descriptor);
  if (!is_watched(path)) return write(size);
  const std::scoped_lock lock(shim().mutex);
  switch (judge(name, path, true)) {
    case Verdict::fail:
      return -1;
    case Verdict::tear:
      write(size / 2);
      end_process();
    case Verdict::pass:
      break;
  }
  remember(path, descriptor, offset, size);
  return write(size);
}

int truncate_through(int descriptor, off_t size, int (*carry_out)(int, off_t)) {
  const std::string path = path_of(descriptor);
  if (!is_watched(path)) return carry_out(descriptor, size);
  struct stat now {};
  const bool grows = fstat(descriptor, &now) == 0 && size > now.st_size;
  return decide("ftruncate", path, grows, [&] {
    if (size < now.st_size)
      remember(path, descriptor, size, static_cast<std::size_t>(now.st_size - size));
    return carry_out(descriptor, size);
  });
}

int sync_through(const char* name, int descriptor, int (*carry_out)(int)) {
  const std::string path = path_of(descriptor);
  if (!is_watched(path)) return carry_out(descriptor);
  return decide(name, path, false, [&] {
    forget(path);
    return carry_out(descriptor);
  });
}

int open_through(const char* name, const char* path, int flags, mode_t mode,
                 int (*carry_out)(const char*, int, ...)) {
  const std::string whole = absolute(path);
  const bool makes = (flags & O_CREAT) != 0 && is_watched(whole) && access(path, F_OK) != 0;
  if (!makes) return carry_out(path, flags, mode);
  return decide(name, whole, true, [&] { return carry_out(path, flags, mode); });
}

template <class CarryOut>
int name_through(const char* name, const char* path, bool needs_space, CarryOut carry_out) {
  const std::string whole = absolute(path);
  if (!is_watched(whole)) return carry_out();
  return decide(name, whole, needs_space, [&] {
    forget(whole);
    return carry_out();
  });
}

mode_t mode_of(int flags, va_list arguments) {
  return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_through("open", path, flags, mode, next_of<int (*)(const char*, int, ...)>("open"));
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_through("open", path, flags, mode, next_of<int (*)(const char*, int, ...)>("open64"));
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  return write_through("write", descriptor, size, lseek(descriptor, 0, SEEK_CUR),
                       [&](std::size_t part) { return NEXT(write)(descriptor, bytes, part); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return write_through("pwrite", descriptor, size, offset, [&](std::size_t part) {
    return NEXT(pwrite)(descriptor, bytes, part, offset);
  });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  return write_through("pwrite", descriptor, size, offset, [&](std::size_t part) {
    return NEXT(pwrite64)(descriptor, bytes, part, offset);
  });
}

int ftruncate(int descriptor, off_t size) noexcept {
  return truncate_through(descriptor, size, next_of<int (*)(int, off_t)>("ftruncate"));
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  return truncate_through(descriptor, size, next_of<int (*)(int, off_t)>("ftruncate64"));
}

int fsync(int descriptor) {
  return sync_through("fsync", descriptor, next_of<int (*)(int)>("fsync"));
}

int fdatasync(int descriptor) {
  return sync_through("fdatasync", descriptor, next_of<int (*)(int)>("fdatasync"));
}

int unlink(const char* path) noexcept {
  return name_through("unlink", path, false, [&] { return NEXT(unlink)(path); });
}

int remove(const char* path) noexcept {
  return name_through("remove", path, false, [&] { return NEXT(remove)(path); });
}

int rename(const char* from, const char* to) noexcept {
  return name_through("rename", to, true, [&] { return NEXT(rename)(from, to); });
}

int link(const char* from, const char* to) noexcept {
  return name_through("link", to, true, [&] { return NEXT(link)(from, to); });
}

}  // extern "C"
