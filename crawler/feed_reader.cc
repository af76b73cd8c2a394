#include "crawler/feed_reader.h"

#include <algorithm>
#include <utility>

#include "core/ascii.h"
#include "crawler/feed_date.h"
#include "crawler/markup.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

// Longer titles are cut, longer URLs are none.
constexpr std::size_t longest_text = std::size_t{8} << 10;
constexpr std::size_t most_authors = 100;

// How far an element is to be believed about an entry's URL.
enum LinkRank : std::size_t { original, link, alternate, other_format, permalink, about };

std::optional<Url> value_of(Result<Url> url) {
  return url ? std::optional(*std::move(url)) : std::nullopt;
}

// "&amp;" that is still there was escaped twice; no parameter's name begins "amp;".
std::string unescaped(std::string_view reference) {
  constexpr std::string_view escaped = "&amp;";
  std::string plain;
  for (;;) {
    const auto at = reference.find(escaped);
    plain += reference.substr(0, at);
    if (at == std::string_view::npos) return plain;
    plain += '&';
    reference.remove_prefix(at + escaped.size());
  }
}

// RSS 2.0 has an author as "mail@host (Name)". An address alone is no name.
std::string author_name(const std::string& text) {
  if (text.find('@') == std::string::npos) return text;
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return "";
  return std::string(text::trim(std::string_view(text).substr(open + 1, close - open - 1)));
}

bool has_han(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = text::code_point_at(utf8, at);
    if (text::is_han(point.value)) return true;
    at += point.length;
  }
  return false;
}

void fill(std::string& to, std::string text) {
  if (to.empty()) to = std::move(text);
}

}  // namespace

FeedReader::FeedReader(FeedKind kind, const std::optional<Url>& url) {
  feed_.kind = kind;
  if (url) bases_.push_back(*url);
}

std::optional<Url> FeedReader::resolved(std::string_view reference) const {
  return value_of(bases_.empty() ? url::parse(reference) : url::resolve(reference, bases_.back()));
}

Feed FeedReader::read(std::string_view utf8, FeedKind kind, const std::optional<Url>& url) {
  FeedReader reader(kind, url);
  const bool closed = read_xml(
      utf8, {[&reader](const XmlElement& element) { return reader.start(element); },
             [&reader](std::string_view text) { reader.text(text); }, [&reader] { reader.end(); }});
  reader.date_entries();
  reader.feed_.whole = reader.feed_.whole && closed;
  return std::move(reader.feed_);
}

bool FeedReader::start(const XmlElement& element) {
  if (open_.empty()) root_space_ = element.space;
  Open open{vocabulary_of(element, feed_.kind), element.name, std::nullopt, false};
  // "schema/sitemap" and other slips of the pen: the root's namespace is the format's.
  const bool is_roots = !element.space.empty() && element.space == root_space_;
  if (open.vocabulary == Vocabulary::other && is_roots) {
    open.vocabulary = feed_.kind == FeedKind::atom ? Vocabulary::atom : Vocabulary::plain;
  }
  if (const auto base = element.xml_attribute("base")) {
    if (auto url = resolved(*base)) {
      bases_.push_back(*std::move(url));
      open.has_base = true;
    }
  }
  if (open_.empty()) fill(feed_.language, std::string(element.xml_attribute("lang").value_or("")));
  const bool is_entry = begins_entry(open.vocabulary, open.name, feed_.kind);
  if (!is_entry && is_field_here(open)) open.field = field_of(open.vocabulary, open.name);
  open_.push_back(std::move(open));
  if (is_entry) {
    end_entry();  // the one before, if its end tag is missing
    if (feed_.entries.size() == entry_limit) return feed_.whole = false;
    begin_entry(element);
  } else if (open_.back().field) {
    begin_field(element);
  }
  return true;
}

void FeedReader::text(std::string_view text) {
  if (!field_ || text_.size() > longest_text) return;
  text_ += text;
}

void FeedReader::end() {
  if (field_ && open_.size() == field_depth_) end_field();
  if (entry_ && open_.size() == entry_depth_) end_entry();
  if (open_.back().has_base) bases_.pop_back();
  open_.pop_back();
}

// Whether an element that is about to open speaks of the entry, or of the feed when none is open:
// one of their children, a child of a field whose end tag is missing, or a part of news:news and of
// atom:author. An entry's source and a channel's image have titles of their own.
bool FeedReader::is_field_here(const Open& open) const {
  if (open_.empty()) return false;
  const Open& parent = open_.back();
  if (parent.field || (entry_ && open.vocabulary == Vocabulary::news)) return true;
  const bool is_name = open.vocabulary == Vocabulary::atom && open.name == "name";
  if (entry_ && is_name) return parent.name == "author" && open_.size() == entry_depth_ + 1;
  if (entry_) return open_.size() == entry_depth_;
  return feed_.kind == FeedKind::rss ? parent.name == "channel" : open_.size() == 1;
}

void FeedReader::begin_entry(const XmlElement& element) {
  entry_.emplace();
  entry_depth_ = open_.size();
  field_.reset();
  for (const auto& attribute : element.attributes) {  // rdf:about of RSS 1.0
    if (attribute.name == "about") offer(value_of(url::parse(attribute.value)), about);
  }
}

void FeedReader::end_entry() {
  if (!entry_) return;
  if (entry_->link_rank) {
    feed_.entries.push_back(std::move(entry_->made));
    dates_.push_back({std::move(entry_->published), std::move(entry_->modified)});
  } else {
    ++feed_.dropped;
  }
  entry_.reset();
  field_.reset();
}

void FeedReader::begin_field(const XmlElement& element) {
  if (field_) end_field();  // its end tag is missing
  const Open& open = open_.back();
  if (*open.field == Field::description) return;
  if (*open.field == Field::link && element.attribute("href")) return begin_link(element);
  if (open.name == "guid" && element.attribute("isPermaLink") == "false") return;
  field_ = open.field;
  field_depth_ = open_.size();
  text_.clear();
  const auto type = element.attribute("type").value_or("");
  const bool is_html = type == "html" || type == "text/html";
  // RFC 4287 §3.1.1: text that does not say html is none.
  const bool is_atom = open.vocabulary == Vocabulary::atom;
  markup_ = is_html ? Markup::html : (is_atom ? Markup::none : Markup::perhaps);
}

// RFC 4287 §4.2.7.2: a registered name, or its address in the registry.
std::string relation_of(const XmlElement& element) {
  constexpr std::string_view registry = "http://www.iana.org/assignments/relation/";
  const std::string name = lower_case(text::trim(element.attribute("rel").value_or("alternate")));
  return name.starts_with(registry) ? name.substr(registry.size()) : name;
}

// atom:link, in whichever feed.
void FeedReader::begin_link(const XmlElement& element) {
  const auto relation = relation_of(element);
  const auto type = element.attribute("type").value_or("text/html");
  const auto url = resolved(unescaped(*element.attribute("href")));
  if (!url) return;
  if (relation == "next" && !entry_) feed_.next_page = url;
  if (relation != "alternate" || !entry_) return;
  offer(url, type.find("html") != std::string_view::npos ? alternate : other_format);
}

void FeedReader::end_field() {
  const Field field = *std::exchange(field_, std::nullopt);
  const bool is_cut = text_.size() > longest_text;
  if (is_cut && (field == Field::link || field == Field::permalink || field == Field::original)) {
    return;
  }
  std::string_view text(text_);
  while (is_cut && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.remove_suffix(1);
  if (is_cut) text.remove_suffix(1);  // the lead of a character that the cut may have split
  std::string plain = markup_ == Markup::html      ? text_of_html(text)
                      : markup_ == Markup::perhaps ? text_of_title(text)
                                                   : text::collapse_blanks(text);
  const bool is_url = field == Field::link || field == Field::permalink || field == Field::original;
  if (is_url) plain = unescaped(text);
  entry_ ? keep(field, std::move(plain)) : keep_of_feed(field, std::move(plain));
}

void FeedReader::keep(Field field, std::string text) {
  const bool is_sitemap = feed_.kind == FeedKind::sitemap || feed_.kind == FeedKind::sitemap_index;
  switch (field) {
    case Field::title:
      return fill(entry_->made.title, std::move(text));
    case Field::link:  // sitemaps.org asks for whole URLs; what is none would lead astray
      if (text::trim(text).empty()) return;
      return offer(is_sitemap ? value_of(url::parse(text)) : resolved(text), link);
    case Field::permalink:
      return offer(value_of(url::parse(text)), permalink);
    case Field::original:
      return offer(value_of(url::parse(text)), original);
    case Field::published:
      return fill(entry_->published, std::move(text));
    case Field::modified:
      return fill(entry_->modified, std::move(text));
    case Field::author:
      text = author_name(text);
      if (text.empty() || entry_->made.authors.size() == most_authors) return;
      return entry_->made.authors.push_back(std::move(text));
    case Field::language:
      return fill(entry_->made.language, std::move(text));
    case Field::publication:
      return fill(entry_->made.publication, std::move(text));
    case Field::description:
      return;
  }
}

void FeedReader::keep_of_feed(Field field, std::string text) {
  if (field == Field::title) return fill(feed_.title, std::move(text));
  if (field == Field::language) fill(feed_.language, std::move(text));
}

void FeedReader::offer(std::optional<Url> url, std::size_t rank) {
  if (!url || entry_->link_rank.value_or(rank + 1) <= rank) return;
  entry_->made.url = *std::move(url);
  entry_->link_rank = rank;
}

// Templates leave "en-us" in feeds of Chinese sites, so the title counts as well.
bool FeedReader::is_chinese() const {
  const std::string_view host = bases_.empty() ? "" : bases_.front().host();
  return feed_.language.starts_with("zh") || has_han(feed_.title) || host.ends_with(".cn") ||
         host.ends_with(".tw") || host.ends_with(".hk") || host.ends_with(".mo");
}

void FeedReader::date_entries() {
  const Cst cst = is_chinese() ? Cst::china : Cst::central;
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    feed_.entries[i].published = parse_feed_date(dates_[i].published, cst);
    feed_.entries[i].modified = parse_feed_date(dates_[i].modified, cst);
  }
}

}  // namespace newsarc::crawler
