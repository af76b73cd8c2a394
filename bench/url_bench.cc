// Links of a list page: resolved against it, and given their archive keys.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "url/key.h"
#include "url/parse.h"

namespace {

using namespace newsarc;

const Url base = url::parse("https://www.news.example/local/2020/index.html").value();

// As pages have them: most plain, some climbing, some with trackers, one in a hundred with a
// host name beyond ASCII.
std::vector<std::string> references() {
  std::vector<std::string> all;
  for (int i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(1000000 + i * 7919);
    switch (i % 100 == 99 ? 4 : i % 4) {
      case 0:
        all.push_back("/local/202010/t20201013_" + number + ".html");
        break;
      case 1:
        all.push_back("../../sports/" + number + ".shtml?utm_source=wx&page=2");
        break;
      case 2:
        all.push_back("https://finance.news.example/a/" + number + "?from=timeline");
        break;
      case 3:
        all.push_back("article.php?id=" + number + "&spm=a1.b2");
        break;
      default:
        all.push_back("http://新闻.example/a/" + number + ".html");
        break;
    }
  }
  return all;
}

void resolve(benchmark::State& state) {
  const auto all = references();
  for (auto _ : state) {
    for (const auto& reference : all) benchmark::DoNotOptimize(url::resolve(reference, base));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(resolve);

void archive_key(benchmark::State& state) {
  std::vector<Url> urls;
  for (const auto& reference : references()) urls.push_back(url::resolve(reference, base).value());
  for (auto _ : state) {
    for (const auto& url : urls) benchmark::DoNotOptimize(url::archive_key(url));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(urls.size()));
}
BENCHMARK(archive_key);

void resolve_and_key(benchmark::State& state) {
  const auto all = references();
  for (auto _ : state) {
    for (const auto& reference : all) {
      benchmark::DoNotOptimize(url::archive_key(url::resolve(reference, base).value()));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(resolve_and_key);

}  // namespace
