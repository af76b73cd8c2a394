// newsarc demo: a synthetic news site is crawled for some simulated nights, and the archive held
// against the site's own truth.

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/signals.h"
#include "demo/nights.h"
#include "store/summary.h"

namespace newsarc::cli {
namespace {

namespace files = std::filesystem;

constexpr auto default_directory = "newsarc-demo";
constexpr std::size_t shown_mistakes = 3;  // of each kind; -v shows all

struct DemoArguments {
  demo::Plan plan;
  std::optional<std::string> keep;
};

// Where the demo goes. A directory that was named must be free; the default one is made free when
// nothing but an earlier demo is in it.
Result<files::path> free_directory(const Globals& globals, const DemoArguments& arguments) {
  const files::path root(globals.directory);
  if (arguments.keep) return (root / *arguments.keep).lexically_normal();
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

Result<int> run_demo(const Globals& globals, const DemoArguments& arguments) {
  const auto directory = free_directory(globals, arguments);
  if (!directory) return tl::unexpected(directory.error());
  std::atomic<pipeline::Stop> stop = pipeline::Stop::none;
  const SignalWatch signals([&stop](int) {
    stop = stop.load() == pipeline::Stop::none ? pipeline::Stop::drain : pipeline::Stop::now;
  });
  demo::NightWatch watch;
  if (!globals.quiet && !globals.json) watch.crawled = print_night;
  const auto rehearsal = demo::rehearse(arguments.plan, *directory, stop, watch);
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

void add_demo(const Commands& commands) {
  auto* command = commands.app.add_subcommand(
      "demo", "Crawl a synthetic news site for some nights and check what was found");
  auto arguments = std::make_shared<DemoArguments>();
  auto& plan = arguments->plan;
  command->add_option("--nights", plan.nights, "Simulated nights")
      ->check(CLI::Range(1, demo::most_nights))
      ->capture_default_str();
  command->add_option("--articles", plan.articles, "Articles the site publishes in them")
      ->check(CLI::Range(demo::fewest_articles, demo::most_articles))
      ->capture_default_str();
  command
      ->add_option("--keep", arguments->keep,
                   "Leave the archive in this directory; newsarc-demo when not given")
      ->option_text("DIR");
  command->add_option("--seed", plan.seed, "What the site is made from")->capture_default_str();
  command->callback([chosen = &commands.chosen, arguments] {
    *chosen = [arguments](const Globals& globals) { return run_demo(globals, *arguments); };
  });
}

}  // namespace newsarc::cli
