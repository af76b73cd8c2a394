#pragma once
// Imports on paper: WARC files of drafted records go into the archive of a Night.

#include <fstream>

#include "pipeline/import.h"
#include "tests/pipeline/night.h"
#include "warc/writer.h"

namespace newsarc::pipeline {

using Rows = std::vector<std::string>;
using warc::Draft;

inline const std::string html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

class Importing : public Night {
 protected:
  static Instant at(int hour) {
    return Instant(std::chrono::seconds(1'600'000'000) + std::chrono::hours(hour));
  }

  static Draft answer(const std::string& url, int hour, const std::string& message) {
    return {"response", at(hour), url, "application/http; msgtype=response", message, {}};
  }
  static Draft page(const std::string& name, int hour, const Story& story = {}) {
    return answer(url_of(name), hour, html + "\r\n" + article_page(story));
  }
  static Draft revisit(const std::string& name, int hour, const std::string& profile) {
    return {
        "revisit",     at(hour),
        url_of(name),  "application/http; msgtype=response",
        html + "\r\n", {{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/" + profile}}};
  }
  static Story edited() {
    Story story;
    story.paragraphs[1] = "更正:過去一年全區完成投資應為四億元,此前所報數字有誤,特此說明。";
    return story;
  }

  static Story first_page() {
    Story story;
    story.paragraphs.push_back("<a href='one_2.html'>下一页</a>");
    return story;
  }
  static Story second_page() {
    Story story;
    story.paragraphs = {"第二頁:與會人員還參觀了園區內的三家企業,聽取了負責人的介紹。",
                        "會議於當日下午結束,有關工作將在本月內逐項落實,並向社會公開。"};
    return story;
  }

  std::filesystem::path file_with(const std::vector<Draft>& drafts,
                                  const std::string& name = "one.warc.gz") const {
    const auto path = directory_ / name;
    std::ofstream out(path, std::ios::binary);
    warc::Writer writer(out, warc::Packed::gzip);
    for (const auto& draft : drafts) writer.write(draft);
    return path;
  }

  Result<ImportReport> try_import(const std::vector<std::filesystem::path>& files) {
    ImportWatch watch;
    watch.damaged = [this](const Error& error) { damaged_.push_back(error.where); };
    return import_warcs(archive_, profiles_, files, import_options_, clock_, stop_import_, watch);
  }
  ImportReport import(const std::vector<Draft>& drafts) {
    auto report = try_import({file_with(drafts)});
    EXPECT_TRUE(report) << report.error().what;
    return report.value_or(ImportReport{});
  }

  std::vector<Site> profiles_ = {site_of()};
  ImportOptions import_options_;
  std::atomic<bool> stop_import_ = false;
  std::vector<std::string> damaged_;
};

}  // namespace newsarc::pipeline
