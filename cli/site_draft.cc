#include "cli/site_draft.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include "cli/table.h"
#include "dataset/article_json.h"
#include "text/forms.h"

namespace newsarc::cli {
namespace {

const Article& article_of(const extract::Explained& sample) {
  return *sample.explanation.reading.article;
}

// "com" of example.com.cn: second-level names that registries give under, below a country's.
bool is_registry(std::string_view label) {
  constexpr std::string_view names[] = {"com", "net", "org", "gov", "edu",
                                        "ac",  "co",  "or",  "ne",  "go"};
  return std::ranges::find(names, label) != std::end(names);
}

std::vector<std::string> labels_of(std::string_view host) {
  std::vector<std::string> labels;
  while (true) {
    const auto dot = host.find('.');
    labels.emplace_back(host.substr(0, dot));
    if (dot == std::string_view::npos) return labels;
    host.remove_prefix(dot + 1);
  }
}

// Countries with one zone, by their domain (IANA's zone1970.tab).
std::string zone_of_country(std::string_view host) {
  static const std::map<std::string_view, std::string_view> zones = {
      {"at", "Europe/Vienna"},   {"be", "Europe/Brussels"},  {"ch", "Europe/Zurich"},
      {"cn", "Asia/Shanghai"},   {"cz", "Europe/Prague"},    {"de", "Europe/Berlin"},
      {"fr", "Europe/Paris"},    {"hk", "Asia/Hong_Kong"},   {"ie", "Europe/Dublin"},
      {"in", "Asia/Kolkata"},    {"it", "Europe/Rome"},      {"jp", "Asia/Tokyo"},
      {"kr", "Asia/Seoul"},      {"mo", "Asia/Macau"},       {"nl", "Europe/Amsterdam"},
      {"pl", "Europe/Warsaw"},   {"se", "Europe/Stockholm"}, {"sg", "Asia/Singapore"},
      {"th", "Asia/Bangkok"},    {"tw", "Asia/Taipei"},      {"uk", "Europe/London"},
      {"vn", "Asia/Ho_Chi_Minh"}};
  const auto zone = zones.find(host.substr(host.rfind('.') + 1));
  return zone == zones.end() ? std::string() : std::string(zone->second);
}

bool needs_zone(const SiteDraft& draft) {
  return std::ranges::any_of(draft.samples, [](const extract::Explained& sample) {
    const auto& when = article_of(sample).published;
    return when && when->precision != Precision::day && !when->offset;
  });
}

void add_zone(ProfileText& profile, const SiteDraft& draft) {
  const auto host = draft.list.page.request.url.host();
  const auto zone = zone_of_country(host);
  if (!needs_zone(draft))
    return profile.offer("timezone", "\"Asia/Shanghai\"",
                         "not needed: the samples state no time without its offset");
  if (!zone.empty())
    return profile.set("timezone", toml_text(zone),
                       "of ." + std::string(host.substr(host.rfind('.') + 1)) +
                           "; the samples state times without an offset");
  profile.offer("timezone", "\"Asia/Shanghai\"",
                "the samples state times without an offset: say in which zone");
}

// What all samples have behind their headline in <title>: the site's name, as a rule.
std::string name_in_titles(const SiteDraft& draft) {
  std::string common;
  for (const auto& sample : draft.samples) {
    const auto& title = article_of(sample).title;
    std::string rest;
    for (const auto& field : sample.explanation.fields) {
      if (field.field != "title") continue;
      for (const auto& other : field.others) {
        if (other.rule == "<title>" && other.value.starts_with(title))
          rest = other.value.substr(title.size());
      }
    }
    rest.erase(0, std::min(rest.find_first_not_of(" -_|"), rest.size()));
    if (rest.empty() || (!common.empty() && rest != common)) return {};
    common = rest;
  }
  return draft.samples.size() > 1 ? common : std::string();
}

std::string count_of(const std::vector<Request>& requests, const char* one, const char* many) {
  return counted(static_cast<std::int64_t>(requests.size()), one, many);
}

std::string counts(const SiteDraft& draft) {
  return count_of(draft.articles, "article", "articles") + ", " +
         count_of(draft.sections, "section", "sections") + ", " +
         count_of(draft.next_pages, "next page", "next pages");
}

void add_site_table(ProfileText& profile, const SiteDraft& draft) {
  profile.table("site");
  profile.set("name", toml_text(draft.site.key),
              draft.name_given ? "as given" : "from the host; crawl calls it by this name");
  const auto title = name_in_titles(draft);
  if (title.empty())
    profile.offer("title", toml_text(draft.site.key), "for people; the name unless given");
  else
    profile.set("title", toml_text(title), "for people: what stands behind headlines in <title>");
  add_zone(profile, draft);
  profile.set("start", toml_texts(draft.site.start), "has links to " + counts(draft));
}

// The texts of the first few sections, to know them by.
std::string some_sections(const SiteDraft& draft) {
  constexpr int few = 5;
  std::string names;
  int count = 0;
  for (const auto& link : draft.list.explanation.reading.links) {
    if (link.kind != LinkKind::section || link.text.empty() || count == few) continue;
    names += (count++ == 0 ? "" : ", ") + link.text;
  }
  return names;
}

void add_follow_table(ProfileText& profile, const SiteDraft& draft) {
  const auto suggestions = extract::suggest_links(draft.site, draft.list);
  profile.table("follow");
  for (const auto& suggestion : suggestions) {
    const std::array selectors = {suggestion.selector};
    profile.offer(suggestion.key, toml_texts(selectors), "not needed: " + suggestion.why);
  }
  if (!draft.sections.empty())
    profile.offer(
        "section", "[\"none\"]",
        "would stay on this list; the crawl follows sections, too: " + some_sections(draft));
  if (suggestions.empty() && draft.sections.empty())
    profile.comment("no rule is needed: the links were found without");
}

void add_extract_table(ProfileText& profile, const SiteDraft& draft) {
  const auto suggestions = extract::suggest_fields(draft.site, draft.samples);
  if (!suggestions.empty()) return add_suggestions(profile, suggestions, "extract");
  profile.table("extract");
  profile.comment("no rule is needed: newsarc probe URL --site " + draft.site.key +
                  " shows what is read");
}

std::string first_line(const Article& article) {
  return article.paragraphs.empty() ? std::string() : article.paragraphs.front();
}

}  // namespace

// An address in numbers has no labels that mean anything: 127.0.0.1:8080 is 127-0-0-1-8080.
std::string name_from_host(const Url& url) {
  auto labels = labels_of(url.host());
  const bool numeric = url.host().find_first_not_of("0123456789.:[]abcdef") == std::string::npos &&
                       url.host().find_first_of("0123456789") != std::string::npos;
  if (!numeric) {
    const bool country = labels.back().size() == 2;
    if (labels.size() > 1) labels.pop_back();
    if (country && labels.size() > 1 && is_registry(labels.back())) labels.pop_back();
    if (labels.size() > 1 && (labels.front() == "www" || labels.front() == "m"))
      labels.erase(labels.begin());
  }
  std::string name;
  for (const auto& label : labels) name += (name.empty() ? "" : "-") + label;
  if (const auto port = url.port()) name += "-" + std::to_string(*port);
  for (char& c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!fits) c = '-';
  }
  name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
  return name.empty() ? "site" : name.substr(0, 100);
}

std::string profile_text(const SiteDraft& draft, std::string_view today) {
  ProfileText profile;
  profile.comment("Made by newsarc add on " + std::string(today) + " from " +
                  draft.list.page.request.wanted.href());
  profile.comment("docs/sites.md has every key; what is commented out could be set.");
  add_site_table(profile, draft);
  add_follow_table(profile, draft);
  profile.table("fetch");
  profile.offer("delay", "\"1s\"", "the default; robots.txt may ask for more");
  add_extract_table(profile, draft);
  return profile.text();
}

std::string report(const SiteDraft& draft) {
  std::ostringstream out;
  constexpr std::size_t width = 160;
  out << one_line(draft.list.page.request.url.href()) << ": " << counts(draft) << '\n';
  for (const auto& sample : draft.samples) {
    const auto& article = article_of(sample);
    const auto writers = authors(article);
    out << "\n  " << one_line(sample.page.request.url.href()) << '\n';
    out << "  title    " << cut(one_line(article.title), width) << '\n';
    out << "  time     " << dataset::text_of(article.published).value_or("none found") << '\n';
    out << "  authors  " << (writers.empty() ? "none found" : cut(one_line(listed(writers)), width))
        << '\n';
    out << "  text     " << cut(one_line(first_line(article)), width) << '\n';
  }
  out << '\n';
  return std::move(out).str();
}

namespace {

void write_urls(dataset::JsonWriter& json, std::string_view key,
                const std::vector<Request>& requests) {
  json.key(key);
  json.begin_array();
  for (const auto& request : requests) json.value(request.url.href());
  json.end_array();
}

void write_samples(dataset::JsonWriter& json, const SiteDraft& draft) {
  json.key("samples");
  json.begin_array();
  for (const auto& sample : draft.samples) {
    const auto& article = article_of(sample);
    json.begin_object();
    json.member("url", sample.page.request.url.href());
    json.member("title", article.title);
    json.member("published", dataset::text_of(article.published));
    json.key("authors");
    dataset::write_texts(json, authors(article));
    json.member("first_line", first_line(article));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string as_json(const SiteDraft& draft, std::string_view profile, std::string_view file,
                    bool written) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("name", draft.site.key);
  json.member("file", file);
  json.member("written", written);
  json.member("start", draft.site.start.front());
  write_urls(json, "articles", draft.articles);
  write_urls(json, "sections", draft.sections);
  write_urls(json, "next_pages", draft.next_pages);
  json.key("feeds");
  json.begin_array();
  for (const auto& feed : draft.feeds) json.value(feed.url.href());
  json.end_array();
  write_samples(json, draft);
  json.member("profile", profile);
  json.end_object();
  return out + '\n';
}

}  // namespace newsarc::cli
