#include "digest/digest.h"
#include "store/blobs/codec.h"
#include "store/blobs/stored_blob.h"

namespace newsarc::store {
namespace {

Result<std::string> load_base(std::int64_t id, const BlobSource& source) {
  const auto base = source.blob(id);
  if (!base) return tl::unexpected(base.error());
  if (base->base_id != 0 || base->codec == "zstd+prefix")
    return failure(Fault::damaged, "a difference stands on another difference", "table blob");
  return unpack(*base, source);
}

}  // namespace

Result<std::string> unpack(const StoredBlob& row, const BlobSource& source) {
  const auto raw_size = static_cast<std::size_t>(row.raw_len);
  if (row.codec == "raw" && row.data.size() == raw_size) return row.data;
  if (row.codec == "zstd") return unpack(row.data, raw_size);
  if (row.codec == "zstd+dict") {
    const auto dictionary = source.dictionary(row.dict_id);
    if (!dictionary) return tl::unexpected(dictionary.error());
    return unpack(row.data, raw_size, *dictionary);
  }
  if (row.codec == "zstd+prefix") {
    const auto base = load_base(row.base_id, source);
    if (!base) return base;
    return unpack_difference(row.data, raw_size, *base);
  }
  return failure(Fault::damaged, "bytes packed as \"" + row.codec + "\"", "table blob");
}

Result<std::string> unpack_whole(const StoredBlob& row, const BlobSource& source) {
  auto bytes = unpack(row, source);
  if (bytes && digest::sha256(*bytes) != row.sha256)
    return failure(Fault::damaged, "stored bytes do not have their SHA-256", "table blob");
  return bytes;
}

}  // namespace newsarc::store
