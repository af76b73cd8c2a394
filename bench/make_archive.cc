// make_archive FILE [ARTICLES]: a made archive without a search index, for bench/sql_output.sh.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/made_archive.h"

namespace {

// Stored bodies have a paragraph a line.
std::string in_paragraphs(const std::string& body) {
  std::string lines;
  for (std::size_t at = 0; at < body.size();) {
    const auto stop = body.find("。", at);
    const auto end = stop == std::string::npos ? body.size() : stop + std::string("。").size();
    lines += (at > 0 ? "\n" : "") + body.substr(at, end - at);
    at = end;
  }
  return lines;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  auto database = newsarc::bench::open_made_archive(words[1]);
  const int articles = count > 2 ? std::atoi(words[2]) : 200'000;
  constexpr int batch = 1000;
  for (int done = 0; done < articles; done += batch) {
    std::vector<newsarc::bench::Text> texts;
    for (int i = 1; i <= batch; ++i) {
      texts.push_back(newsarc::bench::article(done + i));
      texts.back().body = in_paragraphs(texts.back().body);
    }
    newsarc::bench::put_articles(database, done + 1, texts);
  }
  database.script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
  const auto written = database.check();
  if (!written) std::fprintf(stderr, "%s\n", written.error().what.c_str());
  return written ? 0 : 1;
}
