// ArticleReader::explain: what it read, in the order of docs/cli.md, and what it left, for an
// Explanation.

#include <algorithm>

#include "extract/article.h"

namespace newsarc::extract {

namespace {

std::string_view rule_of(const std::vector<Evidence>& evidence, std::string_view field) {
  const auto found = std::find_if(evidence.begin(), evidence.end(),
                                  [&](const Evidence& each) { return each.field == field; });
  return found == evidence.end() ? std::string_view() : std::string_view(found->rule);
}

std::string listed(const std::vector<Credit>& credits) {
  std::string text;
  for (const Credit& credit : credits) {
    if (!text.empty()) text += ", ";
    text += credit.label;
    text += ' ';
    text += credit.name;
  }
  return text;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string text_of(const std::optional<Stated>& when) { return when ? to_text(*when) : ""; }

}  // namespace

void ArticleReader::explain(Trace& trace) const {
  const Article& article = reading_.article;
  const auto node_of = [&](const FieldFinder& finder) {
    const auto nodes = finder.nodes(view_.document);
    return nodes.empty() ? no_node : nodes.front();
  };
  const auto choose = [&](std::string_view field, std::string value, NodeId node = no_node) {
    trace.choose(field,
                 {std::move(value), std::string(rule_of(reading_.evidence, field)), node, {}});
  };
  explain_other_lines(trace);
  choose("title", article.title, title_.node);
  choose("published", text_of(article.published), published_);
  choose("modified", text_of(article.modified));
  choose("body", body(article), container_);
  choose("credits", listed(article.credits), credits_);
  choose("bylines", listed(article.bylines), bylines_);
  choose("source", article.source.value_or(""), source_);
  choose("section", article.section.value_or(""), node_of(profile_.section));
  trace.choose("language", {article.language.value_or(""), "<html lang>"});
  const auto& images = article.images;
  trace.choose("images", {images.empty() ? "" : images.front().url, "in the text", container_, {}});
  trace.weigh("images", {std::string(view_.metadata.field("og:image").value_or("")), "og:image"});
  trace.weigh("section", {std::string(view_.metadata.field("article:section").value_or("")),
                          "meta article:section"});
  trace.weigh("section", {view_.metadata.data.section, "json-ld articleSection"});
}

// Credits and outlets line by line: those that were taken, and those that stand where others' names
// do.
void ArticleReader::explain_other_lines(Trace& trace) const {
  const auto [first, last] = credit_lines();
  const auto& lines = view_.layout.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Region region = view_.layout.region(lines[i]);
    std::string_view place;
    if (i < first || i >= last) place = ", too far from the text";
    if (is_of_others(region)) place = ", among other articles' lines";
    std::vector<Credit> credits;
    vocabulary_.credits.read_line(lines[i].text, place_of(i), credits);
    trace.weigh("credits",
                {listed(credits), "labelled names" + std::string(place), lines[i].first, {}});
    const auto source = vocabulary_.credits.read_source(lines[i].text, vocabulary_.lines.source);
    trace.weigh("source",
                {source.value_or(""), "labelled outlet" + std::string(place), lines[i].first, {}});
  }
}

}  // namespace newsarc::extract
