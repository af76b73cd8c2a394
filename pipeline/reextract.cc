#include "pipeline/reextract.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "extract/extract.h"
#include "pipeline/queue.h"
#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

using store::Outdated;

// Versions that share a commit: a commit costs an fsync.
constexpr std::size_t group_size = 32;
// Versions under way: what bounds memory, whatever the size of the archive.
constexpr std::size_t most_under_way = 128;

using Extractors = std::map<std::string, extract::Extractor>;

struct Task {
  Outdated version;
  std::promise<Result<Rereading>> done;
};

// What is to be done, and with what.
struct Plan {
  Extractors extractors;
  std::map<std::string, std::string> names;  // of the extractors, by site
  std::int64_t versions = 0;
  std::vector<std::string> plain;
};

Result<extract::Extractor> extractor_for(const std::string& key, std::span<const Site> sites) {
  const auto profile = std::ranges::find(sites, key, &Site::key);
  return extract::Extractor::create(profile == sites.end() ? plain_site(key) : *profile);
}

Result<Plan> make_plan(const store::Reader& reader, std::span<const Site> sites,
                       const std::optional<std::string>& only) {
  const auto in_use = reader.read_by();
  if (!in_use) return tl::unexpected(in_use.error());
  Plan plan;
  std::set<std::string> plain;
  for (const auto& [site, extractor, versions] : *in_use) {
    if (only && *only != site) continue;
    if (!plan.extractors.contains(site)) {
      auto today = extractor_for(site, sites);
      if (!today) return tl::unexpected(std::move(today).error());
      plan.names[site] = today->name();
      plan.extractors.emplace(site, *std::move(today));
    }
    if (extractor == plan.names[site]) continue;
    plan.versions += versions;
    if (std::ranges::find(sites, site, &Site::key) == sites.end()) plain.insert(site);
  }
  if (only && plan.extractors.empty())
    return failure(Fault::not_found, "the archive has no article of this site", *only);
  plan.plain.assign(plain.begin(), plain.end());
  return plan;
}

Error problem_of(const Reading& reading) {
  if (reading.error) return *reading.error;
  return {Fault::parse, "no article is found in it: " + std::string(name(reading.kind)), ""};
}

// Errors are those of the file; a page that cannot be read is a Rereading with its problem.
Result<Rereading> read_again(const store::Reader& reader, const Outdated& version,
                             const extract::Extractor& extractor) {
  auto before = reader.record(version.version_id);
  if (!before) return tl::unexpected(std::move(before).error());
  Rereading again{*std::move(before), {version.reading_id, {}, {}}, std::nullopt};
  const auto pages = reader.pages(version.version_id);
  if (!pages && pages.error().fault != Fault::damaged && pages.error().fault != Fault::not_found)
    return tl::unexpected(pages.error());
  if (!pages) {
    again.problem = pages.error();
  } else {
    again.today.reading = extractor.read(*pages);
    if (again.today.reading.article)
      again.today.forms = text::derive_forms(*again.today.reading.article);
    else
      again.problem = problem_of(again.today.reading);
  }
  return again;
}

// The threads that look for versions and read them again, each by a connection of its own, and
// what they made, in the order of the versions.
class Rereaders {
 public:
  Rereaders(const std::filesystem::path& archive, const Plan& plan, int workers,
            const std::atomic<bool>& stop)
      : archive_(archive), plan_(plan), stop_(stop), made_(most_under_way) {
    for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
    threads_.emplace_back([this](const std::stop_token& token) { feed(token); });
  }

  ~Rereaders() {
    for (auto& thread : threads_) thread.request_stop();
    tasks_.close();
    made_.close();
  }
  Rereaders(const Rereaders&) = delete;
  Rereaders& operator=(const Rereaders&) = delete;

  // The next ones, waiting for them; fewer than a group at the end only.
  Result<std::vector<Rereading>> take() {
    std::vector<Rereading> group;
    while (group.size() < group_size) {
      auto next = made_.pop(1);
      if (next.empty()) break;
      auto made = next.front().get();
      if (!made) return tl::unexpected(std::move(made).error());
      group.push_back(*std::move(made));
    }
    return group;
  }

 private:
  using Made = std::future<Result<Rereading>>;

  static Made failed(Error error) {
    std::promise<Result<Rereading>> promise;
    promise.set_value(tl::unexpected(std::move(error)));
    return promise.get_future();
  }

  void feed(const std::stop_token& token) {
    const auto reader = store::Reader::open(archive_);
    Result<void> fed;
    if (reader) {
      fed = reader->for_each_outdated(plan_.names, [&](const Outdated& version) {
        Task task{version, {}};
        if (stop_.load() || !made_.push(task.done.get_future(), token)) return false;
        return tasks_.push(std::move(task));
      });
    } else {
      fed = tl::unexpected(reader.error());
    }
    if (!fed) made_.push(failed(fed.error()), token);
    tasks_.close();
    made_.close();
  }

  void work() {
    const auto reader = store::Reader::open(archive_);
    while (true) {
      auto tasks = tasks_.pop(1);
      if (tasks.empty()) return;
      auto& [version, done] = tasks.front();
      const auto extractor = plan_.extractors.find(version.site);
      done.set_value(reader ? read_again(*reader, version, extractor->second)
                            : Result<Rereading>(tl::unexpected(reader.error())));
    }
  }

  const std::filesystem::path& archive_;
  const Plan& plan_;
  const std::atomic<bool>& stop_;
  Queue<Task> tasks_;  // bounded by made_
  Queue<Made> made_;
  std::vector<std::jthread> threads_;
};

Result<void> commit(std::optional<store::Archive>& archive, std::span<const Rereading> group) {
  if (!archive) return {};
  std::vector<store::NewReading> readings;
  for (const auto& again : group) {
    if (!again.problem) readings.push_back({again.before.version_id, again.today});
  }
  return archive->take_readings(readings);
}

// The caller's thread: commits and tells, group by group.
Result<void> take_all(std::optional<store::Archive>& archive, Rereaders& rereaders,
                      const ReextractWatch& watch, std::int64_t versions, ReextractReport& report) {
  while (true) {
    const auto group = rereaders.take();
    if (!group) return tl::unexpected(group.error());
    if (group->empty()) return {};
    if (auto done = commit(archive, *group); !done) return done;
    for (const auto& again : *group) {
      ++(again.problem ? report.kept : report.read);
      if (watch.read && !watch.read(again)) return {};
    }
    if (watch.progress) watch.progress({report.read + report.kept, versions});
  }
}

}  // namespace

Result<ReextractReport> reextract(const std::filesystem::path& archive, std::span<const Site> sites,
                                  const ReextractOptions& options, const std::atomic<bool>& stop,
                                  const ReextractWatch& watch) {
  std::optional<store::Archive> writer;
  if (!options.dry_run) {
    auto opened = store::Archive::open(archive, {"newsarc reextract", false});
    if (!opened) return tl::unexpected(std::move(opened).error());
    writer = *std::move(opened);
  }
  Result<Plan> plan = Plan();
  {
    const auto reader = store::Reader::open(archive);
    if (!reader) return tl::unexpected(reader.error());
    plan = make_plan(*reader, sites, options.site);
    if (!plan) return tl::unexpected(std::move(plan).error());
  }
  ReextractReport report;
  report.plain = plan->plain;
  Rereaders rereaders(archive, *plan, options.workers, stop);
  if (auto done = take_all(writer, rereaders, watch, plan->versions, report); !done)
    return tl::unexpected(std::move(done).error());
  report.interrupted = stop.load() && report.read + report.kept < plan->versions;
  return report;
}

}  // namespace newsarc::pipeline
