// What zstd and FTS5 take, each alone, for what a crawl of the benchmark's site has kept.
// usage: keep_limit FOLDER ARCHIVE   FOLDER has the pages of the site, ARCHIVE was crawled from it.
// Prints the pages and articles, and the seconds of CPU of both.

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "bench/kept_alone.h"
#include "store/read/reader.h"
#include "text/forms.h"

namespace {

namespace fs = std::filesystem;
using namespace newsarc;

std::vector<std::string> pages_of(const fs::path& folder) {
  std::vector<std::string> pages;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

std::vector<Forms> forms_of(const fs::path& archive) {
  std::vector<Forms> all;
  const auto reader = store::Reader::open(archive);
  const auto read =
      !reader ? Result<void>() : reader->for_each({}, [&](const store::Record& record) {
        Article article;
        article.title = record.title;
        article.paragraphs = {record.body};
        article.bylines = record.authors;
        all.push_back(text::derive_forms(article));
        return true;
      });
  return read ? all : std::vector<Forms>();
}

template <class Work>
double seconds_of(const Work& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: keep_limit FOLDER ARCHIVE\n", stderr);
    return 2;
  }
  const auto pages = pages_of(words[1]);
  const auto forms = forms_of(words[2]);
  if (pages.empty() || forms.empty()) {
    std::fprintf(stderr, "keep_limit: %zu pages, %zu articles that can be read\n", pages.size(),
                 forms.size());
    return 1;
  }
  const std::vector<std::string_view> views(pages.begin(), pages.end());
  std::vector<const Forms*> all;
  for (const auto& each : forms) all.push_back(&each);
  const fs::path index = fs::path(words[2]).concat(".index");
  const double packing = seconds_of([&] { bench::pack_alone(views); });
  const double indexing = seconds_of([&] { bench::index_alone(all, index); });
  fs::remove(index);
  std::printf("%zu %zu %.3f %.3f\n", pages.size(), forms.size(), packing, indexing);
}
