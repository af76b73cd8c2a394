#include "extract/parts.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/ascii.h"
#include "extract/pager.h"
#include "text/fold.h"

namespace newsarc::extract {
namespace {

// A page of an article, as its URL tells: what all of its pages share, and which it is.
struct Numbered {
  std::string stem;
  int number = 0;
};

// Longer ones are dates and names of articles.
constexpr std::size_t longest_number = 3;

std::size_t digits_at_end(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[text.size() - 1 - count])) ++count;
  return count;
}

std::optional<int> number_of(std::string_view digits) {
  if (digits.empty() || digits.size() > longest_number || digits_at_end(digits) != digits.size())
    return std::nullopt;
  return std::stoi(std::string(digits));
}

std::string_view without_slash(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

std::string stem_of(const Url& url, std::string_view path, std::string_view query) {
  return url.origin() + std::string(without_slash(path)) + '?' + std::string(query);
}

std::string stem_of(const Url& url) { return stem_of(url, url.path(), url.query().value_or("")); }

// /a/t1_2.html, /a/t1-2.html, /a/t1_p2
std::optional<Numbered> numbered_name(const Url& url) {
  const std::string_view path = url.path();
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = std::max(path.rfind('.') + 1, slash + 1) - 1;
  const bool has_ending = dot > slash;
  std::string_view name = has_ending ? path.substr(0, dot) : path;
  const auto number = number_of(name.substr(name.size() - digits_at_end(name)));
  if (!number) return std::nullopt;
  name.remove_suffix(digits_at_end(name));
  if (name.ends_with("_p") || name.ends_with("-p")) name.remove_suffix(1);
  if (!name.ends_with('_') && !name.ends_with('-')) return std::nullopt;
  name.remove_suffix(1);
  if (name.empty() || name.ends_with('/')) return std::nullopt;
  std::string whole(name);
  if (has_ending) whole += path.substr(dot);
  return Numbered{stem_of(url, whole, url.query().value_or("")), *number};
}

// /a/t1.html/2, /a/t1/2/, /a/t1/page/2/
std::optional<Numbered> numbered_segment(const Url& url) {
  std::string_view path = without_slash(url.path());
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const auto number = number_of(path.substr(slash + 1));
  if (!number) return std::nullopt;
  path = path.substr(0, slash);
  constexpr std::string_view word = "/page";
  if (path.ends_with(word)) path.remove_suffix(word.size());
  return Numbered{stem_of(url, path, url.query().value_or("")), *number};
}

bool names_page(std::string_view parameter) {
  constexpr std::array<std::string_view, 9> names = {
      "page", "p", "pg", "pn", "pageno", "page_no", "pageindex", "currentpage", "paged"};
  const std::string lower = lower_case(parameter);
  return std::find(names.begin(), names.end(), lower) != names.end();
}

// /a.php?id=1&page=2
std::optional<Numbered> numbered_query(const Url& url) {
  std::string_view query = url.query().value_or("");
  std::string others;
  std::optional<int> number;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), parameter.size() + 1));
    const std::size_t equals = parameter.find('=');
    const bool is_number =
        !number && equals != std::string_view::npos && names_page(parameter.substr(0, equals));
    if (is_number) number = number_of(parameter.substr(equals + 1));
    if (is_number && number) continue;
    if (!others.empty()) others += '&';
    others += parameter;
  }
  if (!number) return std::nullopt;
  return Numbered{stem_of(url, url.path(), others), *number};
}

std::vector<Numbered> readings_of(const Url& url) {
  std::vector<Numbered> readings;
  for (const auto& reading : {numbered_name(url), numbered_segment(url), numbered_query(url)})
    if (reading) readings.push_back(*reading);
  return readings;
}

std::vector<std::string> stems_of(const Url& url) {
  std::vector<std::string> stems{stem_of(url)};
  for (auto& reading : readings_of(url)) stems.push_back(std::move(reading.stem));
  return stems;
}

// What the names of all pages of an article begin with: its own name without ending and number.
std::string name_of(const Url& first) {
  std::string_view path = without_slash(first.path());
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  if (dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash))
    path = path.substr(0, dot);
  const auto number = number_of(path.substr(path.size() - digits_at_end(path)));
  if (number && *number <= 1) path.remove_suffix(digits_at_end(path));
  return first.origin() + std::string(path);
}

// The page numbers of one article. Most links of a page are told by their beginning not to be its.
class PageNames {
 public:
  explicit PageNames(const Url& first) : name_(name_of(first)), stems_{stem_of(first)} {
    for (auto& [stem, number] : readings_of(first))
      if (number <= 1) stems_.push_back(std::move(stem));
  }

  std::optional<int> number_of(const Url& url) const {
    if (!url.href().starts_with(name_)) return std::nullopt;
    for (const auto& [stem, number] : readings_of(url))
      if (std::find(stems_.begin(), stems_.end(), stem) != stems_.end()) return number;
    return std::nullopt;
  }

 private:
  std::string name_;
  std::vector<std::string> stems_;
};

// Sites put a page's number behind its headline, or nothing but the site's name above later pages.
bool share_headline(const Article& one, const Article& other) {
  const std::string a = text::comparison_key(one.title);
  const std::string b = text::comparison_key(other.title);
  return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

// A standfirst that stands above every page is taken once.
std::size_t repeated_at_start(const Article& whole, const Article& part) {
  const auto [left, right] = std::mismatch(whole.paragraphs.begin(), whole.paragraphs.end(),
                                           part.paragraphs.begin(), part.paragraphs.end());
  return static_cast<std::size_t>(right - part.paragraphs.begin());
}

template <class Item>
void append_new(std::vector<Item>& items, const std::vector<Item>& more) {
  for (const auto& item : more)
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
}

// The server's answer to any number, or a page that was joined already.
bool holds(const Article& whole, std::span<const std::string> paragraphs) {
  return std::search(whole.paragraphs.begin(), whole.paragraphs.end(), paragraphs.begin(),
                     paragraphs.end()) != whole.paragraphs.end();
}

}  // namespace

std::optional<int> part_number(const Url& first, const Url& url) {
  return PageNames(first).number_of(url);
}

bool are_pages_of_one(const Url& one, const Url& other) {
  if (one.without_fragment() == other.without_fragment()) return false;
  const auto stems = stems_of(one);
  return std::ranges::any_of(stems_of(other), [&](const std::string& stem) {
    return std::ranges::find(stems, stem) != stems.end();
  });
}

std::optional<Url> next_part(const Url& first, const Url& at, int parts, const Reading& last,
                             const Labels& forward) {
  const PageNames names(first);
  const int here = at == first ? -1 : names.number_of(at).value_or(-1);
  std::optional<Url> unnamed;
  int lowest = 0;
  for (const Link& link : last.links) {
    const auto number = names.number_of(link.url);
    if (!number || *number <= here || *number < parts || *number > parts + 1) continue;
    if (says(forward, text::fold(link.text)) || link.text == std::to_string(parts + 1))
      return link.url;
    const bool is_relation = link.text.empty() && link.kind == LinkKind::next_page;
    if (!is_relation || (unnamed && lowest <= *number)) continue;
    unnamed = link.url;
    lowest = *number;
  }
  return unnamed;
}

bool join(Reading& whole, const Reading& part, const Url& url) {
  if (!whole.article || !part.article) return false;
  Article& article = *whole.article;
  const Article& more = *part.article;
  if (!share_headline(article, more)) return false;
  const auto fresh = std::span(more.paragraphs).subspan(repeated_at_start(article, more));
  if (fresh.empty() || holds(article, fresh)) return false;
  article.paragraphs.insert(article.paragraphs.end(), fresh.begin(), fresh.end());
  append_new(article.images, more.images);
  append_new(article.credits, more.credits);
  if (article.bylines.empty()) article.bylines = more.bylines;
  if (!article.modified) article.modified = more.modified;
  if (!article.source) article.source = more.source;
  whole.evidence.push_back({"body", "goes on at " + url.href()});
  whole.glosses += part.glosses;
  whole.torn_glosses |= part.torn_glosses;
  whole.noarchive |= part.noarchive;
  whole.decoding.replaced += part.decoding.replaced;
  return true;
}

}  // namespace newsarc::extract
