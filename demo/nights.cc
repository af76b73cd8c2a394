#include "demo/nights.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>

#include "core/site.h"
#include "core/version.h"
#include "crawler/fetch.h"
#include "demo/server.h"
#include "store/write/archive.h"

namespace newsarc::demo {
namespace {

namespace files = std::filesystem;

constexpr std::string_view config_name = "newsarc.toml";
constexpr std::string_view profile_name = "sites.d/demo.toml";
constexpr std::string_view archive_name = "demo.db";
constexpr std::string_view config_text =
    "# Made by newsarc demo; a later demo replaces this directory as long as nothing is added.\n"
    "archive = \"demo.db\"\n";

// The clock of a simulated night: it began at `began` and goes on at the real pace.
class NightClock final : public Clock {
 public:
  explicit NightClock(Instant began) : began_(began) {}
  Instant now() const override {
    const auto elapsed = std::chrono::steady_clock::now() - real_;
    return began_ + std::chrono::duration_cast<Span>(elapsed);
  }

 private:
  Instant began_;
  std::chrono::steady_clock::time_point real_ = std::chrono::steady_clock::now();
};

Result<void> write_file(const files::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) return failure(Fault::disk, "cannot be written", file.string());
  return {};
}

std::string read_file(const files::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Refuses to put a demo beside or over anything that is somebody's.
Result<void> prepare_directory(const files::path& directory, const std::string& profile) {
  for (const auto& taken : {archive_name, config_name, profile_name}) {
    if (files::exists(directory / taken)) {
      return failure(Fault::usage, "is there already; name another directory with --keep",
                     (directory / taken).string());
    }
  }
  std::error_code error;
  files::create_directories(directory / "sites.d", error);
  if (error) return failure(Fault::disk, error.message(), directory.string());
  if (auto written = write_file(directory / config_name, config_text); !written) return written;
  return write_file(directory / profile_name, profile);
}

std::string edited_url(const NewsSite& news, const std::string& origin) {
  const auto edit = std::ranges::find(news.events(), Happening::edited, &Event::happening);
  return edit == news.events().end() ? "" : origin + news.articles()[edit->article].target;
}

}  // namespace

// Every article is asked for every night, however long the demo is; a real site's ladder rests
// longer the older an article is.
std::string profile_text(const std::string& name, const std::string& origin) {
  return "# The site that newsarc demo served while it ran; nothing answers there now.\n"
         "[site]\n"
         "name = \"" +
         name +
         "\"\n"
         "title = \"江城在線新聞網\"\n"
         "timezone = \"" +
         std::string(site_timezone) +
         "\"\n"
         "start = [\"" +
         origin +
         "/\"]\n\n"
         "[fetch]\n"
         "delay = \"0s\"\n"
         "concurrency = 4\n\n"
         "[revisit]\n"
         "ladder = [\"400d:3h\"]\n";
}

Result<pipeline::CrawlReport> crawl_night(std::span<const Site> sites, const files::path& file,
                                          const std::vector<std::string>& authorities, int night,
                                          const std::atomic<pipeline::Stop>& stop) {
  const NightClock clock(night_begins(night));
  const auto agent = "newsarc/" + std::string(version());
  auto fetcher = crawler::curl_fetcher({agent, authorities, {}}, clock);
  if (!fetcher) return tl::unexpected(fetcher.error());
  auto archive = store::Archive::open(file, {"newsarc demo", true});
  if (!archive) return tl::unexpected(archive.error());
  pipeline::CrawlOptions options;
  options.workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  auto report = pipeline::crawl(*archive, sites, **fetcher, clock, options, stop);
  if (report && report->state == store::RunState::interrupted) {
    return failure(Fault::interrupted, "stopped before the last night", file.parent_path());
  }
  return report;
}

files::path archive_in(const files::path& directory) { return directory / archive_name; }

bool is_demo_directory(const files::path& directory) {
  if (read_file(directory / config_name) != config_text) return false;
  constexpr std::array ours = {"newsarc.toml", "sites.d",     "demo.toml",  "demo.db",
                               "demo.db.lock", "demo.db-wal", "demo.db-shm"};
  std::error_code error;
  for (files::recursive_directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    const auto name = at->path().filename().string();
    if (std::ranges::find(ours, name) == ours.end()) return false;
  }
  return !error;
}

Result<void> clear_demo_directory(const files::path& directory) {
  if (!is_demo_directory(directory)) {
    return failure(Fault::usage, "holds more than a demo left there; it stays", directory.string());
  }
  if (files::exists(archive_in(directory))) {
    const auto unused = store::Archive::open(archive_in(directory), {"newsarc demo", false});
    if (!unused && unused.error().fault == Fault::busy) return tl::unexpected(unused.error());
  }
  std::error_code error;
  files::remove_all(directory, error);
  if (error) return failure(Fault::disk, error.message(), directory.string());
  return {};
}

Result<Rehearsal> rehearse(const Plan& plan, const files::path& directory,
                           const std::atomic<pipeline::Stop>& stop, const NightWatch& watch) {
  const NewsSite news(plan);
  auto server = DemoServer::start(news);
  if (!server) return tl::unexpected(server.error());
  const auto profile = profile_text("demo", server->origin());
  const auto site = parse_site(profile, profile_name);
  if (!site) return tl::unexpected(site.error());
  const auto prepared = prepare_directory(directory, profile);
  if (!prepared) return tl::unexpected(prepared.error());
  for (int night = 1; night <= plan.nights; ++night) {
    server->set_night(night);
    const auto report =
        crawl_night({&*site, 1}, archive_in(directory), {server->authority()}, night, stop);
    if (!report) return tl::unexpected(report.error());
    if (watch.crawled) watch.crawled(night, *report);
  }
  const auto log = server->log();
  auto findings = judge(news, server->origin(), archive_in(directory), log);
  if (!findings) return tl::unexpected(findings.error());
  return Rehearsal{*std::move(findings), server->origin(), edited_url(news, server->origin())};
}

}  // namespace newsarc::demo
