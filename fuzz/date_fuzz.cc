// Any text as one with dates, as a path and as the date lines of a page: what is found lies in the
// text, in order, and is a moment of the calendar that can be written and read again.

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "extract/dates.h"
#include "extract/extract.h"
#include "extract/time_of_day.h"
#include "fuzz/input.h"
#include "fuzz/page.h"
#include "text/fold.h"
#include "url/parse.h"

namespace {

using namespace newsarc;

void require_moment(const Stated& when) {
  const auto day = std::chrono::floor<std::chrono::days>(when.time);
  const std::chrono::year_month_day date(day);
  fuzz::require(date.ok() && int(date.year()) >= 1000 && int(date.year()) <= 9999);
  fuzz::require(when.precision != Precision::day || (when.time == day && !when.offset));
  fuzz::require(!when.offset || std::chrono::abs(*when.offset) < std::chrono::hours(24));
  fuzz::require(stated_from_text(to_text(when)) == when);
}

void require_times(std::string_view folded) {
  const extract::DateText text(folded);
  const auto time = extract::time_behind(text, 0);
  if (!time) return;
  fuzz::require(time->end > 0 && time->end <= folded.size());
  fuzz::require(time->hour >= 0 && time->hour <= 24 && time->minute >= 0 && time->minute < 60);
  fuzz::require(!time->second || (*time->second >= 0 && *time->second <= 60));
}

void require_dates(std::string_view folded, const extract::DateReading& reading) {
  std::size_t behind = 0;
  for (const auto& found : extract::find_dates(folded, reading)) {
    fuzz::require(found.begin >= behind && found.end > found.begin && found.end <= folded.size());
    behind = found.end;
    require_moment(found.when);
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(found.when.time));
    fuzz::require(found.has_year || int(date.year()) == reading.year);
  }
}

bool is_told_as_ahead(const Evidence& evidence) {
  return evidence.field == "published" &&
         evidence.rule.find("later than the capture") != std::string::npos;
}

// The text in the places where pages print their dates. None may come out that lies behind the day
// on which the page was fetched, but for a time of publication that is told as such.
void require_page(std::string_view text) {
  static const auto extractor = extract::Extractor::create(plain_site("fuzz")).value();
  static const auto url = url::parse("http://news.example/a/1.html").value();
  const auto words = fuzz::escaped(text);
  Page page;
  page.request.url = url;
  page.request.purpose = Purpose::article;
  page.status = 200;
  page.fetched_at = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5);
  page.body = "<meta charset=utf-8><title>T</title><time datetime=\"" + words + "\">" + words +
              "</time><h1>Bridge opens</h1><div class=info>" + words +
              "</div><p>The bridge over the river opened on Monday, the town said, after two years "
              "of work, and a thousand people came to see it.</p><div>Published: " +
              words + "</div>";
  const auto reading = extractor.read(page);
  if (!reading.article) return;
  const auto latest = page.fetched_at + std::chrono::hours(48);
  const auto& published = reading.article->published;
  const auto& modified = reading.article->modified;
  for (const auto& when : {published, modified})
    if (when) require_moment(*when);
  fuzz::require(!modified || to_instant(*modified) < latest);
  fuzz::require(!published || to_instant(*published) < latest ||
                std::ranges::any_of(reading.evidence, is_told_as_ahead));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t way = input.choose(16);
  extract::DateReading reading;
  reading.month_first = (way & 1) != 0;
  reading.compact = (way & 2) != 0;
  if ((way & 4) != 0) reading.year = 2020;
  require_dates(input.text(), reading);
  require_times(input.text());
  if (const auto when = extract::date_in_path(input.text())) require_moment(*when);
  if (!fuzz::is_utf8(input.text())) return 0;
  const std::string folded = text::fold(input.text());
  const fuzz::Input exact(reinterpret_cast<const std::uint8_t*>(folded.data()), folded.size());
  require_dates(exact.text(), reading);
  require_times(exact.text());
  if ((way & 8) != 0) require_page(input.text());
  return 0;
}
