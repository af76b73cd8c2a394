#include "tests/store/damaged_archive.h"

#include <sqlite3.h>

#include <fstream>

#include "store/schema/table_scan.h"
#include "store/schema/table_shapes.h"
#include "store/sqlite/rows.h"
#include "tests/file_bytes.h"

namespace newsarc::store {
namespace {

Database open_for_writing(const std::filesystem::path& file) {
  auto database = Database::open(file.string(), SQLITE_OPEN_READWRITE);
  if (!database) std::abort();
  return *std::move(database);
}

void expect_done(const Database& database, const std::string& sql) {
  const auto done = database.check();
  EXPECT_TRUE(done) << sql << ": " << (done ? "" : done.error().what);
}

struct Rehashed {
  std::vector<std::int64_t> key;
  std::string hash;
};

void rehash(Database& database, std::string_view name) {
  const auto shape = schema_shape();
  const TableShape* table = shape->find(name);
  std::vector<Rehashed> rows;
  scan_table(database, *table, table->column_list(),
             {[&](Cells row) {
                Rehashed one;
                for (std::size_t i = 0; i < table->key_columns; ++i)
                  one.key.push_back(std::get<std::int64_t>(row[i]));
                one.hash = row_hash(row);
                rows.push_back(std::move(one));
              },
              [](const Hole& hole) { ADD_FAILURE() << hole.why; }});
  std::string sql = "UPDATE " + table->name + " SET row_hash = ? WHERE ";
  for (std::size_t i = 0; i < table->key_columns; ++i)
    sql += (i > 0 ? " AND " : "") + table->columns[i] + " = ?";
  for (const auto& row : rows) {
    Query query = database.query(sql);
    query.bind(1, Bytes{row.hash});
    for (std::size_t i = 0; i < row.key.size(); ++i)
      query.bind(static_cast<int>(i) + 2, row.key[i]);
    query.run();
  }
}

}  // namespace

void DamagedArchive::crawl_some_nights() {
  site_.text = "start = [\"http://news.example/\"]";
  Article traditional = story("衡陽高新區召開年度工作會議", "衡陽高新區日前召開年度工作會議。");
  publish("edited", story("南岳区修缮古建筑", "南岳区日前修缮古建筑。"));
  publish("gone", story("雁峰区举办职工运动会", "雁峰区日前举办职工运动会。"));
  publish("back", story("石鼓区整治河道", "石鼓区日前整治河道。"));
  publish("script", traditional);
  publish("moved", story("蒸湘区开通公交", "蒸湘区日前开通公交。"));
  publish("alias", redirected_to(article_url("alias-2"), page_with(story("珠晖区植树", "植树。"))));
  crawl();
  publish("edited", story("南岳区修缮古建筑", "南岳区日前修缮古建筑三处。"));
  publish("gone", page_with_status(404));
  publish("back", page_with_status(410));
  publish("script", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
  publish("blocked", story("耒阳市扩建水厂", "耒阳市日前扩建水厂。"));
  crawl();
  publish("moved", redirected_to(article_url("other"), page_with(story("常宁市", "常宁市。"))));
  crawl();
  publish("back", story("石鼓区整治河道", "石鼓区日前整治河道。"));
  publish("blocked", no_answer(Fault::refused));
  crawl();
  publish("edited", story("南岳区修缮古建筑群", "南岳区日前修缮古建筑三处。"));
  crawl();
}

void DamagedArchive::spoil(const std::string& sql) const {
  auto database = open_for_writing(file_);
  database.script(sql);
  expect_done(database, sql);
}

void DamagedArchive::forge(const std::string& sql, std::string_view table) const {
  auto database = open_for_writing(file_);
  database.script(sql);
  rehash(database, table);
  expect_done(database, sql);
}

void DamagedArchive::overwrite(std::size_t place, std::string_view bytes) const {
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(place));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  ASSERT_TRUE(file.good());
}

void DamagedArchive::overwrite_root(const std::string& tree) const {
  std::int64_t root = 0;
  {
    auto database = open_for_writing(file_);
    root = database.number("SELECT rootpage FROM sqlite_schema WHERE name = ?", tree);
  }
  ASSERT_GT(root, 1);
  constexpr std::size_t size_of_page = 16384;
  overwrite(static_cast<std::size_t>(root - 1) * size_of_page, std::string(64, '\x5a'));
}

std::size_t DamagedArchive::place_of(std::string_view bytes) const {
  const auto place = bytes_of(file_).find(bytes);
  EXPECT_NE(place, std::string::npos);
  return place;
}

VerifyReport DamagedArchive::verified(Depth depth) const {
  const std::string before = bytes_of(file_);
  VerifyOptions options;
  options.depth = depth;
  auto report = verify(file_, options);
  EXPECT_TRUE(report) << report.error().what;
  EXPECT_TRUE(before == bytes_of(file_)) << "verify changed the file";
  return report.value_or(VerifyReport{});
}

std::string words_of(const VerifyReport& report) {
  std::string words;
  for (const auto& one : report.damage) {
    words += one.where + ": " + one.what + " (" + one.url.value_or("");
    if (one.version) words += ", version " + std::to_string(*one.version);
    words += ")\n";
  }
  return words;
}

}  // namespace newsarc::store
