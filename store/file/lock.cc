#include "store/file/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

namespace newsarc::store {
namespace {

constexpr std::string_view opening = "pid ";  // of every lock

Error disk_error(const std::filesystem::path& file, int code) {
  return Error{Fault::disk,
               std::string("the lock cannot be made: ") + std::strerror(code) +
                   "; an archive is written in a directory that may be written",
               file.string()};
}

// A link would lead to a file that is not ours to write to.
int open_lock(const std::filesystem::path& file) {
  return open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
}

std::string words_in(int descriptor) {
  std::array<char, 512> words{};
  const ssize_t size = pread(descriptor, words.data(), words.size(), 0);
  return {words.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

Error no_lock(const std::filesystem::path& file) {
  return Error{Fault::disk,
               "the lock would have this name, and what has it is no lock of newsarc; move it away",
               file.string()};
}

// "pid 4711, newsarc crawl", written when the lock was taken.
Lock::Holder holder_of(int descriptor) {
  Lock::Holder holder;
  std::string words = words_in(descriptor);
  while (!words.empty() && words.back() == '\n') words.pop_back();
  const auto comma = words.find(", ");
  if (words.starts_with(opening) && comma != std::string::npos) {
    holder.pid = words.substr(opening.size(), comma - opening.size());
    holder.command = words.substr(comma + 2);
  }
  struct stat held {};
  if (fstat(descriptor, &held) == 0)
    holder.since = Instant(std::chrono::seconds(held.st_mtim.tv_sec));
  return holder;
}

Error is_held(const Lock::Holder& holder, const std::filesystem::path& archive) {
  const std::string who =
      holder.pid.empty() ? "" : " (pid " + holder.pid + ", " + holder.command + ")";
  return Error{Fault::busy,
               "another newsarc" + who + " is writing to it, since " + to_text(holder.since),
               archive.string()};
}

// Who asks for the holder has the lock for a moment: not to be taken for a writer.
bool lock_now(int descriptor) {
  constexpr int tries = 20;
  for (int i = 1; flock(descriptor, LOCK_EX | LOCK_NB) != 0; ++i) {
    if (errno != EWOULDBLOCK || i == tries) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

// Whether the locked file is still the one of that name: its last holder may have removed it.
bool is_current(const std::filesystem::path& file, int descriptor) {
  struct stat held {};
  struct stat named {};
  return fstat(descriptor, &held) == 0 && lstat(file.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

// Whether a file of that name is a lock, which may be written over and removed, and nothing else.
bool is_lock(int descriptor) {
  struct stat held {};
  if (fstat(descriptor, &held) != 0 || !S_ISREG(held.st_mode) || held.st_nlink != 1) return false;
  return held.st_size == 0 || words_in(descriptor).starts_with(opening);
}

bool write_holder(int descriptor, const std::string& command) {
  const std::string words = std::string(opening) + std::to_string(getpid()) + ", " + command + "\n";
  return ftruncate(descriptor, 0) == 0 &&
         pwrite(descriptor, words.data(), words.size(), 0) == static_cast<ssize_t>(words.size());
}

}  // namespace

std::filesystem::path resolved(const std::filesystem::path& file) {
  std::error_code problem;
  auto real = std::filesystem::weakly_canonical(file, problem);
  return problem ? file : real;
}

Lock::Lock(std::filesystem::path file, int descriptor)
    : file_(std::move(file)), descriptor_(descriptor) {}

Result<Lock> Lock::acquire(const std::filesystem::path& archive, const std::string& command) {
  const std::filesystem::path file = resolved(archive).string() + ".lock";
  for (;;) {
    const int descriptor = open_lock(file);
    if (descriptor < 0)
      return tl::unexpected(errno == ELOOP ? no_lock(file) : disk_error(file, errno));
    Lock lock(file, descriptor);
    if (!lock_now(descriptor)) {
      const int code = errno;
      const Holder holder = holder_of(descriptor);
      close(std::exchange(lock.descriptor_, -1));
      if (code != EWOULDBLOCK) return tl::unexpected(disk_error(file, code));
      return tl::unexpected(is_held(holder, archive));
    }
    if (!is_current(file, descriptor)) {  // not ours to remove
      close(std::exchange(lock.descriptor_, -1));
      continue;
    }
    if (!is_lock(descriptor)) {
      close(std::exchange(lock.descriptor_, -1));
      return tl::unexpected(no_lock(file));
    }
    if (!write_holder(descriptor, command)) return tl::unexpected(disk_error(file, errno));
    return lock;
  }
}

std::optional<Lock::Holder> Lock::holder(const std::filesystem::path& archive) {
  const std::filesystem::path file = resolved(archive).string() + ".lock";
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  std::optional<Holder> holder;
  if (flock(descriptor, LOCK_SH | LOCK_NB) != 0) holder = holder_of(descriptor);
  close(descriptor);
  return holder;
}

Lock::Lock(Lock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock& Lock::operator=(Lock&& other) noexcept {
  release();
  file_ = std::move(other.file_);
  descriptor_ = std::exchange(other.descriptor_, -1);
  return *this;
}

Lock::~Lock() { release(); }

void Lock::release() {
  if (descriptor_ < 0) return;
  unlink(file_.c_str());  // while it is still held, so that no one else's is removed
  close(std::exchange(descriptor_, -1));
}

}  // namespace newsarc::store
