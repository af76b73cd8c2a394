#include "cli/profile_test.h"

#include <algorithm>

#include "cli/saved_page.h"
#include "cli/table.h"
#include "dataset/article_json.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

// Nothing where the expectation holds, else what was found instead.
using Found = std::optional<std::string>;

Found unless_equal(const std::string& found, const std::string& expected) {
  return found == expected ? Found() : Found(found);
}

// "2020-10-13T05:25:26Z" and "2020-10-13T05:25:26+00:00" are one time.
Found unless_same_time(const std::optional<Stated>& found, const std::string& expected) {
  if (found && stated_from_text(expected) == found) return std::nullopt;
  return unless_equal(dataset::text_of(found).value_or(""), expected);
}

// A multi-line string of TOML ends with a line end; a body does not.
std::string_view without_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

// The part of the text that was to be `expected`, with a little of what is around it.
std::string beginning(std::string_view text, std::size_t bytes) {
  std::size_t end = std::min(bytes + 30, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

std::string ending(std::string_view text, std::size_t bytes) {
  std::size_t begin = text.size() - std::min(bytes + 30, text.size());
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  return (begin > 0 ? "…" : "") + std::string(text.substr(begin));
}

Found check_body(const std::string& body, const Expectation& expectation) {
  const auto wanted = [&] { return without_end(expectation.values.front()); };
  if (expectation.field == "body") return unless_equal(body, std::string(wanted()));
  if (expectation.field == "body_begins")
    return body.starts_with(wanted()) ? Found() : beginning(body, wanted().size());
  if (expectation.field == "body_ends")
    return body.ends_with(wanted()) ? Found() : ending(body, wanted().size());
  std::vector<std::string> wrong;
  const bool has = expectation.field == "body_has";
  for (const auto& part : expectation.values) {
    if ((body.find(without_end(part)) != std::string::npos) != has) wrong.push_back(part);
  }
  if (wrong.empty()) return std::nullopt;
  return (has ? "no " : "") + listed(wrong);
}

Found check_links(const Reading& reading, const Url& base, const Expectation& expectation) {
  std::vector<std::string> missing;
  for (const auto& text : expectation.values) {
    const auto wanted = url::resolve(text, base);
    const bool there = wanted && std::ranges::any_of(reading.links, [&](const Link& link) {
                         return link.kind == LinkKind::article && link.url == *wanted;
                       });
    if (!there) missing.push_back(text);
  }
  if (missing.empty()) return std::nullopt;
  return "no article link " + listed(missing);
}

Found check_article(const Article& article, const Expectation& expectation) {
  if (expectation.field == "authors") {
    const auto found = authors(article);
    return found == expectation.values ? Found() : Found(listed(found));
  }
  if (expectation.field.starts_with("body")) return check_body(body(article), expectation);
  const auto& wanted = expectation.values.front();
  if (expectation.field == "title") return unless_equal(article.title, wanted);
  if (expectation.field == "published") return unless_same_time(article.published, wanted);
  if (expectation.field == "modified") return unless_same_time(article.modified, wanted);
  if (expectation.field == "source") return unless_equal(article.source.value_or(""), wanted);
  return unless_equal(article.section.value_or(""), wanted);
}

Found check(const Reading& reading, const Url& base, const Expectation& expectation) {
  const std::string kind(name(reading.kind));
  if (expectation.field == "kind") return unless_equal(kind, expectation.values.front());
  if (expectation.field == "articles") return check_links(reading, base, expectation);
  if (reading.article) return check_article(*reading.article, expectation);
  return "no article: the page is of kind " + kind;
}

}  // namespace

std::vector<Mismatch> run_test(const SiteTest& test, const extract::Extractor& extractor,
                               const std::filesystem::path& directory) {
  auto page = saved_page(directory / test.fixture);
  if (!page) return {{test.where, test.fixture, "fixture", "a page", page.error().what}};
  if (!test.url.empty()) {
    const auto url = url::parse(test.url);
    if (!url) return {{test.where, test.fixture, "url", test.url, url.error().what}};
    page->request.url = page->request.wanted = *url;
  }
  const auto reading = extractor.read(*page);
  std::vector<Mismatch> mismatches;
  for (const auto& expectation : test.expected) {
    if (auto found = check(reading, page->request.url, expectation))
      mismatches.push_back({expectation.where, test.fixture, expectation.field,
                            listed(expectation.values), *std::move(found)});
  }
  return mismatches;
}

}  // namespace newsarc::cli
