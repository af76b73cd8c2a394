#include "core/site.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/toml_table.h"

namespace newsarc {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Young articles change most; measured on news sites by those who watch them, and cheap enough at a
// year's age to be kept up for ever.
std::vector<Rung> default_ladder() {
  return {{hours(3), minutes(15)},
          {days(1), hours(1)},
          {days(7), hours(3)},
          {days(30), days(3)},
          {days(365), days(30)}};
}

// FNV-1a, 64 bits: names a set of rules, guards nothing.
std::string fingerprint_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
  return hex.data();
}

void add_to(std::string& text, const FieldRule& rule) {
  for (const auto& selector : rule.selectors) text += selector + '\x1f';
  text += rule.near.value_or("") + '\x1e';
}

// Whatever changes what is read from the same bytes.
std::string fingerprint_of(const Site& site) {
  std::string text;
  for (const auto* rule : {&site.extract.title, &site.extract.published, &site.extract.body,
                           &site.extract.credits, &site.extract.section, &site.extract.source})
    add_to(text, *rule);
  for (const auto& selector : site.extract.remove) text += selector + '\x1f';
  const bool plain = std::ranges::all_of(text, [](char c) { return c == '\x1e'; }) &&
                     site.timezone.empty() && site.glosses == GlossRule::automatic;
  if (plain) return "0";
  text += site.timezone + '\x1e' + std::to_string(static_cast<int>(site.glosses));
  return fingerprint_of(text);
}

Span span_of(TomlTable& table, const std::string& key, Span otherwise) {
  const auto text = table.text(key);
  if (!text) return otherwise;
  const auto span = parse_span(*text);
  if (span) return *span;
  table.report(key, span.error().what);
  return otherwise;
}

bool is_site_key(std::string_view key) {
  return !key.empty() && key.size() <= 100 && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

void read_site(TomlTable table, Site& site) {
  site.key = table.text("name").value_or("");
  if (!is_site_key(site.key))
    table.report("name", "[site] needs a name of letters, digits, '-' and '_'");
  site.title = table.text("title").value_or(site.key);
  site.timezone = table.text("timezone").value_or("");
  site.start = table.texts("start");
  if (site.start.empty())
    table.report("start", "[site] needs a start page: start = [\"https://…\"]");
  table.finish();
}

SitemapRule sitemap_rule(TomlTable& table) {
  const auto rule = table.text("sitemaps").value_or("auto");
  if (rule == "all") return SitemapRule::all;
  if (rule == "none") return SitemapRule::none;
  if (rule != "auto") table.report("sitemaps", "sitemaps must be \"auto\", \"all\" or \"none\"");
  return SitemapRule::automatic;
}

bool feeds_are_followed(TomlTable& table) {
  const auto rule = table.text("feeds").value_or("auto");
  if (rule != "auto" && rule != "none") table.report("feeds", "feeds must be \"auto\" or \"none\"");
  return rule != "none";
}

std::vector<std::string> paths_within(TomlTable& table) {
  auto paths = table.texts("within");
  for (const auto& path : paths) {
    if (!path.starts_with('/'))
      table.report("within", "\"" + path + "\" is no path; write it as \"/news/\"");
  }
  return paths;
}

void read_follow(TomlTable table, FollowRules& follow) {
  follow.section = table.texts("section");
  follow.article = table.texts("article");
  follow.next = table.texts("next");
  follow.feeds = feeds_are_followed(table);
  follow.within = paths_within(table);
  follow.sitemaps = sitemap_rule(table);
  table.finish();
}

void read_fetch(TomlTable table, FetchRules& fetch) {
  fetch.delay = span_of(table, "delay", fetch.delay);
  fetch.concurrency =
      static_cast<int>(table.integer("concurrency", 1, 64).value_or(fetch.concurrency));
  fetch.max_depth = static_cast<int>(table.integer("max_depth", 1, 1000).value_or(fetch.max_depth));
  fetch.max_pages_per_section = static_cast<int>(
      table.integer("max_pages_per_section", 1, 1'000'000).value_or(fetch.max_pages_per_section));
  table.finish();
}

std::optional<Rung> parse_rung(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto age = parse_span(text.substr(0, colon));
  const auto every = parse_span(text.substr(colon + 1));
  if (!age || !every || *every <= Span::zero()) return std::nullopt;
  return Rung{*age, *every};
}

void read_revisit(TomlTable table, std::vector<Rung>& ladder) {
  std::vector<Rung> rungs;
  for (const auto& text : table.texts("ladder")) {
    const auto rung = parse_rung(text);
    if (!rung || (!rungs.empty() && rungs.back().age >= rung->age))
      table.report("ladder",
                   "\"" + text + "\" is no rung; write them as AGE:EVERY, youngest first");
    else
      rungs.push_back(*rung);
  }
  if (!rungs.empty()) ladder = std::move(rungs);
  table.finish();
}

FieldRule field_rule(TomlTable& table, const std::string& key, TomlNotes& notes) {
  const auto* node = table.any(key);
  if (node == nullptr) return {};
  if (!node->is_table()) {
    FieldRule field{table.texts(key), std::nullopt, false};
    if (field.selectors.empty()) table.report(key, "\"" + key + "\" names no selector");
    return field;
  }
  TomlTable rule(*node->as_table(), "extract." + key, notes);
  FieldRule field{rule.texts("selector"), rule.text("near"), true};
  if (field.selectors.empty() && !field.near)
    table.report(key, "\"" + key + "\" needs a selector or a label to look near");
  if (field.near == "")
    rule.report("near", "\"near\" must be the label that stands beside the value");
  rule.finish();
  return field;
}

void read_extract(TomlTable table, ExtractRules& extract, TomlNotes& notes) {
  extract.title = field_rule(table, "title", notes);
  extract.published = field_rule(table, "published", notes);
  extract.body = field_rule(table, "body", notes);
  extract.credits = field_rule(table, "credits", notes);
  extract.section = field_rule(table, "section", notes);
  extract.source = field_rule(table, "source", notes);
  extract.remove = table.texts("remove");
  table.finish();
}

void read_text(TomlTable table, GlossRule& glosses) {
  const auto rule = table.text("glosses").value_or("auto");
  if (rule == "strip")
    glosses = GlossRule::strip;
  else if (rule == "keep")
    glosses = GlossRule::keep;
  else if (rule != "auto")
    table.report("glosses", "glosses must be \"auto\", \"strip\" or \"keep\"");
  table.finish();
}

// One text or several, by what the field is.
constexpr std::array expected_texts = {"kind",   "title", "published",   "modified", "section",
                                       "source", "body",  "body_begins", "body_ends"};
constexpr std::array expected_lists = {"authors", "body_has", "body_lacks", "articles"};

// What a crawl takes the pages of its requests for.
bool is_expected_kind(std::string_view kind) {
  constexpr std::array kinds = {"article", "list", "error_page", "login", "empty"};
  return std::ranges::find(kinds, kind) != kinds.end();
}

void check_expected(TomlTable& table, const std::string& key, const std::string& text) {
  if (key == "kind" && !is_expected_kind(text))
    table.report(key,
                 "\"" + text + "\" is no kind of page: article, list, error_page, login, empty");
  const bool time = key == "published" || key == "modified";
  if (time && !text.empty() && !stated_from_text(text))
    table.report(
        key, "\"" + text + "\" is no time; write it as 2020-10-13T13:25:26+08:00, or less of it");
}

SiteTest read_test(TomlTable table) {
  SiteTest test;
  test.where = table.place();
  test.fixture = table.text("fixture").value_or("");
  if (test.fixture.empty())
    table.report("fixture", "[[test]] needs a fixture: a stored page, relative to this file");
  test.url = table.text("url").value_or("");
  for (const auto* key : expected_texts) {
    const auto text = table.text(key);
    if (!text) continue;
    check_expected(table, key, *text);
    test.expected.push_back({key, {*text}, table.place(key)});
  }
  for (const auto* key : expected_lists) {
    auto texts = table.texts(key);
    if (std::ranges::find(texts, "") != texts.end())
      table.report(key, std::string("\"") + key + "\" has an empty text, which says nothing");
    if (table.has(key)) test.expected.push_back({key, std::move(texts), table.place(key)});
  }
  table.finish();
  if (test.expected.empty())
    table.report("fixture", "[[test]] expects nothing of the page; name a field, as in title = …");
  return test;
}

void read_document(TomlTable& document, TomlNotes& notes, Site& site) {
  const auto* site_table = document.table("site");
  if (site_table == nullptr) document.report("site", "a profile needs a [site] table");
  if (site_table != nullptr) read_site({*site_table, "site", notes}, site);
  if (const auto* t = document.table("follow")) read_follow({*t, "follow", notes}, site.follow);
  if (const auto* t = document.table("fetch")) read_fetch({*t, "fetch", notes}, site.fetch);
  if (const auto* t = document.table("revisit")) read_revisit({*t, "revisit", notes}, site.ladder);
  if (const auto* t = document.table("extract"))
    read_extract({*t, "extract", notes}, site.extract, notes);
  if (const auto* t = document.table("text")) read_text({*t, "text", notes}, site.glosses);
  for (const auto* t : document.tables("test"))
    site.tests.push_back(read_test({*t, "test", notes}));
  document.finish();
}

}  // namespace

std::string Site::where(std::string_view of_key, std::string_view of_text) const {
  const auto place = places.find({std::string(of_key), std::string(of_text)});
  return place == places.end() ? key : place->second;
}

Site plain_site(std::string key) {
  Site site;
  site.title = key;
  site.key = std::move(key);
  site.ladder = default_ladder();
  site.fingerprint = "0";
  return site;
}

Result<Site> parse_site(std::string_view text, std::string_view name) {
  auto parsed = parse_toml(text, name);
  if (!parsed) return tl::unexpected(std::move(parsed).error());
  Site site = plain_site("");
  TomlNotes notes{std::string(name), std::nullopt, {}};
  TomlTable document(*parsed, "", notes);
  read_document(document, notes, site);
  if (notes.problem) return tl::unexpected(*std::move(notes.problem));
  site.text = text;
  site.fingerprint = fingerprint_of(site);
  site.places = std::move(notes.places);
  return site;
}

Result<Config> parse_config(std::string_view text, std::string_view name) {
  auto parsed = parse_toml(text, name);
  if (!parsed) return tl::unexpected(std::move(parsed).error());
  Config config;
  TomlNotes notes{std::string(name), std::nullopt, {}};
  TomlTable document(*parsed, "", notes);
  config.archive = document.text("archive").value_or(config.archive);
  config.contact = document.text("contact").value_or("");
  if (config.archive.empty()) document.report("archive", "\"archive\" must name a file");
  document.finish();
  if (notes.problem) return tl::unexpected(*std::move(notes.problem));
  return config;
}

}  // namespace newsarc
