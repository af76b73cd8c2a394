#include "dataset/paper_facts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace newsarc::dataset {
namespace {

bool has_column(const DatasetFacts& facts, std::string_view name) {
  return std::ranges::find(facts.columns, name, &Column::name) != facts.columns.end();
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int rank_of(std::string_view split) {
  if (split == "train") return 0;
  if (split == "validation") return 1;
  return split == "test" ? 2 : 3;
}

using Parts = std::vector<std::string>;

Parts parts_of(std::string_view path) {
  Parts parts;
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    parts.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string without_wildcards(std::string part) {
  for (char& c : part) {
    if (std::string_view("*?[]{}!").find(c) != std::string_view::npos) c = '?';
  }
  return part;
}

// One pattern for two parts; both keep what they have behind their last dot.
std::string merged(const std::string& a, const std::string& b) {
  if (a == b) return a;
  const auto dot = a.rfind('.');
  if (dot == std::string::npos || !b.ends_with(a.substr(dot))) return "*";
  return "*" + a.substr(dot);
}

std::string joined(const Parts& parts) {
  std::string path;
  for (const auto& part : parts) path += (path.empty() ? "" : "/") + part;
  return path;
}

constexpr std::pair<std::string_view, std::string_view> meanings[] = {
    {"article_id", "number of the article in the archive; the same in each export of it"},
    {"version_id", "number of the version in the archive"},
    {"version", "1, 2, …: which version of the article"},
    {"versions", "how many versions of the article the archive has"},
    {"site", "short name of the site"},
    {"url", "address under which the article is known"},
    {"title", "headline"},
    {"title_simplified",
     "headline in simplified Chinese characters; the same where it is not Chinese"},
    {"published",
     "when it was published, as the page states it and as precisely (RFC 3339, or a part of it)"},
    {"published_date", "day of publication, where a whole day is stated"},
    {"modified", "when it was last changed, as the page states it"},
    {"section", "section of the site, as the page states it"},
    {"source", "where the text came from, as the page states it: an agency, another paper"},
    {"authors", "names of those who wrote it"},
    {"credits",
     "everybody named, with a role (reporter, photographer, editor, …) and the page's own label"},
    {"language", "language of the text (ISO 639)"},
    {"script", "script of Chinese text: simplified, traditional or mixed"},
    {"body", "text of the article, a paragraph a line"},
    {"body_simplified", "text in simplified Chinese characters; the same where it is not Chinese"},
    {"images", "addresses of pictures, with their alternative texts"},
    {"first_seen", "first capture of the article (UTC)"},
    {"last_seen", "last capture of the article (UTC)"},
    {"state", "live, gone, redirected or blocked, as of the last visit"},
    {"valid_from", "capture that brought this version (UTC)"},
    {"valid_to", "capture that brought the next one (UTC); none for the latest"},
    {"change", "new, edit, title or cosmetic: against the version before"},
    {"duplicate_of",
     "an earlier article of the archive with the very same text; none where there is none"},
    {"cluster",
     "the first article of those that are nearly the same: linked by pairs whose simhashes of the "
     "folded text differ in at most three bits of 64"},
    {"split", "the split that the record is in"},
    {"chars_added", "characters that the version before did not have"},
    {"chars_removed", "characters of the version before that are no longer there"},
    {"extractor", "version of the program that read the page"},
    {"evidence", "which rule found each field"},
};

std::string_view meaning_of(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "a whole number";
    case Kind::instant:
      return "an instant (UTC)";
    case Kind::date:
      return "a day";
    case Kind::names:
      return "a list of texts";
    case Kind::credits:
    case Kind::images:
      return "a list of objects";
    case Kind::object:
      return "an object";
    default:
      return "a text";
  }
}

}  // namespace

std::vector<SplitFiles> splits_of(const DatasetFacts& facts) {
  std::map<std::pair<int, std::string_view>, SplitFiles> found;
  for (const auto& file : facts.files) {
    auto& split = found[{rank_of(file.split), file.split}];
    split.name = file.split;
    split.files.push_back(&file);
    split.records += file.records;
    split.bytes += file.bytes;
  }
  std::vector<SplitFiles> splits;
  for (auto& [key, split] : found) splits.push_back(std::move(split));
  return splits;
}

std::vector<std::string> globs_of(const std::vector<const DataFile*>& files) {
  std::map<std::size_t, Parts> by_depth;
  for (const auto* file : files) {
    auto parts = parts_of(file->path);
    std::ranges::transform(parts, parts.begin(), without_wildcards);
    const auto [known, fresh] = by_depth.try_emplace(parts.size(), parts);
    if (fresh) continue;
    for (std::size_t i = 0; i < parts.size(); ++i)
      known->second[i] = merged(known->second[i], parts[i]);
  }
  std::vector<std::string> globs;
  for (const auto& [depth, parts] : by_depth) globs.push_back(joined(parts));
  return globs;
}

std::uint64_t total_bytes(const DatasetFacts& facts) {
  std::uint64_t bytes = 0;
  for (const auto& file : facts.files) bytes += file.bytes;
  return bytes;
}

std::optional<std::string> state_instant(const DatasetFacts& facts) {
  auto instant = facts.archive.last_run;
  if (!instant) {
    for (const auto& site : facts.sites) instant = std::max(instant, site.last);
  }
  if (!instant) instant = facts.as_of;
  if (instant && instant->size() == std::string_view("2026-03-01").size()) *instant += "T00:00:00Z";
  return instant;
}

std::optional<std::string> state_day(const DatasetFacts& facts) {
  const auto instant = state_instant(facts);
  if (!instant) return std::nullopt;
  return instant->substr(0, instant->find('T'));
}

std::string version_of(const DatasetFacts& facts) {
  return std::to_string(facts.archive.runs) + ".0.0";
}

std::string_view table_name(const DatasetFacts& facts) {
  return has_column(facts, "version_id") ? "versions" : "articles";
}

std::string_view key_column(const DatasetFacts& facts) {
  if (has_column(facts, "version_id")) return "version_id";
  return has_column(facts, "article_id") ? "article_id" : "";
}

std::string_view meaning_of(const Column& column) {
  for (const auto& [name, meaning] : meanings) {
    if (name == column.name) return meaning;
  }
  return meaning_of(column.kind);
}

bool is_path_alone(const DatasetFacts& facts, std::string_view partition) {
  return !has_column(facts, partition);
}

bool is_http(std::string_view url) {
  static constexpr std::string_view punctuation = "-._~:/?#[]@!$&'()*+,;=%";
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  return std::ranges::all_of(url, [](char c) {
    return is_letter_or_digit(c) || punctuation.find(c) != std::string_view::npos;
  });
}

std::optional<std::string> license_url(const DatasetFacts& facts) {
  static constexpr std::string_view punctuation = "-.+";
  const bool plain = std::ranges::all_of(facts.license, [](char c) {
    return is_letter_or_digit(c) || punctuation.find(c) != std::string_view::npos;
  });
  if (!plain || facts.license.empty() || facts.license == "other") return std::nullopt;
  if (facts.license.starts_with("LicenseRef-")) return std::nullopt;  // one's own
  return "https://spdx.org/licenses/" + facts.license + ".html";
}

}  // namespace newsarc::dataset
