// make_warc FILE ARTICLES: a WARC file of made article pages, of 5 KB each, for bench/load.sh.

#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/made_articles.h"
#include "warc/writer.h"

namespace {

using namespace newsarc;

// A short template: what is measured is how an archive grows, not how a page is read.
std::string page(int number) {
  const auto article = bench::article(number);
  std::string menu;
  for (int i = 0; i < 20; ++i)
    menu +=
        "<li><a href=\"/list/" + std::to_string(i) + "/\">栏目" + std::to_string(i) + "</a></li>\n";
  return "<html><head><meta charset=\"utf-8\"><title>" + article.title +
         "</title></head><body><ul>" + menu + "</ul><h1>" + article.title +
         "</h1><p>2020-10-13 13:25</p><div class=\"content\"><p>" + article.body +
         "</p></div></body></html>";
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  std::ofstream out(words[1], std::ios::binary);
  warc::Writer writer(out, warc::Packed::no);
  for (int i = 1; i <= std::atoi(words[2]); ++i)
    writer.write({"response",
                  Instant(std::chrono::seconds(1'600'000'000 + i)),
                  "http://news.example/a/" + std::to_string(i) + ".html",
                  "application/http; msgtype=response",
                  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(i),
                  {}});
  return out ? 0 : 1;
}
