#include "extract/suggest.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace newsarc::extract {

namespace {

const FieldExplanation* field_of(const Explanation& explanation, std::string_view name) {
  const auto found = std::find_if(explanation.fields.begin(), explanation.fields.end(),
                                  [&](const FieldExplanation& each) { return each.field == name; });
  return found == explanation.fields.end() ? nullptr : &*found;
}

// The heuristics read what is told to machines anyway.
bool is_of_page(const Candidate& candidate) {
  const std::string& css = candidate.selector;
  return !css.empty() && !css.starts_with("meta[") && !css.starts_with("script[") &&
         css != "title" && css != "html" && css != "body";
}

// Where the value stands on the page, if it does.
std::string selector_of(const FieldExplanation& field) {
  if (is_of_page(*field.chosen)) return field.chosen->selector;
  for (const Candidate& other : field.others) {
    if (is_of_page(other) && other.value == field.chosen->value) return other.selector;
  }
  return {};
}

// One that all pages agree on; "" when there is none.
std::string common_selector(std::span<const Explained> pages, std::string_view name) {
  std::string common;
  for (const Explained& each : pages) {
    const FieldExplanation* field = field_of(each.explanation, name);
    if (field == nullptr || !field->chosen) return {};
    const std::string selector = selector_of(*field);
    if (selector.empty() || (!common.empty() && selector != common)) return {};
    common = selector;
  }
  return common;
}

// The first rival that scores nearly as much and says something else.
template <class IsOther>
const Candidate* rival(const FieldExplanation& field, int room, IsOther is_other) {
  if (!field.chosen->score) return nullptr;
  for (const Candidate& other : field.others) {
    if (other.score && *other.score + room >= *field.chosen->score && is_other(other))
      return &other;
  }
  return nullptr;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::optional<std::string> doubt_of_title(const FieldExplanation& field) {
  const Candidate& chosen = *field.chosen;
  constexpr int near = 2;
  const Candidate* other = rival(field, near, [&](const Candidate& each) {
    return !contains(each.value, chosen.value) && !contains(chosen.value, each.value);
  });
  if (other != nullptr) return "\"" + other->value + "\" comes close";
  if (contains(chosen.rule, "agree")) return std::nullopt;
  return "no other title of the page agrees with it";
}

std::optional<std::string> doubt_of_time(const FieldExplanation& field) {
  const Candidate& chosen = *field.chosen;
  constexpr int sure = 75;  // a time of day between title and text
  constexpr int near = 15;
  constexpr std::size_t day = 10;  // bytes of 2020-10-13
  for (const std::string_view rule : {"url", "script", "list date", "only date"}) {
    if (chosen.rule.starts_with(rule)) return "no date on the page was believed";
  }
  if (!chosen.score || *chosen.score >= sure) return std::nullopt;
  const Candidate* other = rival(field, near, [&](const Candidate& each) {
    return each.value.substr(0, day) != chosen.value.substr(0, day);
  });
  if (other == nullptr) return std::nullopt;
  return "another date comes close, " + other->value;
}

std::optional<std::string> doubt_of_body(const FieldExplanation& field) {
  const Candidate& chosen = *field.chosen;
  if (!chosen.score) return std::nullopt;
  const Candidate* other = rival(field, *chosen.score * 2 / 5,
                                 [&](const Candidate& each) { return !says_same(chosen, each); });
  if (other == nullptr) return std::nullopt;
  return "other text has nearly as much prose, in " + other->path;
}

std::optional<std::string> doubt_of(std::string_view name, const FieldExplanation& field) {
  if (name == "title") return doubt_of_title(field);
  if (name == "published") return doubt_of_time(field);
  return doubt_of_body(field);
}

FieldRule& rule_of(ExtractRules& rules, std::string_view name) {
  if (name == "title") return rules.title;
  return name == "published" ? rules.published : rules.body;
}

bool reads_alike(std::string_view name, const std::optional<Article>& a,
                 const std::optional<Article>& b) {
  if (!a || !b) return false;
  if (name == "title") return a->title == b->title;
  if (name == "published") return a->published == b->published;
  return a->paragraphs == b->paragraphs;
}

bool holds(Site site, std::string_view name, const std::string& selector,
           std::span<const Explained> articles, const Options& options) {
  rule_of(site.extract, name) = {{selector}, std::nullopt, false};
  const auto extractor = Extractor::create(site, options);
  return extractor && std::all_of(articles.begin(), articles.end(), [&](const Explained& each) {
           return reads_alike(name, extractor->read(each.page).article,
                              each.explanation.reading.article);
         });
}

std::set<std::string> urls_of(const Reading& reading, LinkKind kind) {
  std::set<std::string> urls;
  for (const Link& link : reading.links) {
    if (link.kind == kind) urls.insert(link.url.href());
  }
  return urls;
}

std::vector<std::string>& rule_of(FollowRules& rules, LinkKind kind) {
  if (kind == LinkKind::article) return rules.article;
  return kind == LinkKind::section ? rules.section : rules.next;
}

std::string_view key_of(LinkKind kind) {
  return kind == LinkKind::article ? "article" : kind == LinkKind::section ? "section" : "next";
}

}  // namespace

std::vector<Suggestion> suggest_fields(const Site& site, std::span<const Explained> articles,
                                       Options options) {
  std::vector<Suggestion> suggestions;
  for (const std::string_view name : {"title", "published", "body"}) {
    ExtractRules rules = site.extract;
    if (!rule_of(rules, name).empty()) continue;
    const std::string selector = common_selector(articles, name);
    if (selector.empty() || !holds(site, name, selector, articles, options)) continue;
    Suggestion suggestion{"extract", std::string(name), selector, {}, false};
    for (const Explained& each : articles) {
      if (suggestion.doubted) break;
      if (auto doubt = doubt_of(name, *field_of(each.explanation, name))) {
        suggestion.why = *std::move(doubt);
        suggestion.doubted = true;
      }
    }
    suggestions.push_back(std::move(suggestion));
  }
  return suggestions;
}

std::vector<Suggestion> suggest_links(const Site& site, const Explained& list) {
  std::vector<Suggestion> suggestions;
  for (const LinkGroup& group : list.explanation.link_groups) {
    Site ruled = site;
    auto& rule = rule_of(ruled.follow, group.kind);
    if (!rule.empty() || group.selector.empty()) continue;
    rule = {group.selector};
    const auto extractor = Extractor::create(ruled);
    if (!extractor) continue;
    const auto before = urls_of(list.explanation.reading, group.kind);
    const auto after = urls_of(extractor->read(list.page), group.kind);
    if (after != before) continue;
    suggestions.push_back({"follow", std::string(key_of(group.kind)), group.selector,
                           "exactly the links that were found", false});
  }
  return suggestions;
}

}  // namespace newsarc::extract
