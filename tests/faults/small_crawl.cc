// small_crawl ARCHIVE: two nights of a site on paper, in one or more goes: it begins where the
// archive is. Prints "begun N", "acked N URL" and "ended N" for what the archive has acknowledged,
// each before anything else is done. An error ends it with its words and the exit code of the
// program: 12 for a disk that failed.

#include <unistd.h>

#include <array>
#include <optional>
#include <string>
#include <variant>

#include "core/capture.h"
#include "core/site.h"
#include "store/archive.h"
#include "store/reader.h"
#include "text/forms.h"
#include "url/parse.h"

namespace {

using namespace newsarc;

constexpr int nights = 2;
const std::string start = "http://news.example/";

void say(const std::string& line) {
  static_cast<void>(!::write(STDOUT_FILENO, (line + "\n").data(), line.size() + 1));
}

[[noreturn]] void give_up(const Error& error) {
  say("error: " + error.where + ": " + error.what);
  std::_Exit(error.fault == Fault::disk ? 12 : 1);
}

template <class T>
T or_give_up(Result<T> result) {
  if (!result) give_up(result.error());
  return *std::move(result);
}

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
  capture.reading.extractor = "test-1";
  capture.reading.kind = article ? PageKind::article : PageKind::error_page;
  capture.pages = {page_of(request, article ? 200 : 404,
                           article ? "<h1>" + article->title + "</h1>" + body(*article) : "gone",
                           night)};
  if (article) capture.forms = text::derive_forms(*article);
  capture.reading.article = article;
  return {std::move(capture), {}, {}};
}

void crawl(store::Archive& archive, const Site& site, int night) {
  const std::string number = std::to_string(night);
  Request seed;
  seed.site = site.key;
  seed.wanted = seed.url = *url::parse(start);
  seed.purpose = Purpose::start;
  auto run =
      or_give_up(archive.begin_run({&site, 1}, {&seed, 1}, store::Refresh::all, at_night(night)));
  say("begun " + number);
  for (std::size_t i = 0; i < run.waiting.size(); ++i) {
    const auto visit = visit_of(run.waiting[i], night);
    const auto put = or_give_up(archive.put(run.id, {&visit, 1}));
    say("acked " + number + " " + run.waiting[i].wanted.href());
    const auto admitted = std::get<store::Stored>(put.front()).admitted;
    run.waiting.insert(run.waiting.end(), admitted.begin(), admitted.end());
  }
  or_give_up(archive.end_run(run.id, store::RunState::finished, at_night(night), Span(1000)));
  say("ended " + number);
}

// The first night that no finished run stands for.
int next_night(const std::string& file) {
  const auto reader = store::Reader::open(file);
  if (!reader) return 1;
  int finished = 0;
  for (const auto& run : or_give_up(reader->runs(nights))) finished += run.finished ? 1 : 0;
  return finished + 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  auto site = plain_site("paper");
  site.start = {start};
  auto archive = or_give_up(store::Archive::open(words[1], {"small_crawl", true}));
  for (int night = next_night(words[1]); night <= nights; ++night) crawl(archive, site, night);
  return 0;
}
