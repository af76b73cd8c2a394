#pragma once
// Inspection: what the parts of verify share: the file, the schema it should have, and where damage
// is reported to, with the URL and version it belongs to. Private to store/.

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "store/schema/table_scan.h"
#include "store/schema/table_shapes.h"
#include "store/sqlite/sqlite.h"
#include "store/verify/id_set.h"
#include "store/verify/verify.h"

namespace newsarc::store {

constexpr std::size_t most_named = 10'000;  // of damages; the others are counted

class Inspection {
 public:
  Inspection(Database& database, const SchemaShape& shape, const VerifyOptions& options,
             VerifyReport& report)
      : database_(database), shape_(shape), options_(options), report_(report) {}

  Database& database() { return database_; }
  const SchemaShape& shape() const { return shape_; }
  const VerifyOptions& options() const { return options_; }

  void damaged(Damage damage);
  void damaged(std::string what, std::string where) {
    damaged(Damage{std::move(what), std::move(where), std::nullopt, std::nullopt});
  }
  // A row, by the first column of its key; its URL and version are looked up.
  void row_damaged(std::string what, std::string_view table, std::int64_t id);
  void row_damaged(std::string what, std::string_view table, const std::string& row,
                   std::int64_t id);
  void note(std::string words) { report_.notes.push_back(std::move(words)); }
  void checked(std::string what, std::int64_t count) {
    report_.checked.emplace_back(std::move(what), count);
  }
  void step(std::string_view what) const {
    if (options_.step) options_.step(what);
  }

  // Tables whose SQL is not ours are reported once, and left alone.
  void set_aside(const std::string& table) { unreadable_.insert(table); }
  bool is_readable(const std::string& table) const { return !unreadable_.contains(table); }

  // Calls `each` for every row of a query. Where the file is too damaged for it to end, that is
  // reported as damage of `where`. False: an interruption; nothing more can be done.
  bool each(const std::string& sql, std::string_view where,
            const std::function<void(const Query&)>& each);

  // Calls `each` with the key of every row that can be read; errors of its own queries are what
  // check_rows() has named, and end nothing.
  void each_id(std::string_view table, const std::function<void(std::int64_t)>& each);

  // An error met while reading, when it was damage: reported, and the connection goes on.
  bool settle(std::string_view where);
  // The same for damage that is reported otherwise. True: there was some.
  bool met_damage();

 private:
  Database& database_;
  const SchemaShape& shape_;
  const VerifyOptions& options_;
  VerifyReport& report_;
  std::set<std::string, std::less<>> unreadable_;
};

std::string row_name(std::string_view table, const std::string& row);  // "table text, row 17"

// The URL and version a row belongs to, as far as the archive can still tell.
void add_place(Database& database, std::string_view table, std::int64_t id, Damage& damage);

// Rows of a table that cannot be read.
Damage unread_rows(Database& database, std::string_view table, const Hole& hole);

// The parts, each over a readable schema.
void check_rows(Inspection& inspection);  // row hashes, hashes of content, keys of URLs, references
void check_rules(Inspection& inspection);      // chains of versions, states, tombstones
void check_readings(Inspection& inspection);   // content hashes, derived forms
void check_blobs(Inspection& inspection);      // bytes unpacked
void check_rereading(Inspection& inspection);  // raw against text
// Before anything is read: once SQLite has met damage, it makes no table, not even a temporary one.
void prepare_search(Database& database);
void check_search(Inspection& inspection, const std::filesystem::path& file);

}  // namespace newsarc::store
