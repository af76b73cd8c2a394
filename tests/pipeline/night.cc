#include "tests/pipeline/night.h"

#include <stdlib.h>

#include "core/capture.h"

namespace newsarc::pipeline {

std::string article_page(const Story& story, const std::string& extra) {
  std::string html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + story.title +
                     "</title></head><body><div class=\"nav\"><ul><li><a href=\"/\">首頁</a></li>"
                     "</ul></div><div class=\"article\"><h1>" +
                     story.title + "</h1><div class=\"info\">發布: " + story.time +
                     " 來源:衡陽日報</div><div class=\"content\">";
  for (const auto& paragraph : story.paragraphs) html += "<p>" + paragraph + "</p>\n";
  html += "<p>" + story.credits + "</p></div></div>" + extra +
          "<div class=\"footer\">地址:湖南省衡陽市 電話:0734-0000000</div></body></html>";
  return html;
}

std::string list_page(const std::vector<std::pair<std::string, std::string>>& links,
                      const std::string& next) {
  std::string html =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>集團新聞</title></head><body>"
      "<h2>集團新聞</h2><ul class=\"list\">";
  for (const auto& [href, title] : links)
    html += "<li><a href=\"" + href + "\">" + title + "</a><span>2026-01-04</span></li>\n";
  html += "</ul>";
  if (!next.empty()) html += "<div class=\"page\"><a href=\"" + next + "\">下一頁</a></div>";
  return html + "</body></html>";
}

Night::Night() {
  std::string name = (std::filesystem::temp_directory_path() / "newsarc-night-XXXXXX").string();
  directory_ = mkdtemp(name.data());
  archive_ = directory_ / "news.db";
  fetcher_.serve("http://news.example/robots.txt",
                 fakes::plain("User-agent: *\nDisallow: /private/\n"));
}

Night::~Night() { std::filesystem::remove_all(directory_); }

std::string Night::url_of(const std::string& name) {
  return "http://news.example/a/" + name + ".html";
}

void Night::serve_list() {
  fetcher_.serve("http://news.example/", fakes::html(list_page(listed_)));
}

void Night::publish(const std::string& name, const Story& story) {
  fetcher_.serve(url_of(name), fakes::html(article_page(story)));
  std::erase_if(listed_, [&](const auto& link) { return link.first == url_of(name); });
  listed_.emplace_back(url_of(name), story.title);
  serve_list();
}

void Night::take_down(const std::string& name) {
  fetcher_.forget(url_of(name));
  std::erase_if(listed_, [&](const auto& link) { return link.first == url_of(name); });
  serve_list();
}

CrawlReport Night::crawl_nearly() {
  auto archive = store::Archive::open(archive_, {"test", true});
  EXPECT_TRUE(archive) << archive.error().what;
  auto report = pipeline::crawl(*archive, {&site_, 1}, fetcher_, clock_, options_, stop_, watch_);
  EXPECT_TRUE(report) << report.error().what << " " << report.error().where;
  return report.value_or(CrawlReport{});
}

CrawlReport Night::crawl() {
  auto report = crawl_nearly();
  clock_.advance(std::chrono::hours(24));
  return report;
}

std::vector<std::string> Night::sql(const std::string& query) const {
  struct Text {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return std::to_string(value); }
    std::string operator()(std::string_view value) const { return std::string(value); }
    std::string operator()(const store::Blob& value) const { return std::string(value.bytes); }
  };
  std::vector<std::string> rows;
  store::RowSink sink;
  sink.columns = [](const auto&) { return true; };
  sink.row = [&](const std::vector<store::Value>& row) {
    std::string text;
    for (const auto& value : row) text += (text.empty() ? "" : "|") + std::visit(Text(), value);
    rows.push_back(text);
    return true;
  };
  const auto done = store::run_query(archive_, query, {}, sink);
  EXPECT_TRUE(done) << done.error().what << ": " << query;
  return rows;
}

Site Night::site_of(const std::string& more) {
  auto site = parse_site(
      "[site]\nname = 'hy'\ntimezone = 'Asia/Shanghai'\nstart = 'http://news.example/'\n" + more,
      "hy.toml");
  EXPECT_TRUE(site) << site.error().what;
  return site.value_or(plain_site("hy"));
}

}  // namespace newsarc::pipeline
