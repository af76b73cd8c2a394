#include "store/copies/salvage.h"

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>

#include "core/version.h"
#include "store/blobs/codec.h"
#include "store/blobs/stored_blob.h"
#include "store/copies/salvage_repair.h"
#include "store/file/draft.h"
#include "store/file/read_only.h"
#include "store/schema/schema.h"
#include "store/schema/table_scan.h"
#include "store/schema/table_shapes.h"
#include "store/sqlite/rows.h"
#include "store/tables/search_index.h"
#include "store/verify/inspection.h"
#include "store/verify/row_checks.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

constexpr int most_rounds = 12;  // of what verify names, dropped and looked at again

// A schema that is damaged in one place is read in the others.
Result<Database> open_source(const fs::path& archive, const SalvageOptions& options) {
  auto source = open_unchecked(archive);
  if (!source) return source;
  be_interruptible(*source, options.interrupted);
  sqlite3_db_config(source->handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  source->script("PRAGMA writable_schema = ON; BEGIN");
  static_cast<void>(source->number("PRAGMA schema_version"));
  if (auto opened = source->take_error(); !opened && is_final(opened.error()))
    return tl::unexpected(std::move(opened).error());
  return source;
}

Result<Database> open_new(const fs::path& file, const SalvageOptions& options) {
  auto made = Database::open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!made) return made;
  made->script("PRAGMA page_size = " + std::to_string(page_size) +
               "; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; "
               "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32768");
  if (auto ready = create_schema(*made, version()); !ready) return tl::unexpected(ready.error());
  be_interruptible(*made, options.interrupted);
  return made;
}

// Rows that are whole, from one archive to the other.
class Copying {
 public:
  Copying(Database& source, Database& made, const SchemaShape& shape, Losses& losses)
      : source_(source), made_(made), losses_(losses), keys_are_todays_(has_todays_keys(source)) {
    static_cast<void>(source_.take_error());
    entries_ = schema_entries(source_);
    static_cast<void>(source_.take_error());
    shape_ = &shape;
  }

  const std::vector<SchemaEntry>& entries() const { return entries_; }

  void copy(const TableShape& table) {
    if (!is_ours(table.name))
      return losses_.add({"its SQL is not ours, or cannot be read", "schema, table " + table.name,
                          std::nullopt, std::nullopt},
                         table.name, 1);
    made_.script("BEGIN");
    scan_table(
        source_, table, table.column_list() + ", row_hash",
        {[&](Cells row) { take(table, row); }, [&](const Hole& hole) { miss(table, hole); }});
    made_.script("COMMIT");
    if (source_.failed()) made_.fail(source_.check().error());
  }

 private:
  // What is called a table in a file from a stranger may be a view that never ends.
  bool is_ours(const std::string& table) const {
    const auto wanted = std::ranges::find(shape_->entries, table, &SchemaEntry::name);
    return std::ranges::find(entries_, *wanted) != entries_.end();
  }

  void take(const TableShape& table, Cells row) {
    if (made_.failed() || is_own(table, row)) return;
    auto fault = fault_in(table, row, keys_are_todays_);
    if (!fault && table.name == "blob") fault = fault_in_bytes(number_in(row.front()));
    if (source_.failed()) return;
    if (fault && table.name == "site" && is_site(row)) return keep_site(table, row, *fault);
    if (!fault && !insert(table, row)) fault = "it breaks a rule of the schema";
    if (fault)
      losses_.add(*std::move(fault), table.name, key_text(table, row), number_in(row.front()));
  }

  // What says how the new archive was made is its own.
  static bool is_own(const TableShape& table, Cells row) {
    const auto key = text_in(row.front());
    return table.name == "meta" &&
           (key == "indexed_version" || key == "fold_version" || key == "schema");
  }

  std::optional<std::string> fault_in_bytes(std::int64_t id) {
    const auto bytes = load_blob(source_, id);
    const auto read = source_.take_error();
    if (!read && is_final(read.error())) source_.fail(read.error());
    if (bytes) return std::nullopt;
    return bytes.error().what;
  }

  // id, key, name, base_url, timezone: all that stands at an address of the site hangs on it.
  static bool is_site(Cells row) {
    constexpr std::size_t texts = 4;
    for (std::size_t i = 1; i <= texts; ++i)
      if (!std::holds_alternative<std::string_view>(row[i])) return false;
    return !text_in(row[1]).empty();
  }

  void keep_site(const TableShape& table, Cells row, const std::string& fault) {
    std::vector<Cell> cells(row.begin(), row.end());
    const std::string hash = row_hash(row.first(row.size() - 1));
    cells.back() = Bytes{hash};
    if (insert(table, cells))
      losses_.add(fault + "; it was kept as it reads now", table.name, key_text(table, row), 0);
  }

  bool insert(const TableShape& table, Cells row) {
    Query query = made_.kept_query("salvage " + table.name, [&] {
      std::string sql = "INSERT OR " + std::string(table.name == "meta" ? "REPLACE" : "IGNORE") +
                        " INTO " + table.name + "(" + table.column_list() + ", row_hash) VALUES(?";
      for (std::size_t i = 1; i < row.size(); ++i) sql += ", ?";
      return sql + ")";
    });
    int position = 0;
    for (const auto& value : row) query.bind(++position, value);
    query.run();
    return sqlite3_changes(made_.handle()) > 0;
  }

  void miss(const TableShape& table, const Hole& hole) {
    const bool is_counted = hole.last && table.key_columns == 1;
    losses_.add(unread_rows(source_, table.name, hole), table.name,
                is_counted ? *hole.last - hole.first + 1 : 1);
  }

  Database& source_;
  Database& made_;
  Losses& losses_;
  bool keys_are_todays_;
  const SchemaShape* shape_ = nullptr;
  std::vector<SchemaEntry> entries_;
};

// Sites whose rows are lost, by what is left at their addresses; named by their number.
void stand_in_for_sites(Database& made) {
  std::vector<SiteRow> sites;
  {
    Query query = made.query(
        "SELECT site_id, min(url) FROM url WHERE NOT EXISTS (SELECT 1 FROM site WHERE id = "
        "site_id) GROUP BY site_id");
    while (query.next()) {
      const std::string name = "lost-" + query.text(0);
      sites.push_back({query.integer(0), name, name, query.text(1), "UTC", std::nullopt});
    }
  }
  for (const auto& site : sites) save(made, site);
}

StoredBlob packed_alone(StoredBlob row, std::string bytes, Compressor& compressor) {
  row.codec = "zstd";
  row.dict_id = row.base_id = 0;
  row.data = compressor.pack(bytes, alone_level);
  if (!row.data.empty() && row.data.size() < bytes.size()) return row;
  row.codec = "raw";
  row.data = std::move(bytes);
  return row;
}

// A dictionary or base may unpack what was packed with it though its own row does not have its
// hash, and is not taken over. What has its SHA-256 is not lost with it.
void free_blobs(Database& source, Database& made) {
  std::vector<std::int64_t> bound;
  {
    Query query = made.query(
        "SELECT id FROM blob b WHERE dict_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dict WHERE "
        "id = b.dict_id) OR base_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM blob WHERE id = "
        "b.base_id)");
    while (query.next()) bound.push_back(query.integer(0));
  }
  Compressor compressor;
  made.script("BEGIN");
  for (const auto id : bound) {
    auto bytes = load_blob(source, id);
    const auto row = stored_blob(made, id);
    if (bytes && row) replace_blob(made, id, packed_alone(*row, *std::move(bytes), compressor));
  }
  made.script("COMMIT");
  if (source.failed()) made.fail(source.check().error());
}

Result<void> build_index(Database& made) {
  if (auto checked = check_index(made); !checked) return checked;
  if (auto emptied = empty_index(made); !emptied) return emptied;
  SearchIndex index;
  if (auto indexed = index.catch_up(made); !indexed) return indexed;
  tidy_index(made);
  return made.check();
}

// "table text, row 17/2" as a table and a key; nothing for other places.
std::optional<std::pair<std::string, std::string>> place_of(const std::string& where) {
  constexpr std::string_view before = "table ";
  constexpr std::string_view between = ", row ";
  const auto at = where.find(between);
  if (!where.starts_with(before) || at == std::string::npos) return std::nullopt;
  return std::pair(where.substr(before.size(), at - before.size()),
                   where.substr(at + between.size()));
}

// An article is not given up for a time that nothing bears out any more, nor a takedown for bytes
// that should be gone; that is reported.
bool may_be_dropped(const std::string& table) {
  return table != "article" && table != "url" && table != "site" && table != "crawl" &&
         table != "meta" && table != "tombstone";
}

class Salvage {
 public:
  Salvage(const fs::path& archive, const fs::path& draft, const SalvageOptions& options,
          SalvageReport& report)
      : archive_(archive), draft_(draft), options_(options), report_(report) {}

  Result<void> run() {
    auto shape = schema_shape();
    if (!shape) return tl::unexpected(std::move(shape).error());
    auto source = open_source(archive_, options_);
    if (!source) return tl::unexpected(std::move(source).error());
    auto made = open_new(draft_, options_);
    if (!made) return tl::unexpected(std::move(made).error());
    Losses losses(*source, report_);
    if (auto copied = copy(*source, *made, *shape, losses); !copied) return copied;
    if (auto mended = mend(*made, *shape, losses); !mended) return mended;
    for (const auto& table : shape->tables)
      report_.tables.push_back({table.name, made->number("SELECT count(*) FROM " + table.name),
                                losses.rows_of(table.name)});
    return made->check();
  }

 private:
  void step(std::string_view what) const {
    if (options_.step) options_.step(what);
  }

  Result<void> copy(Database& source, Database& made, const SchemaShape& shape, Losses& losses) {
    Copying copying(source, made, shape, losses);
    if (copying.entries().empty())
      return failure(Fault::damaged, "its schema cannot be read, and nothing of it can be salvaged",
                     archive_.string());
    for (const auto& entry : entries_beside(shape, copying.entries()))
      report_.beside.push_back(entry.type + " " + entry.name);
    for (const auto& table : shape.tables) {
      step("rows of table " + table.name);
      copying.copy(table);
      if (made.failed()) return made.check();
      if (options_.interrupted != nullptr && options_.interrupted->load())
        return failure(Fault::interrupted, "stopped; nothing was written", archive_.string());
    }
    stand_in_for_sites(made);
    free_blobs(source, made);
    return made.check();
  }

  // Drops what verify names until it names nothing more that can be dropped.
  Result<void> mend(Database& made, const SchemaShape& shape, Losses& losses) {
    for (int round = 1; round <= most_rounds; ++round) {
      const bool is_last = round == most_rounds;  // what verify names then is left
      step("what refers to what is lost");
      made.script("BEGIN IMMEDIATE");
      repair(made, shape, losses);
      made.script("COMMIT");
      if (auto repaired = made.check(); !repaired) return repaired;
      auto quick = look(Depth::quick);
      if (!quick) return tl::unexpected(std::move(quick).error());
      if (!is_last && drop(made, shape, losses, *quick)) continue;
      step("search index");
      if (auto built = build_index(made); !built) return built;
      auto full = look(Depth::full);
      if (!full) return tl::unexpected(std::move(full).error());
      report_.left = full->damage;
      if (is_last || !drop(made, shape, losses, *full)) break;
    }
    return {};
  }

  Result<VerifyReport> look(Depth depth) const {
    VerifyOptions options;
    options.depth = depth;
    options.interrupted = options_.interrupted;
    return verify(draft_, options);
  }

  static bool drop(Database& made, const SchemaShape& shape, Losses& losses,
                   const VerifyReport& report) {
    bool has_dropped = false;
    for (const auto& damage : report.damage) {
      const auto place = place_of(damage.where);
      const auto* table = place ? shape.find(place->first) : nullptr;
      if (table == nullptr || !may_be_dropped(table->name)) continue;
      if (!drop_row(made, *table, place->second)) continue;
      losses.add(damage, table->name, sqlite3_changes(made.handle()));
      has_dropped = true;
    }
    return has_dropped;
  }

  const fs::path& archive_;
  const fs::path& draft_;
  const SalvageOptions& options_;
  SalvageReport& report_;
};

Result<void> check_place(const fs::path& archive, const fs::path& file) {
  if (auto apart = check_apart(archive, file); !apart) return apart;
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored)))
    return failure(Fault::usage, "it is there already; name a file that is not", file.string());
  return {};
}

// Whether there is an archive at all, and none of a newer newsarc.
Result<void> check_source(const fs::path& archive, const SalvageOptions& options) {
  if (options.step) options.step("the archive");
  VerifyOptions look;
  look.depth = Depth::quick;
  look.interrupted = options.interrupted;
  auto report = verify(archive, look);
  if (!report) return tl::unexpected(std::move(report).error());
  return {};
}

}  // namespace

Result<SalvageReport> salvage(const fs::path& archive, const fs::path& file,
                              const SalvageOptions& options) {
  if (auto place = check_place(archive, file); !place)
    return tl::unexpected(std::move(place).error());
  if (auto source = check_source(archive, options); !source)
    return tl::unexpected(std::move(source).error());
  auto draft = Draft::begin(file);
  if (!draft) return tl::unexpected(std::move(draft).error());
  SalvageReport report;
  report.file = file;
  if (auto done = Salvage(archive, draft->file(), options, report).run(); !done)
    return tl::unexpected(std::move(done).error());
  std::error_code ignored;
  const auto permissions = fs::status(archive, ignored).permissions() | fs::perms::owner_write;
  if (auto synced = draft->sync(permissions); !synced)
    return tl::unexpected(std::move(synced).error());
  if (auto kept = draft->keep_as(file); !kept) return tl::unexpected(std::move(kept).error());
  report.bytes = static_cast<std::int64_t>(fs::file_size(file, ignored));
  return report;
}

}  // namespace newsarc::store
