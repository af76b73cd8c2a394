#pragma once
// The writer of an import: captures, in the order in which they are given, become visits of one run
// of the archive. Revisits get the bytes of what they repeat, articles their further pages. One
// thread at a time. Private to pipeline/.

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "core/capture.h"
#include "pipeline/import_source.h"
#include "pipeline/parts.h"
#include "store/read/known_captures.h"
#include "store/write/archive.h"

namespace newsarc::pipeline {

// What is read from a page of which a part alone came.
Reading reading_of_cut();

class ImportWriter {
 public:
  ImportWriter(store::Archive& archive, store::KnownCaptures known, const Clock& clock)
      : archive_(archive), known_(std::move(known)), clock_(clock) {}

  // `reading`, and the forms of its article, are of a page that repeats nothing. False: it repeats
  // what is not in the archive, and is passed over.
  Result<bool> take(Arrival arrival, Reading reading, std::optional<Forms> forms);

  // What waits is written, and the run ended; where it was interrupted, articles of which further
  // pages may come are not. Its figures; none where nothing came.
  Result<std::vector<store::SiteSummary>> finish(store::RunState state, Span took);

  std::int64_t run() const { return run_; }  // 0 before anything was written

 private:
  // An article of which a further page may come.
  struct Held {
    Url next;
    Unfinished unfinished;
    const ImportSite* site;
  };

  Result<bool> resolve(Arrival& arrival, Reading& reading);
  Result<bool> resolve_bytes(Arrival& arrival, Reading& reading);
  Result<bool> resolve_unmodified(Arrival& arrival, Reading& reading);
  Result<void> take_page(Page page, Reading reading, std::optional<Forms> forms,
                         const ImportSite& site);
  Result<void> take_redirects(Page page, const ImportSite& site);
  Result<void> take_part(Held held, Page& page, bool& joined);
  Result<void> hold(Held held);
  std::deque<Held>::iterator find_held(const Page& page);
  Held let_go(std::deque<Held>::iterator held);
  Result<void> add(Unfinished unfinished, std::optional<Forms> forms, const ImportSite& site);
  Result<void> join(const ImportSite& site);
  Result<void> flush();
  Result<void> flush_if_waiting(const Url& url);
  Result<void> put_again(Visit visit, store::PutResult result, const ImportSite& site);

  store::Archive& archive_;
  store::KnownCaptures known_;
  const Clock& clock_;
  std::int64_t run_ = 0;
  std::set<const ImportSite*> joined_;
  std::deque<Held> held_;  // oldest first
  std::size_t held_bytes_ = 0;
  std::vector<Visit> group_;
  std::vector<const ImportSite*> group_sites_;
  std::set<std::string> group_keys_;
};

}  // namespace newsarc::pipeline
