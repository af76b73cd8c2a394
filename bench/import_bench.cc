// Imports of a WARC file of 30 KB pages, one worker: "whole" reads articles out of them, "stored"
// has the same pages as answers 503, which are kept and not read. One item is one page; the rate is
// that of CPU time, all threads together.

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "bench/made_articles.h"
#include "pipeline/import.h"
#include "warc/writer.h"

namespace {

using namespace newsarc;
namespace fs = std::filesystem;

constexpr int pages = 2000;

// A template of 27 KB, as news sites have, around an article.
std::string page(int number) {
  const auto article = bench::article(number);
  std::string menu;
  for (int i = 0; menu.size() < 26'000; ++i)
    menu += "<li class=\"entry\"><a href=\"/list/" + std::to_string(i) + "/\">栏目" +
            std::to_string(i) + "</a></li>\n";
  return "<html><head><meta charset=\"utf-8\"><title>" + article.title +
         "</title></head><body><ul>" + menu + "</ul><h1>" + article.title +
         "</h1><p>2020-10-13 13:25</p><div class=\"content\"><p>" + article.body +
         "</p></div></body></html>";
}

std::string file_of(const fs::path& folder, const std::string& status) {
  const auto path = folder / (status + ".warc.gz");
  std::ofstream out(path, std::ios::binary);
  warc::Writer writer(out, warc::Packed::gzip);
  for (int i = 0; i < pages; ++i)
    writer.write({"response",
                  Instant(std::chrono::seconds(1'600'000'000 + i)),
                  "http://news.example/a/" + std::to_string(i) + ".html",
                  "application/http; msgtype=response",
                  "HTTP/1.1 " + status + " X\r\nContent-Type: text/html\r\n\r\n" + page(i),
                  {}});
  return path;
}

void import_file(benchmark::State& state, const std::string& status) {
  std::string pattern = (fs::temp_directory_path() / "newsarc-import-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  const fs::path warc = file_of(folder, status);
  pipeline::ImportOptions options;
  options.workers = 1;
  const SystemClock clock;
  const std::atomic<bool> stop = false;
  for (auto _ : state) {
    fs::remove(folder / "a.db");
    const auto report =
        pipeline::import_warcs(folder / "a.db", {}, {&warc, 1}, options, clock, stop);
    if (!report || report->files.front().archived != pages) state.SkipWithError("not imported");
  }
  state.SetItemsProcessed(state.iterations() * pages);
  fs::remove_all(folder);
}

BENCHMARK_CAPTURE(import_file, stored, "503")
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_file, whole, "200")
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
