// make_workspace: what `newsarc init` leaves behind. Declared in workspace.h.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/workspace.h"

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
# within = ["/news/"]                        # paths that the crawl stays in
# feeds = "auto"                             # RSS and Atom of start pages: auto, none
# sitemaps = "auto"                          # those of robots.txt: auto (the last week), all, none

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

Error not_written(const fs::path& file) {
  return {Fault::disk, "cannot be written; is there room, and may you write here?", shown(file)};
}

bool write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<void> write_new_file(const fs::path& file, std::string_view text) {
  constexpr mode_t mode = 0666;
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0 && errno == EEXIST)
    return failure(Fault::usage, "is there already, and stays as it is", shown(file));
  if (descriptor < 0) return tl::unexpected(not_written(file));
  const bool whole = write_whole(descriptor, text);
  if (::close(descriptor) == 0 && whole) return {};
  ::unlink(file.c_str());
  return tl::unexpected(not_written(file));
}

Result<std::vector<fs::path>> make_workspace(const fs::path& root) {
  std::error_code problem;
  fs::create_directories(root / "sites.d", problem);
  if (problem)
    return failure(Fault::disk, "cannot be made: " + problem.message(),
                   (root / "sites.d").string());
  std::vector<fs::path> made;
  const std::pair<fs::path, std::string_view> files[] = {
      {root / "newsarc.toml", config_text}, {root / "sites.d" / "example.toml.txt", example_text}};
  for (const auto& [file, text] : files) {
    if (fs::exists(file, problem)) continue;
    if (auto written = write_new_file(file, text); !written) return tl::unexpected(written.error());
    made.push_back(file);
  }
  return made;
}

}  // namespace newsarc::cli
