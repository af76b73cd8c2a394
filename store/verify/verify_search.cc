// The search index against the texts: FTS5's own check, every term against what is derived from the
// version again, and what it keeps of lengths. One pass over the index in the order of its terms,
// with a sum a version: sixteen bytes a version are kept, whatever the texts are long.

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "store/file/read_only_files.h"
#include "store/sqlite/rows.h"
#include "store/tables/readings.h"
#include "store/tables/search_index.h"
#include "store/tables/tokens.h"
#include "store/verify/inspection.h"
#include "text/fold.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

constexpr std::string_view where = "search index";
constexpr std::size_t columns = 3;  // title, body, author
constexpr std::array<std::string_view, columns> column_names{"title", "body", "author"};
// FTS5 keeps its totals in the row of that id: how many rows, then tokens by column.
constexpr std::int64_t totals_row = 1;

using Counts = std::array<std::int64_t, columns>;

std::uint64_t mixed(std::uint64_t value) {  // splitmix64's finalizer
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

std::uint64_t hash_of(std::string_view term) {  // FNV-1a
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : term) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

// One place of one term; places are added up, so that their order makes no difference.
std::uint64_t place_hash(std::uint64_t term, std::size_t column, std::int64_t offset) {
  return mixed(term ^ mixed(static_cast<std::uint64_t>(offset) * columns + column + 1));
}

struct Indexed {
  std::int64_t version_id = 0;
  std::uint64_t sum = 0;  // what the texts say, less what the index says: 0 when they agree
  bool is_known = true;   // its reading could be read
};

// SQLite's varints: seven bits a byte, the highest says that there is more.
std::optional<std::vector<std::int64_t>> numbers_in(std::string_view bytes) {
  std::vector<std::int64_t> numbers;
  std::uint64_t number = 0;
  bool is_open = false;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    number = (number << 7) | (byte & 0x7fU);
    is_open = (byte & 0x80U) != 0;
    if (is_open) continue;
    numbers.push_back(static_cast<std::int64_t>(number));
    number = 0;
  }
  if (is_open) return std::nullopt;
  return numbers;
}

class SearchCheck {
 public:
  SearchCheck(Inspection& inspection, Tokenizer tokenizer)
      : inspection_(inspection),
        database_(inspection.database()),
        tokenizer_(std::move(tokenizer)) {}

  void run() {
    if (!read_state()) return;
    inspection_.each_id("version", [this](std::int64_t id) { expect(id); });
    if (database_.failed()) return;
    std::ranges::sort(expected_, {}, &Indexed::version_id);
    compare_terms();
    if (database_.failed()) return;
    compare_totals();
    compare_rows();
    inspection_.checked("indexed versions", static_cast<std::int64_t>(expected_.size()));
    if (waiting_ > 0) inspection_.note(std::to_string(waiting_) + " versions wait to be indexed");
  }

 private:
  // False: the index is of other tables, and is built anew when the archive is next written.
  bool read_state() {
    const auto folded = meta(database_, "fold_version");
    if (const auto newest = meta(database_, "indexed_version")) {
      std::int64_t id = 0;  // what is no number, or too large a one, is as if nothing were indexed
      std::from_chars(newest->data(), newest->data() + newest->size(), id);
      newest_ = id;
    }
    if (inspection_.met_damage()) return false;
    if (folded == std::to_string(text::fold_version())) return true;
    inspection_.note("the search index was made by another newsarc and was not compared");
    return false;
  }

  // What the index must hold of a version.
  void expect(std::int64_t version_id) {
    if (newest_ && version_id > *newest_) return static_cast<void>(++waiting_);
    Indexed entry{version_id, 0, false};
    const auto version = version_row(database_, version_id);
    Article article;
    if (version) article = load_article(database_, version->current_reading_id);
    const bool is_there = version && reading_row(database_, version->current_reading_id);
    if (!inspection_.met_damage() && is_there) {
      entry.is_known = true;
      expect_terms(text::derive_forms(article), entry);
    } else {
      is_complete_ = false;
    }
    expected_.push_back(entry);
  }

  void expect_terms(const Forms& forms, Indexed& entry) {
    const std::array<std::string_view, columns> texts{forms.title_terms, forms.body_terms,
                                                      forms.author_terms};
    Counts counts{};
    for (std::size_t column = 0; column < columns; ++column) {
      tokenizer_.each(texts[column], [&](std::string_view term) {
        entry.sum += place_hash(hash_of(term), column, counts[column]++);
      });
      totals_[column] += counts[column];
    }
    compare_lengths(entry.version_id, counts);
  }

  void compare_lengths(std::int64_t version_id, const Counts& counts) {
    Query query = database_.query("SELECT sz FROM search_docsize WHERE id = ?", version_id);
    const bool is_there = query.next();
    if (inspection_.met_damage()) return damaged("its lengths cannot be read", version_id);
    if (!is_there) return damaged("it is not in the index", version_id);
    const auto numbers = numbers_in(query.text(0));
    if (!numbers || !std::ranges::equal(*numbers, counts))
      damaged("the index has other lengths than its texts", version_id);
  }

  Indexed* find(std::int64_t version_id) {
    if (at_ < expected_.size() && expected_[at_].version_id == version_id) return &expected_[at_];
    const auto found = std::ranges::lower_bound(expected_, version_id, {}, &Indexed::version_id);
    if (found == expected_.end() || found->version_id != version_id) return nullptr;
    at_ = static_cast<std::size_t>(found - expected_.begin());
    return &*found;
  }

  static std::size_t column_of(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(column_names, name) - column_names.begin());
  }

  // Every term in order, and each once more by asking for it, as a search does: that goes another
  // way through the index.
  void compare_terms() {
    std::string term;
    std::uint64_t hash = 0;
    std::uint64_t found = 0;
    std::int64_t terms = 0;
    inspection_.each(
        "SELECT term, doc, col, offset FROM temp.search_terms", where, [&](const Query& row) {
          if (std::string here = row.text(0); here != term || terms == 0) {
            if (terms > 0) compare_term(term, found);
            ++terms;
            term = std::move(here);
            hash = hash_of(term);
            found = 0;
          }
          const std::uint64_t place = place_hash(hash, column_of(row.text(2)), row.integer(3));
          found += mixed(place + static_cast<std::uint64_t>(row.integer(1)));
          take(row.integer(1), place);
        });
    if (database_.failed()) return;  // interrupted: what was not looked at is not missing
    if (terms > 0) compare_term(term, found);
    inspection_.checked("terms", terms);
    for (const auto& entry : expected_) {
      if (entry.is_known && entry.sum != 0)
        damaged("the index has other terms than its texts", entry.version_id);
    }
  }

  void take(std::int64_t version_id, std::uint64_t place) {
    if (auto* entry = find(version_id)) {
      entry->sum -= place;
      return;
    }
    if (version_id == last_stranger_) return;
    last_stranger_ = version_id;
    if (strangers_++ < most_strangers)
      inspection_.damaged("it has terms of a version that is not there, or not to be indexed yet",
                          std::string(where) + ", row " + std::to_string(version_id));
  }

  void compare_term(const std::string& term, std::uint64_t wanted) {
    std::uint64_t found = 0;
    {
      Query query =
          database_.query("SELECT doc, col, offset FROM temp.search_terms WHERE term = ?", term);
      const std::uint64_t hash = hash_of(term);
      while (query.next())
        found += mixed(place_hash(hash, column_of(query.text(1)), query.integer(2)) +
                       static_cast<std::uint64_t>(query.integer(0)));
    }
    if (!inspection_.met_damage() && found == wanted) return;
    inspection_.damaged("a search for \"" + term + "\" does not find all that is in it",
                        std::string(where));
  }

  void compare_totals() {
    std::optional<std::vector<std::int64_t>> numbers;
    {
      Query query = database_.query("SELECT block FROM search_data WHERE id = ?", totals_row);
      if (query.next()) numbers = numbers_in(query.text(0));
    }
    if (!inspection_.settle(where) || !is_complete_) return;
    std::vector<std::int64_t> wanted{static_cast<std::int64_t>(expected_.size())};
    wanted.insert(wanted.end(), totals_.begin(), totals_.end());
    // An index that never had a row has no totals.
    if (numbers.value_or(std::vector<std::int64_t>()).empty() && expected_.empty()) return;
    if (numbers != wanted)
      inspection_.damaged("its totals are not those of the texts", std::string(where));
  }

  void compare_rows() {
    inspection_.each("SELECT id FROM search_docsize", where, [&](const Query& row) {
      if (find(row.integer(0)) == nullptr)
        inspection_.damaged("it has lengths of a version that is not there",
                            std::string(where) + ", row " + std::to_string(row.integer(0)));
    });
    compare_settings();
  }

  // The format's number, and all that SearchIndex sets or, from an earlier program, nothing else.
  void compare_settings() {
    std::vector<std::pair<std::string, std::int64_t>> settings;
    inspection_.each("SELECT k, v FROM search_config ORDER BY k", where,
                     [&](const Query& row) { settings.emplace_back(row.text(0), row.integer(1)); });
    std::vector<std::pair<std::string, std::int64_t>> expected{{"version", 4}};
    if (settings == expected) return;
    for (const auto& [name, value] : index_settings) expected.emplace_back(name, value);
    std::ranges::sort(expected);
    if (settings != expected)
      inspection_.damaged("its settings are not those it was made with", std::string(where));
  }

  void damaged(std::string what, std::int64_t version_id) {
    Damage damage{std::move(what), std::string(where) + ", row " + std::to_string(version_id),
                  std::nullopt, std::nullopt};
    add_place(database_, "version", version_id, damage);
    inspection_.damaged(std::move(damage));
  }

  static constexpr int most_strangers = 100;

  Inspection& inspection_;
  Database& database_;
  Tokenizer tokenizer_;
  std::optional<std::int64_t> newest_;  // that is indexed; nothing: all are
  std::vector<Indexed> expected_;
  Counts totals_{};
  bool is_complete_ = true;
  std::int64_t waiting_ = 0;
  std::size_t at_ = 0;
  std::int64_t last_stranger_ = -1;
  int strangers_ = 0;
};

// FTS5 checks itself where it may write, so it is made to believe so. A file in WAL mode has a
// writer, or had one that was killed: the comparison of terms has to do.
void ask_fts5(Inspection& inspection, const std::filesystem::path& file) {
  auto database = open_as_if_writable(file);
  if (!database) return;
  be_interruptible(*database, inspection.options().interrupted);
  database->script("PRAGMA trusted_schema = OFF");
  database->script("INSERT INTO search(search) VALUES('integrity-check')");
  const auto checked = database->take_error();
  if (checked) return;
  if (checked.error().fault == Fault::interrupted)
    return inspection.database().fail(checked.error());
  if (checked.error().fault == Fault::disk || checked.error().fault == Fault::busy)
    return inspection.note(
        "FTS5's own check of the search index waits until no crawl is under way");
  inspection.damaged("FTS5 finds it damaged: " + checked.error().what, std::string(where));
}

}  // namespace

void prepare_search(Database& database) {
  database.script("CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab(main, search, instance)");
}

void check_search(Inspection& inspection, const std::filesystem::path& file) {
  for (const auto* table :
       {"search", "search_data", "search_idx", "search_docsize", "search_config", "version"})
    if (!inspection.is_readable(table)) return;
  inspection.step("search index");
  ask_fts5(inspection, file);
  auto tokenizer = Tokenizer::create(inspection.database());
  if (!tokenizer) return inspection.database().fail(tokenizer.error());
  SearchCheck(inspection, *std::move(tokenizer)).run();
}

}  // namespace newsarc::store
