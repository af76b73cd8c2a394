#include "extract/visible_dates.h"

#include <algorithm>

#include "extract/date_text.h"
#include "text/fold.h"

namespace newsarc::extract {

namespace {

int year_of(const Stated& when) {
  return static_cast<int>(
      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(when.time)).year());
}

Stated with_day_and_month_swapped(const Stated& when) {
  const auto day = std::chrono::floor<std::chrono::days>(when.time);
  const std::chrono::year_month_day date(day);
  const auto swapped = stated(static_cast<int>(date.year()), static_cast<int>(unsigned(date.day())),
                              static_cast<int>(unsigned(date.month())));
  if (!swapped) return when;
  Stated other = when;
  other.time = swapped->time + (when.time - day);
  return other;
}

// The day of that name before this one.
Stated a_year_before(const Stated& when) {
  const auto day = std::chrono::floor<std::chrono::days>(when.time);
  auto date = std::chrono::year_month_day(day) - std::chrono::years(1);
  while (!date.ok()) date -= std::chrono::years(1);  // 29 February
  Stated before = when;
  before.time = std::chrono::local_days(date) + (when.time - day);
  return before;
}

// "date", "post-date", "PublishDate", but not "update" or "candidate".
bool has_date_word(std::string_view names) {
  for (const std::string_view word : {"date", "Date", "datum", "Datum", "fecha", "timestamp"}) {
    for (std::size_t at = names.find(word); at != std::string_view::npos;
         at = names.find(word, at + 1)) {
      const bool capital = word.front() < 'a';
      const char before = at == 0 ? ' ' : names[at - 1];
      if (capital || before < 'a' || before > 'z') return true;
    }
  }
  return names.find("pubdate") != std::string_view::npos;
}

bool is_wide_digit(std::string_view c) { return c >= "０" && c <= "９"; }

// A digit of either width, or the year of 二〇二四年七月五日.
bool may_hold_date(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_digit(text[at])) return true;
    if (text[at] == '\xEF' && is_wide_digit(text.substr(at, 3))) return true;
    if (text[at] == '\xE5' && text.substr(at, 3) == "年") return true;
  }
  return false;
}

class Visible {
 public:
  Visible(const TimeContext& context, const Place& place, const std::vector<Stated>& known)
      : context_(context), place_(place), known_(known) {
    reading_.month_first = writes_month_first(context);
    if (const auto in_url = date_in_path(context.url.path())) reading_.year = year_of(*in_url);
    if (!reading_.year && context.fetched_at != Instant()) {
      const auto fetched = std::chrono::floor<std::chrono::seconds>(context.fetched_at);
      reading_.year = year_of(Stated{std::chrono::local_seconds(fetched.time_since_epoch()),
                                     Precision::day, std::nullopt});
    }
  }

  std::vector<VisibleDate> find() {
    for (const Line& line : context_.layout.lines()) {
      if (may_hold_date(beginning(line)))
        read_line(line);
      else
        remember_label(line);
    }
    of_lines_ = found_.size();
    for (NodeId id = 0; id < context_.document.size(); ++id) {
      if (context_.document.is_element(id)) read_element(id);
    }
    std::erase_if(found_, [](const VisibleDate& each) { return each.score <= 0; });
    return std::move(found_);
  }

 private:
  // <td>发布时间</td><td>2020-10-13</td> without a row of its own: the label is the line before.
  void remember_label(const Line& line) {
    constexpr std::uint32_t short_line = 16;
    earlier_.clear();
    if (line.weight <= short_line) earlier_ = text::fold(line.text);
  }

  // A date bar is short, or stands at the head of a line that goes on.
  static std::string_view beginning(const Line& line) {
    constexpr std::size_t longest = 240;
    return head(line.text, longest);
  }

  void read_line(const Line& line) {
    const std::string folded = text::fold(beginning(line));
    const auto dates = find_dates(folded, reading_);
    std::size_t from = 0;
    for (const FoundDate& date : dates) {
      VisibleDate visible;
      visible.when = moment_of(date);
      visible.node = line.first;
      const std::string_view before = std::string_view(folded).substr(from, date.begin - from);
      if (!is_sane(visible.when, context_)) {
        add_claim_ahead(line, before, visible);
      } else {
        score(line, date, before, dates.size(), folded.size(), visible);
        has_bar_ |= visible.score >= bar_score && visible.rule == by_place;
        found_.push_back(visible);
      }
      from = date.end;
    }
    earlier_.clear();
  }

  // A page may state a time of publication that has not come: a typing error, a clock that is
  // wrong. Where it states no other, that is what it claims.
  void add_claim_ahead(const Line& line, std::string_view before, VisibleDate& visible) {
    if (!is_beside_title(line.first) || is_of_others(context_.layout.region(line))) return;
    if (context_.labels.label_of(before).label != DateLabel::published) return;
    visible.score = last_resort;
    visible.rule = "labelled date, later than the capture";
    found_.push_back(visible);
  }

  // A day without a year is the last one of that name: 12-30, seen on 5 January, is last year's.
  Stated moment_of(const FoundDate& date) const {
    const Stated when = in_order(date);
    return date.has_year || is_sane(when, context_) ? when : a_year_before(when);
  }

  // 06/01/2026 beside a machine's 2026-01-06 is that day, whatever the page's language.
  Stated in_order(const FoundDate& date) const {
    if (!date.order_guessed) return date.when;
    const Stated swapped = with_day_and_month_swapped(date.when);
    const auto is_known = [&](const Stated& when) {
      return std::any_of(known_.begin(), known_.end(), [&](const Stated& each) {
        return std::chrono::abs(each.time - when.time) < std::chrono::hours(36);
      });
    };
    return is_known(swapped) && !is_known(date.when) ? swapped : date.when;
  }

  static constexpr std::string_view by_label = "labelled date";
  static constexpr std::string_view by_place = "date near the title";
  static constexpr int bar_score = 60;   // between title and text
  static constexpr int last_resort = 1;  // said to be a time of publication, wherever it stands
  static constexpr std::size_t leading = 24;  // bytes: "(18.01.2018) The harbour …"

  void score(const Line& line, const FoundDate& date, std::string_view before, std::size_t count,
             std::size_t length, VisibleDate& visible) const {
    const Region region = context_.layout.region(line);
    const bool doubted = is_of_others(region);
    if (doubted && !is_beside_title(line.first)) return;
    const DateLabel label = label_of(line, date, before);
    if (label == DateLabel::other || label == DateLabel::unknown) return;
    const bool published = label == DateLabel::published;
    visible.modified = label == DateLabel::modified;
    const bool labelled = published || visible.modified;
    if (!labelled && !stands_apart(line, date, length)) return;
    // Dates in sentences and in lists are others' dates.
    const bool leads = date.begin <= leading && line.first <= place_.first_prose;
    if (!labelled && !leads && line.is_prose() && line.weight > 120) return;
    if (!labelled && count > 2) return;
    const bool bar = date.begin <= leading && region == Region::information;
    if (line.is_links() && !labelled && !bar && !is_beside_title(line.first)) return;
    // (18.01.2018) Der Hafen …: the text begins with its date.
    const bool opens = leads && line.first == place_.first_prose;
    visible.score = (opens ? 45 : position_score(line.first)) + (published ? 60 : 0);
    if (region == Region::information || region == Region::header) visible.score += 10;
    if (date.when.precision != Precision::day) visible.score += 15;
    visible.score -= page_bar(region, line.first);
    if (doubted) visible.score -= 15;
    if (!labelled && (line.is_links() || line.is_prose())) visible.score -= 20;
    if (!date.has_year) visible.score -= 20;
    if (date.begin > 60 && !labelled) visible.score -= 20;
    if (labelled) visible.score = std::max(visible.score, last_resort);
    visible.rule = labelled ? by_label : by_place;
  }

  DateLabel label_of(const Line& line, const FoundDate& date, std::string_view before) const {
    FoundLabel found = context_.labels.label_of(before);
    const bool alone = before.find_first_not_of(" :") == std::string_view::npos;
    if (alone && date.begin == before.size()) found = context_.labels.label_of(earlier_);
    const bool beside = is_beside_title(line.first);
    if (found.label == DateLabel::bare) {
      if (beside)
        return has_bar_ || is_after_claims(date) ? DateLabel::unknown : DateLabel::published;
      const bool day = date.when.precision == Precision::day;
      const bool inside = context_.document.contains(place_.container, line.first);
      return inside && !day ? DateLabel::unknown : DateLabel::none;
    }
    // A sentence of the text may tell when something else was published.
    const bool told = line.is_prose() && !beside && found.begin > 0;
    if (found.label == DateLabel::published && told) return DateLabel::none;
    return found.label;
  }

  // What comes days after all that the page tells machines is an event.
  bool is_after_claims(const FoundDate& date) const {
    constexpr std::chrono::hours room(36);
    return !known_.empty() && std::all_of(known_.begin(), known_.end(), [&](const Stated& each) {
      return each.time + room < date.when.time;
    });
  }

  // An article's own footer may say when it was written; a page's says other things.
  int page_bar(Region region, NodeId node) const {
    const bool bar = region == Region::footer || region == Region::aside;
    return bar && !is_between(node) ? 40 : 0;
  }

  // 2020-10-13 日程 is what the page is about; a headline element may have a line of its own for
  // the date.
  bool stands_apart(const Line& line, const FoundDate& date, std::size_t length) const {
    if (place_.title == no_node || !context_.document.contains(place_.title, line.first))
      return true;
    constexpr std::size_t brackets = 4;
    if (date.begin > brackets) return false;
    const std::size_t first = context_.layout.lines_in(place_.title).first;
    return date.end + brackets >= length || line.first > context_.layout.lines()[first].first;
  }

  bool is_between(NodeId node) const {
    return place_.title != no_node && node >= place_.title && node < place_.first_prose;
  }

  // Between title and text, or just above the title, nothing is another article's, whatever its
  // class says: "teaser-date", "ArticleHeaderComment".
  bool is_beside_title(NodeId node) const {
    if (place_.title == no_node) return node <= place_.first_prose;
    constexpr std::size_t near = 8;
    constexpr std::size_t above = 3;
    if (is_between(node)) {
      return line_distance(place_.title, node) <= near ||
             line_distance(node, place_.first_prose) <= near;
    }
    return node < place_.title && line_distance(node, place_.title) <= above;
  }

  int position_score(NodeId node) const {
    const NodeId end = context_.document[place_.container].end;
    if (is_between(node)) return 60;
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

  // A quoted post's time is not the article's.
  bool is_quoted(NodeId id) const {
    constexpr int farthest = 12;
    for (int steps = 0; id != no_node && steps < farthest; ++steps) {
      if (context_.document.tag(id) == Tag::blockquote) return true;
      id = context_.document[id].parent;
    }
    return false;
  }

  void read_element(NodeId id) {
    const Document& document = context_.document;
    const std::string_view property = document.attribute_or_empty(id, "itemprop");
    const bool published = property.find("datePublished") != std::string_view::npos ||
                           document.attribute(id, "pubdate").has_value();
    const bool modified = property.find("dateModified") != std::string_view::npos;
    const bool time = document.tag(id) == Tag::time;
    constexpr NodeId most_nodes = 8;
    const bool named = !time && document[id].end - id <= most_nodes &&
                       has_date_word(document.attribute_or_empty(id, "class"));
    if (!time && !published && !modified && !named) return;
    const Region region = context_.layout.region(id);
    const bool doubted = is_of_others(region);
    if ((doubted && !is_beside_title(id)) || is_quoted(id)) return;
    auto text = document.attribute(id, "datetime");
    if (!text) text = document.attribute(id, "content");
    const auto when = text ? read_date(*text, context_) : date_of_text(id);
    if (!when || !is_sane(*when, context_)) return;
    // <span>18-03-08</span><span>23:16</span>: the line has the time of day that the element lacks.
    if (named && when->precision == Precision::day && has_timed(id)) return;
    VisibleDate visible;
    visible.when = *when;
    visible.node = id;
    visible.score = position_score(id) + (time ? 20 : 10) + (published ? 70 : 0);
    visible.score -= page_bar(region, id);
    if (doubted) visible.score -= 15;
    if (when->precision != Precision::day) visible.score += 5;
    if (time) visible.score = std::max(visible.score, last_resort);
    visible.modified = modified;
    visible.rule = published ? "itemprop datePublished" : time ? "<time>" : "class of a date";
    found_.push_back(visible);
  }

  bool has_timed(NodeId id) const {
    constexpr NodeId beside = 4;
    const auto lines = found_.begin() + static_cast<std::ptrdiff_t>(of_lines_);
    const auto first =
        std::lower_bound(found_.begin(), lines, id < beside ? 0 : id - beside,
                         [](const VisibleDate& each, NodeId node) { return each.node < node; });
    const auto last =
        std::upper_bound(first, lines, id + beside,
                         [](NodeId node, const VisibleDate& each) { return node < each.node; });
    return std::any_of(
        first, last, [](const VisibleDate& each) { return each.when.precision != Precision::day; });
  }

  std::optional<Stated> date_of_text(NodeId id) const {
    const std::string folded = text::fold(head(context_.document.plain_text(id), 80));
    const auto dates = find_dates(folded, reading_);
    if (dates.size() != 1) return std::nullopt;
    return in_order(dates.front());
  }

  const TimeContext& context_;
  const Place& place_;
  const std::vector<Stated>& known_;
  DateReading reading_;
  std::vector<VisibleDate> found_;
  std::size_t of_lines_ = 0;  // how many of them, first, are of lines: in document order
  bool has_bar_ = false;      // a date bar without a label stood beside the title
  std::string earlier_;       // the line before, folded, when it is short and has no date
};

}  // namespace

std::vector<VisibleDate> visible_dates(const TimeContext& context, const Place& place,
                                       const std::vector<Stated>& known) {
  return Visible(context, place, known).find();
}

}  // namespace newsarc::extract
