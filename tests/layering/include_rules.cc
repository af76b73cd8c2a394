#include "tests/layering/include_rules.h"

#include <algorithm>

namespace newsarc::layering {
namespace {

using Names = std::vector<std::string_view>;

struct Library {
  std::string_view headers;  // a header, or with '/' at its end all in that folder
  Names folders;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"CLI/", {"cli"}},
      {"histedit.h", {"cli"}},
      {"editline/", {"cli"}},
      {"httplib.h", {"demo"}},
      {"curl/", {"crawler"}},
      {"libxml/", {"crawler"}},
      {"gumbo.h", {"extract"}},
      {"re2/", {"store"}},
      {"sqlite3.h", {"store"}},
      {"sqlite3ext.h", {"store"}},
      {"openssl/", {"digest"}},
      {"unicode/", {"text"}},
      {"opencc/", {"text"}},
      {"uchardet.h", {"text"}},
      {"uchardet/", {"text"}},
      {"dtl/", {"text"}},
      {"zlib.h", {"http"}},
      {"archive.h", {"dataset"}},
      {"archive_entry.h", {"dataset"}},
      {"brotli/", {"http"}},
      {"zstd.h", {"http", "store", "dataset"}},
      {"zstd_errors.h", {"http", "store"}},
      {"zdict.h", {"store"}},
      {"toml++/", {"core"}},
      {"nlohmann/", {"extract", "warc", "dataset", "cli"}},
  };
  return all;
}

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

const Folder* find_folder(std::string_view name) {
  const auto found = std::ranges::find(folders(), name, &Folder::name);
  return found == folders().end() ? nullptr : &*found;
}

const Library* find_library(std::string_view target) {
  const auto found = std::ranges::find_if(libraries(), [target](const Library& library) {
    return library.headers.ends_with('/') ? target.starts_with(library.headers)
                                          : target == library.headers;
  });
  return found == libraries().end() ? nullptr : &*found;
}

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text;
}

// What stands between quotes or brackets at the beginning of `text`.
std::string_view delimited(std::string_view text) {
  if (text.empty() || (text[0] != '"' && text[0] != '<')) return {};
  const std::size_t end = text.find(text[0] == '<' ? '>' : '"', 1);
  return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
}

}  // namespace

const std::vector<Folder>& folders() {
  static const Names every = {"core",    "digest", "text", "url",      "http",    "crawler",
                              "extract", "store",  "warc", "pipeline", "dataset", "demo"};
  static const std::vector<Folder> all = {
      {"core", {}},
      {"digest", {"core"}},
      {"text", {"core"}},
      {"http", {"core"}},
      {"url", {"core", "text"}},
      {"warc", {"core", "digest", "http"}},
      {"crawler", {"core", "http", "url", "text"}},
      {"extract", {"core", "http", "url", "text"}},
      {"store", {"core", "digest", "http", "url", "text"}},
      {"pipeline", {"core", "http", "url", "text", "crawler", "extract", "store", "warc"}},
      {"dataset", {"core", "digest", "http", "text", "store", "warc"}},
      {"demo", Names(every.begin(), every.end() - 1)},
      {"cli", every},
  };
  return all;
}

std::vector<Include> includes_of(std::string_view source) {
  std::vector<Include> includes;
  for (std::size_t line = 1; !source.empty(); ++line) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    std::string_view text = without_blanks(source.substr(0, end));
    source.remove_prefix(std::min(end + 1, source.size()));
    if (!text.starts_with('#')) continue;
    text = without_blanks(text.substr(1));
    if (!text.starts_with("include")) continue;
    text = without_blanks(text.substr(std::string_view("include").size()));
    includes.push_back({line, std::string(delimited(text))});
  }
  return includes;
}

std::optional<std::string> objection(std::string_view folder, std::string_view target) {
  if (target.empty()) return "an include is written with quotes or brackets";
  if (const Library* library = find_library(target)) {
    if (contains(library->folders, folder)) return std::nullopt;
    return "<" + std::string(target) + "> belongs to " + std::string(library->folders[0]) + "/";
  }
  const std::string_view other = target.substr(0, target.find('/'));
  if (target.find("..") != std::string_view::npos || other == "tests") {
    return "\"" + std::string(target) + "\" is no path from the top";
  }
  if (other == target || other == folder || !find_folder(other)) return std::nullopt;
  const Folder* own = find_folder(folder);
  if (own && contains(own->uses, other)) return std::nullopt;
  return "no arrow leads from " + std::string(folder) + " to " + std::string(other);
}

std::vector<std::string> objections(std::string_view folder, std::string_view file,
                                    std::string_view source) {
  std::vector<std::string> found;
  for (const Include& include : includes_of(source)) {
    const auto why = objection(folder, include.target);
    if (!why) continue;
    found.push_back(std::string(file) + ":" + std::to_string(include.line) + ": " + *why);
  }
  return found;
}

}  // namespace newsarc::layering
