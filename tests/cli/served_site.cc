#include "tests/cli/served_site.h"

namespace newsarc::cli {

std::string made_article(int number) {
  const auto title = "水務公司部署防汛準備工作第" + std::to_string(number) + "號";
  return "<html><head><meta charset=utf-8><title>" + title +
         " - 臨江新聞網</title></head><body><div id=main><h1 class=bt>" + title +
         "</h1><div class=sj>2020-10-1" + std::to_string(number % 10) +
         " 13:25</div><div "
         "class=nr><p>市水務公司昨日召開會議，部署防汛準備工作，各單位負責人參加了會議"
         "，並就物資儲備提出了意見。</"
         "p><p>會議要求各單位提高認識，壓實責任，確保各項工作按期完成，有關"
         "情況將及時向社會公布。</p><p>據介紹，該項目總投資三億二千萬元，預計明年六月完工。</p>"
         "<p>（記者 易成章）</p></div></div></body></html>";
}

std::string made_list() {
  std::string html =
      "<html><head><meta charset=utf-8><title>臨江新聞網</title></head><body><div class=nav>"
      "<a href='/list/'>要聞</a> <a href='/sports/'>體育</a></div><ul class=list>";
  for (int i = 1; i <= 5; ++i) {
    const auto number = std::to_string(i);
    html += "<li><a href='/news/100" + number + ".html'>水務公司部署防汛準備工作第" + number +
            "號</a> 2020-10-1" + number + "</li>";
  }
  return html +
         "</ul><div class=page><a href='/list/index_2.html'>2</a> "
         "<a href='/list/index_2.html'>下一頁</a></div></body></html>";
}

ServedSite::ServedSite() {
  serve("/list/", made_list());
  for (int i = 1; i <= 5; ++i) serve("/news/100" + std::to_string(i) + ".html", made_article(i));
}

void ServedSite::serve(const std::string& path, const std::string& html, int status) {
  server_.serve(path, "HTTP/1.1 " + std::to_string(status) +
                          " X\r\nContent-Type: text/html\r\nContent-Length: " +
                          std::to_string(html.size()) + "\r\n\r\n" + html);
}

std::vector<std::string> ServedSite::asked() const {
  std::vector<std::string> paths;
  for (const auto& request : server_.requests()) {
    const auto begin = request.find(' ') + 1;
    paths.push_back(request.substr(begin, request.find(' ', begin) - begin));
  }
  return paths;
}

}  // namespace newsarc::cli
