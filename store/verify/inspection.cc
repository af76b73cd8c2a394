#include "store/verify/inspection.h"

#include <array>

namespace newsarc::store {
namespace {

// How a table's rows lead to a URL and a version: SQL that gives them for an id.
struct Way {
  std::string_view table;
  std::string_view sql;
};

constexpr std::string_view of_reading =
    "SELECT coalesce(landed.url, u.url), (SELECT id FROM version WHERE current_reading_id = r.id "
    "LIMIT 1) FROM reading r JOIN fetch f ON f.id = r.fetch_id JOIN url u ON u.id = f.url_id "
    "LEFT JOIN url landed ON landed.id = f.final_url_id WHERE r.id = ?1";
constexpr std::string_view of_version =
    "SELECT u.url, v.id FROM version v LEFT JOIN article a ON a.id = v.article_id "
    "LEFT JOIN url u ON u.id = a.canonical_url_id WHERE v.id = ?1";

constexpr std::array<Way, 15> ways{{
    {"article",
     "SELECT u.url, NULL FROM article a JOIN url u ON u.id = a.canonical_url_id "
     "WHERE a.id = ?1"},
    {"blob",
     "SELECT coalesce(landed.url, u.url), (SELECT v.id FROM reading r JOIN version v ON "
     "v.current_reading_id = r.id WHERE r.fetch_id = f.id LIMIT 1) FROM fetch f JOIN url u "
     "ON u.id = f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id "
     "WHERE f.blob_id = ?1 OR f.header_id = ?1 OR f.request_header_id = ?1 LIMIT 1"},
    {"credit", of_reading},
    {"evidence", of_reading},
    {"fetch",
     "SELECT coalesce(landed.url, u.url), (SELECT v.id FROM reading r JOIN version v ON "
     "v.current_reading_id = r.id WHERE r.fetch_id = f.id LIMIT 1) FROM fetch f JOIN url "
     "u ON u.id = f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id "
     "WHERE f.id = ?1"},
    {"forms", of_reading},
    {"image", of_reading},
    {"link", "SELECT u.url, NULL FROM link k JOIN url u ON u.id = k.url_id WHERE k.id = ?1"},
    {"reading", of_reading},
    {"state_event",
     "SELECT u.url, NULL FROM state_event e JOIN article a ON a.id = e.article_id "
     "JOIN url u ON u.id = a.canonical_url_id WHERE e.id = ?1"},
    {"text",
     "SELECT coalesce(landed.url, u.url), (SELECT id FROM version WHERE "
     "current_reading_id = r.id LIMIT 1) AS v FROM reading r JOIN fetch f ON f.id = "
     "r.fetch_id JOIN url u ON u.id = f.url_id LEFT JOIN url landed ON landed.id = "
     "f.final_url_id LEFT JOIN forms s ON s.reading_id = r.id "
     "WHERE r.text_id = ?1 OR s.simplified_text_id = ?1 ORDER BY v IS NULL LIMIT 1"},
    {"tombstone",
     "SELECT u.url, NULL FROM tombstone t JOIN url u ON u.id = t.url_id "
     "WHERE t.id = ?1"},
    {"url", "SELECT url, NULL FROM url WHERE id = ?1"},
    {"version", of_version},
    {"version_page", of_version},
}};

std::optional<int> number_of(Database& database, std::int64_t version_id) {
  const auto number = database.number(
      "SELECT count(*) FROM version w JOIN version v ON w.article_id = v.article_id AND "
      "(w.valid_from, w.id) <= (v.valid_from, v.id) WHERE v.id = ?",
      version_id);
  return number > 0 ? std::optional(static_cast<int>(number)) : std::nullopt;
}

}  // namespace

std::string row_name(std::string_view table, const std::string& row) {
  return "table " + std::string(table) + ", row " + row;
}

void add_place(Database& database, std::string_view table, std::int64_t id, Damage& damage) {
  for (const auto& way : ways) {
    if (way.table != table) continue;
    std::optional<std::int64_t> version;
    {
      Query query = database.query(way.sql, id);
      if (query.next()) {
        damage.url = query.optional_text(0);
        version = query.optional_integer(1);
      }
    }
    if (version) damage.version = number_of(database, *version);
  }
  static_cast<void>(database.take_error());  // what is damaged may not be found
}

void Inspection::damaged(Damage damage) {
  ++report_.damages;
  if (options_.found) options_.found(damage);
  if (report_.damage.size() < most_named) report_.damage.push_back(std::move(damage));
}

void Inspection::row_damaged(std::string what, std::string_view table, std::int64_t id) {
  row_damaged(std::move(what), table, std::to_string(id), id);
}

void Inspection::row_damaged(std::string what, std::string_view table, const std::string& row,
                             std::int64_t id) {
  Damage damage{std::move(what), row_name(table, row), std::nullopt, std::nullopt};
  if (!database_.failed()) add_place(database_, table, id, damage);
  damaged(std::move(damage));
}

bool Inspection::settle(std::string_view where) {
  const auto read = database_.take_error();
  if (read) return true;
  if (is_final(read.error())) {
    database_.fail(read.error());
    return false;
  }
  damaged("it cannot be read to its end: " + read.error().what, std::string(where));
  return true;
}

bool Inspection::met_damage() {
  const auto read = database_.take_error();
  if (read) return false;
  if (is_final(read.error())) database_.fail(read.error());
  return true;
}

void Inspection::each_id(std::string_view table, const std::function<void(std::int64_t)>& each) {
  const auto* shape = shape_.find(table);
  if (shape == nullptr || !is_readable(shape->name) || database_.failed()) return;
  const auto look = [&](Cells row) {
    const auto* id = std::get_if<std::int64_t>(&row.front());
    if (id == nullptr) return;
    each(*id);
    met_damage();
  };
  scan_table(database_, *shape, shape->columns.front(), {look, [](const Hole&) {}});
}

bool Inspection::each(const std::string& sql, std::string_view where,
                      const std::function<void(const Query&)>& each) {
  if (database_.failed()) return false;
  {
    Query query = database_.query(sql);
    while (query.next()) each(query);
  }
  return settle(where);
}

namespace {

std::string words_of(const Hole& hole) {
  const auto first = std::to_string(hole.first);
  if (!hole.last) return "rows from " + first + " on";
  if (*hole.last <= hole.first) return "row " + first;
  return "rows " + first + " to " + std::to_string(*hole.last);
}

}  // namespace

Damage unread_rows(Database& database, std::string_view table, const Hole& hole) {
  const bool is_one = hole.last && *hole.last <= hole.first;
  Damage damage{"cannot be read: " + hole.why,
                "table " + std::string(table) + ", " + words_of(hole), std::nullopt, std::nullopt};
  if (is_one) add_place(database, table, hole.first, damage);
  return damage;
}

}  // namespace newsarc::store
