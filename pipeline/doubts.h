#pragma once
// Doubts: visits that may have brought what a host sends for addresses that do not exist, with
// status 200 (a "soft 404"). Each host is asked once a run for a page that cannot exist; until its
// answer is there, the visits wait. Not thread-safe: the writer's. Private to pipeline/.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"

namespace newsarc::pipeline {

// A page that cannot exist, named like `url`: its number made another, longer one.
Url no_such_page(const Url& url);

class Doubts {
 public:
  // Judges the visit, a capture of an article, where its host's answer is known: it is vouched for,
  // or an error page from now on. False: not known yet.
  bool judge(Visit& visit) const;

  // Holds a visit until the answer is there. The request for it, if nobody has asked.
  std::optional<Request> hold(Visit visit);

  // The answer, or none, to such a request: what waited for it, judged.
  std::vector<Visit> take_answer(const Visit& probe);

 private:
  struct Host {
    bool is_known = false;
    std::optional<Capture> answer;  // nothing: an honest 404, or no answer
    std::vector<Visit> waiting;
  };
  static void judge(const Host& host, Visit& visit);

  std::map<std::string, Host> hosts_;  // by origin
};

}  // namespace newsarc::pipeline
