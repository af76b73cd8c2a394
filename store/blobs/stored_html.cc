#include "store/blobs/stored_html.h"

#include <optional>

#include "http/coding.h"
#include "http/header.h"
#include "store/blobs/stored_blob.h"
#include "text/charset.h"

namespace newsarc::store {
namespace {

std::optional<unsigned> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

std::optional<std::string> hash_of(std::string_view digits) {
  constexpr std::size_t sha256_digits = 64;
  if (digits.size() != sha256_digits) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto high = digit_of(digits[i]);
    const auto low = digit_of(digits[i + 1]);
    if (!high || !low) return std::nullopt;
    bytes += static_cast<char>(static_cast<unsigned char>(*high << 4 | *low));
  }
  return bytes;
}

std::string column(sqlite3_stmt* statement, int number) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, number));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement, number))};
}

Result<Prepared> prepare(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code =
      sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error_of(code, connection, "table blob"));
  return Prepared(prepared);
}

// The one row with that id, or an error.
Result<Prepared> row_of(sqlite3* connection, std::string_view sql, std::int64_t id) {
  auto statement = prepare(connection, sql);
  if (!statement) return statement;
  sqlite3_bind_int64(statement->get(), 1, id);
  if (sqlite3_step(statement->get()) == SQLITE_ROW) return statement;
  return failure(Fault::damaged, "a blob or its dictionary is missing", "table blob");
}

Result<StoredBlob> stored_blob(sqlite3* connection, std::int64_t id) {
  const auto row = row_of(
      connection,
      "SELECT sha256, kind, codec, dict_id, base_id, raw_len, data FROM blob WHERE id = ?", id);
  if (!row) return tl::unexpected(row.error());
  sqlite3_stmt* statement = row->get();
  return StoredBlob{column(statement, 0),
                    column(statement, 1),
                    column(statement, 2),
                    sqlite3_column_int64(statement, 3),
                    sqlite3_column_int64(statement, 4),
                    sqlite3_column_int64(statement, 5),
                    column(statement, 6)};
}

Result<std::string> bytes_of(sqlite3* connection, std::int64_t id) {
  if (id == 0) return std::string();
  const auto row = stored_blob(connection, id);
  if (!row) return tl::unexpected(row.error());
  const auto dictionary = [&](std::int64_t wanted) -> Result<std::string> {
    const auto found = row_of(connection, "SELECT data FROM dict WHERE id = ?", wanted);
    if (!found) return tl::unexpected(found.error());
    return column(found->get(), 0);
  };
  return unpack_whole(
      *row, {[&](std::int64_t wanted) { return stored_blob(connection, wanted); }, dictionary});
}

Result<std::string> as_text(const std::string& header, const std::string& body) {
  const auto decoded = http::decode_body(header, body);
  if (!decoded) return tl::unexpected(decoded.error());
  const auto type = http::content_type(header);
  const auto charset = type.charset ? std::optional<std::string_view>(*type.charset) : std::nullopt;
  return text::decode_html(*decoded, charset).utf8;
}

}  // namespace

Result<std::string> stored_html(sqlite3* connection, std::string_view sha256_digits) {
  constexpr std::string_view sql =
      "SELECT b.id, f.header_id FROM blob b LEFT JOIN fetch f ON f.blob_id = b.id "
      "WHERE b.sha256 = ? LIMIT 1";
  const auto missing = failure(Fault::not_found, "no body has this SHA-256", "table blob");
  const auto hash = hash_of(sha256_digits);
  if (!hash) return missing;
  const auto statement = prepare(connection, sql);
  if (!statement) return tl::unexpected(statement.error());
  sqlite3_bind_blob64(statement->get(), 1, hash->data(), hash->size(), SQLITE_STATIC);
  if (sqlite3_step(statement->get()) != SQLITE_ROW) return missing;
  const auto body = bytes_of(connection, sqlite3_column_int64(statement->get(), 0));
  if (!body) return body;
  const auto header = bytes_of(connection, sqlite3_column_int64(statement->get(), 1));
  if (!header) return header;
  return as_text(*header, *body);
}

}  // namespace newsarc::store
