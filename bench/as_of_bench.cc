// What it costs to look at an archive as it stood: a million articles over a thousand days, written
// as plain rows, asked as of the middle of that time and, beside it, as of now.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "store/read/query.h"
#include "store/read/reader.h"
#include "store/schema/schema.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t article_count = 1'000'000;

// Article n is first seen n * 86 seconds after the beginning; ten days later every tenth is edited
// and every hundredth gone. Rows carry no hashes: nothing here looks at them.
constexpr std::string_view filling = R"sql(
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -500000;
PRAGMA temp_store = MEMORY;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TEMP TABLE numbers(n INTEGER PRIMARY KEY, at INTEGER);
INSERT INTO numbers
  WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < :articles)
  SELECT n, 1700000000 + n * 86 FROM up;
CREATE TEMP TABLE states(n INTEGER PRIMARY KEY, article INTEGER, at INTEGER, change TEXT,
                         until INTEGER);
INSERT INTO states(article, at, change, until) SELECT n, at, change, until FROM (
    SELECT n, at, 'new' AS change, CASE WHEN n % 10 = 0 THEN at + 864000 END AS until FROM numbers
    UNION ALL SELECT n, at + 864000, 'edit', NULL FROM numbers WHERE n % 10 = 0) ORDER BY at;
INSERT INTO site SELECT n, 'site-' || n, 'Site ' || n, 'http://site-' || n || '.example/',
    'Asia/Shanghai', 'zh', x'' FROM numbers WHERE n <= 10;
INSERT INTO crawl SELECT n, at, at + 60, 'finished', 'bench', 'newsarc crawl', x'' FROM numbers
    WHERE n <= 1000;
INSERT INTO url SELECT n, printf('http://site.example/a/%08d.html', n),
    printf('http://site.example/a/%08d.html', n), printf('site.example/a/%08d', n), NULL,
    1 + n % 10, n, 'key', NULL, NULL, 1, 0, x'' FROM numbers;
INSERT INTO fetch SELECT n, 1, article, 'article', at, 200, NULL, NULL, NULL, '1.1', '192.0.2.1',
    NULL, NULL, NULL, 20, x'0011223344556677' FROM states;
INSERT INTO text SELECT n, CAST(printf('%032d', n) AS BLOB), printf('text %d %.*c', n, 300, 'x'),
    x'0011223344556677' FROM states;
INSERT INTO reading SELECT n, n, 'bench', 'The title of article ' || article,
    datetime(at, 'unixepoch'), date(at, 'unixepoch'), NULL, 'source', 'section', '["Author"]', 'zh',
    NULL, 'Hans', n, CAST(printf('%032d', n) AS BLOB), 'utf-8', 'header', 0, 0,
    x'0011223344556677' FROM states;
INSERT INTO forms SELECT n, '1', NULL, NULL, n, 0, x'0011223344556677' FROM states;
INSERT INTO version SELECT n, article, at, until, n, n, change, 10, 0, x'0011223344556677'
    FROM states;
INSERT INTO version_page SELECT n, 1, n, x'0011223344556677' FROM states;
INSERT INTO article SELECT n, 1 + n % 10, n, iif(n % 100 = 0, 'gone', 'live'),
    at + iif(n % 100 = 0, 864000, 0), at, at + 864000, at + 864000, NULL, at + 8640000, NULL,
    (SELECT v.id FROM version v WHERE v.article_id = numbers.n ORDER BY v.valid_from DESC LIMIT 1),
    NULL, 0, x'0011223344556677' FROM numbers;
INSERT INTO state_event SELECT NULL, n, at + 864000, 'live', 'gone', NULL, x'0011223344556677'
    FROM numbers WHERE n % 100 = 0;
COMMIT;
)sql";

const std::optional<Instant> middle = instant_of(1'700'000'000 + 86 * article_count / 2);
const std::optional<Instant> end = instant_of(1'700'000'000 + 86 * article_count * 2);
const std::optional<Instant> today;

// The archive, in a directory of its own; made when it is first asked for, gone at the end.
class Million {
 public:
  Million()
      : directory_(fs::temp_directory_path() / ("newsarc-as-of-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
    auto database = Database::open(file().string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database) std::abort();
    database->script("PRAGMA page_size = " + std::to_string(page_size));
    if (!create_schema(*database, "bench")) std::abort();
    std::string sql(filling);
    sql.replace(sql.find(":articles"), 9, std::to_string(article_count));
    database->script(sql);
    if (!database->check()) std::abort();
  }
  Million(const Million&) = delete;
  Million& operator=(const Million&) = delete;
  ~Million() { fs::remove_all(directory_); }
  fs::path file() const { return directory_ / "million.db"; }

 private:
  fs::path directory_;
};

const Million& million() {
  static const Million made;
  return made;
}

// Opening the archive is part of it: so one command asks.
void ask(benchmark::State& state, const std::string& sql, const std::optional<Instant>& as_of) {
  const fs::path file = million().file();
  QueryOptions options;
  options.as_of = as_of;
  std::int64_t rows = 0;
  const RowSink sink{[](const auto&) { return true; }, [&](const auto&) { return ++rows > 0; }};
  for (auto each : state) {
    if (!run_query(file, sql, options, sink)) std::abort();
  }
  if (rows == 0) std::abort();
}

void show_one_article(benchmark::State& state, const std::optional<Instant>& as_of) {
  const fs::path file = million().file();
  for (auto each : state) {
    const auto reader = Reader::open(file, as_of);
    if (!reader || !reader->latest(300'000)) std::abort();
  }
}

// By a connection that is open already.
void read_one_article(benchmark::State& state, const std::optional<Instant>& as_of) {
  const auto reader = Reader::open(million().file(), as_of);
  std::int64_t article = 0;
  for (auto each : state) {
    article = (article + 7919) % 400'000;
    if (!reader->latest(article + 1)) std::abort();
  }
}

const std::string one_article = "SELECT * FROM articles WHERE article_id = 300000";
const std::string count_articles = "SELECT count(*) FROM articles";
const std::string count_versions = "SELECT count(*) FROM versions";
const std::string by_site = "SELECT site, state, count(*) FROM articles GROUP BY 1, 2";
const std::string of_a_month =
    "SELECT count(*) FROM articles WHERE published_date BETWEEN '2024-01-01' AND '2024-01-31'";

BENCHMARK_CAPTURE(read_one_article, as_of_the_middle, middle)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(show_one_article, as_of_the_middle, middle)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, one_article_as_of_the_middle, one_article, middle)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, one_article_today, one_article, today)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ask, count_articles_as_of_the_middle, count_articles, middle)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, count_articles_as_of_the_end, count_articles, end)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, count_articles_today, count_articles, today)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, count_versions_as_of_the_end, count_versions, end)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, count_versions_today, count_versions, today)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, by_site_as_of_the_end, by_site, end)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, by_site_today, by_site, today)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, of_a_month_as_of_the_end, of_a_month, end)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ask, of_a_month_today, of_a_month, today)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsarc::store
