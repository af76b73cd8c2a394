#include "tests/cli/sample_archive.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "store/write/archive.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

Instant at_night(int night) {
  return *parse_instant("2026-01-0" + std::to_string(4 + night) + "T02:00:00Z");
}

Url url_of(const std::string& text) { return *url::parse(text); }

Page page_of(const Request& request, std::string body, int night) {
  Page page;
  page.request = request;
  page.request_header = "GET " + request.url.target() + " HTTP/1.1\r\n\r\n";
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
  page.body = std::move(body);
  page.http_version = "1.1";
  page.ip = "192.0.2.1";
  page.fetched_at = at_night(night);
  page.took = Span(20);
  return page;
}

Article first_article(int night) {
  Article article;
  article.title = night < 3 ? "衡陽創新大會開幕" : "衡陽創新大會圓滿閉幕";
  article.published = stated_from_text("2026-01-04T10:20:30+08:00");
  article.paragraphs = {"本報訊 衡陽創新大會昨日在高新區開幕。",
                        night < 2 ? "會議為期三天。" : "會議為期五天,與會者四百人。",
                        "大會由集團主辦。"};
  article.credits = {{Role::reporter, "記者", "易成章"},
                     {Role::trainee_reporter, "見習記者", "呂鎂妍"}};
  article.section = "集團新聞";
  article.source = "衡陽日報";
  return article;
}

Article second_article() {
  Article article;
  article.title = "湘江两岸, \"春色\"正好";
  article.published = stated(2026, 1, 5);
  article.paragraphs = {"湘江两岸春色正好,市民纷纷出游。", "记者看到,公园里游人如织。"};
  return article;
}

Article third_article() {
  Article article;
  article.title = "=SUM(1,2) of the year";
  article.paragraphs = {"A \x1b[31mred\x1b[0m word\tand a tab.", "The second paragraph."};
  return article;
}

Visit article_visit(const Request& request, const Article& article, int night) {
  Capture capture;
  capture.vouched = true;
  capture.pages = {page_of(request, "<h1>" + article.title + "</h1>" + body(article), night)};
  capture.reading.kind = PageKind::article;
  capture.reading.extractor = "test-1";
  capture.reading.article = article;
  capture.reading.evidence = {{"title", "h1"}, {"body", ".content"}};
  capture.reading.decoding = {"utf-8", "http header", 0};
  capture.forms = text::derive_forms(article);
  return {std::move(capture), {}, {}};
}

Visit list_visit(const Request& request, int night) {
  Capture capture;
  capture.vouched = true;
  capture.pages = {page_of(request, "<a href=/a/1.html>1</a>", night)};
  capture.reading.kind = PageKind::list;
  capture.reading.extractor = "test-1";
  std::vector<Request> found;
  for (const auto& text : {first_url, second_url, third_url}) {
    Request article;
    article.site = "hengyang";
    article.wanted = article.url = url_of(text);
    article.depth = 1;
    found.push_back(std::move(article));
  }
  return {std::move(capture), std::move(found), {}};
}

Visit not_there(const Request& request, int night) {
  auto page = page_of(request, "not found", night);
  page.status = 404;
  page.header = "HTTP/1.1 404 Not Found\r\n\r\n";
  Capture capture;
  capture.vouched = true;
  capture.pages = {std::move(page)};
  capture.reading.kind = PageKind::error_page;
  capture.reading.extractor = "test-1";
  capture.reading.error = Error{Fault::http, "the server answers 404", request.url.href()};
  return {std::move(capture), {}, {}};
}

Visit visit_of(const Request& request, int night) {
  const auto& href = request.wanted.href();
  if (href == first_url) return article_visit(request, first_article(night), night);
  if (href == second_url) return article_visit(request, second_article(), night);
  if (href != third_url) return list_visit(request, night);
  return night == 1 ? article_visit(request, third_article(), night) : not_there(request, night);
}

void crawl_night(store::Archive& archive, const Site& site, int night) {
  Request start;
  start.site = site.key;
  start.wanted = start.url = url_of(site.start.front());
  start.purpose = Purpose::start;
  const auto run = archive.begin_run({&site, 1}, {&start, 1}, store::Refresh::all, at_night(night));
  ASSERT_TRUE(run) << run.error().what;
  auto waiting = run->waiting;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const auto visit = visit_of(waiting[i], night);
    const auto put = archive.put(run->id, {&visit, 1});
    ASSERT_TRUE(put) << put.error().what << ' ' << put.error().where;
    const auto& stored = std::get<store::Stored>(put->front());
    waiting.insert(waiting.end(), stored.admitted.begin(), stored.admitted.end());
  }
  const auto ended = archive.end_run(run->id, store::RunState::finished, at_night(night));
  ASSERT_TRUE(ended) << ended.error().what;
}

}  // namespace

std::string first_page(int night) {
  const auto article = first_article(night);
  return "<h1>" + article.title + "</h1>" + body(article);
}

void write_sample_archive(const std::filesystem::path& file) {
  auto archive = store::Archive::open(file, {"test", true});
  ASSERT_TRUE(archive) << archive.error().what;
  auto site = plain_site("hengyang");
  site.start = {"http://news.example/"};
  for (const int night : {1, 2, 3}) crawl_night(*archive, site, night);
}

}  // namespace newsarc::cli
