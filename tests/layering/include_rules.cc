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
      {"re2/", {"store/read"}},
      {"sqlite3.h", {"store/sqlite"}},
      {"sqlite3ext.h", {"store/sqlite"}},
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
      {"zstd.h", {"http", "store/blobs", "dataset"}},
      {"zstd_errors.h", {"http", "store/blobs"}},
      {"zdict.h", {"store/blobs"}},
      {"toml++/", {"core"}},
      {"nlohmann/", {"extract", "warc", "dataset", "cli"}},
  };
  return all;
}

// The headers of the store that other folders may include; the rest is private to its rooms.
const Names& doors() {
  static const Names all = {
      "store/sqlite/memory.h",       "store/tables/drift.h",   "store/tables/summary.h",
      "store/read/captures.h",       "store/read/query.h",     "store/read/reader.h",
      "store/read/known_captures.h", "store/verify/verify.h",  "store/write/archive.h",
      "store/copies/backup.h",       "store/copies/salvage.h", "store/copies/snapshot.h"};
  return all;
}

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The folder that a path from the top lies in.
const Folder* find_folder(std::string_view path) {
  const auto found = std::ranges::find_if(
      folders(), [path](const Folder& folder) { return lies_in(path, folder.name); });
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

bool lies_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

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
      {"store/sqlite", {"core", "digest"}},
      {"store/schema", {"core", "text", "url", "store/sqlite"}},
      {"store/file", {"core", "store/sqlite", "store/schema"}},
      {"store/blobs", {"core", "digest", "http", "text", "store/sqlite"}},
      {"store/tables", {"core", "digest", "http", "text", "url", "store/sqlite", "store/blobs"}},
      {"store/read",
       {"core", "http", "text", "url", "store/sqlite", "store/file", "store/blobs",
        "store/tables"}},
      {"store/write",
       {"core", "http", "text", "url", "store/sqlite", "store/schema", "store/file", "store/blobs",
        "store/tables"}},
      {"store/verify",
       {"core", "digest", "text", "url", "store/sqlite", "store/schema", "store/file",
        "store/blobs", "store/tables"}},
      {"store/copies",
       {"core", "text", "store/sqlite", "store/schema", "store/file", "store/blobs", "store/tables",
        "store/write", "store/verify"}},
      {"pipeline", {"core", "http", "url", "text", "crawler", "extract", "store", "warc"}},
      {"dataset", {"core", "digest", "http", "text", "store", "warc"}},
      {"demo", Names(every.begin(), every.end() - 1)},
      {"cli", every},
  };
  return all;
}

bool uses(const Folder& one, const Folder& other) {
  return std::ranges::any_of(one.uses,
                             [&other](std::string_view used) { return lies_in(other.name, used); });
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
  if (target.find("..") != std::string_view::npos || lies_in(target, "tests")) {
    return "\"" + std::string(target) + "\" is no path from the top";
  }
  const Folder* other = find_folder(target);
  const Folder* own = find_folder(folder);
  if (!other || other == own) return std::nullopt;
  if (lies_in(target, "store") && !lies_in(folder, "store") && !contains(doors(), target)) {
    return "\"" + std::string(target) + "\" is private to store/";
  }
  if (own && uses(*own, *other)) return std::nullopt;
  return "no arrow leads from " + std::string(folder) + " to " + std::string(other->name);
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
