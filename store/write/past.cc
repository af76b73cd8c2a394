#include "store/write/past.h"

#include <algorithm>
#include <array>
#include <map>

#include "store/tables/pages.h"
#include "store/tables/readings.h"
#include "store/tables/search_index.h"
#include "store/tables/sightings.h"
#include "store/write/chain.h"
#include "store/write/content.h"
#include "store/write/rereadings.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

// A page of the article that came, and the reading that tells what it said.
struct Seen {
  std::int64_t fetch_id = 0;
  std::int64_t at = 0;
  std::int64_t blob_id = 0;     // 0: not modified
  std::int64_t reading_id = 0;  // 0: it has none of its own
};

struct Standing {
  VersionRow row;
  std::int64_t reading_id = 0;  // that tells what it says: the shown one, as it is read today
};

struct Known {
  std::vector<Standing> versions;                           // oldest first
  std::map<std::int64_t, std::vector<std::int64_t>> pages;  // fetches of each shown reading
  std::vector<Seen> seen;                                   // oldest first
};

std::vector<Standing> versions_of(Database& database, std::int64_t article_id) {
  std::vector<Standing> versions;
  Query query = database.query(
      "SELECT id FROM version WHERE article_id = ? ORDER BY valid_from, id", article_id);
  while (query.next()) {
    if (auto row = version_row(database, query.integer(0)))
      versions.push_back({*row, row->current_reading_id});
  }
  return versions;
}

// The reading that a version shows, else the newest, by the wanted extractor where there is one.
std::int64_t own_reading(Database& database, std::int64_t fetch_id, const std::string& extractor) {
  return database.number(
      "SELECT r.id FROM reading r WHERE r.fetch_id = ? ORDER BY "
      "EXISTS(SELECT 1 FROM version v WHERE v.current_reading_id = r.id) DESC, r.extractor = ? "
      "DESC, r.id DESC LIMIT 1",
      fetch_id, extractor);
}

// Sightings of the article, and the pages that its versions began with and show, whose URLs may
// have been another's; what another article's versions show is that one's.
std::vector<Seen> pages_seen(Database& database, std::int64_t article_id,
                             const std::string& extractor) {
  std::vector<Seen> seen;
  Query query = database.query(
      "WITH address(id) AS (SELECT id FROM url WHERE article_id = ?1 UNION SELECT url_id FROM "
      "parting WHERE article_id = ?1), "
      "stood(id) AS (SELECT p.fetch_id FROM version v JOIN version_page p ON p.version_id = v.id "
      "AND p.position = 1 WHERE v.article_id = ?1 UNION SELECT r.fetch_id FROM version v JOIN "
      "reading r ON r.id = v.first_reading_id WHERE v.article_id = ?1), "
      "near(id) AS (SELECT g.id FROM address JOIN fetch g ON g.url_id = address.id UNION SELECT "
      "g.id FROM address JOIN fetch g ON g.final_url_id = address.id UNION SELECT id FROM stood) "
      "SELECT f.id, f.at, f.blob_id FROM near JOIN fetch f ON f.id = near.id JOIN url u ON u.id = "
      "f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id WHERE " +
          is_sighting() + " AND (f.id IN (SELECT id FROM stood) OR " + article_of_sighting() +
          " = ?1) AND NOT EXISTS(SELECT 1 FROM reading r JOIN version v ON v.current_reading_id = "
          "r.id WHERE r.fetch_id = f.id AND v.article_id <> ?1) ORDER BY f.at, f.id",
      article_id);
  while (query.next())
    seen.push_back({query.integer(0), query.integer(1), query.integer(2),
                    own_reading(database, query.integer(0), extractor)});
  return seen;
}

const Standing* standing_at(const std::vector<Standing>& versions, std::int64_t at) {
  const auto next = std::ranges::upper_bound(
      versions, at, {}, [](const Standing& version) { return version.row.valid_from; });
  return next == versions.begin() ? nullptr : &*std::prev(next);
}

// What a page said that has no reading of its own: what the same bytes said while the version of
// its time stood (a text that is withheld), else what that version says. What they said before
// tells nothing: at another URL a page may lag behind, which is no return to the old text.
void fill_readings(Known& known) {
  std::map<std::int64_t, Seen> by_blob;
  for (auto& page : known.seen) {
    if (page.reading_id != 0) {
      if (page.blob_id != 0) by_blob[page.blob_id] = page;
      continue;
    }
    const Standing* standing = standing_at(known.versions, page.at);
    if (standing == nullptr) continue;  // from before the first version
    const auto same = by_blob.find(page.blob_id);
    const bool is_told = same != by_blob.end() && same->second.at >= standing->row.valid_from;
    page.reading_id = is_told ? same->second.reading_id : standing->reading_id;
  }
  std::erase_if(known.seen, [](const Seen& page) { return page.reading_id == 0; });
}

Known load_known(Database& database, const ArticleRow& article, const std::string& extractor) {
  Known known{versions_of(database, article.id), {}, {}};
  for (const auto& [row, reading_id] : known.versions)
    known.pages.emplace(reading_id, pages_of_version(database, row.id));
  known.seen = pages_seen(database, article.id, extractor);
  fill_readings(known);
  return known;
}

// In place of readings that another extractor made, those that the capture brings.
void take_rereads(Database& database, const Capture& capture, Known& known) {
  std::map<std::int64_t, std::int64_t> anew;
  for (const auto& page : known.seen) {
    const auto* reread = reread_of(capture, page.reading_id);
    if (reread == nullptr || !reread->reading.article || anew.contains(page.reading_id)) continue;
    anew[page.reading_id] = add_reading(database, *reread);
  }
  const auto renew = [&](std::int64_t& reading_id) {
    const auto found = anew.find(reading_id);
    if (found == anew.end()) return;
    const auto pages = known.pages.find(reading_id);
    if (pages != known.pages.end()) known.pages.emplace(found->second, pages->second);
    reading_id = found->second;
  };
  for (auto& page : known.seen) renew(page.reading_id);
  for (auto& version : known.versions) renew(version.reading_id);
}

// What readings say, each read once.
class Contents {
 public:
  explicit Contents(Database& database) : database_(database) {}

  const Content& of(std::int64_t reading_id) {
    const auto [found, is_new] = contents_.try_emplace(reading_id);
    if (is_new) found->second = load_content(database_, reading_id);
    return found->second;
  }

 private:
  Database& database_;
  std::map<std::int64_t, Content> contents_;
};

// Versions as they shall be, one a link.
class Rebuilding {
 public:
  Rebuilding(Database& database, SearchIndex& index, ArticleRow& article, Contents& readings,
             Known known, Chain chain)
      : database_(database),
        index_(index),
        article_(article),
        readings_(readings),
        known_(std::move(known)),
        chain_(std::move(chain)),
        kept_(chain_.links.size()) {}

  // Which versions stay: a version is the link that says what it said when it began.
  void match(std::span<const Content> contents) {
    std::vector<std::size_t> lost;
    for (std::size_t i = 0; i < known_.versions.size(); ++i) {
      if (!keep(i, contents)) lost.push_back(i);
    }
    if (lost.empty()) return;
    keep_last_id(database_, "version");
    for (const std::size_t i : lost) remove(known_.versions[i].row);
    index_.shrink(database_);
  }

  bool is_new(std::size_t link) const { return !kept_[link]; }

  void write() {
    for (std::size_t i = 0; i < chain_.links.size(); ++i) write_link(i);
    article_.first_seen = std::min(article_.first_seen, known_.seen.front().at);
    article_.withheld_reading_id = chain_.withheld ? known_.seen[*chain_.withheld].reading_id : 0;
    article_.withheld_count = chain_.withheld_count;
  }

 private:
  const Seen& first_of(std::size_t link) const { return known_.seen[chain_.links[link].first]; }
  const Seen& last_of(std::size_t link) const { return known_.seen[chain_.links[link].last]; }

  bool stands_at(std::size_t link, std::int64_t at) const {
    return first_of(link).at <= at &&
           (link + 1 == chain_.links.size() || at <= first_of(link + 1).at);
  }

  bool keep(std::size_t version, std::span<const Content> contents) {
    const auto& [row, reading_id] = known_.versions[version];
    const Content& said = readings_.of(reading_id);
    for (std::size_t i = 0; i < chain_.links.size(); ++i) {
      if (kept_[i] || !stands_at(i, row.valid_from)) continue;
      if (contents[chain_.links[i].first] != said) continue;
      kept_[i] = row;
      return true;
    }
    return false;
  }

  void remove(const VersionRow& version) {
    index_.remove(database_, version.id, load_article(database_, version.current_reading_id));
    database_.run("DELETE FROM version_page WHERE version_id = ?", version.id);
    database_.run("DELETE FROM version WHERE id = ?", version.id);
  }

  std::optional<std::int64_t> end_of(std::size_t link) const {
    if (link + 1 == chain_.links.size()) return std::nullopt;
    return first_of(link + 1).at;
  }

  // Whether the link is a version that begins, ends and shows what it did.
  bool stays(std::size_t link) const {
    return kept_[link] && kept_[link]->valid_from == first_of(link).at &&
           kept_[link]->valid_to == end_of(link) &&
           kept_[link]->current_reading_id == last_of(link).reading_id;
  }

  // Whether, besides, it changes what it changed.
  bool is_written(std::size_t link) const {
    return stays(link) && (link == 0 || stays(link - 1)) &&
           kept_[link]->change == name(chain_.links[link].change);
  }

  void write_link(std::size_t link) {
    VersionRow row = kept_[link].value_or(VersionRow{});
    article_.current_version_id = row.id;
    if (is_written(link)) return;
    const bool begins_as_before = kept_[link] && row.valid_from == first_of(link).at;
    row.article_id = article_.id;
    row.valid_from = first_of(link).at;
    row.valid_to = end_of(link);
    if (!begins_as_before) row.first_reading_id = first_of(link).reading_id;
    row.change = name(chain_.links[link].change);
    measure(link, row);
    kept_[link] ? save_kept(row, last_of(link).reading_id) : add(row, last_of(link).reading_id);
    article_.current_version_id = row.id;
  }

  void measure(std::size_t link, VersionRow& row) {
    const std::int64_t reading_id = first_of(link).reading_id;
    row.chars_removed = 0;
    if (link == 0) {
      row.chars_added = length_of(load_article(database_, reading_id));
      return;
    }
    const auto size = size_of_change(database_, last_of(link - 1).reading_id, reading_id);
    row.chars_added = static_cast<std::int64_t>(size.added);
    row.chars_removed = static_cast<std::int64_t>(size.removed);
  }

  void save_kept(VersionRow& row, std::int64_t reading_id) {
    if (row.current_reading_id == reading_id) return save(database_, row);
    show_reading(database_, index_, row, reading_id, forms_of_reading(reading_id));
    set_pages(database_, row.id, pages_of_reading(reading_id));
  }

  void add(VersionRow& row, std::int64_t reading_id) {
    row.id = next_lasting_id(database_, "version");
    row.current_reading_id = reading_id;
    save(database_, row);
    set_pages(database_, row.id, pages_of_reading(reading_id));
    index_.add(row.id, forms_of_reading(reading_id));
  }

  Forms forms_of_reading(std::int64_t reading_id) {
    return text::derive_forms(load_article(database_, reading_id));
  }

  std::vector<std::int64_t> pages_of_reading(std::int64_t reading_id) {
    const auto known = known_.pages.find(reading_id);
    if (known != known_.pages.end()) return known->second;
    const auto reading = reading_row(database_, reading_id);
    return {reading ? reading->fetch_id : 0};
  }

  Database& database_;
  SearchIndex& index_;
  ArticleRow& article_;
  Contents& readings_;
  Known known_;
  Chain chain_;
  std::vector<std::optional<VersionRow>> kept_;  // the version that each link goes on with
};

// The reading of the page itself: one that says the very same in its version will do.
std::int64_t reading_of(Database& database, const Sighting& sighting, const Known& known,
                        const Chain& chain, std::size_t here) {
  const std::string hash = content_hash(*sighting.capture.reading.article);
  for (std::size_t i = 0; i < known.seen.size(); ++i) {
    if (i == here || chain.link_of[i] == unlisted || chain.link_of[i] != chain.link_of[here])
      continue;
    if (chain.links[chain.link_of[i]].first == here) break;  // it begins the version
    const auto reading = reading_row(database, known.seen[i].reading_id);
    if (reading && reading->content_sha256 == hash) return reading->id;
  }
  return save_reading(database, sighting.fetch_ids.front(), sighting.capture.reading,
                      forms_of(sighting.capture));
}

}  // namespace

bool is_past(const ArticleRow& article, std::int64_t at) { return at < article.last_seen; }

std::optional<Stale> stale_in_past(Database& database, const ArticleRow& article,
                                   const Capture& capture) {
  const Known known = load_known(database, article, capture.reading.extractor);
  for (const auto& page : known.seen) {
    const auto reading = reading_row(database, page.reading_id);
    if (!reading || reading->extractor == capture.reading.extractor) continue;
    if (reread_of(capture, reading->id) != nullptr) continue;
    const auto pages = known.pages.find(reading->id);
    auto stored = load_pages(database, pages == known.pages.end()
                                           ? std::vector<std::int64_t>{reading->fetch_id}
                                           : pages->second);
    if (stored && !stored->empty()) return Stale{reading->id, *std::move(stored)};
  }
  return std::nullopt;
}

Change put_into_past(Database& database, ArticleRow& article, const Sighting& sighting) {
  Known known = load_known(database, article, sighting.capture.reading.extractor);
  take_rereads(database, sighting.capture, known);
  // Behind those of the same second: they came to the archive before.
  std::erase_if(known.seen,
                [&](const Seen& page) { return page.fetch_id == sighting.fetch_ids.front(); });
  const auto place = std::ranges::upper_bound(known.seen, sighting.at, {}, &Seen::at);
  const auto here = static_cast<std::size_t>(place - known.seen.begin());
  known.seen.insert(place, {sighting.fetch_ids.front(), sighting.at, 0, 0});
  Contents readings(database);
  std::vector<Content> contents;
  for (const auto& page : known.seen)
    contents.push_back(page.reading_id == 0 ? content_of(*sighting.capture.reading.article)
                                            : readings.of(page.reading_id));
  Chain chain = derive_chain(contents);
  known.seen[here].reading_id = reading_of(database, sighting, known, chain, here);
  const auto own = reading_row(database, known.seen[here].reading_id);
  if (own && own->fetch_id == sighting.fetch_ids.front())
    known.pages.emplace(own->id, sighting.fetch_ids);
  const std::size_t link = chain.link_of[here];
  const bool begins = link != unlisted && chain.links[link].first == here;
  const Change change = begins ? chain.links[link].change : Change::none;
  Rebuilding rebuilding(database, sighting.index, article, readings, std::move(known),
                        std::move(chain));
  rebuilding.match(contents);
  const bool is_new = begins && rebuilding.is_new(link);
  rebuilding.write();
  return is_new ? change : Change::none;
}

}  // namespace newsarc::store
