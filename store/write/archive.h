#pragma once
// Archive: the one writer of an archive file. It takes settled visits in small groups, each group
// one transaction: page, reading, version, links, frontier rows, states. Holds the lock
// (ARCHIVE.lock) as long as it lives. Not thread-safe: one thread owns it.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/capture.h"
#include "core/result.h"
#include "core/site.h"
#include "store/tables/summary.h"

namespace newsarc::store {

// What a visit did to an article's chain of versions.
enum class Change {
  none,      // no article, or the text it had
  first,     // its first version
  edit,      // the body differs after folding script, space and gloss
  title,     // only the title does
  cosmetic,  // only the stated time or the credits do
};

std::string_view name(Change change);  // "", "new", "edit", "title", "cosmetic"

struct Stored {
  std::int64_t fetch_id = 0;
  std::int64_t article_id = 0;  // 0: no article came of it
  int version = 0;              // number of the article's latest version
  Change change = Change::none;
  bool restored = false;          // it was gone and is back
  std::vector<Request> admitted;  // frontier rows made of `found`, with their ids
};

// Not written: what the page must be compared with was read by another extractor. Read these pages
// with today's, add that to Capture::earlier (with this reading_id) and put the visit again, until
// nothing more is asked for.
struct Stale {
  std::int64_t reading_id = 0;
  std::vector<Page> pages;
};

// Not written: the article is unlike all that its URL ever gave, or a new one without a stated
// time, with a text that the archive has already, or to which another article's URL leads. It may
// be what the host sends for addresses that do not exist. Put it again with Capture::vouched, or as
// an error page.
struct Doubtful {};

using PutResult = std::variant<Stored, Stale, Doubtful>;

// What today's extractor makes of the page of a version, to be shown in place of its reading.
struct NewReading {
  std::int64_t version_id = 0;
  Reread reread;
};

// Which known articles are asked again: those that are due, all at all their URLs, or none.
enum class Refresh { automatic, all, none };

struct Run {
  std::int64_t id = 0;
  bool resumed = false;
  std::vector<Request> waiting;  // frontier rows that wait, in the order of their ids
};

// What repack has done so far.
struct Repacked {
  std::int64_t total = 0;   // blobs there are
  std::int64_t done = 0;    // looked at
  std::int64_t before = 0;  // bytes they took
  std::int64_t after = 0;
  std::int64_t damaged = 0;  // could not be unpacked, and are as they were
};

// What a takedown removed.
struct Forgotten {
  std::vector<std::string> urls;  // all that the article was known under
  std::int64_t versions = 0;
  std::int64_t pages = 0;  // stored bodies that no other page shares
};

struct Opening {
  std::string command;  // what the lock's holder is doing, for the message another writer prints
  bool create = true;   // make the archive when there is none
};

class Archive {
 public:
  // Errors: schema (none there and !create, no archive at all, or a newer one), busy (another
  // writer), disk (cannot be written).
  static Result<Archive> open(const std::filesystem::path& file, const Opening& opening);
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();  // checkpoints and, when alone, leaves journal_mode=DELETE

  // Resumes the unfinished run of this night over exactly these sites, or begins one: its frontier
  // rows are `seeds` (start pages), the known articles that `refresh` asks for, with their
  // validators, and what earlier runs of these sites left waiting. A resumed one asks for more
  // only by new seeds and by Refresh::all.
  Result<Run> begin_run(std::span<const Site> sites, std::span<const Request> seeds,
                        Refresh refresh, Instant now);

  // A run without a frontier, for captures that others made: their visits are put and the run is
  // ended as ever, but no crawl resumes it, and its end says of no article that it is gone.
  Result<std::int64_t> begin_import(std::span<const Site> sites, Instant now);
  // One more site of it, met on the way.
  Result<void> join_import(const Site& site);

  // One transaction over the group; results in its order. On an Error nothing of it was written.
  // Requests found are admitted unless their key already has a frontier row in this run, or is a
  // known article's (those come by the revisit ladder); `if_new` ones only when the same visit
  // brought an article that no earlier run knew, and beyond a list's tenth page one that nothing
  // knew; of several next pages the first alone, unless all articles of the page are new.
  // A page from another than its article's own URL makes no version while that one comes, and may
  // begin an article of its own. A page older than what is known of its article is put among its
  // versions where it belongs.
  Result<std::vector<PutResult>> put(std::int64_t run, std::span<const Visit> visits);

  // Re-extraction, in one transaction: the readings are added and shown, versions and their dates
  // stay. One that holds no article, or whose version has another reading by now, is passed over.
  Result<void> take_readings(std::span<const NewReading> readings);

  // Ends or interrupts a run. A finished one decides what is gone (404 or 410 in two finished runs
  // at least six hours apart; never more than half of a site at once).
  // `took` goes into the summary lines that are kept; the time since the run began when not given.
  // So does `note`: what stopped it, what must be known of its figures.
  Result<std::vector<SiteSummary>> end_run(std::int64_t run, RunState state, Instant now,
                                           std::optional<Span> took = std::nullopt,
                                           const std::string& note = "");

  // Packs stored bytes anew, smaller, and gives the room back to the disk. May be interrupted by
  // `progress` (false): what is done is done, and the room is given back by the next one.
  Result<Repacked> repack(Instant now, const std::function<bool(Repacked)>& progress = {});

  // Makes the search index anew; gives the number of versions in it.
  Result<std::int64_t> reindex();

  // Takedown: text and bytes of what stands at this URL are removed for good, also from
  // dictionaries, differences and free space; a tombstone stays, and it is not archived again.
  // Errors: not_found; busy, when it is done but a reader keeps the bytes in the file.
  Result<Forgotten> forget(const Url& url, const std::string& why, Instant now);

  // The run's figures so far.
  Result<std::vector<SiteSummary>> summaries(std::int64_t run) const;

 private:
  struct State;
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::store
