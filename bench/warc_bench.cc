// WARC files of 30 KB pages: read with their payloads taken apart, checked, written. One item is
// one page.

#include <benchmark/benchmark.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "warc/check.h"
#include "warc/payload.h"
#include "warc/writer.h"

namespace {

using namespace newsarc;

constexpr int pages = 200;

std::string page(int number) {
  std::string text =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>";
  for (int i = number; text.size() < 30'000; ++i) {
    text += "<p class=\"text\">衡阳市第" + std::to_string(i * 7919 % 1009) + "次会议召开。</p>\n";
  }
  return text + "</body></html>";
}

std::vector<warc::Draft> drafts() {
  std::vector<warc::Draft> all;
  for (int i = 0; i < pages; ++i)
    all.push_back({"response",
                   Instant(std::chrono::seconds(1'600'000'000 + i)),
                   "http://news.example/" + std::to_string(i),
                   "application/http; msgtype=response",
                   page(i),
                   {}});
  return all;
}

std::string write_file(const std::vector<warc::Draft>& all, warc::Packed packed) {
  std::ostringstream out;
  warc::Writer writer(out, packed);
  for (const auto& draft : all) writer.write(draft);
  return out.str();
}

warc::Reader reader_over(const std::string& file) {
  return *warc::Reader::over(std::make_unique<std::istringstream>(file), "bench");
}

void read(benchmark::State& state, warc::Packed packed) {
  const auto file = write_file(drafts(), packed);
  for (auto _ : state) {
    auto reader = reader_over(file);
    while (*reader.next()) benchmark::DoNotOptimize(warc::split_http(*reader.block()));
  }
  state.SetItemsProcessed(state.iterations() * pages);
}

void check(benchmark::State& state, warc::Packed packed) {
  const auto file = write_file(drafts(), packed);
  for (auto _ : state)
    benchmark::DoNotOptimize(warc::check(reader_over(file), [](const warc::Finding&) {}));
  state.SetItemsProcessed(state.iterations() * pages);
}

void write(benchmark::State& state, warc::Packed packed) {
  const auto all = drafts();
  std::ofstream nowhere("/dev/null");
  for (auto _ : state) {
    warc::Writer writer(nowhere, packed);
    for (const auto& draft : all) benchmark::DoNotOptimize(writer.write(draft));
  }
  state.SetItemsProcessed(state.iterations() * pages);
}

// The limit: the file copied once.
void copy_alone(benchmark::State& state) {
  const auto file = write_file(drafts(), warc::Packed::no);
  std::string room(file.size(), '\0');
  for (auto _ : state) {
    std::memcpy(room.data(), file.data(), file.size());
    benchmark::DoNotOptimize(room.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * pages);
}
BENCHMARK(copy_alone);

BENCHMARK_CAPTURE(read, plain, warc::Packed::no);
BENCHMARK_CAPTURE(read, gzip, warc::Packed::gzip);
BENCHMARK_CAPTURE(check, plain, warc::Packed::no);
BENCHMARK_CAPTURE(check, gzip, warc::Packed::gzip);
BENCHMARK_CAPTURE(write, plain, warc::Packed::no);
BENCHMARK_CAPTURE(write, gzip, warc::Packed::gzip);

}  // namespace
