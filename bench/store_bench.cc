// How fast pages become rows: visits of 30 KB articles put into an archive, alone and in groups;
// what a night without changes costs; what reading costs.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "bench/kept_alone.h"
#include "store/read/reader.h"
#include "store/write/archive.h"
#include "text/forms.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_bytes = 30'000;
constexpr std::size_t body_characters = 900;  // 2.7 KB, as a news article has

// As a language has them: 8,000 words of one or two characters, the n-th used 1/n as often as the
// first.
const std::vector<std::string>& words() {
  static const std::vector<std::string> made = [] {
    std::mt19937 random(8000);
    std::uniform_int_distribution<char32_t> common(0x4E00, 0x59B0);
    std::vector<std::string> all(8000);
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t length = 0; length < (i < 200 ? 1U : 2U); ++length)
        text::append(all[i], common(random));
    return all;
  }();
  return made;
}

// A text of such words, always the same for a seed.
std::string sentence(std::mt19937& random, std::size_t characters) {
  std::uniform_real_distribution<double> even(0, std::log(static_cast<double>(words().size())));
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) {
    const auto& word = words()[static_cast<std::size_t>(std::exp(even(random))) - 1];
    text += i % 12 == 11 ? std::string("。") : word;
    i += word.size() / 3 - 1;
  }
  return text;
}

// What all pages of the site have: menus, lists, scripts.
const std::string& site_template() {
  static const std::string text = [] {
    std::mt19937 random(4711);
    std::string made;
    while (made.size() < page_bytes - 3 * body_characters)
      made += "<li><a href=\"/list/" + std::to_string(random() % 100'000) + ".html\">" +
              sentence(random, 6) + "</a></li>\n";
    return made;
  }();
  return text;
}

Visit visit_of(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  Capture capture;
  capture.vouched = true;
  Page page;
  page.request.site = "bench";
  page.request.wanted = page.request.url =
      *url::parse("http://bench.example/a/" + std::to_string(number) + ".html");
  page.status = 200;
  page.request_header = "GET /a/" + std::to_string(number) + ".html HTTP/1.1\r\n\r\n";
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"" + std::to_string(number) +
                "\"\r\n\r\n";
  page.fetched_at = Instant(std::chrono::hours(24 * 365 * 56));
  Article article;
  article.title = sentence(random, 18);
  article.published = stated(2026, 1, 4, 10, 20, 30);
  for (int i = 0; i < 9; ++i) article.paragraphs.push_back(sentence(random, body_characters / 9));
  article.credits = {{Role::reporter, "记者", sentence(random, 3)}};
  page.body = site_template() + "<h1>" + article.title + "</h1>" + body(article);
  capture.reading.kind = PageKind::article;
  capture.reading.extractor = "bench";
  capture.reading.evidence = {{"title", "h1"}, {"published", "meta"}, {"body", ".content"}};
  capture.forms = text::derive_forms(article);
  capture.reading.article = std::move(article);
  capture.pages.push_back(std::move(page));
  return {std::move(capture), {}, {}};
}

// An archive in a directory of its own that goes with it.
class Place {
 public:
  Place() : directory_(fs::temp_directory_path() / ("newsarc-bench-" + std::to_string(getpid()))) {
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { fs::remove_all(directory_); }
  fs::path file() const { return directory_ / "bench.db"; }

 private:
  fs::path directory_;
};

template <class T>
T must(Result<T> result) {
  if (!result) std::abort();
  return *std::move(result);
}

std::int64_t begin(Archive& archive) {
  const Site site = plain_site("bench");
  return must(archive.begin_run({&site, 1}, {}, Refresh::none, Instant{})).id;
}

void put_all(Archive& archive, std::int64_t run, std::span<const Visit> visits, std::size_t group) {
  for (std::size_t i = 0; i < visits.size(); i += group)
    must(archive.put(run, visits.subspan(i, std::min(group, visits.size() - i))));
}

std::vector<Visit> visits(int count) {
  std::vector<Visit> all;
  for (int i = 0; i < count; ++i) all.push_back(visit_of(i));
  return all;
}

// So many that what a file does once, such as growing its write-ahead log, does not count.
constexpr int many = 6400;

// range(0): visits in a commit.
void put_new_articles(benchmark::State& state) {
  const auto all = visits(many);
  std::int64_t bytes = 0;
  for (auto each : state) {
    state.PauseTiming();
    Place place;
    auto archive = must(Archive::open(place.file(), {"bench", true}));
    const auto run = begin(archive);
    state.ResumeTiming();
    put_all(archive, run, all, static_cast<std::size_t>(state.range(0)));
    state.PauseTiming();
    bytes = static_cast<std::int64_t>(fs::file_size(place.file()));
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
  state.counters["bytes/page"] = static_cast<double>(bytes) / static_cast<double>(all.size());
}
BENCHMARK(put_new_articles)
    ->Arg(1)
    ->Arg(10)
    ->Arg(16)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// Bytes alone: pages with their headers, hashed and packed, but no article in them.
void put_captures(benchmark::State& state) {
  auto all = visits(many);
  for (auto& visit : all) {
    auto& capture = std::get<Capture>(visit.outcome);
    capture.reading.kind = PageKind::list;
    capture.reading.article.reset();
    capture.forms.reset();
  }
  const Visit first = visit_of(0);  // the site's dictionary
  for (auto each : state) {
    state.PauseTiming();
    Place place;
    auto archive = must(Archive::open(place.file(), {"bench", true}));
    const auto run = begin(archive);
    put_all(archive, run, {&first, 1}, 1);
    state.ResumeTiming();
    put_all(archive, run, std::span(all).subspan(1), static_cast<std::size_t>(state.range(0)));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size() - 1));
}
BENCHMARK(put_captures)
    ->Arg(1)
    ->Arg(10)
    ->Arg(16)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void put_unchanged_articles(benchmark::State& state) {
  const auto all = visits(1600);
  Place place;
  auto archive = must(Archive::open(place.file(), {"bench", true}));
  const auto run = begin(archive);
  put_all(archive, run, all, 16);
  for (auto each : state) put_all(archive, run, all, 16);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(put_unchanged_articles)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// The limits: of what a new article costs, what zstd takes for its page and FTS5 for its terms.
void zstd_alone(benchmark::State& state) {
  const auto all = visits(many);
  std::vector<std::string_view> pages;
  for (const auto& visit : all)
    pages.push_back(std::get<Capture>(visit.outcome).pages.front().body);
  for (auto each : state) benchmark::DoNotOptimize(bench::pack_alone(pages));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(zstd_alone)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void fts5_alone(benchmark::State& state) {
  const auto all = visits(many);
  std::vector<const Forms*> forms;
  for (const auto& visit : all) forms.push_back(&*std::get<Capture>(visit.outcome).forms);
  for (auto each : state) {
    state.PauseTiming();
    Place place;
    state.ResumeTiming();
    bench::index_alone(forms, place.file());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(fts5_alone)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void read_records(benchmark::State& state) {
  Place place;
  {
    auto archive = must(Archive::open(place.file(), {"bench", true}));
    put_all(archive, begin(archive), visits(1600), 16);
  }
  const auto reader = must(Reader::open(place.file()));
  std::int64_t records = 0;
  for (auto each : state) {
    const auto read = reader.for_each({}, [&](const Record&) { return ++records > 0; });
    if (!read) std::abort();
  }
  state.SetItemsProcessed(records);
}
BENCHMARK(read_records)->Unit(benchmark::kMillisecond);

void search_a_frequent_character(benchmark::State& state) {
  Place place;
  {
    auto archive = must(Archive::open(place.file(), {"bench", true}));
    put_all(archive, begin(archive), visits(1600), 16);
  }
  const auto reader = must(Reader::open(place.file()));
  for (auto each : state) benchmark::DoNotOptimize(reader.search("中", {}));
}
BENCHMARK(search_a_frequent_character)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsarc::store
