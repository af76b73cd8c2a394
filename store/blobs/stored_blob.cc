#include "store/blobs/stored_blob.h"

#include <array>

#include "store/blobs/dictionaries.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {
namespace {

constexpr Table blob_table{"blob", "id, sha256, kind, codec, dict_id, base_id, raw_len, data",
                           "id"};

std::array<Cell, 8> cells_of(std::int64_t id, const StoredBlob& row) {
  return {id,          Bytes{row.sha256},      row.kind,
          row.codec,   reference(row.dict_id), reference(row.base_id),
          row.raw_len, Bytes{row.data}};
}

}  // namespace

Result<StoredBlob> stored_blob(Database& database, std::int64_t id) {
  Query query = database.query(
      "SELECT sha256, kind, codec, dict_id, base_id, raw_len, data FROM blob WHERE id = ?", id);
  if (query.next())
    return StoredBlob{query.text(0),    query.text(1),    query.text(2), query.integer(3),
                      query.integer(4), query.integer(5), query.text(6)};
  if (auto read = database.check(); !read) return tl::unexpected(read.error());
  return failure(Fault::damaged, "the blob is missing", "table blob");
}

void add_blob(Database& database, std::int64_t id, const StoredBlob& row) {
  add_row(database, blob_table, cells_of(id, row));
}

void replace_blob(Database& database, std::int64_t id, const StoredBlob& row) {
  save_row(database, blob_table, cells_of(id, row));
}

namespace {

Result<std::string> read_blob(Database& database, std::int64_t id) {
  const BlobSource source{[&](std::int64_t wanted) { return stored_blob(database, wanted); },
                          [&](std::int64_t wanted) { return load_dictionary(database, wanted); }};
  const auto row = stored_blob(database, id);
  if (!row) return tl::unexpected(row.error());
  return unpack_whole(*row, source);
}

}  // namespace

Result<std::string> load_blob(Database& database, std::int64_t id) {
  if (id == 0) return std::string();
  if (auto before = database.check(); !before) return tl::unexpected(std::move(before).error());
  auto bytes = read_blob(database, id);
  if (bytes) return bytes;
  const bool is_damaged = bytes.error().fault == Fault::damaged;
  if (is_damaged) static_cast<void>(database.take_error());
  return failure(bytes.error().fault, bytes.error().what, "blob " + std::to_string(id));
}

}  // namespace newsarc::store
