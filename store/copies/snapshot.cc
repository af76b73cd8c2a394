#include "store/copies/snapshot.h"

#include <string>
#include <system_error>
#include <utility>

#include "store/file/draft.h"
#include "store/file/read_only.h"
#include "store/verify/wholeness.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms permissions =
    fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;

Result<void> pack_into(Database& source, const fs::path& archive, const fs::path& file) {
  source.script("PRAGMA query_only = OFF");  // SQLite takes VACUUM INTO for a change of the source
  source.run("VACUUM INTO ?", std::string_view(file.native()));
  auto packed = source.take_error();
  if (!packed)
    packed.error().where = (packed.error().fault == Fault::damaged ? archive : file).string();
  return packed;
}

// Rows are deleted from the copy, which is packed once more where there were any, so that nothing
// of them is left in free pages either.
Result<void> drop_crawl_memory(const fs::path& file) {
  const fs::path packed = file.string() + "-packed";
  {
    auto copy = Database::open(file.string(), SQLITE_OPEN_READWRITE);
    if (!copy) return tl::unexpected(std::move(copy).error());
    copy->script(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF");
    const bool has_rows = copy->number("SELECT EXISTS(SELECT 1 FROM frontier)") != 0;
    copy->script("DELETE FROM frontier; DELETE FROM sqlite_sequence");
    if (auto dropped = copy->check(); !dropped || !has_rows) return dropped;
    if (auto done = pack_into(*copy, file, packed); !done) {
      std::error_code ignored;
      fs::remove(packed, ignored);
      return done;
    }
  }
  std::error_code problem;
  fs::rename(packed, file, problem);
  if (problem) return failure(Fault::disk, problem.message(), file.string());
  return {};
}

Result<void> write_draft(const fs::path& archive, const Draft& draft) {
  auto source = open_read_only(archive);
  if (!source) return tl::unexpected(std::move(source).error());
  if (auto packed = pack_into(*source, archive, draft.file()); !packed) return packed;
  if (auto dropped = drop_crawl_memory(draft.file()); !dropped) return dropped;
  if (auto whole = check_whole(draft.file(), archive); !whole) return whole;
  return draft.sync(permissions);
}

Result<void> check_place(const fs::path& archive, const fs::path& file, bool replace) {
  if (auto apart = check_apart(archive, file); !apart) return apart;
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    return failure(Fault::usage, "this is a directory; a snapshot is a file", file.string());
  if (!replace && fs::exists(fs::symlink_status(file, ignored)))
    return failure(Fault::usage, "it is there already; --force replaces it", file.string());
  if (fs::exists(fs::symlink_status(file, ignored)) && !looks_like_archive(file))
    return failure(Fault::usage, "it is there and is no archive; name another file", file.string());
  return {};
}

}  // namespace

Result<Snapshot> write_snapshot(const fs::path& archive, const fs::path& file, bool replace) {
  if (auto place = check_place(archive, file, replace); !place)
    return tl::unexpected(std::move(place).error());
  auto draft = Draft::begin(file);
  if (!draft) return tl::unexpected(std::move(draft).error());
  if (auto written = write_draft(archive, *draft); !written)
    return tl::unexpected(std::move(written).error());
  if (auto kept = draft->keep_as(file); !kept) return tl::unexpected(std::move(kept).error());
  std::error_code ignored;
  return Snapshot{file, static_cast<std::int64_t>(fs::file_size(file, ignored)), {"frontier"}};
}

}  // namespace newsarc::store
