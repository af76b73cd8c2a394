#include "store/stored_html.h"

#include <optional>

#include "http/coding.h"
#include "http/header.h"
#include "store/blobs.h"
#include "text/charset.h"

namespace newsarc::store {
namespace {

std::optional<unsigned> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

std::optional<std::string> bytes_of(std::string_view digits) {
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

std::string_view column(sqlite3_stmt* statement, int number) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, number));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement, number))};
}

// A blob row from three columns: codec, data, raw_len.
Result<std::string> unpack_columns(sqlite3_stmt* statement, int first) {
  if (sqlite3_column_type(statement, first) == SQLITE_NULL) return std::string();
  const std::string codec(column(statement, first));
  return unpack(codec, column(statement, first + 1),
                static_cast<std::size_t>(sqlite3_column_int64(statement, first + 2)));
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
      "SELECT b.codec, b.data, b.raw_len, h.codec, h.data, h.raw_len FROM blob b "
      "LEFT JOIN fetch f ON f.blob_id = b.id LEFT JOIN blob h ON h.id = f.header_id "
      "WHERE b.sha256 = ? LIMIT 1";
  const auto missing = failure(Fault::not_found, "no body has this SHA-256", "table blob");
  const auto hash = bytes_of(sha256_digits);
  if (!hash) return missing;
  sqlite3_stmt* prepared = nullptr;
  const int code =
      sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
  const Prepared statement(prepared);
  if (code != SQLITE_OK) return tl::unexpected(error_of(code, connection, "table blob"));
  sqlite3_bind_blob64(prepared, 1, hash->data(), hash->size(), SQLITE_STATIC);
  if (sqlite3_step(prepared) != SQLITE_ROW) return missing;
  const auto body = unpack_columns(prepared, 0);
  if (!body) return body;
  const auto header = unpack_columns(prepared, 3);
  if (!header) return header;
  return as_text(*header, *body);
}

}  // namespace newsarc::store
