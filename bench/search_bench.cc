// Search on 200,000 articles: whether all is found, how large the index is, how fast it is made and
// asked. search_bench [ARTICLES]; each line is a figure, the same by CPU time, and what is asked of
// it. Times are the best of several, since a machine may have other things to do.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "bench/made_archive.h"
#include "bench/made_articles.h"
#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"
#include "store/tables/search_index.h"
#include "text/fold.h"
#include "text/forms.h"
#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", result.error().where.c_str(), result.error().what.c_str());
    std::abort();
  }
  return *std::move(result);
}
void must(const Result<void>& result) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", result.error().where.c_str(), result.error().what.c_str());
    std::abort();
  }
}

struct Clock {
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  double cpu_began = cpu();

  static double cpu() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
  }
  double wall() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }
  double cpu_used() const { return cpu() - cpu_began; }
};

void print(const char* what, double value, const char* unit, const char* asked) {
  std::printf("%-52s %10.2f %-10s %16s %s\n", what, value, unit, "", asked);
  std::fflush(stdout);
}

struct Measured {
  double wall = 0;
  double cpu = 0;
};

void print(const char* what, const Measured& value, const char* unit, const char* asked) {
  std::printf("%-52s %10.2f %-10s (CPU %9.2f) %s\n", what, value.wall, unit, value.cpu, asked);
  std::fflush(stdout);
}

// A made archive, indexed by the archive's own hand. It goes when the benchmark does.
class Library {
 public:
  Library()
      : directory_(fs::temp_directory_path() / ("newsarc-search-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
    database_.emplace(bench::open_made_archive(file()));
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    database_.reset();
    fs::remove_all(directory_);
  }

  fs::path file() const { return directory_ / "bench.db"; }
  Database& database() { return *database_; }
  int size() const { return size_; }

  // Adds articles; gives how many of them were folded and indexed in a second, in batches that each
  // are a commit: in the quickest tenth, and in all by CPU time. What else an article costs to
  // store is not counted.
  Measured add(int count, int batch) {
    std::vector<double> times;
    double cpu = 0;
    for (int i = 0; i < count; i += batch) {
      std::vector<bench::Text> texts;
      for (int j = 0; j < batch; ++j) texts.push_back(bench::article(size_ + 1 + j));
      bench::put_articles(*database_, size_ + 1, texts);
      const Clock clock;
      for (std::size_t j = 0; j < texts.size(); ++j) {
        Forms forms;
        forms.title_terms = text::terms(texts[j].title);
        forms.body_terms = text::terms(texts[j].body);
        index_.add(size_ + 1 + static_cast<int>(j), forms);
      }
      must(index_.catch_up(*database_));
      times.push_back(clock.wall());
      cpu += clock.cpu_used();
      size_ += batch;
    }
    return {best_tenth(times) * batch, count / cpu};
  }

 private:
  // Batches a second over the quickest stretch of a tenth of all, so that merges count.
  static double best_tenth(const std::vector<double>& times) {
    const std::size_t stretch = std::max<std::size_t>(times.size() / 10, 1);
    double best = 1e9;
    for (std::size_t i = 0; i + stretch <= times.size(); i += stretch) {
      double sum = 0;
      for (std::size_t j = i; j < i + stretch; ++j) sum += times[j];
      best = std::min(best, sum);
    }
    return static_cast<double>(stretch) / best;
  }

  fs::path directory_;
  std::optional<Database> database_;
  SearchIndex index_;
  int size_ = 0;
};

// ---- recall ----

struct Asked {
  std::string query;          // in the article's script or in the other
  std::u32string key;         // folded
  std::vector<int> standing;  // the articles in whose folded text it stands
};

std::u32string code_points(std::string_view utf8) {
  std::u32string all;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto next = text::code_point_at(utf8, at);
    all += next.value;
    at += next.length;
  }
  return all;
}

std::string utf8_of(std::u32string_view code_points) {
  std::string utf8;
  for (const char32_t c : code_points) text::append(utf8, c);
  return utf8;
}

// `each` queries of every length from 1 to 8 characters, taken from the articles; every other one
// is turned into the script its article is not in.
std::vector<Asked> queries(int articles, int each) {
  std::mt19937 random(210);
  std::vector<Asked> all;
  for (std::size_t length = 1; length <= 8; ++length) {
    for (int i = 0; i < each;) {
      const int number = 1 + static_cast<int>(random() % static_cast<unsigned>(articles));
      const auto body = code_points(bench::article(number).body);
      const auto run = body.substr(random() % (body.size() - length), length);
      if (!std::ranges::all_of(run, text::is_han)) continue;
      std::string query = utf8_of(run);
      if (i / 2 % 2 == 1)
        query = number % 2 == 0 ? text::to_traditional(query) : text::to_simplified(query);
      all.push_back({query, code_points(text::fold(query)), {}});
      ++i;
    }
  }
  return all;
}

// A substring scan of every folded text, for all queries at once: where a character begins some of
// them, they are compared.
void scan(std::vector<Asked>& all, int articles) {
  std::map<char32_t, std::vector<Asked*>> by_first;
  for (auto& asked : all) by_first[asked.key.front()].push_back(&asked);
  for (int number = 1; number <= articles; ++number) {
    const auto [title, body] = bench::article(number);
    const auto folded = code_points(text::fold(title) + '\n' + text::fold(body));
    for (std::size_t at = 0; at < folded.size(); ++at) {
      const auto found = by_first.find(folded[at]);
      if (found == by_first.end()) continue;
      for (Asked* const asked : found->second) {
        if (!asked->standing.empty() && asked->standing.back() == number) continue;
        if (folded.compare(at, asked->key.size(), asked->key) == 0)
          asked->standing.push_back(number);
      }
    }
  }
}

std::vector<int> found_by_index(Database& database, const std::string& query) {
  std::vector<int> found;
  Query rows = database.query("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid",
                              must(text::match_expression(query)));
  while (rows.next()) found.push_back(static_cast<int>(rows.integer(0)));
  return found;
}

void measure_recall(Library& library) {
  auto all = queries(library.size(), 27);
  scan(all, library.size());
  const auto reader = must(Reader::open(library.file()));
  std::size_t standing = 0, found = 0, more = 0, exact = 0;
  for (const auto& [query, key, numbers] : all) {
    const auto index = found_by_index(library.database(), query);
    std::vector<int> both;
    std::ranges::set_intersection(index, numbers, std::back_inserter(both));
    standing += numbers.size();
    found += both.size();
    more += index.size() - both.size();
    SearchFilter filter;
    filter.limit = 0;
    const auto total = must(reader.search(query, filter)).total;
    exact += total == static_cast<std::int64_t>(numbers.size()) ? 1 : 0;
  }
  print("queries of 1 to 8 characters, both scripts", static_cast<double>(all.size()), "",
        ">= 200");
  print("recall of the index against a scan of folded text",
        static_cast<double>(found) / static_cast<double>(standing), "", "1.0");
  print("found by the index only, across punctuation",
        100 * static_cast<double>(more) / static_cast<double>(found + more), "%", "");
  print("queries whose total in newsarc search is exact", static_cast<double>(exact), "",
        "all of them");
}

// ---- speed of asking ----

// Milliseconds, the best of several.
template <class Ask>
Measured quickest(const Ask& ask) {
  Measured best{1e9, 1e9};
  for (int i = 0; i < 7; ++i) {
    const Clock clock;
    ask();
    best.wall = std::min(best.wall, clock.wall() * 1000);
    best.cpu = std::min(best.cpu, clock.cpu_used() * 1000);
  }
  return best;
}

Measured time_of(Database& database, const std::string& sql, const std::string& expression) {
  return quickest([&] {
    Query rows = database.query(sql, expression);
    while (rows.next()) static_cast<void>(rows.integer(0));
  });
}

double share_of(Library& library, const std::string& word) {
  return static_cast<double>(found_by_index(library.database(), word).size()) / library.size();
}

void measure_asking(Library& library, const std::string& word) {
  const std::string expression = must(text::match_expression(word));
  Database& database = library.database();
  const std::string select = "SELECT rowid FROM search WHERE search MATCH ?";
  print("a word of 2 characters: share of the articles", 100 * share_of(library, word), "%", "");
  print("  all ids", time_of(database, select, expression), "ms", "<= 15");
  print("  newest twenty", time_of(database, select + " ORDER BY rowid DESC LIMIT 20", expression),
        "ms", "<= 2");
  print("  ranked", time_of(database, select + " ORDER BY rank LIMIT 20", expression), "ms", "");
  const auto reader = must(Reader::open(library.file()));
  const auto time_search = [&](SearchOrder order) {
    SearchFilter filter;
    filter.order = order;
    return quickest([&] { must(reader.search(word, filter)); });
  };
  print("  newsarc search: twenty with snippets, ranked", time_search(SearchOrder::relevance), "ms",
        "");
  print("  the same, newest first", time_search(SearchOrder::newest), "ms", "<= 20");
  const auto time_facet = [&](Facet facet) {
    return quickest([&] { must(reader.count_finds(word, {}, facet)); });
  };
  print("  facets: site", time_facet(Facet::site), "ms", "<= 200");
  print("  facets: section", time_facet(Facet::section), "ms", "<= 200");
  print("  facets: author", time_facet(Facet::author), "ms", "<= 200");
}

// The two-character word whose share of the articles is nearest: the later a word stands among
// words(), the rarer it is.
std::string word_of_share(Library& library, double wanted) {
  std::string best;
  double nearest = 1;
  for (std::size_t i = bench::short_words; i < bench::words().size(); i += 1 + i / 20) {
    const double far = std::abs(share_of(library, bench::words()[i]) - wanted);
    if (far >= nearest) continue;
    nearest = far;
    best = bench::words()[i];
  }
  return best;
}

// A frequent word of news stands in a twentieth or a tenth of the articles; the first of all in
// most.
void measure_asking(Library& library) {
  for (const double share : {0.05, 0.1, 0.7})
    measure_asking(library, word_of_share(library, share));
}

void measure_size(Library& library, const char* what) {
  Database& database = library.database();
  const auto index = database.number("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%'");
  const auto text = database.number("SELECT sum(length(CAST(body AS BLOB))) FROM text") +
                    database.number("SELECT sum(length(CAST(title AS BLOB))) FROM reading");
  must(database.check());
  print(what, static_cast<double>(index) / static_cast<double>(text), "x the text", "<= 1.2");
}

Measured folding_rate() {
  std::vector<bench::Text> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back(bench::article(i));
  const Clock clock;
  std::size_t bytes = 0;
  for (const auto& [title, body] : texts)
    bytes += text::terms(title).size() + text::terms(body).size();
  if (bytes == 0) return {};
  const auto count = static_cast<double>(texts.size());
  return {count / clock.wall(), count / clock.cpu_used()};
}

void run(int articles) {
  Library library;
  const int last = articles / 20;
  const auto quick = library.add(articles - last, 500);
  print("indexed, 500 to a commit", quick, "articles/s", ">= 5,000");
  const auto slow = library.add(last, 10);
  print("the last twentieth, ten to a commit", slow, "articles/s", ">= 3,000");
  print("folded into terms alone", folding_rate(), "articles/s", "");
  measure_size(library, "index as a crawl leaves it");
  measure_asking(library);
  measure_recall(library);
  const Clock clock;
  tidy_index(library.database());
  must(library.database().check());
  print("newsarc reindex: one segment", clock.wall(), "s", "");
  measure_size(library, "index as one segment");
  measure_asking(library);
}

}  // namespace
}  // namespace newsarc::store

int main(int count, char** words) {
  newsarc::store::run(count > 1 ? std::max(std::atoi(words[1]), 10'000) : 200'000);
}
