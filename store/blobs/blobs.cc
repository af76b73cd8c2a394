#include "store/blobs/blobs.h"

#include <array>
#include <vector>

#include "digest/digest.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {
namespace {

constexpr Table text_table{"text", "id, sha256, body", ""};

// What is shorter tells nothing of its site.
constexpr std::size_t shortest_dictionary = 64;
// A difference of this size is taken without a look at what the whole would take.
constexpr std::size_t small_difference = 256;

std::int64_t find_by_hash(Database& database, const std::string& hash) {
  return database.number("SELECT id FROM blob WHERE sha256 = ?", Bytes{hash});
}

// ARCHIVE: depth one, never a chain: a difference is made from a blob that is whole.
std::int64_t whole_base(Database& database, std::int64_t id) {
  Query query = database.query("SELECT coalesce(base_id, id) FROM blob WHERE id = ?", id);
  return query.next() ? query.integer(0) : 0;
}

}  // namespace

void BlobWriter::expect(Database& database, std::int64_t at, std::span<const ExpectedBlob> blobs) {
  ahead_.stop();
  if (blobs.empty()) return;
  dictionaries_.adopt(database, at);
  std::vector<PackingTask> tasks;
  for (const auto& blob : blobs) {
    const auto* dictionary =
        blob.is_first ? dictionaries_.find(database, blob.site_id, blob.kind) : nullptr;
    tasks.push_back({blob.bytes, dictionary != nullptr ? &dictionary->ready : nullptr});
  }
  ahead_.start(tasks);
}

void BlobWriter::forget() {
  ahead_.stop();
  dictionaries_.forget();
}

std::string BlobWriter::pack_with(const Dictionary& dictionary, std::string_view bytes,
                                  const PackedAhead* ahead) {
  if (ahead != nullptr && ahead->dictionary == &dictionary) return ahead->data;
  return compressor_.pack(bytes, dictionary);
}

// With the dictionary of its site, else alone; as it is where that makes nothing smaller.
BlobWriter::Packed BlobWriter::pack_whole(Database& database, const NewBlob& blob,
                                          const PackedAhead* ahead) {
  const auto* dictionary = dictionaries_.find(database, blob.site_id, blob.kind);
  std::int64_t begun = 0;
  if (dictionary == nullptr && blob.is_typical && blob.bytes.size() >= shortest_dictionary) {
    dictionary = &dictionaries_.begin(database, blob.site_id, blob.kind, blob.at, blob.bytes);
    begun = dictionary->id;
  }
  StoredBlob packed;
  packed.codec = dictionary != nullptr ? "zstd+dict" : "zstd";
  packed.dict_id = dictionary != nullptr ? dictionary->id : 0;
  packed.data = dictionary != nullptr ? pack_with(dictionary->ready, blob.bytes, ahead)
                                      : compressor_.pack(blob.bytes, alone_level);
  if (!packed.data.empty() && packed.data.size() < blob.bytes.size())
    return {std::move(packed), begun};
  StoredBlob plain;
  plain.data = blob.bytes;
  return {std::move(plain), begun};
}

// ARCHIVE: a difference until it passes half of what the whole takes.
BlobWriter::Packed BlobWriter::pack(Database& database, const NewBlob& blob,
                                    const PackedAhead* ahead) {
  const std::int64_t base_id = blob.near != 0 ? whole_base(database, blob.near) : 0;
  if (base_id == 0) return pack_whole(database, blob, ahead);
  const auto base = load_blob(database, base_id);
  if (!base) return pack_whole(database, blob, ahead);  // damaged: verify names it
  StoredBlob packed;
  packed.codec = "zstd+prefix";
  packed.base_id = base_id;
  packed.data = compressor_.pack_difference(blob.bytes, *base, alone_level);
  if (!packed.data.empty() && packed.data.size() <= small_difference) return {std::move(packed)};
  auto whole = pack_whole(database, blob, ahead);
  if (packed.data.empty() || packed.data.size() * 2 > whole.row.data.size()) return whole;
  return {std::move(packed), whole.begun};
}

std::int64_t BlobWriter::save(Database& database, const NewBlob& blob) {
  if (blob.bytes.empty()) return 0;
  const PackedAhead* ahead = ahead_.find(blob.bytes);
  const std::string hash = ahead != nullptr ? ahead->sha256 : digest::sha256(blob.bytes);
  if (const std::int64_t known = find_by_hash(database, hash); known != 0) return known;
  auto [packed, begun] = pack(database, blob, ahead);
  packed.sha256 = hash;
  packed.kind = name(blob.kind);
  packed.raw_len = static_cast<std::int64_t>(blob.bytes.size());
  const std::int64_t id = next_id(database, "blob");
  add_blob(database, id, packed);
  if (begun != 0) add_source(database, begun, id);
  if (packed.dict_id != 0 && blob.kind == BlobKind::body && blob.is_typical)
    dictionaries_.used(database, blob.site_id, id);
  return id;
}

void BlobWriter::repack(Database& database, std::int64_t id, std::string_view bytes,
                        std::int64_t site_id, std::int64_t at) {
  const auto row = stored_blob(database, id);
  if (!row) return;
  NewBlob blob{BlobKind::body, site_id, at, bytes, 0, site_id != 0};
  if (row->kind == name(BlobKind::header)) blob.kind = BlobKind::header;
  if (row->kind == name(BlobKind::request)) blob.kind = BlobKind::request;
  auto [packed, begun] = pack_whole(database, blob, nullptr);
  packed.sha256 = row->sha256;
  packed.kind = row->kind;
  packed.raw_len = row->raw_len;
  replace_blob(database, id, packed);
  if (begun != 0) add_source(database, begun, id);
}

std::int64_t find_blob(Database& database, std::string_view bytes) {
  return find_by_hash(database, digest::sha256(bytes));
}

namespace {

std::int64_t text_with_hash(Database& database, std::string_view hash) {
  return database.number("SELECT id FROM text WHERE sha256 = ?", Bytes{hash});
}

}  // namespace

std::int64_t find_text(Database& database, std::string_view text) {
  return text_with_hash(database, digest::sha256(text));
}

std::int64_t save_text(Database& database, std::string_view text) {
  const std::string hash = digest::sha256(text);
  if (const auto known = text_with_hash(database, hash); known != 0) return known;
  const std::int64_t id = next_id(database, "text");
  save_row(database, text_table, std::array<Cell, 3>{id, Bytes{hash}, text});
  return id;
}

}  // namespace newsarc::store
