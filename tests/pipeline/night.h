#pragma once
// Night: a small site, an archive in a temporary file, a made-up clock, and crawls over them. Each
// crawl() is one night; the clock moves on by a day after it.

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "core/site.h"
#include "pipeline/crawl.h"
#include "store/read/query.h"
#include "tests/fakes/fake_fetcher.h"
#include "tests/fakes/fixed_clock.h"

namespace newsarc::pipeline {

struct Story {
  std::string title = "衡陽高新區召開年度工作會議";
  std::string time = "2026-01-04 10:20:30";
  std::vector<std::string> paragraphs = {
      "本報訊 衡陽高新區日前召開年度工作會議,總結過去一年的工作,部署新一年的重點任務。",
      "會議指出,過去一年全區經濟運行平穩,重點項目建設順利推進,民生事業持續改善。",
      "與會人員圍繞下一步計劃進行了交流,並就產業發展、城市管理等提出了具體意見。"};
  std::string credits = "(記者 陳遠志 見習記者 劉小梅)";
};

std::string article_page(const Story& story, const std::string& extra = "");
std::string list_page(const std::vector<std::pair<std::string, std::string>>& links,
                      const std::string& next = "");

class Night : public testing::Test {
 protected:
  Night();
  ~Night() override;

  // Serves a story at /a/NAME.html and lists it on the start page.
  void publish(const std::string& name, const Story& story);
  void take_down(const std::string& name);  // 404, and off the list
  void serve_list();
  static std::string url_of(const std::string& name);

  CrawlReport crawl();                                           // one night; a day passes
  CrawlReport crawl_nearly();                                    // the same without the day
  std::vector<std::string> sql(const std::string& query) const;  // rows, columns joined by '|'

  static Site site_of(const std::string& more = "");

  std::filesystem::path directory_;
  std::filesystem::path archive_;
  fakes::FixedClock clock_;
  fakes::FakeFetcher fetcher_{clock_};
  Site site_ = site_of();
  CrawlOptions options_;
  CrawlWatch watch_;
  std::atomic<Stop> stop_ = Stop::none;
  std::vector<std::pair<std::string, std::string>> listed_;
};

}  // namespace newsarc::pipeline
