#include "store/file/read_only_files.h"

#include <string>

#include "store/file/read_only.h"

namespace newsarc::store {
namespace {

constexpr const char* name_of_system = "newsarc-read-only";

// Opens files for reading, whatever was asked for, and says that they were opened as asked.
int open_for_reading(sqlite3_vfs* system, const char* name, sqlite3_file* file, int flags,
                     int* flags_out) {
  constexpr int writing = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  auto* below = static_cast<sqlite3_vfs*>(system->pAppData);
  const bool is_archive = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  const int wanted = is_archive ? (flags & ~writing) | SQLITE_OPEN_READONLY : flags;
  const int code = below->xOpen(below, name, file, wanted, flags_out);
  if (code == SQLITE_OK && is_archive && flags_out != nullptr) *flags_out = flags;
  return code;
}

// SQLite keeps the pointer for good, and links the systems it knows through it.
void make_known() {
  static sqlite3_vfs system = [] {
    sqlite3_vfs copy = *sqlite3_vfs_find(nullptr);
    copy.pAppData = sqlite3_vfs_find(nullptr);
    copy.pNext = nullptr;
    copy.zName = name_of_system;
    copy.xOpen = open_for_reading;
    return copy;
  }();
  sqlite3_vfs_register(&system, 0);
}

}  // namespace

Result<Database> open_as_if_writable(const std::filesystem::path& file) {
  make_known();
  auto database = Database::open(uri_of(file) + "?nolock=1&vfs=" + name_of_system,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI);
  // A journal that outlives a failed write would be played back by whoever writes next.
  if (database) database->script("PRAGMA journal_mode = MEMORY");
  return database;
}

}  // namespace newsarc::store
