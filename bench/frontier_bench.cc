// The frontier under load: a million pages of ten thousand hosts, each asked once a second. What it
// costs to take them in, as a crawl that goes on does at its start, and to give the next one out:
// that must not depend on how many wait.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Site politely() {
  Site site = plain_site("bench");
  site.fetch.delay = seconds(1);
  return site;
}

std::vector<Request> pages(int hosts, int pages_of_each) {
  std::vector<Request> rows;
  rows.reserve(static_cast<std::size_t>(hosts) * static_cast<std::size_t>(pages_of_each));
  for (int page = 0; page < pages_of_each; ++page) {
    for (int host = 0; host < hosts; ++host) {
      Request row;
      row.id = static_cast<std::int64_t>(rows.size()) + 1;
      row.site = "bench";
      row.wanted = row.url = *url::parse("http://h" + std::to_string(host) + ".example/news/" +
                                         std::to_string(page) + ".html");
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

// The next request, the clock set forward to when there is one.
Request next_ready(Frontier& frontier, Instant& now) {
  while (true) {
    Next next = frontier.next(now);
    if (auto* ready = std::get_if<Ready>(&next)) return std::move(ready->request);
    if (const auto* wait = std::get_if<WaitUntil>(&next))
      now = wait->at;
    else
      std::abort();
  }
}

void visit(Frontier& frontier, Instant& now) {
  const Request request = next_ready(frontier, now);
  frontier.answered(request, {200, {}, milliseconds(50)}, now);
  if (request.purpose == Purpose::robots) frontier.set_robots(request, Robots::allow_all(), now);
  frontier.settle(request, std::nullopt);
}

// range(0): hosts, range(1): pages of each.
void take_in(benchmark::State& state) {
  const auto rows = pages(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  for (auto each : state) {
    state.PauseTiming();
    auto given = rows;
    state.ResumeTiming();
    Frontier frontier("newsarc");
    frontier.add_site(politely());
    frontier.add(std::move(given));
    benchmark::DoNotOptimize(frontier.waiting());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows.size()));
}
BENCHMARK(take_in)->Args({10'000, 100})->Unit(benchmark::kMillisecond)->Iterations(3);

void give_out_and_settle(benchmark::State& state) {
  Frontier frontier("newsarc");
  frontier.add_site(politely());
  frontier.add(pages(static_cast<int>(state.range(0)), static_cast<int>(state.range(1))));
  Instant now{};
  for (std::int64_t host = 0; host < state.range(0); ++host) visit(frontier, now);  // robots.txt
  for (auto each : state) visit(frontier, now);
  state.SetItemsProcessed(state.iterations());
}
// As many turns as the smallest has rows.
BENCHMARK(give_out_and_settle)
    ->Args({100, 1000})
    ->Args({1'000, 100})
    ->Args({1'000, 1'000})
    ->Args({10'000, 100})
    ->Iterations(50'000);

}  // namespace
}  // namespace newsarc::crawler
