// as_json of a Probe: one document, described in docs/cli.md.

#include <algorithm>

#include "cli/probe_report.h"
#include "cli/profile_text.h"
#include "dataset/article_json.h"

namespace newsarc::cli {
namespace {

using dataset::JsonWriter;
using extract::Candidate;
using extract::FieldExplanation;

void write_place(JsonWriter& json, const Candidate& candidate) {
  json.member("rule", candidate.rule);
  json.member("path", candidate.path.empty() ? std::nullopt : std::optional(candidate.path));
  json.member("score", candidate.score);
}

void write_runners_up(JsonWriter& json, const FieldExplanation& field) {
  json.key("runners_up");
  json.begin_array();
  for (const auto& other : field.others) {
    json.begin_object();
    json.member("value", other.value);
    write_place(json, other);
    json.end_object();
  }
  json.end_array();
}

// The value as `newsarc extract` writes it; nothing for a field of another shape.
void write_value(JsonWriter& json, const Article& article, const std::string& field) {
  json.key("value");
  if (field == "title") return json.value(article.title);
  if (field == "published") return json.value(dataset::text_of(article.published));
  if (field == "modified") return json.value(dataset::text_of(article.modified));
  if (field == "body") return json.value(body(article));
  if (field == "credits") return dataset::write_credits(json, article.credits);
  if (field == "bylines") return dataset::write_texts(json, article.bylines);
  if (field == "source") return json.value(article.source);
  if (field == "section") return json.value(article.section);
  if (field == "images") return dataset::write_images(json, article.images);
  json.null();
}

// An empty title has a rule, too: that there is none.
std::string rule_of(const Reading& reading, const std::string& field) {
  const auto found = std::ranges::find(reading.evidence, field, &Evidence::field);
  return found == reading.evidence.end() ? std::string() : found->rule;
}

void write_derived(JsonWriter& json, const char* field, std::string_view value,
                   std::string_view rule) {
  json.key(field);
  json.begin_object();
  json.member("value", value);
  json.member("rule", rule);
  json.end_object();
}

void write_fields(JsonWriter& json, const Probe& probe) {
  const auto& reading = probe.page.explanation.reading;
  json.key("fields");
  json.begin_object();
  if (reading.article) {
    json.key("authors");
    json.begin_object();
    json.key("value");
    dataset::write_texts(json, authors(*reading.article));
    json.member("rule", "writers among the credits, else the bylines");
    const auto path = path_of_authors(probe.page.explanation);
    json.member("path", path.empty() ? std::nullopt : std::optional(path));
    json.end_object();
    for (const auto& field : probe.page.explanation.fields) {
      if (field.field == "language") continue;
      json.key(field.field);
      json.begin_object();
      write_value(json, *reading.article, field.field);
      write_place(json,
                  field.chosen.value_or(Candidate{{}, rule_of(reading, field.field), {}, {}, {}}));
      write_runners_up(json, field);
      json.end_object();
    }
    write_derived(json, "language", probe.forms->language, "the text, else <html lang>");
    write_derived(json, "script", name(probe.forms->script), "the text's characters");
  }
  json.key("charset");
  json.begin_object();
  json.member("value", reading.decoding.charset);
  json.member("rule", reading.decoding.reason);
  json.member("replaced", reading.decoding.replaced);
  json.end_object();
  json.end_object();
}

void write_links(JsonWriter& json, const Probe& probe, const char* key, LinkKind kind) {
  json.key(key);
  json.begin_array();
  for (const auto& link : probe.page.explanation.reading.links) {
    if (link.kind != kind) continue;
    json.begin_object();
    json.member("url", address(probe, link.url));
    json.member("text", link.text);
    json.member("date", dataset::text_of(link.date));
    json.member("in_scope", probe.scope.contains(link.url));
    json.end_object();
  }
  json.end_array();
}

void write_suggestions(JsonWriter& json, const Probe& probe) {
  json.key("suggestions");
  json.begin_array();
  for (const auto& suggestion : probe.suggestions) {
    json.begin_object();
    json.member("table", suggestion.table);
    json.member("key", suggestion.key);
    json.member("selector", suggestion.selector);
    json.member("doubted", suggestion.doubted);
    json.member("why", suggestion.why);
    json.end_object();
  }
  json.end_array();
  ProfileText profile;
  for (const auto* table : {"follow", "extract"})
    add_suggestions(profile, probe.suggestions, table);
  json.member("profile", profile.text());
}

}  // namespace

std::string as_json(const Probe& probe) {
  const auto& explanation = probe.page.explanation;
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("page", probe.name);
  json.member("url",
              probe.fetched ? std::optional(probe.page.page.request.url.href()) : std::nullopt);
  json.member("status", probe.fetched ? std::optional(probe.page.page.status) : std::nullopt);
  json.member("site", probe.site);
  json.member("kind", name(explanation.kind));
  json.member("why", explanation.why);
  json.member("extractor", explanation.reading.extractor);
  json.member("glosses", explanation.reading.glosses);
  json.member("noarchive", explanation.reading.noarchive);
  write_fields(json, probe);
  json.key("links");
  json.begin_object();
  write_links(json, probe, "articles", LinkKind::article);
  write_links(json, probe, "sections", LinkKind::section);
  write_links(json, probe, "next_pages", LinkKind::next_page);
  write_links(json, probe, "feeds", LinkKind::feed);
  write_links(json, probe, "canonical", LinkKind::canonical);
  json.end_object();
  write_suggestions(json, probe);
  json.end_object();
  return out + '\n';
}

}  // namespace newsarc::cli
