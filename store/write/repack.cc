#include "store/write/repack.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "store/blobs/dictionary_training.h"
#include "store/blobs/stored_blob.h"

namespace newsarc::store {
namespace {

constexpr std::int64_t blobs_a_commit = 200;
constexpr std::int64_t samples_a_site = 100;

struct SiteDictionary {
  std::int64_t id = 0;
  std::optional<Dictionary> ready;
};
using SiteDictionaries = std::map<std::pair<std::int64_t, std::string>, SiteDictionary>;

std::vector<std::int64_t> site_ids(Database& database) {
  std::vector<std::int64_t> ids;
  Query query = database.query("SELECT id FROM site ORDER BY id");
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

// Bodies of articles from the whole life of the site, each as different as may be.
std::vector<Sample> samples_of(Database& database, std::int64_t site_id) {
  std::vector<std::int64_t> ids;
  Query bodies = database.query(
      "SELECT DISTINCT f.blob_id FROM article a JOIN fetch f ON f.url_id = a.canonical_url_id "
      "WHERE a.site_id = ? AND f.kind = 'article' AND f.blob_id IS NOT NULL",
      site_id);
  while (bodies.next()) ids.push_back(bodies.integer(0));
  std::vector<Sample> samples;
  const std::size_t step = ids.size() / samples_a_site + 1;
  for (std::size_t i = 0; i < ids.size(); i += step) {
    if (auto bytes = load_blob(database, ids[i])) samples.push_back({ids[i], *std::move(bytes)});
  }
  return samples;
}

// A better dictionary for the bodies of a site, if the whole of it teaches one.
void train_site(Database& database, std::int64_t site_id, std::int64_t now) {
  Dictionaries dictionaries;
  const auto* current = dictionaries.find(database, site_id, BlobKind::body);
  if (current == nullptr) return;
  const auto trained = train({site_id, current->bytes, samples_of(database, site_id)});
  if (!trained.bytes.empty()) add_trained(database, trained, current->id, now);
}

// The newest dictionary of a site for a kind of blobs, ready for the thorough level.
const SiteDictionary& dictionary_for(Database& database, SiteDictionaries& known,
                                     std::int64_t site_id, const std::string& kind) {
  const auto [found, is_new] = known.try_emplace({site_id, kind});
  if (!is_new) return found->second;
  if (const auto stored = newest_dictionary(database, site_id, kind))
    found->second = {stored->id, Dictionary(stored->bytes, thorough_level)};
  return found->second;
}

// The site whose page it is; 0 when none is known.
std::int64_t site_of(Database& database, std::int64_t blob_id, std::int64_t dict_id) {
  if (dict_id != 0) return database.number("SELECT site_id FROM dict WHERE id = ?", dict_id);
  return database.number(
      "SELECT u.site_id FROM fetch f JOIN url u ON u.id = f.url_id WHERE f.blob_id = ? LIMIT 1",
      blob_id);
}

// The smaller of what is there and what can be made today; nothing when it is what is there.
std::optional<StoredBlob> smaller(Database& database, Compressor& compressor,
                                  SiteDictionaries& dictionaries, std::int64_t id,
                                  const StoredBlob& row, const std::string& bytes) {
  StoredBlob best = row;
  if (row.codec == "zstd+prefix") {
    const auto base = load_blob(database, row.base_id);
    if (!base) return std::nullopt;
    best.data = compressor.pack_difference(bytes, *base, thorough_level);
  } else {
    const auto& dictionary =
        dictionary_for(database, dictionaries, site_of(database, id, row.dict_id), row.kind);
    best.codec = dictionary.ready ? "zstd+dict" : "zstd";
    best.dict_id = dictionary.id;
    best.data = dictionary.ready ? compressor.pack(bytes, *dictionary.ready)
                                 : compressor.pack(bytes, thorough_level);
  }
  if (best.data.empty() || best.data.size() >= row.data.size()) return std::nullopt;
  return best;
}

// The next few blobs; the id of the last, 0 at the end.
std::int64_t repack_some(Database& database, Compressor& compressor, SiteDictionaries& dictionaries,
                         std::int64_t after, Repacked& figures) {
  std::vector<std::int64_t> ids;
  Query query =
      database.query("SELECT id FROM blob WHERE id > ? ORDER BY id LIMIT ?", after, blobs_a_commit);
  while (query.next()) ids.push_back(query.integer(0));
  database.script("BEGIN IMMEDIATE");
  for (const std::int64_t id : ids) {
    const auto row = stored_blob(database, id);
    if (!row) continue;
    ++figures.done;
    figures.before += static_cast<std::int64_t>(row->data.size());
    figures.after += static_cast<std::int64_t>(row->data.size());
    const auto bytes = load_blob(database, id);
    if (!bytes) {
      ++figures.damaged;
      continue;
    }
    const auto best = smaller(database, compressor, dictionaries, id, *row, *bytes);
    if (!best) continue;
    figures.after -= static_cast<std::int64_t>(row->data.size() - best->data.size());
    replace_blob(database, id, *best);
  }
  database.script("COMMIT");
  return ids.empty() ? 0 : ids.back();
}

void drop_unused_dictionaries(Database& database) {
  database.script(
      "BEGIN IMMEDIATE; CREATE TEMP TABLE used AS SELECT DISTINCT dict_id FROM blob "
      "WHERE dict_id IS NOT NULL; "
      "DELETE FROM dict_source WHERE dict_id NOT IN (SELECT dict_id FROM used); "
      "DELETE FROM dict WHERE id NOT IN (SELECT dict_id FROM used); DROP TABLE used; COMMIT");
}

}  // namespace

Result<Repacked> repack_blobs(Database& database, std::int64_t now,
                              const std::function<bool(Repacked)>& progress) {
  for (const std::int64_t site_id : site_ids(database)) {
    database.script("BEGIN IMMEDIATE");
    train_site(database, site_id, now);
    database.script("COMMIT");
  }
  Compressor compressor;
  SiteDictionaries dictionaries;
  Repacked figures;
  figures.total = database.number("SELECT count(*) FROM blob");
  std::int64_t last = 0;
  bool goes_on = true;
  while (goes_on && !database.failed()) {
    last = repack_some(database, compressor, dictionaries, last, figures);
    goes_on = last != 0 && (!progress || progress(figures));
  }
  if (last == 0) drop_unused_dictionaries(database);
  if (auto done = database.check(); !done) return tl::unexpected(done.error());
  return figures;
}

namespace {

// Bytes that cannot be unpacked any more are no reason to keep those they lean on.
void cut_off(Database& database, std::int64_t id) {
  auto row = stored_blob(database, id);
  if (!row) {
    if (row.error().fault == Fault::damaged) static_cast<void>(database.take_error());
    return;
  }
  row->dict_id = row->base_id = 0;
  replace_blob(database, id, *row);
}

}  // namespace

void pack_alone(Database& database, BlobWriter& writer, std::span<const Dependent> blobs) {
  for (const auto& [id, site_id] : blobs) {
    if (const auto bytes = load_blob(database, id))
      writer.repack(database, id, *bytes, 0, 0);
    else if (bytes.error().fault == Fault::damaged)
      cut_off(database, id);
  }
}

void pack_again(Database& database, BlobWriter& writer, std::span<const Dependent> blobs,
                std::int64_t at) {
  for (const auto& [id, site_id] : blobs) {
    if (site_id == 0) continue;
    if (const auto bytes = load_blob(database, id))
      writer.repack(database, id, *bytes, site_id, at);
  }
}

}  // namespace newsarc::store
