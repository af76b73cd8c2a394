#include "store/blobs.h"

#include <zstd.h>

#include <array>
#include <memory>

#include "store/rows.h"
#include "store/sha256.h"

namespace newsarc::store {
namespace {

constexpr Table blob_table{"blob", "id, sha256, kind, codec, dict_id, base_id, raw_len, data", ""};
constexpr Table text_table{"text", "id, sha256, body", ""};

// zstd's own default; `newsarc repack` is for smaller.
constexpr int compression_level = 3;
// No body is larger (crawler: 32 MiB, headers 256 KiB): a raw_len beyond is damage, not a page.
constexpr std::size_t raw_limit = std::size_t{1} << 30;

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

// "" when it would not be smaller.
std::string compress(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), compression_level);
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) return {};
  packed.resize(size);
  return packed;
}

std::int64_t find_by_hash(Database& database, const std::string& hash) {
  return database.number("SELECT id FROM blob WHERE sha256 = ?", Bytes{hash});
}

}  // namespace

std::int64_t find_blob(Database& database, std::string_view bytes) {
  return find_by_hash(database, sha256(bytes));
}

std::int64_t save_blob(Database& database, BlobKind kind, std::string_view bytes) {
  if (bytes.empty()) return 0;
  const std::string hash = sha256(bytes);
  if (const std::int64_t known = find_by_hash(database, hash); known != 0) return known;
  const std::string packed = compress(bytes);
  const std::int64_t id = next_id(database, "blob");
  const std::string_view codec = packed.empty() ? "raw" : "zstd";
  save_row(database, blob_table,
           std::array<Cell, 8>{id, Bytes{hash}, name(kind), codec, Cell(), Cell(),
                               static_cast<std::int64_t>(bytes.size()),
                               Bytes{packed.empty() ? bytes : std::string_view(packed)}});
  return id;
}

Result<std::string> unpack(std::string_view codec, std::string_view data, std::size_t raw_size) {
  if (codec == "raw") return std::string(data);
  if (codec != "zstd")
    return failure(Fault::damaged, "unknown codec " + std::string(codec), "table blob");
  if (raw_size > raw_limit) return failure(Fault::damaged, "impossible raw_len", "table blob");
  std::string bytes(raw_size, '\0');
  const std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), data.data(), data.size());
  if (ZSTD_isError(size) != 0 || size != raw_size)
    return failure(Fault::damaged, "stored bytes cannot be decompressed", "table blob");
  return bytes;
}

Result<std::string> load_blob(Database& database, std::int64_t id) {
  if (id == 0) return std::string();
  const std::string where = "blob " + std::to_string(id);
  Query query = database.query("SELECT sha256, codec, data, raw_len FROM blob WHERE id = ?", id);
  if (!query.next()) {
    if (auto read = database.check(); !read) return tl::unexpected(read.error());
    return failure(Fault::damaged, "the blob is missing", where);
  }
  auto bytes = unpack(query.text(1), query.text(2), static_cast<std::size_t>(query.integer(3)));
  if (!bytes) return failure(Fault::damaged, bytes.error().what, where);
  if (sha256(*bytes) != query.text(0))
    return failure(Fault::damaged, "stored bytes do not have their SHA-256", where);
  return bytes;
}

std::int64_t save_text(Database& database, std::string_view text) {
  const std::string hash = sha256(text);
  if (const auto known = database.number("SELECT id FROM text WHERE sha256 = ?", Bytes{hash});
      known != 0)
    return known;
  const std::int64_t id = next_id(database, "text");
  save_row(database, text_table, std::array<Cell, 3>{id, Bytes{hash}, text});
  return id;
}

}  // namespace newsarc::store
