// newsarc init: a commented newsarc.toml and sites.d/, never overwriting anything.

#include <fstream>
#include <iostream>
#include <system_error>

#include "cli/command.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto config_text =
    R"(# newsarc's configuration. Every key is optional; an empty file is valid.

# The archive: one SQLite file, relative to this file.
archive = "newsarc.db"

# Who crawls, for the owners of sites that look into their logs: a page or an address of yours.
# contact = "https://archive.example/about"

# Each site has a profile of its own: sites.d/NAME.toml; see sites.d/example.toml.txt.
)";

constexpr auto example_text =
    R"(# A site profile. Copy this file to sites.d/NAME.toml and edit it; then run: newsarc crawl NAME
# Only [site] name and start are needed: the heuristics do the rest.

[site]
name = "example"                             # letters, digits, - and _
title = "Example News"                       # for people
timezone = "Asia/Shanghai"                   # what the site's clock shows
start = ["https://news.example/list/"]       # category pages the crawl walks

# [follow]                                   # CSS selectors, where the heuristics need help
# section = "ul.nav a"                       # links to category pages
# article = ".list a"                        # links to articles
# next = "a.next"                            # link to the next page of a list

# [fetch]
# delay = "1s"                               # between two requests to a host
# concurrency = 1                            # requests at a time to a host

# [revisit]                                  # age of an article's last change : look again every
# ladder = ["3h:15m", "1d:1h", "7d:3h", "30d:3d", "365d:30d"]

# [extract]                                  # CSS selectors, or the label beside a value
# title = ["h1", ".title"]
# published = { near = "发布", selector = ".info" }
# body = [".content"]
# remove = [".ad"]                           # never content

# [text]
# glosses = "auto"                           # pinyin after characters: auto, strip, keep
)";

Result<void> write_new(const fs::path& file, std::string_view text) {
  std::error_code problem;
  if (fs::exists(file, problem)) {
    std::cout << file.string() << " is there already\n";
    return {};
  }
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush())
    return failure(Fault::disk, "cannot be written; is there room, and may you write here?",
                   file.string());
  std::cout << file.string() << " written\n";
  return {};
}

Result<int> init(const Command& command, const Globals& globals) {
  const auto root =
      (fs::path(globals.directory) / command.text("directory").value_or(".")).lexically_normal();
  std::error_code problem;
  fs::create_directories(root / "sites.d", problem);
  if (problem)
    return failure(Fault::disk, "cannot be made: " + problem.message(),
                   (root / "sites.d").string());
  if (auto written = write_new(root / "newsarc.toml", config_text); !written)
    return tl::unexpected(written.error());
  if (auto written = write_new(root / "sites.d" / "example.toml.txt", example_text); !written)
    return tl::unexpected(written.error());
  std::cout << "next: write sites.d/NAME.toml, then newsarc crawl\n";
  return ok;
}

}  // namespace

void add_init(CommandLine& commands) {
  const Command command =
      commands.add("init", "Make newsarc.toml and sites.d/ in a directory", init);
  command.option("directory", "Where; the working directory by default").type("DIR");
}

}  // namespace newsarc::cli
