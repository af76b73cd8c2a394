#include "tests/faults/one_page.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "extract/extract.h"
#include "pipeline/read_again.h"
#include "store/read/query.h"
#include "store/read/reader.h"
#include "store/verify/verify.h"
#include "store/write/archive.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::faults {
namespace {

constexpr int nights = 2;
constexpr auto address = "http://news.example/2018/0916/1.html";

Instant at_night(int night) {
  return *parse_instant("2026-01-0" + std::to_string(4 + night) + "T02:00:00Z");
}

Page page_of(const Request& request, std::string html, int night) {
  Page page;
  page.request = request;
  page.request_header = "GET " + request.url.target() + " HTTP/1.1\r\n\r\n";
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  page.body = std::move(html);
  page.fetched_at = at_night(night);
  return page;
}

// In the second night a sentence more, in whatever charset the page is.
std::string told(std::string html, int night) {
  if (night < 2) return html;
  const auto paragraph = std::min(html.find("</p>"), html.find("<br><br>"));
  if (paragraph != std::string::npos) html.insert(paragraph, " The harbour stays closed in March.");
  return html;
}

Visit visit_of(const extract::Extractor& extractor, Page page) {
  Capture capture;
  capture.vouched = true;
  capture.reading = extractor.read(page);
  if (capture.reading.article) capture.forms = text::derive_forms(*capture.reading.article);
  capture.pages.push_back(std::move(page));
  return {std::move(capture), {}, {}};
}

Result<void> crawl(store::Archive& archive, const Site& site, const extract::Extractor& extractor,
                   const std::string& html, int night) {
  Request seed;
  seed.site = site.key;
  seed.wanted = seed.url = *url::parse(address);
  seed.purpose = Purpose::article;
  const auto run = archive.begin_run({&site, 1}, {&seed, 1}, store::Refresh::all, at_night(night));
  if (!run) return tl::unexpected(run.error());
  for (const auto& request : run->waiting) {
    const auto visit = visit_of(extractor, page_of(request, told(html, night), night));
    const auto put = archive.put(run->id, {&visit, 1});
    if (!put) return tl::unexpected(put.error());
    if (!std::holds_alternative<store::Stored>(put->front()))
      return failure(newsarc::Fault::internal, "the page was not stored", address);
  }
  const auto ended =
      archive.end_run(run->id, store::RunState::finished, at_night(night), Span(1000));
  if (!ended) return tl::unexpected(ended.error());
  return {};
}

// The first night that no finished run stands for.
Result<int> next_night(const std::filesystem::path& file) {
  const auto reader = store::Reader::open(file);
  if (!reader) return tl::unexpected(reader.error());
  const auto runs = reader->runs(nights);
  if (!runs) return tl::unexpected(runs.error());
  int finished = 0;
  for (const auto& run : *runs) finished += run.finished ? 1 : 0;
  return finished + 1;
}

// One column of text, a line a row.
Result<std::string> column(const std::filesystem::path& file, const std::string& sql) {
  std::string lines;
  const auto asked = store::run_query(file, sql, {},
                                      {[](const auto&) { return true; },
                                       [&](const std::vector<store::Value>& row) {
                                         lines += std::get<std::string_view>(row.front());
                                         lines += '\n';
                                         return true;
                                       }});
  if (!asked) return tl::unexpected(asked.error());
  return lines;
}

}  // namespace

Result<void> archive_page(const std::string& html, const std::filesystem::path& file) {
  auto site = plain_site("paper");
  site.start = {address};
  const auto extractor = extract::Extractor::create(site);
  if (!extractor) return tl::unexpected(extractor.error());
  auto archive = store::Archive::open(file, {"one_page", true});
  if (!archive) return tl::unexpected(archive.error());
  const auto first = next_night(file);
  if (!first) return tl::unexpected(first.error());
  for (int night = *first; night <= nights; ++night)
    if (auto crawled = crawl(*archive, site, *extractor, html, night); !crawled) return crawled;
  return {};
}

Result<std::string> archived(const std::filesystem::path& file) {
  return column(file,
                "SELECT json_array(v.url, v.version, v.change, v.valid_from, v.title, v.published, "
                "v.body, v.body_simplified, a.authors, a.source, a.language, a.script, a.state) "
                "FROM versions v JOIN articles a USING (article_id) ORDER BY v.version");
}

Result<std::string> damage_of(const std::filesystem::path& file) {
  std::string found;
  pipeline::ReaderAgain again;
  store::VerifyOptions options;
  options.depth = store::Depth::full;
  options.read_again = [&](auto pages, const auto& extractor, const auto& profile) {
    return again.read(pages, extractor, profile);
  };
  options.found = [&](const store::Damage& damage) {
    found += damage.where + ": " + damage.what + "\n";
  };
  const auto report = store::verify(file, options);
  if (!report) return tl::unexpected(report.error());
  return found;
}

}  // namespace newsarc::faults
