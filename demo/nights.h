#pragma once
// The demo itself: a synthetic site is served on loopback, crawled for some simulated nights into
// an archive of its own, and the archive judged by the site's truth. Simulated time runs at the
// real pace from the beginning of each night.

#include <atomic>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/site.h"
#include "demo/judge.h"
#include "demo/site.h"
#include "pipeline/crawl.h"

namespace newsarc::demo {

struct Rehearsal {
  std::vector<Finding> findings;
  std::string origin;  // where the site was served, and what the archive's URLs begin with
  std::string edited;  // URL of an article that was edited; empty when none was
};

struct NightWatch {
  std::function<void(int night, const pipeline::CrawlReport&)> crawled;
};

// The demo's directory: demo.db, newsarc.toml and sites.d/demo.toml, so that every newsarc command
// works there.
std::filesystem::path archive_in(const std::filesystem::path& directory);

// Whether the directory is one that a demo left and nothing else was put into.
bool is_demo_directory(const std::filesystem::path& directory);

// Removes what a demo left there. Errors: usage, when it is no such directory; busy, when a writer
// holds its archive; disk.
Result<void> clear_demo_directory(const std::filesystem::path& directory);

// The profile of a demo's site of that name, served at `origin`.
std::string profile_text(const std::string& name, const std::string& origin);

// The crawl of one night: of sites served at these authorities, into an archive that is made when
// it is not there. Errors: interrupted; those of crawling.
Result<pipeline::CrawlReport> crawl_night(std::span<const Site> sites,
                                          const std::filesystem::path& archive,
                                          const std::vector<std::string>& authorities, int night,
                                          const std::atomic<pipeline::Stop>& stop);

// Runs all nights of the plan in `directory`, which is made when it is not there. Errors: usage,
// when it holds an archive or a configuration already; interrupted; those of crawling, which stop
// the demo and leave what was archived.
Result<Rehearsal> rehearse(const Plan& plan, const std::filesystem::path& directory,
                           const std::atomic<pipeline::Stop>& stop, const NightWatch& watch = {});

}  // namespace newsarc::demo
