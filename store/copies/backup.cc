#include "store/copies/backup.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "store/file/draft.h"
#include "store/file/read_only.h"
#include "store/verify/wholeness.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

// Of a file at rest so much is read at a time: a crawl that begins meanwhile waits no longer.
constexpr int pages_at_a_time = 1024;

bool is_wal(Database& database) {
  Query mode = database.query("PRAGMA journal_mode");
  return mode.next() && mode.text(0) == "wal";
}

// Beside a running crawl (WAL) all is read in one transaction, which keeps nobody from writing;
// piece by piece, each of its commits would make the copy begin again. At rest it is the other way
// round: a lasting read would keep a crawl from beginning.
int copy_all(Database& source, sqlite3_backup* copying) {
  int code = SQLITE_OK;
  while (code == SQLITE_OK)
    code = sqlite3_backup_step(copying, is_wal(source) ? -1 : pages_at_a_time);
  return code;
}

// Errors while reading are the archive's, all others the copy's.
Error copy_error(int code, Database& copy, const fs::path& archive, const fs::path& file) {
  Error error = error_of(code, copy.handle(), file.string());
  if (error.fault == Fault::damaged || error.fault == Fault::busy || code == SQLITE_IOERR_READ ||
      code == SQLITE_IOERR_SHORT_READ)
    error.where = archive.string();
  return error;
}

Result<void> copy_pages(const fs::path& archive, const fs::path& file) {
  auto source = open_read_only(archive);
  if (!source) return tl::unexpected(std::move(source).error());
  auto copy = Database::open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!copy) return tl::unexpected(std::move(copy).error());
  // A copy that fails is thrown away, one that is whole is synced at the end.
  copy->script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  if (auto ready = copy->check(); !ready) return ready;
  auto* copying = sqlite3_backup_init(copy->handle(), "main", source->handle(), "main");
  if (copying == nullptr)
    return tl::unexpected(
        error_of(sqlite3_extended_errcode(copy->handle()), copy->handle(), file.string()));
  const int code = copy_all(*source, copying);
  sqlite3_backup_finish(copying);
  if (code != SQLITE_DONE) return tl::unexpected(copy_error(code, *copy, archive, file));
  copy->script("PRAGMA journal_mode = DELETE");  // the source may have been in WAL mode
  auto done = copy->take_error();
  if (!done) done.error().where = file.string();
  return done;
}

// What a copy may take the place of: nothing, or a copy.
Result<void> check_place(const fs::path& archive, const fs::path& file) {
  if (auto apart = check_apart(archive, file); !apart) return apart;
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(file, ignored)) || looks_like_archive(file)) return {};
  return failure(Fault::usage, "it is there and is no copy of an archive; name another file",
                 file.string());
}

Result<void> moved(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  fs::rename(from, to, problem);
  if (problem)
    return failure(Fault::disk, "cannot become " + to.string() + ": " + problem.message(),
                   from.string());
  return {};
}

void remove_into(std::vector<fs::path>& removed, const fs::path& file) {
  std::error_code problem;
  if (fs::remove(file, problem)) removed.push_back(file);
}

// FILE.1 is the copy before FILE, FILE.2 the one before that, as logrotate names them.
class NumberedCopies {
 public:
  // Those that are there, without a gap.
  explicit NumberedCopies(fs::path file) : file_(std::move(file)) {
    std::error_code ignored;
    while (fs::exists(fs::symlink_status(name(count_ + 1), ignored))) ++count_;
  }

  fs::path name(int number) const {
    return number == 0 ? file_ : fs::path(file_.string() + "." + std::to_string(number));
  }

  Result<void> check(const fs::path& archive) const {
    for (int number = 1; number <= count_ + 1; ++number)
      if (auto place = check_place(archive, name(number)); !place) return place;
    return {};
  }

  // Each is renamed to the next number; FILE itself stays as FILE.1 as well, where the file system
  // has hard links, so that there is a FILE at every moment.
  Result<void> move_on() {
    std::error_code problem;
    if (!fs::exists(file_, problem)) return {};
    for (int number = count_; number >= 1; --number)
      if (auto step = moved(name(number), name(number + 1)); !step) return step;
    ++count_;
    fs::create_hard_link(file_, name(1), problem);
    return problem ? moved(file_, name(1)) : Result<void>();
  }

  void limit(int older, Backup& backup) {
    for (; count_ > older; --count_) remove_into(backup.removed, name(count_));
    for (int number = 1; number <= count_; ++number) backup.older.push_back(name(number));
  }

 private:
  fs::path file_;
  int count_ = 0;
};

Result<Draft> draft_of(const fs::path& archive, const fs::path& name) {
  auto draft = Draft::begin(name);
  if (!draft) return draft;
  if (auto copied = copy_pages(archive, draft->file()); !copied)
    return tl::unexpected(std::move(copied).error());
  if (auto whole = check_whole(draft->file(), archive); !whole)
    return tl::unexpected(std::move(whole).error());
  std::error_code ignored;
  if (auto synced = draft->sync(fs::status(archive, ignored).permissions()); !synced)
    return tl::unexpected(std::move(synced).error());
  return draft;
}

Backup backup_of(const fs::path& file) {
  std::error_code ignored;
  return {file, static_cast<std::int64_t>(fs::file_size(file, ignored)), {}, {}, {}};
}

Result<Backup> back_up_to_file(const fs::path& archive, const fs::path& file,
                               std::optional<int> older) {
  if (auto place = check_place(archive, file); !place)
    return tl::unexpected(std::move(place).error());
  NumberedCopies numbered(file);
  if (older)
    if (auto places = numbered.check(archive); !places)
      return tl::unexpected(std::move(places).error());
  auto draft = draft_of(archive, file);
  if (!draft) return tl::unexpected(std::move(draft).error());
  if (older)
    if (auto rotated = numbered.move_on(); !rotated)
      return tl::unexpected(std::move(rotated).error());
  if (auto kept = draft->keep_as(file); !kept) return tl::unexpected(std::move(kept).error());
  Backup backup = backup_of(file);
  if (older) numbered.limit(*older, backup);
  return backup;
}

// newsarc-20260105T020000Z.db; a second one in that second has _02.
std::string dated_name(const fs::path& archive, Instant now, int number) {
  std::string date = to_text(now);
  std::erase_if(date, [](char c) { return c == '-' || c == ':'; });
  std::string name = archive.stem().string() + "-" + date;
  if (number > 1) name += (number < 10 ? "_0" : "_") + std::to_string(number);
  return name + archive.extension().string();
}

// Whether dated_name() may have given it: letters and digits stand where they would.
bool is_dated_name(const std::string& name, const fs::path& archive) {
  constexpr std::string_view pattern = "-00000000T000000Z";
  const std::string stem = archive.stem().string();
  const std::string extension = archive.extension().string();
  if (!name.starts_with(stem) || !name.ends_with(extension) ||
      name.size() < stem.size() + pattern.size() + extension.size())
    return false;
  std::string middle = name.substr(stem.size(), name.size() - stem.size() - extension.size());
  for (char& c : middle)
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) c = '0';
  return middle == pattern || middle == std::string(pattern) + "_00";
}

// What an archive and its copies have in common, and no two archives: how each began. Nothing where
// that cannot be read.
std::optional<std::string> beginning_of(const fs::path& archive) {
  auto database = open_read_only(archive);
  if (!database) return std::nullopt;
  std::string beginning;
  {
    Query query = database->query(
        "SELECT (SELECT key FROM site ORDER BY id LIMIT 1), (SELECT started FROM crawl ORDER BY id "
        "LIMIT 1)");
    if (query.next()) beginning = query.text(0) + ' ' + query.text(1);
  }
  return database->check() ? std::optional(beginning) : std::nullopt;
}

// Newest first.
std::vector<fs::path> dated_copies(const fs::path& archive, const fs::path& directory) {
  std::vector<fs::path> copies;
  std::error_code problem;
  for (auto entry = fs::directory_iterator(directory, problem);
       !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    const bool is_copy = is_dated_name(entry->path().filename().string(), archive) &&
                         looks_like_archive(entry->path());
    if (is_copy && check_apart(archive, entry->path())) copies.push_back(entry->path());
  }
  std::ranges::sort(copies, std::greater());
  return copies;
}

fs::path free_name(const fs::path& archive, const fs::path& directory, Instant now) {
  std::error_code ignored;
  for (int number = 1;; ++number) {
    const auto name = directory / dated_name(archive, now, number);
    if (!fs::exists(fs::symlink_status(name, ignored))) return name;
  }
}

Result<Backup> back_up_to_directory(const fs::path& archive, const fs::path& directory,
                                    std::optional<int> older, Instant now) {
  auto draft = draft_of(archive, directory / (archive.stem().string() + "-backup"));
  if (!draft) return tl::unexpected(std::move(draft).error());
  auto before = dated_copies(archive, directory);
  const auto beginning = beginning_of(draft->file());
  const auto foreign = std::stable_partition(
      before.begin(), before.end(),
      [&](const fs::path& copy) { return beginning && beginning_of(copy) == beginning; });
  const auto file = free_name(archive, directory, now);
  if (auto kept = draft->keep_as(file); !kept) return tl::unexpected(std::move(kept).error());
  Backup backup = backup_of(file);
  backup.foreign.assign(foreign, before.end());
  before.erase(foreign, before.end());
  const auto room = older ? static_cast<std::size_t>(*older) : before.size();
  for (std::size_t i = room; i < before.size(); ++i) remove_into(backup.removed, before[i]);
  before.resize(std::min(room, before.size()));
  backup.older = std::move(before);
  return backup;
}

}  // namespace

Result<Backup> back_up(const fs::path& archive, const fs::path& destination,
                       std::optional<int> older, Instant now) {
  std::error_code ignored;
  if (fs::is_directory(destination, ignored))
    return back_up_to_directory(archive, destination, older, now);
  return back_up_to_file(archive, destination, older);
}

}  // namespace newsarc::store
