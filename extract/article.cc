#include "extract/article.h"

#include <algorithm>
#include <tuple>

#include "extract/bylines.h"
#include "extract/standfirst.h"
#include "text/utf8.h"
#include "text/zone.h"
#include "url/parse.h"

namespace newsarc::extract {

namespace {

constexpr std::string_view by_rule = "site profile";

bool is_language_tag(std::string_view tag) {
  constexpr std::size_t longest = 35;  // BCP 47 §4.4.1
  if (tag.size() < 2 || tag.size() > longest) return false;
  return std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

ArticleReading ArticleReader::read() {
  container_ = find_container(view_.document, view_.layout, view_.trace);
  read_title();
  read_body();
  read_times();
  read_credits();
  read_bylines();
  read_source();
  read_section();
  read_images();
  if (is_language_tag(view_.metadata.language)) reading_.article.language = view_.metadata.language;
  decide();
  if (view_.trace != nullptr) explain(*view_.trace);
  return std::move(reading_);
}

void ArticleReader::prove(std::string_view field, std::string_view rule) {
  if (!rule.empty()) reading_.evidence.push_back({std::string(field), std::string(rule)});
}

void ArticleReader::read_title() {
  title_ = find_title(view_.document, view_.layout, view_.metadata, view_.page.request.hints,
                      view_.page.request.url, container_, view_.trace);
  if (const auto ruled = profile_.title.text(view_.document, view_.layout)) {
    const auto nodes = profile_.title.nodes(view_.document);
    title_ = {*ruled, std::string(by_rule), nodes.empty() ? title_.node : nodes.front()};
  }
  reading_.article.title = title_.text;
  prove("title", title_.rule);
}

void ArticleReader::read_body() {
  const auto chosen = profile_.body.nodes(view_.document);
  if (!chosen.empty()) {
    container_ = chosen.front();
    body_ = read_chosen_body(view_.layout, chosen, vocabulary_.lines);
    prove("body", by_rule);
  } else {
    body_ = extract::read_body(view_.document, view_.layout, container_, vocabulary_.lines,
                               vocabulary_.times, {title_.text, title_.node});
    add_standfirst(view_.document, view_.layout, view_.metadata, title_.node, body_);
    prove("body", "densest prose in <" + std::string(view_.document.name(container_)) + ">");
  }
  reading_.article.paragraphs = paragraphs(view_.layout, body_);
}

std::optional<Stated> ArticleReader::with_zone(std::optional<Stated> when) const {
  if (when && when->precision != Precision::day && !when->offset && !timezone_.empty()) {
    when->offset = text::zone_offset(timezone_, when->time);
  }
  return when;
}

void ArticleReader::read_times() {
  const TimeContext context{view_.document,
                            view_.layout,
                            view_.metadata,
                            vocabulary_.times,
                            view_.page.request.hints,
                            view_.page.request.url,
                            view_.page.fetched_at,
                            view_.metadata.language,
                            view_.trace};
  Place place;
  place.title = title_.node;
  place.container = container_;
  place.first_prose = body_.lines.empty() ? view_.document[container_].end
                                          : view_.layout.lines()[body_.text_begin()].first;
  Times times = find_times(context, place);
  if (const auto ruled = profile_.published.text(view_.document, view_.layout)) {
    if (const auto when = read_date(*ruled, context)) {
      times.published = when;
      times.rule = by_rule;
      const auto nodes = profile_.published.nodes(view_.document);
      times.node = nodes.empty() ? no_node : nodes.front();
    }
  }
  published_ = times.node;
  reading_.article.published = with_zone(times.published);
  reading_.article.modified = with_zone(times.modified);
  prove("published", times.published ? times.rule : "");
  prove("modified", times.modified ? times.modified_rule : "");
}

// Credits stand in the text, in the bars above it and in the lines behind it: never further off
// than this many lines.
std::pair<std::size_t, std::size_t> ArticleReader::credit_lines() const {
  constexpr std::size_t above = 25;
  constexpr std::size_t below = 15;
  auto [first, last] = view_.layout.lines_in(container_);
  if (title_.node != no_node && title_.node < container_) {
    const std::size_t at_title = view_.layout.lines_in(title_.node).first;
    if (first - at_title <= above * 2) first = at_title;
  }
  first = first > above ? first - above : 0;
  last = std::min(last + below, view_.layout.lines().size());
  return {first, last};
}

CreditPlace ArticleReader::place_of(std::size_t line) const {
  if (view_.layout.region(view_.layout.lines()[line]) == Region::caption)
    return CreditPlace::caption;
  if (body_.lines.empty() || line < body_.text_begin()) return CreditPlace::head;
  if (line > body_.lines.back()) return CreditPlace::tail;
  return std::binary_search(body_.lines.begin(), body_.lines.end(), line) ? CreditPlace::body
                                                                          : CreditPlace::tail;
}

void ArticleReader::read_credits() {
  auto& credits = reading_.article.credits;
  const auto chosen = profile_.credits.nodes(view_.document);
  for (const NodeId id : chosen) {
    const auto [first, last] = view_.layout.lines_in(id);
    for (std::size_t i = first; i < last; ++i) {
      vocabulary_.credits.read_line(view_.layout.lines()[i].text, CreditPlace::tail, credits);
    }
    note_credits(id);
  }
  if (!credits.empty()) return prove("credits", by_rule);
  const auto [first, last] = credit_lines();
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = view_.layout.lines()[i];
    if (is_of_others(view_.layout.region(line))) continue;
    vocabulary_.credits.read_line(line.text, place_of(i), credits);
    note_credits(line.first);
  }
  const bool written = std::any_of(credits.begin(), credits.end(),
                                   [](const Credit& credit) { return is_writer(credit.role); });
  if (!written) read_unlabelled_credits();
  prove("credits", credits.empty() ? "" : "labelled names");
}

// Called behind each place that was read: the first that gave a credit stays.
void ArticleReader::note_credits(NodeId node) {
  if (credits_ == no_node && !reading_.article.credits.empty()) credits_ = node;
}

void ArticleReader::read_unlabelled_credits() {
  auto& credits = reading_.article.credits;
  if (body_.lines.empty()) return;
  const std::size_t before = credits.size();
  const auto& lines = view_.layout.lines();
  vocabulary_.credits.read_signature(lines[body_.lines.back()].text, credits);
  note_credits(lines[body_.lines.back()].first);
  const auto [first, last] = credit_lines();
  for (std::size_t i = first; i < last && credits.size() == before; ++i) {
    if (is_of_others(view_.layout.region(lines[i]))) continue;
    // The bar may have been taken for the text's first or last line.
    const bool inside = i > body_.text_begin() && i < body_.lines.back();
    if (!inside) vocabulary_.credits.read_poster(lines[i].text, credits);
    note_credits(lines[i].first);
  }
  // Names alone stand below the headline, which may be the first line of the text.
  constexpr std::size_t into_text = 3;
  const std::size_t end = std::min(last, body_.text_begin() + into_text);
  for (std::size_t i = std::max<std::size_t>(first, 1); i < end && credits.size() == before; ++i) {
    const bool furniture = is_page_furniture(view_.layout.region(lines[i]));
    if (furniture || lines[i].linked > 0 || lines[i].is_prose()) continue;
    if (lines[i - 1].linked > 0) continue;  // a line of a menu stands above
    vocabulary_.credits.read_bare_names(lines[i].text, headline_above(i), credits);
    note_credits(lines[i].first);
  }
}

// The line before, or one not far above it that begins with this one and a colon.
std::string_view ArticleReader::headline_above(std::size_t line) const {
  constexpr std::size_t farthest = 4;  // a standfirst and a date bar may stand between
  const auto& lines = view_.layout.lines();
  for (std::size_t k = 1; k <= std::min(farthest, line); ++k) {
    if (lines[line - k].text.starts_with(lines[line].text + "：")) return lines[line - k].text;
  }
  return lines[line - 1].text;
}

void ArticleReader::read_bylines() {
  const auto lines = credit_lines();
  const std::size_t first_text = body_.lines.empty() ? lines.second : body_.text_begin();
  Bylines found = find_bylines({view_.document, view_.layout, view_.metadata,
                                view_.page.request.url.host(), lines, first_text, view_.trace});
  reading_.article.bylines = std::move(found.names);
  bylines_ = found.node;
  prove("bylines", found.rule);
}

void ArticleReader::read_source() {
  if (const auto ruled = profile_.source.text(view_.document, view_.layout)) {
    reading_.article.source = *ruled;
    const auto nodes = profile_.source.nodes(view_.document);
    if (!nodes.empty()) source_ = nodes.front();
    return prove("source", by_rule);
  }
  const auto [first, last] = credit_lines();
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = view_.layout.lines()[i];
    if (line.is_prose() && line.weight > 120) continue;
    if (is_of_others(view_.layout.region(line))) continue;
    auto source = vocabulary_.credits.read_source(line.text, vocabulary_.lines.source);
    if (!source) continue;
    reading_.article.source = std::move(source);
    source_ = line.first;
    return prove("source", "labelled outlet");
  }
}

void ArticleReader::read_section() {
  auto& section = reading_.article.section;
  section = profile_.section.text(view_.document, view_.layout);
  if (section) return prove("section", by_rule);
  if (const auto field = view_.metadata.field("article:section")) {
    section = std::string(*field);
    return prove("section", "meta article:section");
  }
  if (!view_.metadata.data.section.empty()) {
    section = view_.metadata.data.section;
    return prove("section", "json-ld articleSection");
  }
}

void ArticleReader::read_images() {
  const NodeId end = view_.document[container_].end;
  for (NodeId id = container_; id < end; ++id) {
    if (view_.document.tag(id) != Tag::img || is_page_furniture(view_.layout.region(id))) continue;
    std::string_view source;
    for (const char* name : {"data-src", "data-original", "data-lazy-src", "src"}) {
      source = text::trim(view_.document.attribute_or_empty(id, name));
      if (!source.empty() && !source.starts_with("data:")) break;
    }
    if (source.empty() || source.starts_with("data:")) continue;
    const auto url = url::resolve(source, view_.base);
    Image image{url ? url->href() : std::string(source),
                collapse(view_.document.attribute_or_empty(id, "alt"))};
    auto& images = reading_.article.images;
    const bool known = std::any_of(images.begin(), images.end(),
                                   [&](const Image& each) { return each.url == image.url; });
    constexpr std::size_t most_images = 500;
    if (!known && images.size() < most_images) images.push_back(std::move(image));
  }
}

void ArticleReader::decide() {
  // Among its text: links behind an article's last line are no list that it consists of.
  auto [first, last] = view_.layout.lines_in(container_);
  if (!body_.lines.empty())
    std::tie(first, last) = std::pair(body_.text_begin(), body_.lines.back());
  std::size_t list_links = 0;
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = view_.layout.lines()[i];
    constexpr std::uint32_t headline = 14;
    if (is_page_furniture(view_.layout.region(line))) continue;
    if (line.is_links() && line.weight >= headline) ++list_links;
  }
  const Purpose purpose = view_.page.request.purpose;
  const Findings findings{view_.document,
                          view_.layout,
                          view_.metadata,
                          container_,
                          body_,
                          reading_.article.title,
                          reading_.article.published.has_value(),
                          !reading_.article.credits.empty(),
                          list_links,
                          view_.links.size(),
                          wants_article(purpose)};
  reading_.verdict = decide_kind(findings, vocabulary_.kinds);
}

}  // namespace newsarc::extract
