// How many pages a second one core reads, from bytes to an article and its derived forms, beside
// gumbo's parse alone on the same pages: reading should cost at most half as much again. The pages
// are the golden fixtures, found from the checkout's top; NEWSARC_BENCH_PAGES names a folder of
// other HTML files.

#include <benchmark/benchmark.h>
#include <gumbo.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/page.h"
#include "extract/extract.h"
#include "extract/parse.h"
#include "text/charset.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc {
namespace {

std::vector<std::string> pages() {
  const char* chosen = std::getenv("NEWSARC_BENCH_PAGES");
  const std::filesystem::path root = chosen != nullptr ? chosen : "tests/fixtures";
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    all.push_back(content.str());
  }
  return all;
}

std::size_t bytes_of(const std::vector<std::string>& all) {
  std::size_t bytes = 0;
  for (const std::string& page : all) bytes += page.size();
  return bytes;
}

void count(benchmark::State& state, const std::vector<std::string>& all) {
  const auto rounds = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(all.size()));
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(bytes_of(all)));
}

// The limit of what stands on gumbo: its parse of the decoded text, as its manual has it, but
// without the list of errors.
void gumbo_alone(benchmark::State& state) {
  std::vector<std::string> decoded;
  const auto all = pages();
  for (const std::string& page : all) decoded.push_back(text::decode_html(page, std::nullopt).utf8);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  for (auto _ : state) {
    for (const std::string& html : decoded) {
      GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
      gumbo_destroy_output(&options, output);
    }
  }
  count(state, all);
}
BENCHMARK(gumbo_alone)->Unit(benchmark::kMillisecond);

void decode_and_parse(benchmark::State& state) {
  const auto all = pages();
  for (auto _ : state) {
    for (const std::string& page : all) {
      auto document = extract::parse_html(text::decode_html(page, std::nullopt).utf8);
      benchmark::DoNotOptimize(document);
    }
  }
  count(state, all);
}
BENCHMARK(decode_and_parse)->Unit(benchmark::kMillisecond);

void read_pages(benchmark::State& state) {
  const auto all = pages();
  const auto extractor = extract::Extractor::create(plain_site("bench")).value();
  std::vector<Page> requests;
  for (const std::string& body : all) {
    Page page;
    page.request.url = url::parse("http://news.example/a/1.html").value();
    page.status = 200;
    page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    page.body = body;
    requests.push_back(std::move(page));
  }
  for (auto _ : state) {
    for (const Page& page : requests) {
      auto reading = extractor.read(page);
      benchmark::DoNotOptimize(reading);
      if (reading.article) benchmark::DoNotOptimize(text::derive_forms(*reading.article));
    }
  }
  count(state, all);
}
BENCHMARK(read_pages)->Unit(benchmark::kMillisecond);

void make_extractor(benchmark::State& state) {
  for (auto _ : state) {
    auto extractor = extract::Extractor::create(plain_site("bench"));
    benchmark::DoNotOptimize(extractor);
  }
}
BENCHMARK(make_extractor)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace newsarc
