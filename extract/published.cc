#include "extract/published.h"

#include <algorithm>
#include <vector>

#include "extract/script_dates.h"
#include "extract/visible_dates.h"
#include "text/fold.h"

namespace newsarc::extract {

namespace {

// In order of trust.
constexpr std::string_view published_fields[] = {"article:published_time",
                                                 "og:article:published_time",
                                                 "og:published_time",
                                                 "article:published",
                                                 "og:pubdate",
                                                 "pubdate",
                                                 "publishdate",
                                                 "publish_date",
                                                 "publish-date",
                                                 "published_time",
                                                 "published_at",
                                                 "datepublished",
                                                 "date_published",
                                                 "apub:time",
                                                 "weibo:article:create_at",
                                                 "dc.date.issued",
                                                 "dcterms.issued",
                                                 "article.published",
                                                 "parsely-pub-date",
                                                 "sailthru.date",
                                                 "published-date",
                                                 "pub_date",
                                                 "publication_date",
                                                 "date.available",
                                                 "article_date_original",
                                                 "cxenseparse:recs:publishtime",
                                                 "cxenseparse:publishtime",
                                                 "originalpublicationdate",
                                                 "article-publish-date",
                                                 "bt:pubdate",
                                                 "firstpublishedtime",
                                                 "article:post_date",
                                                 "citation_publication_date"};
// Some fill them with the last change or the day of the template, so that a time of day or a <time>
// between title and text is believed before them.
constexpr std::string_view vague_fields[] = {
    "dcterms.created", "dcterms.date", "dc.date",      "dc.date.created",
    "datecreated",     "created",      "date",         "release_date",
    "og:release_date", "date.created", "citation_date"};
constexpr std::string_view modified_fields[] = {"article:modified_time",
                                                "og:updated_time",
                                                "og:article:modified_time",
                                                "lastmod",
                                                "last-modified",
                                                "datemodified",
                                                "dateupdate",
                                                "dc.date.modified",
                                                "dcterms.modified",
                                                "article.updated",
                                                "date.updated",
                                                "apub:modified_time",
                                                "revised"};

class TimeFinder {
 public:
  TimeFinder(const TimeContext& context, const Place& place) : context_(context) {
    claimed_ = machine_date(context.metadata.data.published);
    changed_ = machine_date(context.metadata.data.modified);
    changed_rule_ = "json-ld dateModified";
    for (const std::string_view name : modified_fields) {
      if (changed_) break;
      changed_ = field_date(name);
      changed_rule_ = "meta " + std::string(name);
    }
    visible_ = visible_dates(context, place, known());
  }

  Times find() {
    Times times;
    choose_published(times);
    choose_modified(times);
    if (context_.trace != nullptr) tell(*context_.trace);
    return times;
  }

 private:
  void tell(Trace& trace) const {
    for (const VisibleDate& each : visible_)
      trace.weigh(each.modified ? "modified" : "published", each.when, each.rule, each.node,
                  each.score);
    trace.weigh("published", claimed_, "json-ld datePublished");
    tell_fields(trace, "published", published_fields);
    tell_fields(trace, "published", vague_fields);
    trace.weigh("published", sane(context_.hints.date), "list date");
    trace.weigh("published", sane(date_in_path(context_.url.path())), "url");
    trace.weigh("modified", machine_date(context_.metadata.data.modified), "json-ld dateModified");
    tell_fields(trace, "modified", modified_fields);
  }

  template <typename Names>
  void tell_fields(Trace& trace, std::string_view field, const Names& names) const {
    for (const std::string_view name : names)
      trace.weigh(field, field_date(name), "meta " + std::string(name));
  }

  std::optional<Stated> sane(std::optional<Stated> when) const {
    return when && is_sane(*when, context_) ? when : std::nullopt;
  }

  std::optional<Stated> machine_date(std::string_view text) const {
    return sane(read_date(text, context_));
  }

  std::optional<Stated> field_date(std::string_view name) const {
    const auto content = context_.metadata.field(name);
    return content ? machine_date(*content) : std::nullopt;
  }

  std::vector<Stated> known() const {
    std::vector<Stated> known;
    for (const auto& each : {claimed_, changed_, sane(date_in_path(context_.url.path()))}) {
      if (each) known.push_back(*each);
    }
    for (const std::string_view name : published_fields) {
      if (const auto when = field_date(name)) known.push_back(*when);
    }
    return known;
  }

  const VisibleDate* best_visible(bool modified) const {
    const VisibleDate* best = nullptr;
    for (const VisibleDate& each : visible_) {
      if (each.modified == modified && (best == nullptr || each.score > best->score)) best = &each;
    }
    return best;
  }

  template <typename Predicate>
  const VisibleDate* best_of_time(Predicate fits) const {
    const VisibleDate* best = nullptr;
    for (const VisibleDate& each : visible_) {
      if (each.modified || each.when.precision == Precision::day || !fits(each)) continue;
      if (best == nullptr || each.score > best->score) best = &each;
    }
    return best;
  }

  bool take(Times& times, std::optional<Stated> claimed, std::string_view rule,
            NodeId node = no_node) const {
    if (!claimed) return false;
    times.published = claimed;
    times.rule = rule;
    times.node = node;
    if (claimed->precision == Precision::day) {
      tell_in_full(times);
    } else {
      tell_in_local_time(times);
    }
    return true;
  }

  // A claim to machines that says less than what stands on the page is told in full by the page.
  void tell_in_full(Times& times) const {
    const auto day = std::chrono::floor<std::chrono::days>(times.published->time);
    const VisibleDate* fuller = best_of_time([&](const VisibleDate& each) {
      return std::chrono::floor<std::chrono::days>(each.when.time) == day;
    });
    if (fuller == nullptr) return;
    times.published = fuller->when;
    times.node = fuller->node;
    times.rule += ", " + fuller->rule;
  }

  // 2019-10-18T22:04Z beside a visible 19.10.2019 00:04 is one instant: the page's own wall clock
  // says how far it is from Greenwich, and is what its readers know the article by.
  void tell_in_local_time(Times& times) const {
    if (times.published->offset != std::chrono::minutes(0)) return;
    const auto offset_of = [&](const VisibleDate& each) {
      const auto minute = std::chrono::floor<std::chrono::minutes>(times.published->time);
      return std::chrono::floor<std::chrono::minutes>(each.when.time) - minute;
    };
    constexpr int likely = 40;
    const VisibleDate* local = best_of_time([&](const VisibleDate& each) {
      const auto offset = offset_of(each);
      return !each.when.offset && each.score >= likely && offset.count() != 0 &&
             offset.count() % 30 == 0 && std::chrono::abs(offset) <= std::chrono::hours(14);
    });
    if (local == nullptr) return;
    times.published->offset = offset_of(*local);
    times.published->time += offset_of(*local);
    times.rule += ", in the page's own time";
  }

  // The same wall clock as the last change, while the machine's claim of publication differs.
  bool is_of_change(const Stated& when) const {
    if (!claimed_ || !changed_ || changed_->precision == Precision::day) return false;
    const auto minute = [](const Stated& each) {
      return std::chrono::floor<std::chrono::minutes>(each.time);
    };
    return minute(when) == minute(*changed_) && minute(*claimed_) != minute(*changed_);
  }

  // A claim of publication that is the last change's moment says nothing of its own: an earlier day
  // that stands between title and text is believed instead.
  bool take_earlier(Times& times) const {
    constexpr int trusted = 75;
    const auto claimed = claimed_ ? claimed_ : first_field();
    if (!claimed || !changed_ || to_instant(*claimed) != to_instant(*changed_)) return false;
    const VisibleDate* visible = best_visible(false);
    if (visible == nullptr || visible->score < trusted) return false;
    constexpr std::chrono::hours widest(14);  // of one wall clock from another
    if (visible->when.precision == Precision::day) return false;
    if (to_instant(visible->when) + widest > to_instant(*claimed)) return false;
    return take(times, visible->when, visible->rule, visible->node);
  }

  std::optional<Stated> first_field() const {
    for (const std::string_view name : published_fields) {
      if (auto when = field_date(name)) return when;
    }
    return std::nullopt;
  }

  bool take_visible(Times& times, int least, bool with_time) const {
    const VisibleDate* visible = best_visible(false);
    if (visible == nullptr || visible->score < least) return false;
    if (with_time && visible->when.precision == Precision::day) return false;
    if (is_of_change(visible->when)) return false;
    return take(times, with_claimed_offset(visible->when), visible->rule, visible->node);
  }

  // A machine's claim of the same wall clock knows how far it is from Greenwich.
  Stated with_claimed_offset(Stated when) const {
    const auto claimed = claimed_ ? claimed_ : first_field();
    if (claimed && claimed->time == when.time && !when.offset) when.offset = claimed->offset;
    return when;
  }

  template <typename Names>
  bool take_field(Times& times, const Names& names) const {
    return std::any_of(std::begin(names), std::end(names), [&](std::string_view name) {
      return take(times, field_date(name), "meta " + std::string(name));
    });
  }

  void choose_published(Times& times) const {
    constexpr int certain = 100;  // labelled, and beside the title
    constexpr int trusted = 75;   // a time of day or a <time> between title and text
    constexpr int likely = 40;
    if (take_visible(times, certain, true)) return;
    if (take_earlier(times)) return;
    if (take(times, claimed_, "json-ld datePublished")) return;
    if (take_field(times, published_fields)) return;
    if (take_visible(times, trusted, false)) return;
    if (take_field(times, vague_fields)) return;
    if (take_visible(times, likely, false)) return;
    if (take(times, sane(context_.hints.date), "list date")) return;
    if (take(times, sane(date_in_path(context_.url.path())), "url")) return;
    if (take_visible(times, 1, false)) return;
    if (const VisibleDate* changed = best_visible(true)) {
      take(times, changed->when, "only date is of the last change", changed->node);
      return;
    }
    if (take(times, changed_, changed_rule_)) return;
    take(times, sane(date_in_scripts(context_.document)), "script");
  }

  void choose_modified(Times& times) const {
    times.modified = changed_;
    times.modified_rule = changed_rule_;
    if (times.modified) return;
    const VisibleDate* changed = best_visible(true);
    if (changed == nullptr) return;
    times.modified = changed->when;
    times.modified_rule = changed->rule;
  }

  const TimeContext& context_;
  std::optional<Stated> claimed_;  // by JSON-LD
  std::optional<Stated> changed_;
  std::string changed_rule_;
  std::vector<VisibleDate> visible_;
};

// The country of a host name, "" when it has none: news.example.co.uk is of uk.
std::string_view country_of(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return last.size() == 2 && last.front() >= 'a' ? last : std::string_view();
}

}  // namespace

Times find_times(const TimeContext& context, const Place& place) {
  return TimeFinder(context, place).find();
}

bool is_sane(const Stated& when, const TimeContext& context) {
  if (context.fetched_at == Instant()) return true;
  return to_instant(when) <= context.fetched_at + std::chrono::hours(48);
}

// Americans and Filipinos do, and pages in English of no country; all others begin with the day.
bool writes_month_first(const TimeContext& context) {
  const std::string_view country = country_of(context.url.host());
  constexpr std::string_view no_countries[] = {"", "us", "ph", "io", "tv", "co", "me", "ai", "fm"};
  if (std::find(std::begin(no_countries), std::end(no_countries), country) ==
      std::end(no_countries)) {
    return false;
  }
  const std::string_view language = context.language;
  return language.empty() || language == "en" || language.starts_with("en-US") ||
         language.starts_with("en_US") || language.starts_with("en-us");
}

std::optional<Stated> read_date(std::string_view text, const TimeContext& context) {
  constexpr std::size_t longest = 400;
  DateReading reading;
  reading.compact = true;
  reading.month_first = writes_month_first(context);
  const auto dates = find_dates(text::fold(head(text, longest)), reading);
  if (dates.empty()) return std::nullopt;
  return dates.front().when;
}

}  // namespace newsarc::extract
