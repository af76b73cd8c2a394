#pragma once
// An archive of two articles, and what its Reader says.

#include <cstdlib>
#include <string>
#include <vector>

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {

class House_Reader : public SiteOnPaper {
 protected:
  House_Reader() {
    one_.title = "衡陽創新大會開幕";
    one_.published = stated_from_text("2026-01-04T10:20:30+08:00");
    one_.paragraphs = {"本報訊 衡陽創新大會昨日在高新區開幕。", "會議為期三天。"};
    one_.credits = {{Role::reporter, "記者", "易成章"},
                    {Role::editor, "編輯", "周編輯"},
                    {Role::trainee_reporter, "見習記者", "呂鎂妍"}};
    one_.section = "集團新聞";
    one_.images = {{"http://news.example/1.jpg", "會場"}};
    publish("one", one_);
    publish("two", two_);
    crawl();
  }

  // `one` is edited on the second night.
  void edit() {
    Article edited = one_;
    edited.paragraphs[1] = "會議為期五天。";
    publish("one", edited);
    crawl();
  }

  Reader open_reader() {
    auto reader = Reader::open(file_);
    EXPECT_TRUE(reader) << reader.error().what;
    if (!reader) std::abort();
    return *std::move(reader);
  }

  Found search(const std::string& query, const SearchFilter& filter = {}) {
    const auto found = open_reader().search(query, filter);
    EXPECT_TRUE(found) << found.error().what;
    return found.value_or(Found{});
  }

  std::vector<std::string> titles(const Found& found) {
    std::vector<std::string> titles;
    for (const auto& hit : found.hits) titles.push_back(hit.title);
    return titles;
  }

  Article one_;
  const Article two_ = story("雁峰区举办职工运动会", "衡阳市雁峰区日前举办职工运动会。");
};

}  // namespace newsarc::store
