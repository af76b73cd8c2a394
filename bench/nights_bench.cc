// What thirty nights of the demo's site come to: how the archive grows, night by night, on one
// line.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "demo/nights.h"

namespace newsarc::demo {
namespace {

namespace fs = std::filesystem;

constexpr int nights = 30;

std::string plot(const std::vector<std::uintmax_t>& sizes) {
  constexpr std::array<std::string_view, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto most = std::max<std::uintmax_t>(1, *std::ranges::max_element(sizes));
  std::string line;
  for (const auto size : sizes) line += bars[std::min<std::size_t>(7, size * 8 / most)];
  return line;
}

void thirty_nights(benchmark::State& state) {
  const auto directory = fs::temp_directory_path() / ("newsarc-nights-" + std::to_string(getpid()));
  std::vector<std::uintmax_t> sizes;
  NightWatch watch;
  watch.crawled = [&](int, const pipeline::CrawlReport&) {
    sizes.push_back(fs::file_size(archive_in(directory)));
  };
  Plan plan;
  plan.nights = nights;
  plan.articles = 600;
  const std::atomic<pipeline::Stop> stop = pipeline::Stop::none;
  for (auto each : state) {
    const auto rehearsal = rehearse(plan, directory, stop, watch);
    if (!rehearsal || !std::ranges::all_of(rehearsal->findings, &Finding::holds)) std::abort();
  }
  fs::remove_all(directory);
  std::cout << "KB after each night:";
  for (const auto size : sizes) std::cout << ' ' << size / 1024;
  std::cout << '\n' << plot(sizes) << '\n';
  state.counters["KB/night"] =
      static_cast<double>(sizes.back() - sizes.front()) / 1024 / (nights - 1);
}
BENCHMARK(thirty_nights)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace newsarc::demo
