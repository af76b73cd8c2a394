// A list over many pages, as WordPress cuts it: five articles a page, numbers around the own one.

#include <algorithm>

#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

class Paging : public Night {
 protected:
  static std::string address_of(int page) {
    return page == 1 ? "http://news.example/"
                     : "http://news.example/page/" + std::to_string(page) + "/";
  }
  static std::string pager(int page, int pages) {
    std::string html = "<div class=pager>";
    for (int n = std::max(1, page - 2); n <= std::min(pages, page + 2); ++n) {
      const std::string number = std::to_string(n);
      html += n == page ? "<span>" + number + "</span> "
                        : "<a href='/page/" + number + "/'>" + number + "</a> ";
    }
    return html + "</div></body>";
  }

  // Articles 1 to `newest`, the newest first.
  void serve(int newest) {
    const int pages = (newest + 4) / 5;
    for (int page = 1; page <= pages; ++page) {
      std::vector<std::pair<std::string, std::string>> links;
      for (int i = 0; i < 5; ++i) {
        const int number = newest - (page - 1) * 5 - i;
        if (number < 1) break;
        const std::string title = "第" + std::to_string(number) + "號消息:高新區召開會議";
        const std::string url = url_of(std::to_string(number));
        Story story;
        story.title = title;
        story.paragraphs[0] = "本報訊 " + title + ",部署新一年的重點任務。";
        fetcher_.serve(url, fakes::html(article_page(story)));
        links.emplace_back(url, title);
      }
      fetcher_.serve(address_of(page), fakes::html(list_page(links) + pager(page, pages)));
    }
  }
  Rows lists_of_run(int run) const {
    return sql(
        "SELECT replace(url, 'http://news.example', '') FROM fetches WHERE kind = 'list' "
        "AND crawl_id = " +
        std::to_string(run) + " ORDER BY fetch_id");
  }
};

TEST_F(Paging, IsWalkedToItsEnd) {
  serve(60);
  const auto report = crawl();
  EXPECT_EQ(report.sites[0].fresh, 60);
  EXPECT_EQ(lists_of_run(1).size(), 12U) << "and the first page is not read as /page/1/, too";
}

TEST_F(Paging, IsReadNoFurtherThanItsNewsOnLaterNights) {
  serve(60);
  crawl();
  serve(61);
  EXPECT_EQ(crawl().sites[0].fresh, 1);
  EXPECT_EQ(lists_of_run(2), (Rows{"/", "/page/2/"}));
  serve(73);
  EXPECT_EQ(crawl().sites[0].fresh, 12);
  EXPECT_EQ(lists_of_run(3).size(), 4U);
}

}  // namespace
}  // namespace newsarc::pipeline
