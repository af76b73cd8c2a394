#include "store/file/draft.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "store/schema/schema.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

// The last is what a snapshot packs itself into.
constexpr std::array<const char*, 5> companions{"", "-journal", "-wal", "-shm", "-packed"};

Error disk_error(const std::string& what, int code, const fs::path& where) {
  return {Fault::disk, what + ": " + std::strerror(code) + "; nothing was left there",
          where.string()};
}

void remove_with_companions(const fs::path& file) {
  std::error_code ignored;
  for (const auto* ending : companions) fs::remove(file.string() + ending, ignored);
}

// 0, or why the file or directory may not be on disk.
int sync_to_disk(const fs::path& place) {
  const int descriptor = open(place.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int code = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  return code;
}

fs::path directory_of(const fs::path& name) {
  return name.has_parent_path() ? name.parent_path() : fs::path(".");
}

}  // namespace

Draft::Draft(Lock lock, fs::path file) : lock_(std::move(lock)), file_(std::move(file)) {}

Draft::~Draft() {
  if (!file_.empty()) remove_with_companions(file_);
}

Result<Draft> Draft::begin(const fs::path& name) {
  auto lock = Lock::acquire(name, "newsarc copying to it");
  if (!lock) return tl::unexpected(std::move(lock).error());
  fs::path file = name.string() + ".part";
  remove_with_companions(file);
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(disk_error("the copy cannot be written", errno, file));
  close(descriptor);
  return Draft(*std::move(lock), std::move(file));
}

Result<void> Draft::sync(fs::perms permissions) const {
  std::error_code problem;
  fs::permissions(file_, permissions, problem);
  if (problem) return tl::unexpected(disk_error("the copy cannot be kept", problem.value(), file_));
  if (const int code = sync_to_disk(file_); code != 0)
    return tl::unexpected(disk_error("the copy cannot be written to disk", code, file_));
  return {};
}

Result<void> Draft::keep_as(const fs::path& name) {
  if (rename(file_.c_str(), name.c_str()) != 0)
    return tl::unexpected(disk_error("the copy cannot take its name", errno, name));
  file_.clear();
  if (const int code = sync_to_disk(directory_of(name)); code != 0 && code != EINVAL)
    return failure(Fault::disk,
                   std::string("the copy is there, but its directory cannot be written to disk: ") +
                       std::strerror(code),
                   name.string());
  return {};
}

bool looks_like_archive(const fs::path& file) {
  constexpr std::string_view sqlite("SQLite format 3\0", 16);  // sqlite.org/fileformat.html §1.3
  constexpr std::size_t application_offset = 68;
  std::array<char, application_offset + 4> header{};
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return false;  // opening a pipe would wait
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), header.size());
  if (!stream || std::string_view(header.data(), sqlite.size()) != sqlite) return false;
  std::uint32_t application = 0;
  for (std::size_t i = 0; i < 4; ++i)
    application = application << 8 | static_cast<unsigned char>(header[application_offset + i]);
  return application == static_cast<std::uint32_t>(application_id);
}

Result<void> check_apart(const fs::path& archive, const fs::path& destination) {
  std::error_code ignored;
  const auto home = fs::weakly_canonical(archive, ignored).string();
  const auto place = fs::weakly_canonical(destination, ignored).string();
  bool is_same = fs::equivalent(archive, destination, ignored);
  for (const auto* ending : {"", "-journal", "-wal", "-shm", ".lock"})
    is_same = is_same || place == home + ending;
  // Nor what is written, or taken away, on the way to the name.
  is_same = is_same || home == place + ".lock";
  for (const auto* ending : companions) is_same = is_same || home == place + ".part" + ending;
  if (!is_same) return {};
  return failure(Fault::usage, "this is the archive itself, or belongs to it; name another file",
                 destination.string());
}

}  // namespace newsarc::store
