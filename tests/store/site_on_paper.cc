#include "tests/store/site_on_paper.h"

#include <sqlite3.h>

#include <cstdlib>
#include <utility>

#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

std::string bytes_of(const Article& article) {
  std::string html = "<h1>" + article.title + "</h1>";
  if (article.published) html += "<i>" + to_text(*article.published) + "</i>";
  for (const auto& credit : article.credits) html += "<b>" + credit.label + credit.name + "</b>";
  return html + body(article);
}

std::string value_text(const Value& value) {
  struct Printer {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return std::to_string(number); }
    std::string operator()(std::string_view text) const { return std::string(text); }
    std::string operator()(const Blob& blob) const {
      return std::to_string(blob.bytes.size()) + " bytes";
    }
  };
  return std::visit(Printer{}, value);
}

}  // namespace

Article story(const std::string& title, const std::string& text) {
  Article article;
  article.title = title;
  article.published = stated(2026, 1, 4, 10, 20, 30);
  article.paragraphs = {"本报讯 " + text, "会议由区委主要负责同志主持。"};
  article.credits = {{Role::reporter, "记者", "陈远志"}};
  article.source = "衡阳日报";
  return article;
}

Answer page_with(const Article& article) {
  Answer answer;
  answer.article = article;
  return answer;
}

Answer page_with_status(int status) {
  Answer answer;
  answer.status = status;
  answer.kind = status == 304 ? PageKind::not_modified : PageKind::error_page;
  return answer;
}

Answer page_of_kind(PageKind kind) {
  Answer answer;
  answer.kind = kind;
  answer.body = "<p>";
  return answer;
}

Answer no_answer(Fault fault) {
  Answer answer;
  answer.fault = fault;
  return answer;
}

Answer redirected_to(const std::string& url, Answer answer) {
  answer.lands_at = url;
  return answer;
}

std::string article_url(const std::string& name) { return start_url + "a/" + name + ".html"; }

Url url_of(const std::string& text) {
  const auto url = url::parse(text);
  EXPECT_TRUE(url) << text;
  return url.value_or(Url{});
}

SiteOnPaper::SiteOnPaper() : now_(*parse_instant("2026-01-05T02:00:00Z")) {
  auto name = (std::filesystem::temp_directory_path() / "newsarc-store-XXXXXX").string();
  directory_ = ::mkdtemp(name.data());
  file_ = directory_ / "news.db";
  site_ = plain_site("paper");
  site_.start = {start_url};
  site_.timezone = "Asia/Shanghai";
}

SiteOnPaper::~SiteOnPaper() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void SiteOnPaper::publish(const std::string& name, const Answer& answer) {
  const std::string url = article_url(name);
  if (!answers_.contains(url)) listed_.push_back(url);
  answers_[url] = answer;
}

void SiteOnPaper::publish(const std::string& name, const Article& article) {
  publish(name, page_with(article));
}

Archive SiteOnPaper::open() {
  auto archive = Archive::open(file_, {"newsarc crawl", true});
  if (!archive) {
    ADD_FAILURE() << archive.error().what << " " << archive.error().where;
    std::abort();
  }
  return *std::move(archive);
}

store::Run SiteOnPaper::begin(Archive& archive, Refresh refresh) {
  Request seed;
  seed.site = site_.key;
  seed.wanted = seed.url = url_of(start_url);
  seed.purpose = Purpose::start;
  auto run = archive.begin_run({&site_, 1}, {&seed, 1}, refresh, now_);
  EXPECT_TRUE(run) << run.error().what << " " << run.error().where;
  return run.value_or(store::Run{});
}

Capture SiteOnPaper::list_page(const Request& request) const {
  Capture capture;
  Page page;
  page.request = request;
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\n\r\n";
  page.body = "<ul>";
  page.fetched_at = now_;
  capture.reading.kind = PageKind::list;
  capture.reading.extractor = extractor_;
  for (const auto& href : listed_) {
    page.body += "<a href=" + href + ">";
    capture.reading.links.push_back({url_of(href), LinkKind::article, "on the list: " + href, {}});
  }
  capture.pages = {std::move(page)};
  return capture;
}

Capture SiteOnPaper::page(const Request& request, const Answer& answer) const {
  Capture capture;
  Page page;
  page.request = request;
  if (answer.lands_at) {
    page.request.redirects.push_back(
        {request.url, 302, "GET\r\n\r\n", "HTTP/1.1 302\r\n\r\n", now_});
    page.request.url = url_of(*answer.lands_at);
  }
  page.request_header = "GET " + page.request.url.target() + " HTTP/1.1\r\n\r\n";
  page.status = answer.status;
  page.header = "HTTP/1.1 " + std::to_string(answer.status) + "\r\n" + answer.header + "\r\n";
  if (!answer.etag.empty())
    page.header.insert(page.header.size() - 2, "ETag: " + answer.etag + "\r\n");
  page.body = answer.body.empty() && answer.article ? bytes_of(*answer.article) : answer.body;
  page.http_version = "1.1";
  page.ip = "192.0.2.1";
  page.fetched_at = now_;
  page.took = Span(20);
  capture.reading.kind = answer.kind;
  capture.reading.extractor = extractor_;
  capture.reading.article = answer.article;
  capture.reading.evidence = {{"title", "h1"}, {"body", ".content"}};
  capture.reading.decoding = {"utf-8", "http header", 0};
  capture.reading.noarchive = answer.noarchive;
  if (answer.canonical)
    capture.reading.links.push_back({url_of(*answer.canonical), LinkKind::canonical, "", {}});
  if (answer.variant)
    capture.reading.links.push_back({url_of(*answer.variant), LinkKind::variant, "", {}});
  if (answer.article) capture.forms = text::derive_forms(*answer.article);
  capture.pages = {std::move(page)};
  return capture;
}

Visit SiteOnPaper::visit_of(const Request& request) const {
  Visit visit;
  if (request.wanted.href() == start_url) {
    visit.outcome = list_page(request);
    for (const auto& href : listed_) {
      Request found;
      found.site = site_.key;
      found.wanted = found.url = url_of(href);
      found.depth = 1;
      visit.found.push_back(std::move(found));
    }
    return visit;
  }
  const auto known = answers_.find(request.wanted.href());
  Answer answer = known == answers_.end() ? page_with_status(404) : known->second;
  if (!answer.etag.empty() && request.validators.etag == answer.etag)
    answer = page_with_status(304);
  if (answer.fault)
    visit.outcome = Failure{request, {*answer.fault, "no answer", request.url.href()}, now_, {}};
  else
    visit.outcome = page(request, answer);
  return visit;
}

Stored SiteOnPaper::put(Archive& archive, std::int64_t run, Visit visit) {
  auto results = archive.put(run, {&visit, 1});
  if (!results) {
    ADD_FAILURE() << results.error().what << " " << results.error().where;
    return {};
  }
  if (auto* stored = std::get_if<Stored>(&results->front())) return std::move(*stored);
  auto& capture = std::get<Capture>(visit.outcome);
  if (std::holds_alternative<Doubtful>(results->front())) {
    EXPECT_FALSE(capture.vouched) << "it was vouched for, and is doubted again";
    capture.vouched = true;
    if (testing::Test::HasFailure()) return {};
    return put(archive, run, std::move(visit));
  }
  const auto& stale = std::get<Stale>(results->front());
  for (const auto& known : capture.earlier) EXPECT_NE(known.reading_id, stale.reading_id);
  if (testing::Test::HasFailure()) return {};
  Reread earlier{stale.reading_id, {}, {}};
  if (reread_) earlier.reading = reread_(stale.pages.front());
  earlier.reading.extractor = extractor_;
  if (earlier.reading.article) earlier.forms = text::derive_forms(*earlier.reading.article);
  capture.earlier.push_back(std::move(earlier));
  return put(archive, run, std::move(visit));
}

void SiteOnPaper::visit_all(Archive& archive, const store::Run& run) {
  auto waiting = run.waiting;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    asked_.push_back(waiting[i].wanted.href());
    stored_.push_back(put(archive, run.id, visit_of(waiting[i])));
    const auto& admitted = stored_.back().admitted;
    waiting.insert(waiting.end(), admitted.begin(), admitted.end());
  }
}

SiteSummary SiteOnPaper::crawl(Refresh refresh, RunState state) {
  asked_.clear();
  stored_.clear();
  auto archive = open();
  const auto run = begin(archive, refresh);
  visit_all(archive, run);
  const auto ended = archive.end_run(run.id, state, now_);
  EXPECT_TRUE(ended) << ended.error().what << " " << ended.error().where;
  now_ += between_nights_;
  return ended && !ended->empty() ? ended->front() : SiteSummary{};
}

std::vector<std::string> SiteOnPaper::sql(const std::string& query) const {
  std::vector<std::string> lines;
  const RowSink sink{[](const auto&) { return true; },
                     [&](const std::vector<Value>& row) {
                       std::string line;
                       for (const auto& value : row)
                         line += (line.empty() ? "" : "|") + value_text(value);
                       lines.push_back(std::move(line));
                       return true;
                     }};
  const auto asked = run_query(file_, query, {}, sink);
  if (!asked) lines = {"error: " + asked.error().what};
  return lines;
}

void SiteOnPaper::change(const std::string& statements) const {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &connection), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(connection);
  sqlite3_close(connection);
}

}  // namespace newsarc::store
