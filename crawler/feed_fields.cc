#include "crawler/feed_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/ascii.h"

namespace newsarc::crawler {
namespace {

using enum Vocabulary;

// Parts of the URIs: versions, schemes and slashes at the end differ from feed to feed.
constexpr std::array<std::pair<std::string_view, Vocabulary>, 11> uris = {{
    {"w3.org/2005/atom", atom},
    {"purl.org/atom/ns", atom},
    {"purl.org/dc/elements", dublin_core},
    {"purl.org/dc/terms", dublin_core_terms},
    {"sitemap-news", news},
    {"feedburner", feedburner},
    {"schemas/sitemap/", plain},        // sitemaps.org, and google.com before it
    {"purl.org/rss/", plain},           // RSS 1.0
    {"netscape.com/rdf/", plain},       // RSS 0.9
    {"backend.userland.com/", plain},   // RSS 0.92 and 2.0, by some
    {"blogs.law.harvard.edu/", plain},  // RSS 2.0, by others
}};

constexpr std::array<std::pair<std::string_view, Vocabulary>, 5> prefixes = {{
    {"atom", atom},
    {"dc", dublin_core},
    {"dcterms", dublin_core_terms},
    {"news", news},
    {"feedburner", feedburner},
}};

struct Rule {
  Vocabulary vocabulary;
  std::string_view name;
  Field field;
};

constexpr std::array<Rule, 30> rules = {{
    {plain, "title", Field::title},
    {plain, "link", Field::link},
    {plain, "loc", Field::link},
    {plain, "guid", Field::permalink},
    {plain, "pubDate", Field::published},
    {plain, "pubdate", Field::published},
    {plain, "lastmod", Field::modified},
    {plain, "author", Field::author},
    {plain, "language", Field::language},
    {plain, "description", Field::description},
    {atom, "title", Field::title},
    {atom, "link", Field::link},
    {atom, "id", Field::permalink},
    {atom, "published", Field::published},
    {atom, "issued", Field::published},  // Atom 0.3, as the next
    {atom, "modified", Field::modified},
    {atom, "updated", Field::modified},
    {atom, "name", Field::author},
    {atom, "summary", Field::description},
    {atom, "content", Field::description},
    {dublin_core, "date", Field::published},
    {dublin_core, "creator", Field::author},
    {dublin_core, "language", Field::language},
    {dublin_core_terms, "issued", Field::published},
    {dublin_core_terms, "modified", Field::modified},
    {news, "title", Field::title},
    {news, "publication_date", Field::published},
    {news, "language", Field::language},
    {news, "name", Field::publication},
    {feedburner, "origLink", Field::original},
}};

}  // namespace

Vocabulary vocabulary_of(const XmlElement& element, FeedKind kind) {
  if (element.space.empty()) {
    if (element.prefix.empty()) return kind == FeedKind::atom ? atom : plain;
    const auto found =
        std::ranges::find(prefixes, element.prefix, [](const auto& p) { return p.first; });
    return found == prefixes.end() ? other : found->second;
  }
  const std::string space = lower_case(element.space);
  for (const auto& [part, vocabulary] : uris) {
    if (space.find(part) != std::string::npos) return vocabulary;
  }
  return other;
}

std::optional<Field> field_of(Vocabulary vocabulary, std::string_view name) {
  for (const Rule& rule : rules) {
    if (rule.vocabulary == vocabulary && rule.name == name) return rule.field;
  }
  return std::nullopt;
}

bool begins_entry(Vocabulary vocabulary, std::string_view name, FeedKind kind) {
  switch (kind) {
    case FeedKind::rss:
      return vocabulary == plain && name == "item";
    case FeedKind::atom:
      return vocabulary == atom && name == "entry";
    case FeedKind::sitemap:
      return vocabulary == plain && name == "url";
    case FeedKind::sitemap_index:
      return vocabulary == plain && name == "sitemap";
    case FeedKind::text_sitemap:
      break;
  }
  return false;
}

}  // namespace newsarc::crawler
