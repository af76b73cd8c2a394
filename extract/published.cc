#include "extract/published.h"

#include <algorithm>
#include <vector>

#include "text/fold.h"

namespace newsarc::extract {

namespace {

// In order of trust.
constexpr std::string_view published_fields[] = {"article:published_time",
                                                 "og:article:published_time",
                                                 "og:published_time",
                                                 "og:pubdate",
                                                 "pubdate",
                                                 "publishdate",
                                                 "publish_date",
                                                 "publish-date",
                                                 "published_time",
                                                 "datepublished",
                                                 "date_published",
                                                 "apub:time",
                                                 "weibo:article:create_at",
                                                 "dc.date.issued",
                                                 "dcterms.created",
                                                 "dcterms.date",
                                                 "dc.date",
                                                 "dcterms.issued",
                                                 "dc.date.created",
                                                 "article.published",
                                                 "parsely-pub-date",
                                                 "sailthru.date",
                                                 "published-date",
                                                 "pub_date",
                                                 "publication_date",
                                                 "article_date_original",
                                                 "cxenseparse:recs:publishtime",
                                                 "datecreated",
                                                 "created",
                                                 "date",
                                                 "originalpublicationdate",
                                                 "release_date",
                                                 "article-publish-date",
                                                 "bt:pubdate",
                                                 "firstpublishedtime",
                                                 "og:release_date"};
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
                                                "apub:modified_time",
                                                "revised"};

struct Visible {
  Stated when;
  NodeId node = 0;
  int score = 0;
  bool modified = false;
  std::string rule;
};

class TimeFinder {
 public:
  TimeFinder(const TimeContext& context, const Place& place) : context_(context), place_(place) {}

  Times find() {
    read_visible();
    Times times;
    choose_published(times);
    choose_modified(times);
    return times;
  }

 private:
  bool is_sane(const Stated& when) const {
    if (context_.fetched_at == Instant()) return true;
    return to_instant(when) <= context_.fetched_at + std::chrono::hours(48);
  }

  std::optional<Stated> sane(std::optional<Stated> when) const {
    return when && is_sane(*when) ? when : std::nullopt;
  }

  std::optional<Stated> machine_date(std::string_view text) const {
    return sane(read_date(text, context_));
  }

  // --- what stands on the page
  void read_visible() {
    DateReading reading;
    reading.month_first = context_.language.empty() || context_.language.starts_with("en");
    if (const auto in_url = date_in_path(context_.url.path())) reading.year = year_of(*in_url);
    if (!reading.year && context_.fetched_at != Instant()) {
      reading.year = year_of(Stated{
          std::chrono::local_seconds(
              std::chrono::floor<std::chrono::seconds>(context_.fetched_at).time_since_epoch()),
          Precision::day, std::nullopt});
    }
    for (const Line& line : context_.layout.lines()) {
      if (line.text.find_first_of("0123456789") == std::string::npos &&
          line.text.find("\xEF\xBC") == std::string::npos) {
        remember_label(line);
        continue;
      }
      read_line(line, reading);
    }
    read_time_elements();
  }

  static int year_of(const Stated& when) {
    return static_cast<int>(
        std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when.time)).year());
  }

  // <td>发布时间</td><td>2020-10-13</td> without a row of its own: the label is the line before.
  void remember_label(const Line& line) {
    constexpr std::uint32_t short_line = 16;
    earlier_.clear();
    if (line.weight <= short_line) earlier_ = text::fold(line.text);
  }

  void read_line(const Line& line, const DateReading& reading) {
    // A date bar is short, or stands at the head of a line that goes on.
    constexpr std::size_t longest = 240;
    const std::string folded = text::fold(head(line.text, longest));
    const auto dates = find_dates(folded, reading);
    std::size_t from = 0;
    for (const FoundDate& date : dates) {
      Visible visible;
      visible.when = date.when;
      visible.node = line.first;
      const std::string_view before = std::string_view(folded).substr(from, date.begin - from);
      if (is_sane(date.when) && score(line, date, before, dates.size(), visible))
        visible_.push_back(visible);
      from = date.end;
    }
    earlier_.clear();
  }

  // Their dates are never the article's.
  static bool is_others(Region region) {
    return region == Region::comments || region == Region::related ||
           region == Region::navigation || region == Region::advert;
  }

  static constexpr std::size_t leading = 24;  // bytes: "(18.01.2018) The harbour …"

  bool score(const Line& line, const FoundDate& date, std::string_view before, std::size_t count,
             Visible& visible) const {
    const Region region = context_.layout.region(line);
    if (is_others(region)) return false;
    const bool published =
        ends_in(context_.labels.published, before) || context_.labels.published.equals(earlier_);
    visible.modified =
        ends_in(context_.labels.modified, before) || context_.labels.modified.equals(earlier_);
    if (ends_in(context_.labels.other, before)) return false;
    const bool labelled = published || visible.modified;
    if (!labelled && place_.title != no_node &&
        context_.document.contains(place_.title, line.first)) {
      return false;  // 2020-10-13 日程 is what the page is about
    }
    // Dates in sentences and in lists are others' dates.
    const bool leads = date.begin <= leading && line.first <= place_.first_prose;
    if (!labelled && !leads && line.is_prose() && line.weight > 120) return false;
    if (!labelled && count > 2) return false;
    const bool below_title = line.first >= place_.title && line.first <= place_.first_prose;
    if (line.is_links() && !labelled && !below_title) return false;
    visible.score = position_score(line.first) + (published ? 60 : 0);
    if (region == Region::information || region == Region::header) visible.score += 10;
    if (date.when.precision != Precision::day) visible.score += 15;
    // An article's own footer may say when it was written; a page's says other things.
    if (region == Region::footer || region == Region::aside) visible.score -= 40;
    if (!labelled && (line.is_links() || line.is_prose())) visible.score -= 20;
    if (!date.has_year) visible.score -= 20;
    if (date.begin > 60 && !labelled) visible.score -= 20;
    visible.rule = labelled ? "labelled date" : "date near the title";
    return visible.score > 0;
  }

  // The label may be followed by a colon and blanks, and by no more.
  static bool ends_in(const Labels& labels, std::string_view before) {
    while (!before.empty() &&
           (before.back() == ' ' || before.back() == ':' || before.back() == '|' ||
            before.back() == '[' || before.back() == '(' || before.back() == '/')) {
      before.remove_suffix(1);
    }
    constexpr std::size_t longest = 30;
    const std::size_t from = before.size() > longest ? before.size() - longest : 0;
    for (std::size_t at = from; at < before.size(); ++at) {
      if ((static_cast<unsigned char>(before[at]) & 0xC0) == 0x80) continue;
      if (const std::size_t size = labels.match(before, at);
          size > 0 && at + size == before.size()) {
        return true;
      }
    }
    return false;
  }

  int position_score(NodeId node) const {
    const NodeId end = context_.document[place_.container].end;
    if (place_.title != no_node && node >= place_.title && node < place_.first_prose) return 60;
    if (node < place_.first_prose) {
      // Just above the text, or above the title: in between stands page furniture.
      return line_distance(node, place_.first_prose) <= 12 ? 45 : 20;
    }
    if (node < end) return 15;
    return line_distance(end, node) <= 6 ? 12 : 3;
  }

  std::size_t line_distance(NodeId from, NodeId to) const {
    const auto& lines = context_.layout.lines();
    const auto before = [](const Line& line, NodeId node) { return line.first < node; };
    const auto a = std::lower_bound(lines.begin(), lines.end(), from, before);
    const auto b = std::lower_bound(lines.begin(), lines.end(), to, before);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(b - a, 0));
  }

  void read_time_elements() {
    for (NodeId id = 0; id < context_.document.size(); ++id) {
      if (!context_.document.is_element(id)) continue;
      const std::string_view property = context_.document.attribute_or_empty(id, "itemprop");
      const bool published = property.find("datePublished") != std::string_view::npos ||
                             context_.document.attribute(id, "pubdate").has_value();
      const bool modified = property.find("dateModified") != std::string_view::npos;
      if (context_.document.tag(id) != Tag::time && !published && !modified) continue;
      const Region region = context_.layout.region(id);
      if (is_others(region)) continue;
      auto text = context_.document.attribute(id, "datetime");
      if (!text) text = context_.document.attribute(id, "content");
      const auto when = text ? machine_date(*text) : machine_date(context_.document.plain_text(id));
      if (!when) continue;
      Visible visible;
      visible.when = *when;
      visible.node = id;
      visible.score = position_score(id) + 20 + (published ? 70 : 0);
      if (region == Region::footer || region == Region::aside) visible.score -= 40;
      visible.modified = modified;
      visible.rule = published ? "itemprop datePublished" : "<time>";
      visible_.push_back(visible);
    }
  }

  // --- the choice
  const Visible* best_visible(bool modified) const {
    const Visible* best = nullptr;
    for (const Visible& each : visible_) {
      if (each.modified == modified && (best == nullptr || each.score > best->score)) best = &each;
    }
    return best;
  }

  static bool same_day(const Stated& a, const Stated& b) {
    const auto distance = std::chrono::abs(to_instant(a) - to_instant(b));
    return distance < std::chrono::hours(26);
  }

  // A claim to machines that says less than what stands on the page is told in full by the page.
  bool take(Times& times, std::optional<Stated> claimed, std::string_view rule) const {
    if (!claimed) return false;
    times.published = claimed;
    times.rule = rule;
    if (claimed->precision != Precision::day) return true;
    const Visible* fuller = nullptr;
    for (const Visible& each : visible_) {
      if (each.modified || each.when.precision == Precision::day || !same_day(each.when, *claimed))
        continue;
      if (std::chrono::floor<std::chrono::days>(each.when.time) !=
          std::chrono::floor<std::chrono::days>(claimed->time)) {
        continue;
      }
      if (fuller == nullptr || each.score > fuller->score) fuller = &each;
    }
    if (fuller != nullptr) {
      times.published = fuller->when;
      times.rule += ", " + fuller->rule;
    }
    return true;
  }

  void choose_published(Times& times) const {
    const Visible* visible = best_visible(false);
    constexpr int certain = 100;  // labelled, and beside the title
    if (visible != nullptr && visible->score >= certain &&
        visible->when.precision != Precision::day && take(times, visible->when, visible->rule)) {
      return;
    }
    if (take(times, machine_date(context_.metadata.data.published), "json-ld datePublished"))
      return;
    for (const std::string_view name : published_fields) {
      const auto content = context_.metadata.field(name);
      if (content && take(times, machine_date(*content), "meta " + std::string(name))) return;
    }
    constexpr int likely = 40;
    if (visible != nullptr && visible->score >= likely && take(times, visible->when, visible->rule))
      return;
    if (take(times, sane(context_.hints.date), "list date")) return;
    if (take(times, sane(date_in_path(context_.url.path())), "url")) return;
    if (visible != nullptr && take(times, visible->when, visible->rule)) return;
    if (const Visible* changed = best_visible(true)) {
      take(times, changed->when, "only date is of the last change");
      return;
    }
    for (const std::string_view name : modified_fields) {
      const auto content = context_.metadata.field(name);
      if (content && take(times, machine_date(*content), "meta " + std::string(name))) return;
    }
  }

  void choose_modified(Times& times) const {
    times.modified = machine_date(context_.metadata.data.modified);
    times.modified_rule = "json-ld dateModified";
    for (const std::string_view name : modified_fields) {
      if (times.modified) return;
      if (const auto content = context_.metadata.field(name))
        times.modified = machine_date(*content);
      times.modified_rule = "meta " + std::string(name);
    }
    if (times.modified) return;
    const Visible* changed = best_visible(true);
    if (changed == nullptr) return;
    times.modified = changed->when;
    times.modified_rule = changed->rule;
  }

  const TimeContext& context_;
  const Place& place_;
  std::vector<Visible> visible_;
  std::string earlier_;  // the line before, folded, when it is short and has no date
};

}  // namespace

Times find_times(const TimeContext& context, const Place& place) {
  return TimeFinder(context, place).find();
}

std::optional<Stated> read_date(std::string_view text, const TimeContext& context) {
  constexpr std::size_t longest = 400;
  DateReading reading;
  reading.compact = true;
  reading.month_first = context.language.empty() || context.language.starts_with("en");
  const auto dates = find_dates(text::fold(head(text, longest)), reading);
  if (dates.empty()) return std::nullopt;
  return dates.front().when;
}

}  // namespace newsarc::extract
