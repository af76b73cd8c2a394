// soak DIRECTORY [NIGHTS]: five demo sites, each with a post a night and every kind of change each
// fourth night, crawled into one archive for a simulated year by one process, which shall take no
// more memory, descriptors and time for a page at its end than at its beginning. The sites are
// served, and in the end the archive is judged by their truth, by a process of its own. Prints a
// line a night, a plot of the archive's size, and what the judge found; exit code 0 when all of it
// holds.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "demo/nights.h"

namespace newsarc::demo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t site_count = 5;
constexpr int articles_at_first = 36;
constexpr Changes changes = {.posts = 1, .every = 4, .edits = 1, .retitles = 1, .deletions = 2};

struct Night {
  double seconds = 0;
  double cpu = 0;
  double megabytes = 0;  // resident, after the night
  long descriptors = 0;
  double archive = 0;  // megabytes
  std::int64_t pages = 0;
};

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s: %s\n", result.error().where.c_str(), result.error().what.c_str());
  std::exit(1);
}

Plan plan_of(std::size_t site, int nights) {
  Plan plan;
  plan.seed = 1000 + site;
  plan.nights = nights;
  plan.articles = articles_at_first + changes.posts * (nights - 1);
  plan.a_night = changes;
  return plan;
}

bool print(const std::vector<Finding>& findings) {
  bool all = true;
  for (const auto& finding : findings) {
    std::printf("  %s%s\n", finding.holds ? "" : "NOT AS IT MUST BE: ", finding.line.c_str());
    for (const auto& mistake : finding.mistakes) std::printf("    %s\n", mistake.c_str());
    all = all && finding.holds;
  }
  return all;
}

void send_port(int pipe, int port) {
  if (::write(pipe, &port, sizeof port) != sizeof port) std::exit(1);
}

// The other process: serves the night it is told, and judges when it is told 0.
[[noreturn]] void serve(int asked, int answered, const fs::path& archive, int nights) {
  std::vector<NewsSite> sites;
  for (std::size_t i = 0; i < site_count; ++i) sites.emplace_back(plan_of(i, nights));
  std::vector<DemoServer> servers;
  for (const auto& site : sites) {
    servers.push_back(must(DemoServer::start(site)));
    send_port(answered, servers.back().port());
  }
  int night = 0;
  while (::read(asked, &night, sizeof night) == sizeof night && night > 0) {
    for (auto& server : servers) server.set_night(night);
    send_port(answered, night);
  }
  bool all = true;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    std::printf("site %zu\n", i + 1);
    all = print(must(judge(sites[i], servers[i].origin(), archive, servers[i].log()))) && all;
  }
  std::fflush(stdout);
  ::_exit(all ? 0 : 1);
}

// The sites' process as the crawls see it.
class Sites {
 public:
  Sites(const fs::path& archive, int nights) {
    std::array<int, 2> asking{};
    std::array<int, 2> answering{};
    if (::pipe(asking.data()) != 0 || ::pipe(answering.data()) != 0) std::exit(1);
    process_ = ::fork();
    if (process_ == 0) {
      ::close(asking[1]);
      serve(asking[0], answering[1], archive, nights);
    }
    ask_ = asking[1];
    answer_ = answering[0];
    ::close(asking[0]);
    ::close(answering[1]);
  }

  int answer() const {
    int number = 0;
    if (::read(answer_, &number, sizeof number) != sizeof number) std::exit(1);
    return number;
  }

  void begin(int night) const {
    send_port(ask_, night);
    if (night > 0) answer();
  }

  bool judge_all() const {
    begin(0);
    int status = 0;
    ::waitpid(process_, &status, 0);
    return status == 0;
  }

 private:
  pid_t process_ = 0;
  int ask_ = 0;
  int answer_ = 0;
};

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  double all = 0;
  double resident = 0;
  file >> all >> resident;
  return resident * double(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

long descriptors() {
  return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

// Of the nights from `first` to `last`, the middle one's.
template <class Value>
double median(const std::vector<Night>& nights, std::size_t first, std::size_t last, Value value) {
  std::vector<double> all;
  for (std::size_t i = first; i < last; ++i) all.push_back(value(nights[i]));
  std::ranges::nth_element(all, all.begin() + std::ptrdiff_t(all.size() / 2));
  return all[all.size() / 2];
}

void plot(const std::vector<Night>& nights) {
  constexpr std::size_t columns = 73;
  constexpr std::size_t rows = 10;
  const double most = nights.back().archive;
  std::printf("archive, MB a night\n");
  for (std::size_t row = rows; row > 0; --row) {
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) {
      const auto& night = nights[i * (nights.size() - 1) / (columns - 1)];
      line += night.archive * rows >= most * (double(row) - 0.5) ? "#" : " ";
    }
    std::printf("%7.1f |%s\n", most * double(row) / rows, line.c_str());
  }
  std::printf("        +%s\n", std::string(columns, '-').c_str());
}

// SQLite keeps pages of the archive in memory, up to so many: a cache that fills is no leak.
constexpr double page_cache = 32;  // megabytes: store/write/archive.cc, cache_size

// One figure of the second tenth of the nights beside the last tenth's; whether it is still that,
// within a margin and what is added to it.
template <class Value>
bool is_flat(const std::vector<Night>& nights, const char* name, double margin, double added,
             Value value) {
  const std::size_t tenth = std::max<std::size_t>(1, nights.size() / 10);
  const double early = median(nights, tenth, 2 * tenth, value);
  const double late = median(nights, nights.size() - tenth, nights.size(), value);
  const bool flat = late <= early * margin + added;
  std::printf("%-22s %8.2f in the second tenth of the nights, %8.2f in the last%s\n", name, early,
              late, flat ? "" : ": NOT FLAT");
  return flat;
}

int soak(const fs::path& directory, int count) {
  fs::create_directories(directory);
  const auto archive = directory / "soak.db";
  const Sites served(archive, count);
  std::vector<Site> sites;
  std::vector<std::string> authorities;
  for (std::size_t i = 0; i < site_count; ++i) {
    authorities.push_back("127.0.0.1:" + std::to_string(served.answer()));
    const auto name = "site" + std::to_string(i + 1);
    sites.push_back(must(parse_site(profile_text(name, "http://" + authorities.back()), name)));
  }
  const std::atomic<pipeline::Stop> stop = pipeline::Stop::none;
  std::vector<Night> nights;
  std::printf("night\tseconds\tCPU s\tMB\tfiles\tarchive MB\tpages\tnew\tchanged\tgone\tfailed\n");
  for (int night = 1; night <= count; ++night) {
    served.begin(night);
    const auto began = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds();
    const auto report = must(crawl_night(sites, archive, authorities, night, stop));
    store::SiteSummary sum;
    for (const auto& site : report.sites) {
      sum.pages += site.pages;
      sum.fresh += site.fresh;
      sum.changed += site.changed;
      sum.gone += site.gone;
      sum.failed += site.failed;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    nights.push_back({took.count(), cpu_seconds() - cpu, resident_megabytes(), descriptors(),
                      double(fs::file_size(archive)) / (1 << 20), sum.pages});
    const auto& last = nights.back();
    std::printf("%d\t%.2f\t%.2f\t%.1f\t%ld\t%.2f\t%ld\t%ld\t%ld\t%ld\t%ld\n", night, last.seconds,
                last.cpu, last.megabytes, last.descriptors, last.archive, long(sum.pages),
                long(sum.fresh), long(sum.changed), long(sum.gone), long(sum.failed));
    std::fflush(stdout);
  }
  plot(nights);
  bool holds = is_flat(nights, "memory, MB", 1.1, page_cache,
                       [](const auto& night) { return night.megabytes; });
  holds &= is_flat(nights, "descriptors", 1, 0,
                   [](const auto& night) { return double(night.descriptors); });
  holds &= is_flat(nights, "CPU ms a page", 1.25, 0, [](const auto& night) {
    return night.cpu * 1000 / double(std::max<std::int64_t>(1, night.pages));
  });
  std::fflush(stdout);
  return served.judge_all() && holds ? 0 : 1;
}

}  // namespace
}  // namespace newsarc::demo

int main(int count, char** words) {
  if (count < 2) return 2;
  return newsarc::demo::soak(words[1], count > 2 ? std::atoi(words[2]) : 365);
}
