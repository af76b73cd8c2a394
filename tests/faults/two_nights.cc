#include "tests/faults/two_nights.h"

#include <optional>
#include <utility>
#include <variant>

#include "core/capture.h"
#include "core/site.h"
#include "store/read/reader.h"
#include "store/write/archive.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::faults {
namespace {

constexpr int nights = 2;
const std::string start = "http://news.example/";

Instant at_night(int night) {
  return *parse_instant("2026-01-0" + std::to_string(4 + night) + "T02:00:00Z");
}

// The first article is edited in the second night, the third is gone, the fourth is new.
std::optional<Article> article_at(const std::string& url, int night) {
  const bool is_third = url.ends_with("3.html");
  const bool is_fourth = url.ends_with("4.html");
  if ((is_third && night == 2) || (is_fourth && night == 1)) return std::nullopt;
  Article article;
  article.title = "衡陽創新大會 " + url.substr(url.size() - 6, 1);
  article.published = stated(2026, 1, 4, 10, 20, 30);
  article.credits = {{Role::reporter, "記者", "易成章"}};
  article.paragraphs = {"本報訊 衡陽創新大會昨日在高新區開幕。"};
  for (int i = 0; i < 40; ++i)
    article.paragraphs.push_back(url + " 第" + std::to_string(i * 7919) + "段");
  if (url.ends_with("1.html") && night == 2) article.paragraphs[0] += "與會者四百人。";
  return article;
}

Page page_of(const Request& request, int status, std::string body, int night) {
  Page page;
  page.request = request;
  page.request_header = "GET " + request.url.target() + " HTTP/1.1\r\n\r\n";
  page.status = status;
  page.header = "HTTP/1.1 " + std::to_string(status) + "\r\nContent-Type: text/html\r\n\r\n";
  page.body = std::move(body);
  page.http_version = "1.1";
  page.ip = "192.0.2.1";
  page.fetched_at = at_night(night);
  page.took = Span(20);
  return page;
}

Visit list_visit(const Request& request, int night) {
  Capture capture;
  capture.vouched = true;
  capture.pages = {page_of(request, 200, "<ul>" + std::to_string(night), night)};
  capture.reading.kind = PageKind::list;
  capture.reading.extractor = "test-1";
  Visit visit{std::move(capture), {}, {}};
  for (int i = 1; i <= (night == 1 ? 3 : 4); ++i) {
    Request found;
    found.site = "paper";
    found.wanted = found.url = *url::parse(start + "a/" + std::to_string(i) + ".html");
    found.depth = 1;
    visit.found.push_back(std::move(found));
  }
  return visit;
}

Visit visit_of(const Request& request, int night) {
  const auto& href = request.wanted.href();
  if (href == start) return list_visit(request, night);
  const auto article = article_at(href, night);
  Capture capture;
  capture.vouched = true;
  capture.reading.extractor = "test-1";
  capture.reading.kind = article ? PageKind::article : PageKind::error_page;
  capture.pages = {page_of(request, article ? 200 : 404,
                           article ? "<h1>" + article->title + "</h1>" + body(*article) : "gone",
                           night)};
  if (article) capture.forms = text::derive_forms(*article);
  capture.reading.article = article;
  return {std::move(capture), {}, {}};
}

using Said = std::function<void(const std::string&)>;

Result<void> crawl(store::Archive& archive, const Site& site, int night, const Said& said) {
  const std::string number = std::to_string(night);
  Request seed;
  seed.site = site.key;
  seed.wanted = seed.url = *url::parse(start);
  seed.purpose = Purpose::start;
  auto run = archive.begin_run({&site, 1}, {&seed, 1}, store::Refresh::all, at_night(night));
  if (!run) return tl::unexpected(run.error());
  said("begun " + number);
  for (std::size_t i = 0; i < run->waiting.size(); ++i) {
    const auto visit = visit_of(run->waiting[i], night);
    const auto put = archive.put(run->id, {&visit, 1});
    if (!put) return tl::unexpected(put.error());
    said("acked " + number + " " + run->waiting[i].wanted.href());
    const auto admitted = std::get<store::Stored>(put->front()).admitted;
    run->waiting.insert(run->waiting.end(), admitted.begin(), admitted.end());
  }
  const auto ended =
      archive.end_run(run->id, store::RunState::finished, at_night(night), Span(1000));
  if (!ended) return tl::unexpected(ended.error());
  said("ended " + number);
  return {};
}

// The first night that no finished run stands for.
Result<int> next_night(const std::filesystem::path& file) {
  const auto reader = store::Reader::open(file);
  if (!reader) return 1;
  const auto runs = reader->runs(nights);
  if (!runs) return tl::unexpected(runs.error());
  int finished = 0;
  for (const auto& run : *runs) finished += run.finished ? 1 : 0;
  return finished + 1;
}

}  // namespace

Result<void> crawl_two_nights(const std::filesystem::path& file, const Said& said) {
  auto site = plain_site("paper");
  site.start = {start};
  auto archive = store::Archive::open(file, {"small_crawl", true});
  if (!archive) return tl::unexpected(archive.error());
  const auto first = next_night(file);
  if (!first) return tl::unexpected(first.error());
  for (int night = *first; night <= nights; ++night)
    if (auto crawled = crawl(*archive, site, night, said); !crawled) return crawled;
  return {};
}

}  // namespace newsarc::faults
