// What the demo site answers: every page, its words, its charset, its validators.

#include <algorithm>
#include <array>
#include <charconv>

#include "demo/layout.h"
#include "demo/site.h"
#include "demo/words.h"
#include "http/header.h"
#include "text/charset.h"

namespace newsarc::demo {
namespace {

constexpr std::size_t page_length = 20;     // articles a list page
constexpr std::size_t headline_count = 12;  // on the home page, and in the feed
enum Topic : std::uint64_t { topic_recommended = 3'000'000, topic_comments = 4'000'000 };

struct Section {
  std::string_view key;
  std::string_view title;
  bool simplified;
  Charset charset;
};
constexpr std::array<Section, 4> sections = {{{"city", "城市要聞", false, Charset::utf8},
                                              {"industry", "產業觀察", true, Charset::gb18030},
                                              {"people", "民生服務", false, Charset::utf8},
                                              {"culture", "科教文化", true, Charset::utf8}}};

constexpr std::array<std::string_view, 3> forbidden = {"/print/", "/admin/", "/search"};

Words words_in(const Voice& voice) {
  const auto say = [&](std::string_view text) { return printed(text, voice); };
  return {say("江城在線新聞網"),
          say("首頁"),
          say("欄目導航"),
          say("發布時間"),
          say("來源"),
          say("瀏覽次數"),
          say("推薦新聞"),
          say("網友評論"),
          say("地址：江城市高新區望江路18號　電話：0700-8800123　E-MAIL：news@jiangcheng.invalid"),
          say("打印本頁"),
          say("下一頁"),
          say("上一頁")};
}

// What a meta element calls the charset; gb18030 pages mostly say gb2312.
std::string label_of(Charset charset) {
  if (charset == Charset::gb18030) return "gb2312";
  return charset == Charset::big5 ? "big5" : "utf-8";
}

std::string encoded(const std::string& html, Charset charset) {
  if (charset == Charset::utf8) return html;
  return text::encode_for_query(html, charset == Charset::big5 ? "big5" : "gb18030");
}

Answer html_answer(int status, const std::string& html, Charset charset, bool charset_in_header) {
  Answer answer;
  answer.status = status;
  answer.content_type = "text/html";
  if (charset_in_header) answer.content_type += "; charset=" + label_of(charset);
  answer.body = encoded(html, charset);
  return answer;
}

Answer not_found(int status) {
  return html_answer(
      status,
      "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>404</title></head>"
      "<body><h1>404</h1><p>您訪問的頁面不存在或已被刪除。</p></body></html>\n",
      Charset::utf8, true);
}

std::string two_digits(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

// "2026-03-01 09:12:45", or the form with 年月日, as precise as the claim.
std::string date_text(const Stated& stated, bool in_characters) {
  const auto midnight = std::chrono::floor<std::chrono::days>(stated.time);
  const std::chrono::year_month_day day{midnight};
  const std::chrono::hh_mm_ss clock{stated.time - midnight};
  const auto month = two_digits(unsigned(day.month()));
  const auto date = two_digits(unsigned(day.day()));
  auto text = std::to_string(int(day.year()));
  text += in_characters ? "年" + month + "月" + date + "日" : "-" + month + "-" + date;
  if (stated.precision == Precision::day) return text;
  text += " " + two_digits(static_cast<unsigned>(clock.hours().count())) + ":" +
          two_digits(static_cast<unsigned>(clock.minutes().count()));
  if (stated.precision == Precision::minute) return text;
  return text + ":" + two_digits(static_cast<unsigned>(clock.seconds().count()));
}

std::string day_text(const Stated& stated) { return date_text(stated, false).substr(0, 10); }

std::vector<Item> section_items(const Voice& voice) {
  std::vector<Item> items;
  for (const auto& section : sections) {
    items.push_back({"/list/" + std::string(section.key) + "/", printed(section.title, voice), ""});
  }
  return items;
}

// Readers write more every night, in dates of their own: none of it is the article's. A page shows
// so many.
std::vector<Comment> comments_on(std::uint64_t seed, std::size_t article, int night,
                                 const Voice& voice) {
  Random random(seed, topic_comments + article);
  std::vector<Comment> found;
  constexpr int shown = 12;
  const auto count = random.below(3) + static_cast<std::size_t>(std::min(night, shown));
  const auto today = std::chrono::floor<std::chrono::days>(night_begins(night));
  for (std::size_t i = 0; i < count; ++i) {
    Stated when;
    when.time =
        std::chrono::local_days((today - std::chrono::days(random.below(2))).time_since_epoch()) +
        std::chrono::minutes(random.below(1080));
    when.precision = Precision::minute;
    found.push_back({printed(random.pick(readers), voice), date_text(when, false),
                     printed(random.pick(comments), voice)});
  }
  return found;
}

std::optional<std::size_t> number_between(std::string_view text, std::string_view before,
                                          std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
  if (text.size() < before.size() + after.size()) return std::nullopt;
  text = text.substr(before.size(), text.size() - before.size() - after.size());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string list_href(std::size_t section, std::size_t page) {
  auto href = "/list/" + std::string(sections[section].key) + "/";
  return page == 1 ? href : href + "index_" + std::to_string(page) + ".html";
}

std::string robots_text() {
  std::string text = "User-agent: *\n";
  for (const auto prefix : forbidden) text += "Disallow: " + std::string(prefix) + "\n";
  return text;
}

}  // namespace

bool NewsSite::forbids(std::string_view target) {
  return std::ranges::any_of(
      forbidden, [target](std::string_view prefix) { return target.starts_with(prefix); });
}

Answer NewsSite::answer(std::string_view target, const Visit& visit) const {
  if (target == "/robots.txt") return {200, "text/plain", robots_text(), {}, {}};
  if (target == "/") return home_answer(visit.night);
  if (target == "/feed.xml") return feed_answer(visit);
  if (forbids(target)) return html_answer(200, "<title>print</title>", Charset::utf8, true);
  for (std::size_t section = 0; section < sections.size(); ++section) {
    const auto first = list_href(section, 1);
    if (target == first) return list_answer(section, 1, visit.night);
    if (const auto page = number_between(target, first + "index_", ".html")) {
      return list_answer(section, *page, visit.night);
    }
  }
  // Feeds link with a tracking parameter; servers pay it no attention.
  if (const auto at = target.find("utm_source"); at != std::string_view::npos) {
    target = target.substr(0, at - 1);  // with the ? or & before it
  }
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return not_found(404);
  return article_answer(found->second, visit);
}

Answer NewsSite::article_answer(std::size_t article, const Visit& visit) const {
  const auto& plan = articles_[article];
  if (!is_present(article, visit.night)) {
    const bool gone = visit.night > plan.first_night && article % 2 == 0;
    return not_found(gone ? 410 : 404);
  }
  const auto changed = layout_change_night();
  const bool new_dress = plan.layout == changed_layout && changed && visit.night >= *changed;
  auto sheet = sheet_of(article, visit);
  sheet.new_dress = new_dress;
  auto answer =
      html_answer(200, render_article(plan.layout, sheet), plan.charset, plan.charset_in_header);
  if (plan.validators) {
    const int story = std::prev(plan.stories.upper_bound(visit.night))->first;
    const bool switched = voice_on(article, visit.night) != plan.voice;
    answer.etag = "\"" + std::to_string(1000 + article) + "-" + std::to_string(story) +
                  (new_dress ? "-b" : "-a") + (switched ? "s" : "") + "\"";
    answer.last_modified = http::format_date(
        night_begins(new_dress ? std::max(story, *changed) : story) - std::chrono::minutes(30));
  }
  return answer;
}

ArticleSheet NewsSite::sheet_of(std::size_t article, const Visit& visit) const {
  const auto& plan = articles_[article];
  const auto voice = voice_on(article, visit.night);
  const auto say = [&](std::string_view text) { return printed(text, voice); };
  const auto& story = story_on(article, visit.night);
  ArticleSheet sheet;
  sheet.words = words_in(voice);
  sheet.charset = label_of(plan.charset);
  sheet.language = voice.simplified ? "zh-Hans" : "zh-Hant";
  sheet.section = say(sections[plan.section].title);
  sheet.section_href = list_href(plan.section, 1);
  sheet.title = say(story.title);
  sheet.date = date_text(plan.published, plan.layout == 1);
  sheet.outlet = say(outlets[article % outlets.size()]);
  sheet.beside = say(plan.byline.beside);
  sheet.line = say(plan.byline.line);
  sheet.foot = say(plan.byline.foot);
  for (const auto& paragraph : signed_paragraphs(story, plan.byline)) {
    sheet.paragraphs.push_back(say(paragraph));
  }
  sheet.sections = section_items(voice);
  Random random(plan_.seed, topic_recommended + article * 64 + std::uint64_t(visit.night));
  for (int draws = 0; draws < 6; ++draws) {
    const auto other = random.below(articles_.size());
    if (other == article || !is_present(other, visit.night)) continue;
    sheet.recommended.push_back({articles_[other].target, say(story_on(other, visit.night).title),
                                 day_text(articles_[other].published)});
  }
  sheet.comments = comments_on(plan_.seed, article, visit.night, voice);
  sheet.print_href = "/print/" + std::to_string(1000 + article);
  sheet.views = 37 * (article + 1) + visit.number;
  return sheet;
}

std::vector<Item> NewsSite::items_of(const std::vector<std::size_t>& from, int night) const {
  std::vector<Item> items;
  for (const auto article : from) {
    const auto& plan = articles_[article];
    items.push_back({plan.target, printed(story_on(article, night).title, voice_on(article, night)),
                     day_text(plan.published)});
  }
  return items;
}

Answer NewsSite::list_answer(std::size_t section, std::size_t page, int night) const {
  const auto all = listed(night, section);
  const auto pages = std::max<std::size_t>(1, (all.size() + page_length - 1) / page_length);
  if (page < 1 || page > pages) return not_found(404);
  const auto begin = (page - 1) * page_length;
  const auto end = std::min(begin + page_length, all.size());
  const Voice voice{sections[section].simplified, false};
  ListSheet sheet;
  sheet.words = words_in(voice);
  sheet.charset = label_of(sections[section].charset);
  sheet.language = voice.simplified ? "zh-Hans" : "zh-Hant";
  sheet.title = printed(sections[section].title, voice);
  sheet.sections = section_items(voice);
  sheet.items = items_of({all.begin() + static_cast<std::ptrdiff_t>(begin),
                          all.begin() + static_cast<std::ptrdiff_t>(end)},
                         night);
  if (page < pages) sheet.next_href = list_href(section, page + 1);
  if (page > 1) sheet.previous_href = list_href(section, page - 1);
  return html_answer(200, render_list(sheet), sections[section].charset, section % 2 == 0);
}

Answer NewsSite::home_answer(int night) const {
  auto newest = listed(night, std::nullopt);
  newest.resize(std::min(newest.size(), headline_count));
  ListSheet sheet;
  sheet.words = words_in({});
  sheet.charset = "utf-8";
  sheet.language = "zh-Hant";
  sheet.title = sheet.words.home;
  sheet.sections = section_items({});
  sheet.items = items_of(newest, night);
  return html_answer(200, render_list(sheet), Charset::utf8, true);
}

Answer NewsSite::feed_answer(const Visit& visit) const {
  auto newest = listed(visit.night, std::nullopt);
  newest.resize(std::min(newest.size(), headline_count));
  auto items = items_of(newest, visit.night);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto& published = articles_[newest[i]].published;
    items[i].date = http::format_date(to_instant(published, std::chrono::hours(8)));
    // Tracking parameters, as feeds carry them: the same article all the same.
    items[i].href += (items[i].href.find('?') == std::string::npos ? "?" : "&");
    items[i].href += "utm_source=rss";
  }
  return {200,
          "application/rss+xml; charset=utf-8",
          render_feed(words_in({}).site, visit.origin, items),
          {},
          {}};
}

}  // namespace newsarc::demo
