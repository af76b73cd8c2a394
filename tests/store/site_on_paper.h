#pragma once
// A news site on paper: what each URL answers, crawled night by night into a real archive, without
// network or threads. Time is made up: a night is a day after the last.

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "store/read/query.h"
#include "store/write/archive.h"

namespace newsarc::store {

struct Answer {
  int status = 200;
  PageKind kind = PageKind::article;
  std::optional<Article> article;
  std::string body;                      // bytes; made of the article when empty
  std::optional<std::string> lands_at;   // redirected there first
  std::optional<std::string> canonical;  // rel=canonical
  std::optional<std::string> variant;    // rel=amphtml
  std::optional<Fault> fault;            // no page comes
  std::string header;                    // more header lines
  std::string etag;                      // 304 to who has it
  bool noarchive = false;
};

Article story(const std::string& title, const std::string& text);
Answer page_with(const Article& article);
Answer page_with_status(int status);
Answer page_of_kind(PageKind kind);
Answer no_answer(Fault fault);
Answer redirected_to(const std::string& url, Answer answer);

inline const std::string start_url = "http://news.example/";
std::string article_url(const std::string& name);  // "http://news.example/a/NAME.html"
Url url_of(const std::string& text);

class SiteOnPaper : public testing::Test {
 protected:
  SiteOnPaper();
  ~SiteOnPaper() override;

  // Puts an answer at the article's URL, and a link to it on the start page.
  void publish(const std::string& name, const Answer& answer);
  void publish(const std::string& name, const Article& article);

  Archive open();  // creates it the first time; the test fails when it cannot
  SiteSummary crawl(Refresh refresh = Refresh::all, RunState state = RunState::finished);

  // Steps of a crawl, for tests that stop in between.
  store::Run begin(Archive& archive, Refresh refresh = Refresh::all);
  Visit visit_of(const Request& request) const;
  Stored put(Archive& archive, std::int64_t run, Visit visit);  // reads earlier pages when asked
  void visit_all(Archive& archive, const store::Run& run);

  // Rows as "a|b|c" lines, NULL as "NULL"; an error as "error: …".
  std::vector<std::string> sql(const std::string& query) const;

  // Writes into the file behind the archive's back.
  void change(const std::string& statements) const;

  Site site_;
  std::string extractor_ = "test-1";
  // What today's extractor makes of stored bytes; without it, the article that was published so.
  std::function<Reading(const Page&)> reread_;
  std::map<std::string, Answer> answers_;
  std::vector<std::string> listed_;  // on the start page, in order
  std::vector<std::string> asked_;   // of the last crawl
  std::vector<Stored> stored_;       // of the last crawl
  Instant now_;
  Span between_nights_ = std::chrono::hours(24);
  std::filesystem::path directory_;
  std::filesystem::path file_;

 private:
  Capture list_page(const Request& request) const;
  Capture page(const Request& request, const Answer& answer) const;
};

}  // namespace newsarc::store
