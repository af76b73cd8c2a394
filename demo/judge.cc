#include "demo/judge.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "store/read/reader.h"

namespace newsarc::demo {
namespace {

// One article as the archive has it, or why it has not.
struct Kept {
  std::vector<store::Record> versions;  // oldest first; empty: not in the archive
  std::vector<store::StateEvent> states;
};

struct Evidence {
  std::vector<Kept> articles;          // in the site's order
  std::vector<std::string> strangers;  // URLs of articles that the site does not have
};

struct Count {
  std::size_t found = 0;
  std::size_t expected = 0;
  std::size_t invented = 0;
  std::vector<std::string> mistakes;
};

// The night a moment belongs to; 0: none of them.
int night_of(const std::string& moment) {
  const auto instant = parse_instant(moment);
  if (!instant || *instant < night_begins(1)) return 0;
  return 1 + static_cast<int>((*instant - night_begins(1)) / std::chrono::hours(24));
}

Finding finding(std::string_view kind, Count count) {
  Finding result;
  result.line = "found " + std::to_string(count.found) + " of " + std::to_string(count.expected) +
                " " + std::string(kind);
  if (count.invented > 0) {
    result.line += ", and " + std::to_string(count.invented) + " that never were";
  }
  result.holds = count.found == count.expected && count.invented == 0;
  result.mistakes = std::move(count.mistakes);
  return result;
}

Result<Kept> read_article(const store::Reader& reader, std::int64_t id) {
  auto versions = reader.versions(id);
  if (!versions) return tl::unexpected(versions.error());
  auto states = reader.state_events(id);
  if (!states) return tl::unexpected(states.error());
  return Kept{*std::move(versions), *std::move(states)};
}

Result<Evidence> read_archive(const NewsSite& site, const std::string& origin,
                              const std::filesystem::path& archive) {
  const auto reader = store::Reader::open(archive);
  if (!reader) return tl::unexpected(reader.error());
  Evidence evidence;
  std::set<std::int64_t> known;
  for (const auto& article : site.articles()) {
    const auto id = reader->find_article(origin + article.target);
    if (!id && id.error().fault != Fault::not_found) return tl::unexpected(id.error());
    if (!id) {
      evidence.articles.emplace_back();
      continue;
    }
    known.insert(*id);
    auto kept = read_article(*reader, *id);
    if (!kept) return tl::unexpected(kept.error());
    evidence.articles.push_back(*std::move(kept));
  }
  const auto read = reader->for_each({}, [&](const store::Record& record) {
    if (!known.contains(record.article_id) && record.url.starts_with(origin + "/"))
      evidence.strangers.push_back(record.url);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return evidence;
}

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const auto& paragraph : paragraphs) text += (text.empty() ? "" : "\n") + paragraph;
  return text;
}

std::string joined(const std::vector<Credit>& credits) {
  std::string text;
  for (const auto& credit : credits) {
    text += (text.empty() ? "" : ", ") + std::string(name(credit.role)) + " " + credit.label + " " +
            credit.name;
  }
  return text;
}

// The same claim: the archive may add the offset that the site's profile gives.
bool is_claim(const std::optional<std::string>& archived, const Stated& told) {
  if (!archived) return false;
  const auto read = stated_from_text(*archived);
  return read && read->time == told.time && read->precision == told.precision &&
         (!read->offset || *read->offset == std::chrono::hours(8));
}

// The first paragraph that is not as it was told.
std::string body_difference(const std::string& archived, const std::vector<std::string>& told) {
  std::string_view rest = archived;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (rest.substr(0, end) != told[i]) {
      return "paragraph " + std::to_string(i + 1) + ": " + std::string(rest.substr(0, end)) +
             " for " + told[i];
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return "after the last paragraph: " + std::string(rest.substr(0, rest.find('\n')));
}

// What differs; empty when nothing does.
std::string difference(const store::Record& record, const Telling& told) {
  if (record.title != told.title) return "title: " + record.title + " for " + told.title;
  if (!is_claim(record.published, told.published)) {
    return "published: " + record.published.value_or("nothing") + " for " + to_text(told.published);
  }
  if (record.body != joined(told.paragraphs)) {
    return body_difference(record.body, told.paragraphs);
  }
  if (record.credits != told.credits) {
    return "credits: " + joined(record.credits) + " for " + joined(told.credits);
  }
  return {};
}

// What the site last said of an article. The archive keeps one text of two that differ only in
// script, so of an article that switched either may be its answer.
std::vector<Telling> last_tellings(const NewsSite& site, std::size_t article) {
  std::vector<Telling> found;
  for (int night = site.plan().nights; night >= 1 && found.empty(); --night) {
    if (auto told = site.telling(article, night)) found.push_back(*std::move(told));
  }
  const auto switched = site.articles()[article].script_switch;
  if (switched) {
    if (auto told = site.telling(article, *switched - 1)) found.push_back(*std::move(told));
  }
  return found;
}

Count count_articles(const NewsSite& site, const Evidence& evidence) {
  Count count;
  count.expected = site.articles().size();
  for (std::size_t i = 0; i < count.expected; ++i) {
    const auto& kept = evidence.articles[i];
    const auto& target = site.articles()[i].target;
    if (kept.versions.empty()) {
      count.mistakes.push_back(target + ": not in the archive");
      continue;
    }
    std::string wrong;
    const auto tellings = last_tellings(site, i);
    const bool right = std::ranges::any_of(tellings, [&](const Telling& told) {
      auto differs = difference(kept.versions.back(), told);
      if (wrong.empty()) wrong = differs;
      return differs.empty();
    });
    if (right) {
      ++count.found;
    } else {
      count.mistakes.push_back(target + ": " + wrong);
    }
  }
  count.invented = evidence.strangers.size();
  for (const auto& url : evidence.strangers) count.mistakes.push_back(url + ": no article");
  return count;
}

// Versions that an event accounts for, by article and index, so that the rest can be counted.
using Explained = std::set<std::pair<std::size_t, std::size_t>>;

// Edits or retitles: a version of that night and kind which says what the page said.
Count count_changes(const NewsSite& site, const Evidence& evidence, Happening happening,
                    std::string_view change, Explained& explained) {
  Count count;
  for (const auto& event : site.events()) {
    if (event.happening != happening) continue;
    ++count.expected;
    const auto told = site.telling(event.article, event.night);
    const auto& versions = evidence.articles[event.article].versions;
    const auto version = std::ranges::find_if(versions, [&](const store::Record& record) {
      return record.version > 1 && record.change == change &&
             night_of(record.valid_from) == event.night && told && record.title == told->title &&
             record.body == joined(told->paragraphs);
    });
    if (version == versions.end()) {
      count.mistakes.push_back(site.articles()[event.article].target + ": " + std::string(change) +
                               " of night " + std::to_string(event.night) + " not found");
      continue;
    }
    ++count.found;
    explained.emplace(event.article, static_cast<std::size_t>(version - versions.begin()));
  }
  return count;
}

// Versions after the first that nothing accounts for: a template, a script, a counter was taken
// for an edit.
Finding false_versions(const NewsSite& site, const Evidence& evidence, const Explained& explained) {
  Finding result;
  std::size_t count = 0;
  for (std::size_t i = 0; i < evidence.articles.size(); ++i) {
    const auto& versions = evidence.articles[i].versions;
    for (std::size_t k = 1; k < versions.size(); ++k) {
      if (explained.contains({i, k})) continue;
      ++count;
      result.mistakes.push_back(site.articles()[i].target + ": " + versions[k].change +
                                " of night " + std::to_string(night_of(versions[k].valid_from)) +
                                ", though nothing changed");
    }
  }
  const auto dressed = std::ranges::count_if(site.articles(), [](const ArticlePlan& article) {
    return article.layout == NewsSite::changed_layout;
  });
  const auto switched =
      std::ranges::count(site.events(), Happening::script_switched, &Event::happening);
  result.holds = count == 0;
  result.line = "found " + std::to_string(count) + " false versions";
  if (const auto night = site.layout_change_night()) {
    result.line += ": the template of " + std::to_string(dressed) + " articles changed on night " +
                   std::to_string(*night) + ", the script of " + std::to_string(switched) +
                   " on night 2, counters and comments on every visit";
  }
  return result;
}

struct Disappearance {
  std::size_t article = 0;
  int deleted = 0;
  std::optional<int> restored;
};

std::vector<Disappearance> disappearances(const NewsSite& site) {
  std::vector<Disappearance> found;
  for (const auto& event : site.events()) {
    if (event.happening == Happening::deleted) {
      found.push_back({event.article, event.night, std::nullopt});
    } else if (event.happening == Happening::restored) {
      std::ranges::find(found, event.article, &Disappearance::article)->restored = event.night;
    }
  }
  return found;
}

// The first and the second 404: an archive may date the disappearance by either.
bool is_gone_in(const store::StateEvent& state, int deleted) {
  const int night = night_of(state.at);
  return state.to == "gone" && (night == deleted || night == deleted + 1);
}

Count count_deletions(const NewsSite& site, const Evidence& evidence) {
  Count count;
  std::size_t gone_events = 0;
  for (const auto& kept : evidence.articles) {
    gone_events += static_cast<std::size_t>(
        std::ranges::count(kept.states, std::string("gone"), &store::StateEvent::to));
  }
  for (const auto& event : disappearances(site)) {
    if (event.deleted == site.plan().nights) continue;  // seen once: not yet due to be known
    ++count.expected;
    const auto& states = evidence.articles[event.article].states;
    const bool found = std::ranges::any_of(
        states, [&](const auto& state) { return is_gone_in(state, event.deleted); });
    if (found) {
      ++count.found;
    } else {
      count.mistakes.push_back(site.articles()[event.article].target + ": deleted on night " +
                               std::to_string(event.deleted) + ", not gone in the archive");
    }
  }
  count.invented = gone_events - std::min(gone_events, count.found);
  return count;
}

Count count_restorations(const NewsSite& site, const Evidence& evidence) {
  Count count;
  std::size_t returns = 0;
  for (const auto& kept : evidence.articles) {
    returns += static_cast<std::size_t>(std::ranges::count_if(
        kept.states, [](const auto& state) { return state.from == "gone" && state.to == "live"; }));
  }
  for (const auto& event : disappearances(site)) {
    if (!event.restored) continue;
    ++count.expected;
    const auto& kept = evidence.articles[event.article];
    const bool found = std::ranges::any_of(kept.states, [&](const auto& state) {
      return state.from == "gone" && state.to == "live" && night_of(state.at) == *event.restored;
    });
    if (found && kept.versions.back().state == "live") {
      ++count.found;
    } else {
      count.mistakes.push_back(site.articles()[event.article].target + ": back on night " +
                               std::to_string(*event.restored) + ", not so in the archive");
    }
  }
  count.invented = returns - std::min(returns, count.found);
  return count;
}

Finding robots_obeyed(std::span<const Asked> log) {
  Finding result;
  const bool read = std::ranges::find(log, "/robots.txt", &Asked::target) != log.end();
  std::size_t forbidden = 0;
  for (const auto& asked : log) {
    if (!NewsSite::forbids(asked.target)) continue;
    ++forbidden;
    result.mistakes.push_back(asked.target + ": forbidden by robots.txt, and asked for");
  }
  if (!read) result.mistakes.emplace_back("/robots.txt: never asked for");
  result.holds = read && forbidden == 0;
  result.line = "found " + std::to_string(forbidden) + " of " + std::to_string(log.size()) +
                " requests forbidden by robots.txt";
  return result;
}

}  // namespace

Result<std::vector<Finding>> judge(const NewsSite& site, const std::string& origin,
                                   const std::filesystem::path& archive,
                                   std::span<const Asked> log) {
  const auto evidence = read_archive(site, origin, archive);
  if (!evidence) return tl::unexpected(evidence.error());
  Explained explained;
  auto edits = count_changes(site, *evidence, Happening::edited, "edit", explained);
  auto retitles = count_changes(site, *evidence, Happening::retitled, "title", explained);
  return std::vector<Finding>{finding("articles", count_articles(site, *evidence)),
                              finding("edits", std::move(edits)),
                              finding("retitles", std::move(retitles)),
                              finding("deletions", count_deletions(site, *evidence)),
                              finding("restorations", count_restorations(site, *evidence)),
                              false_versions(site, *evidence, explained),
                              robots_obeyed(log)};
}

}  // namespace newsarc::demo
