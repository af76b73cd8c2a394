// newsarc demo: a synthetic news site is crawled for some simulated nights, and the archive held
// against the site's own truth.

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "demo/nights.h"
#include "store/tables/summary.h"

namespace newsarc::cli {
namespace {

namespace files = std::filesystem;

constexpr auto default_directory = "newsarc-demo";
constexpr std::size_t shown_mistakes = 3;  // of each kind; -v shows all

// Where the demo goes. A directory that was named must be free; the default one is made free when
// nothing but an earlier demo is in it.
Result<files::path> free_directory(const Globals& globals, const std::optional<std::string>& keep) {
  const files::path root(globals.directory);
  if (keep) return (root / *keep).lexically_normal();
  auto directory = (root / default_directory).lexically_normal();
  if (!files::exists(directory)) return directory;
  if (!demo::is_demo_directory(directory))
    return failure(Fault::usage, "is there and holds more than a demo; choose one with --keep DIR",
                   directory.string());
  if (auto cleared = demo::clear_demo_directory(directory); !cleared)
    return tl::unexpected(cleared.error());
  if (!globals.quiet) print_hint("replaced the earlier demo in " + directory.string());
  return directory;
}

void print_night(int night, const pipeline::CrawlReport& report) {
  for (const auto& summary : report.sites) {
    for (const auto& warning : summary.warnings) print_warning(summary.site + ": " + warning);
    std::cout << "night " << night << ": " << store::summary_line(summary, report.took, report.run)
              << std::endl;
  }
}

void print_findings(const Globals& globals, const demo::Rehearsal& rehearsal) {
  for (const auto& finding : rehearsal.findings) {
    std::cout << finding.line << std::endl;
    const auto all = finding.mistakes.size();
    const auto count = globals.verbose > 0 ? all : std::min(shown_mistakes, all);
    for (std::size_t i = 0; i < count; ++i) print_warning(finding.mistakes[i]);
    if (count < all) print_hint(std::to_string(all - count) + " more with -v");
  }
}

// How to call this program again from here: by its path when that leads down from here.
std::string program() {
  std::error_code error;
  const auto path = files::read_symlink("/proc/self/exe", error);
  const auto from_here = files::relative(path, error).string();
  return error || from_here.empty() || from_here.starts_with("..") ? "newsarc" : from_here;
}

void print_suggestions(const files::path& directory, const demo::Rehearsal& rehearsal) {
  const auto call = "  " + program() + " -C " + directory.string();
  std::cout << "\nThe archive stays in " << directory.string() << ". Ask it, for example:\n"
            << call << " search 創新\n";
  if (!rehearsal.edited.empty()) std::cout << call << " diff '" << rehearsal.edited << "'\n";
  std::cout << call << " sql 'SELECT title, gone_at, restored_at FROM deletions'\n";
}

void print_json(const files::path& directory, const demo::Rehearsal& rehearsal) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const auto& finding : rehearsal.findings) {
    findings.push_back(
        {{"line", finding.line}, {"holds", finding.holds}, {"mistakes", finding.mistakes}});
  }
  const nlohmann::ordered_json document{{"archive", demo::archive_in(directory).string()},
                                        {"findings", findings}};
  std::cout << document.dump() << '\n';
}

demo::Plan plan_of(const Command& command) {
  demo::Plan plan;
  plan.nights = static_cast<int>(command.number("--nights").value_or(plan.nights));
  plan.articles = static_cast<int>(command.number("--articles").value_or(plan.articles));
  plan.seed = command.number("--seed").value_or(plan.seed);
  return plan;
}

Result<int> run_demo(const Command& command, const Globals& globals) {
  const auto directory = free_directory(globals, command.text("--keep"));
  if (!directory) return tl::unexpected(directory.error());
  std::atomic<pipeline::Stop> stop = pipeline::Stop::none;
  const SignalWatch signals([&stop](int) {
    stop = stop.load() == pipeline::Stop::none ? pipeline::Stop::drain : pipeline::Stop::now;
  });
  demo::NightWatch watch;
  if (!globals.quiet && !globals.json) watch.crawled = print_night;
  const auto rehearsal = demo::rehearse(plan_of(command), *directory, stop, watch);
  if (!rehearsal) {
    if (signals.last() == 0) return tl::unexpected(rehearsal.error());
    print_error(rehearsal.error());
    return 128 + signals.last();
  }
  const bool holds = std::ranges::all_of(rehearsal->findings, &demo::Finding::holds);
  if (globals.json) {
    print_json(*directory, *rehearsal);
  } else {
    print_findings(globals, *rehearsal);
    if (!globals.quiet) print_suggestions(*directory, *rehearsal);
  }
  if (holds) return ok;
  return failure(Fault::internal, "the archive does not say what the site did",
                 demo::archive_in(*directory).string());
}

}  // namespace

void add_demo(CommandLine& commands) {
  const demo::Plan plan;
  const Command command = commands.add(
      "demo", "Crawl a synthetic news site for some nights and check what was found", run_demo);
  command.option("--nights", "Simulated nights")
      .range(1, demo::most_nights)
      .shows(std::to_string(plan.nights))
      .type("N");
  command.option("--articles", "Articles the site publishes in them")
      .range(demo::fewest_articles, demo::most_articles)
      .shows(std::to_string(plan.articles))
      .type("N");
  command.option("--keep", "Leave the archive in this directory; newsarc-demo when not given")
      .type("DIR");
  command.option("--seed", "What the site is made from")
      .from(0)
      .shows(std::to_string(plan.seed))
      .type("N");
}

}  // namespace newsarc::cli
