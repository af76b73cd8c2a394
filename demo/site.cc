#include "demo/site.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "demo/words.h"

namespace newsarc::demo {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// Streams of random numbers: one a purpose, so that each can grow by itself.
enum Topic : std::uint64_t { topic_article = 1'000'000, topic_night = 2'000'000 };

constexpr std::size_t section_count = 4;
constexpr hours zone_offset{8};  // Asia/Shanghai has known no other since 1991
constexpr std::string_view night_one = "2026-03-02T18:00:00Z";

// How much happens in a night on a site of so many articles: of 120, three edits, two retitles and
// five deletions, so that four nights show each kind at least three times.
Changes changes_a_night(const Plan& plan) {
  if (plan.a_night) return *plan.a_night;
  const auto share = [&](std::size_t of) {
    return std::max<std::size_t>(1, std::size_t(plan.articles) / of);
  };
  const int posts =
      std::min(std::max(1, plan.articles / 30), plan.articles / 2 / std::max(1, plan.nights - 1));
  return {plan.nights == 1 ? 0 : posts, 1, share(40), share(60), share(24)};
}

std::string padded(int number, std::size_t width) {
  auto text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

// When an article that is new on `night` says it was published: in the two days before the first
// night, else in the day before.
Stated publish_time(int night, int layout, std::size_t index, Random& random) {
  const auto reach = hours(night == 1 ? 46 : 21);
  const auto before =
      seconds(3600 + random.below(static_cast<std::size_t>(seconds(reach).count())));
  const auto moment = std::chrono::floor<seconds>(night_begins(night)) - before + zone_offset;
  Stated published;
  published.time = std::chrono::local_seconds(moment.time_since_epoch());
  published.precision = Precision::second;
  if (layout == 1) {
    published.precision = Precision::minute;
    published.time = std::chrono::floor<std::chrono::minutes>(published.time);
  } else if (layout == 0 && index % 5 == 3) {
    published.precision = Precision::day;
    published.time = std::chrono::floor<std::chrono::days>(published.time);
  }
  return published;
}

std::string target_of(int layout, std::size_t index, const Stated& published) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(published.time)};
  const auto id = std::to_string(1000 + index);
  const auto year = padded(int(day.year()), 4);
  const auto month = padded(static_cast<int>(unsigned(day.month())), 2);
  const auto date = padded(static_cast<int>(unsigned(day.day())), 2);
  if (layout == 0) return "/news/" + year + "/" + month + date + "/" + id + ".html";
  if (layout == 1) return "/view?id=" + id;
  return "/content/" + year + "-" + month + "/" + date + "/t" + id + ".shtml";
}

// A third of the pages in GB18030, some traditional ones in Big5, the rest in UTF-8.
Charset charset_of(std::size_t index, const Voice& voice) {
  if (index % 3 == 1) return Charset::gb18030;
  const bool big5 = !voice.simplified && !voice.machine_made && index % 8 == 2;
  return big5 ? Charset::big5 : Charset::utf8;
}

// The first two that are in traditional script and that simplified characters could be written in
// as well: no converter's pages, no Big5.
std::vector<std::size_t> with_a_script_to_switch(const std::vector<ArticlePlan>& articles,
                                                 const std::vector<std::size_t>& among) {
  std::vector<std::size_t> found;
  for (const auto i : among) {
    const auto& article = articles[i];
    const bool fit = article.voice == Voice{} && article.charset != Charset::big5;
    if (fit && found.size() < 2) found.push_back(i);
  }
  return found;
}

}  // namespace

Instant night_begins(int night) { return *parse_instant(night_one) + hours(24) * (night - 1); }

NewsSite::NewsSite(const Plan& plan) : plan_(plan) {
  plan_articles();
  for (int night = 2; night <= plan_.nights; ++night) plan_night(night);
}

std::optional<int> NewsSite::layout_change_night() const {
  if (plan_.nights < 2) return std::nullopt;
  return std::min(plan_.nights, 3);
}

std::string NewsSite::new_title(Random& random) {
  auto title = write_title(random);
  while (!titles_.insert(title).second) title = write_title(random);
  return title;
}

ArticlePlan NewsSite::plan_article(std::size_t index, int first_night) {
  Random random(plan_.seed, topic_article + index);
  ArticlePlan article;
  article.section = random.below(section_count);
  article.layout = static_cast<int>(random.below(3));
  article.voice.simplified = index % 2 == 1;
  article.voice.machine_made = !article.voice.simplified && index % 5 < 2;
  article.charset = charset_of(index, article.voice);
  article.charset_in_header = random.below(2) == 0;
  article.validators = random.below(3) == 0;
  article.published = publish_time(first_night, article.layout, index, random);
  article.target = target_of(article.layout, index, article.published);
  article.first_night = first_night;
  article.byline = write_byline(static_cast<int>(random.below(byline_forms)), random);
  auto story = write_story(random);
  story.title = new_title(random);
  article.stories.emplace(first_night, std::move(story));
  article.present.emplace(first_night, true);
  article.posting_order = random.next();
  return article;
}

void NewsSite::plan_articles() {
  const int later = changes_a_night(plan_).posts;
  const int first = plan_.articles - later * (plan_.nights - 1);
  for (int i = 0; i < plan_.articles; ++i) {
    const int night = i < first ? 1 : 2 + (i - first) / later;
    articles_.push_back(plan_article(static_cast<std::size_t>(i), night));
    by_target_.emplace(articles_.back().target, articles_.size() - 1);
  }
  newest_first_.resize(articles_.size());
  std::iota(newest_first_.begin(), newest_first_.end(), std::size_t{0});
  std::ranges::stable_sort(newest_first_, [this](std::size_t a, std::size_t b) {
    return articles_[a].published.time > articles_[b].published.time;
  });
}

// Draws this night's events: new ones among articles that nothing has happened to, so that each
// comparison knows what caused what; and returns of half of those that left two nights ago.
void NewsSite::plan_night(int night) {
  Random random(plan_.seed, topic_night + static_cast<std::uint64_t>(night));
  std::vector<std::size_t> untouched;
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    const auto touched = [i](const Event& event) { return event.article == i; };
    if (articles_[i].first_night < night && std::ranges::none_of(events_, touched)) {
      untouched.push_back(i);
    }
  }
  const auto draw = [&](Happening happening, std::size_t count) {
    for (; count > 0 && !untouched.empty(); --count) {
      const auto at = random.below(untouched.size());
      happen(night, happening, untouched[at], random);
      untouched[at] = untouched.back();
      untouched.pop_back();
    }
  };
  if (night == 2) {
    for (const auto article : with_a_script_to_switch(articles_, untouched)) {
      happen(night, Happening::script_switched, article, random);
      std::erase(untouched, article);
    }
  }
  const auto changes = changes_a_night(plan_);
  if (night % changes.every == 0) {
    draw(Happening::edited, changes.edits);
    draw(Happening::retitled, changes.retitles);
    draw(Happening::deleted, changes.deletions);
  }

  std::vector<std::size_t> left;
  for (const auto& event : events_) {
    if (event.night == night - 2 && event.happening == Happening::deleted) {
      left.push_back(event.article);
    }
  }
  left.resize((left.size() + 1) / 2);
  for (const auto article : left) happen(night, Happening::restored, article, random);
}

void NewsSite::happen(int night, Happening happening, std::size_t article, Random& random) {
  auto& plan = articles_[article];
  events_.push_back({night, happening, article});
  const auto& latest = plan.stories.rbegin()->second;
  switch (happening) {
    case Happening::edited:
      plan.stories[night] = edit_story(latest, random);
      break;
    case Happening::retitled:
      plan.stories[night] = Story{new_title(random), latest.paragraphs};
      break;
    case Happening::deleted:
      plan.present[night] = false;
      break;
    case Happening::restored:
      plan.present[night] = true;
      break;
    case Happening::script_switched:
      plan.script_switch = night;
      break;
  }
}

bool NewsSite::is_present(std::size_t article, int night) const {
  const auto& present = articles_[article].present;
  const auto after = present.upper_bound(night);
  return after != present.begin() && std::prev(after)->second;
}

const Story& NewsSite::story_on(std::size_t article, int night) const {
  return std::prev(articles_[article].stories.upper_bound(night))->second;
}

Voice NewsSite::voice_on(std::size_t article, int night) const {
  auto voice = articles_[article].voice;
  const auto& switched = articles_[article].script_switch;
  if (switched && night >= *switched) voice.simplified = true;
  return voice;
}

std::string spoken(std::string_view text, const Voice& voice) {
  auto result = voice.simplified ? simplified(text) : std::string(text);
  return voice.machine_made ? with_ascii_punctuation(result) : result;
}

std::string printed(std::string_view text, const Voice& voice) {
  auto result = spoken(text, voice);
  return voice.machine_made ? glossed(result) : result;
}

std::optional<Telling> NewsSite::telling(std::size_t article, int night) const {
  if (!is_present(article, night)) return std::nullopt;
  const auto& plan = articles_[article];
  const auto voice = voice_on(article, night);
  const auto& story = story_on(article, night);
  Telling telling{spoken(story.title, voice), {}, {}, plan.published};
  for (const auto& paragraph : signed_paragraphs(story, plan.byline)) {
    telling.paragraphs.push_back(spoken(paragraph, voice));
  }
  for (const auto& credit : plan.byline.credits) {
    telling.credits.push_back(
        {credit.role, spoken(credit.label, voice), spoken(credit.name, voice)});
  }
  return telling;
}

std::vector<std::size_t> NewsSite::listed(int night, std::optional<std::size_t> section) const {
  std::vector<std::size_t> found;
  for (const auto article : newest_first_) {
    if (section && articles_[article].section != *section) continue;
    if (is_present(article, night)) found.push_back(article);
  }
  if (night == 1) return found;
  // Tonight's posts stand above all others, new and returned ones mixed.
  const auto others = std::stable_partition(found.begin(), found.end(), [&](std::size_t article) {
    return articles_[article].present.contains(night);
  });
  std::sort(found.begin(), others, [this](std::size_t a, std::size_t b) {
    return articles_[a].posting_order < articles_[b].posting_order;
  });
  return found;
}

}  // namespace newsarc::demo
