#include "store/blobs/dictionaries.h"

#include <array>

#include "store/blobs/stored_blob.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {
namespace {

constexpr Table dict_table{"dict", "id, site_id, kind, created, data", ""};
constexpr Table dict_source_table{"dict_source", "dict_id, blob_id", ""};

// ARCHIVE: a trained dictionary after about so many pages.
constexpr std::size_t pages_to_train = 50;

std::optional<ActiveDictionary> newest(Database& database, std::int64_t site_id, BlobKind kind) {
  auto stored = newest_dictionary(database, site_id, name(kind));
  if (!stored) return std::nullopt;
  Dictionary ready(stored->bytes, quick_level);
  return ActiveDictionary{stored->id, std::move(stored->bytes), std::move(ready)};
}

bool is_trained(Database& database, std::int64_t site_id) {
  return database.number("SELECT count(*) FROM dict WHERE site_id = ? AND kind = 'body'", site_id) >
         1;
}

// Bodies that cannot be read are left to verify.
std::vector<Sample> load_samples(Database& database, const std::vector<std::int64_t>& ids) {
  std::vector<Sample> samples;
  for (const std::int64_t id : ids) {
    if (auto bytes = load_blob(database, id)) samples.push_back({id, *std::move(bytes)});
  }
  return samples;
}

}  // namespace

std::string_view name(BlobKind kind) {
  switch (kind) {
    case BlobKind::body:
      return "body";
    case BlobKind::header:
      return "header";
    case BlobKind::request:
      return "request";
  }
  return "body";
}

const ActiveDictionary* Dictionaries::find(Database& database, std::int64_t site_id,
                                           BlobKind kind) {
  const auto known = known_.find({site_id, kind});
  auto& active =
      known != known_.end()
          ? known->second
          : known_.emplace(Key{site_id, kind}, newest(database, site_id, kind)).first->second;
  return active ? &*active : nullptr;
}

const ActiveDictionary& Dictionaries::begin(Database& database, std::int64_t site_id, BlobKind kind,
                                            std::int64_t at, std::string_view bytes) {
  const std::int64_t id = add_dictionary(database, site_id, kind, at, bytes);
  auto& active = known_[{site_id, kind}];
  active = ActiveDictionary{id, std::string(bytes), Dictionary(bytes, quick_level)};
  return *active;
}

void Dictionaries::used(Database& database, std::int64_t site_id, std::int64_t blob_id) {
  auto& recent = recent_[site_id];
  if (recent.size() >= pages_to_train) return;  // it was tried
  recent.push_back(blob_id);
  if (recent.size() < pages_to_train || is_trained(database, site_id)) return;
  if (training_.is_busy()) {  // another site's turn; this one's comes with its next page
    recent.erase(recent.begin());
    return;
  }
  const auto* current = find(database, site_id, BlobKind::body);
  if (current != nullptr)
    training_.start({site_id, current->bytes, load_samples(database, recent)});
}

void Dictionaries::adopt(Database& database, std::int64_t at) {
  auto trained = training_.take();
  if (!trained || std::exchange(is_outdated_, false) || trained->bytes.empty()) return;
  const auto* former = find(database, trained->site_id, BlobKind::body);
  const std::int64_t id = add_trained(database, *trained, former != nullptr ? former->id : 0, at);
  Dictionary ready(trained->bytes, quick_level);
  known_[{trained->site_id, BlobKind::body}] =
      ActiveDictionary{id, std::move(trained->bytes), std::move(ready)};
}

void Dictionaries::forget() {
  is_outdated_ = training_.is_busy();
  known_.clear();
  recent_.clear();
}

std::optional<StoredDictionary> newest_dictionary(Database& database, std::int64_t site_id,
                                                  std::string_view kind) {
  Query query = database.query(
      "SELECT id, data FROM dict WHERE site_id = ? AND kind = ? ORDER BY id DESC LIMIT 1", site_id,
      kind);
  if (!query.next()) return std::nullopt;
  return StoredDictionary{query.integer(0), query.text(1)};
}

std::int64_t add_dictionary(Database& database, std::int64_t site_id, BlobKind kind,
                            std::int64_t at, std::string_view bytes) {
  const std::int64_t id = next_id(database, "dict");
  save_row(database, dict_table, std::array<Cell, 5>{id, site_id, name(kind), at, Bytes{bytes}});
  return id;
}

void add_source(Database& database, std::int64_t dictionary_id, std::int64_t blob_id) {
  const bool is_said =
      database.number("SELECT 1 FROM dict_source WHERE dict_id = ? AND blob_id = ?", dictionary_id,
                      blob_id) != 0;
  if (!is_said) save_row(database, dict_source_table, std::array<Cell, 2>{dictionary_id, blob_id});
}

std::int64_t add_trained(Database& database, const TrainedDictionary& trained, std::int64_t former,
                         std::int64_t at) {
  const std::int64_t id =
      add_dictionary(database, trained.site_id, BlobKind::body, at, trained.bytes);
  for (const std::int64_t source : trained.sources) add_source(database, id, source);
  Query inherited = database.query("SELECT blob_id FROM dict_source WHERE dict_id = ?", former);
  while (inherited.next()) add_source(database, id, inherited.integer(0));
  return id;
}

Result<std::string> load_dictionary(Database& database, std::int64_t id) {
  Query query = database.query("SELECT data FROM dict WHERE id = ?", id);
  if (query.next()) return query.text(0);
  if (auto read = database.check(); !read) return tl::unexpected(read.error());
  return failure(Fault::damaged, "the dictionary is missing", "dict " + std::to_string(id));
}

}  // namespace newsarc::store
