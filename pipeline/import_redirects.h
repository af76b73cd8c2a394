#pragma once
// Redirects of an import: a WARC file has them as captures of their own; they wait here for the
// page that they lead to. Private to pipeline/.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/page.h"

namespace newsarc::pipeline {

class ImportRedirects {
 public:
  // Whether the answer leads elsewhere: then it waits. `evicted` gets the oldest one, which never
  // led to a page, where too many wait.
  bool take(Page& page, std::optional<Page>& evicted);

  // Gives a page the redirects that led to it: those of the last hour.
  void attach(Page& page);

  // One that led nowhere; nothing when none is left.
  std::optional<Page> take_left();

 private:
  struct Waiting {
    std::string target;
    Page page;  // the last answer on the way, with those before in its request
  };
  std::deque<Waiting> waiting_;  // oldest first
};

}  // namespace newsarc::pipeline
