#pragma once
// Probe report: one explained page, for people and as JSON.

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/capture.h"
#include "core/site.h"
#include "crawler/scope.h"
#include "extract/suggest.h"

namespace newsarc::cli {

struct Probe {
  std::string name;  // the URL, or the file
  bool fetched = false;
  std::optional<std::string> site;  // the profile it was read by
  crawler::Scope scope;             // whose links a crawl would follow
  extract::Explained page;
  std::optional<Forms> forms;  // set when there is an article
  std::vector<extract::Suggestion> suggestions;
};

// A file whose address nobody gave: its links are resolved against a placeholder.
bool is_unaddressed(const Probe& probe);
std::string address(const Probe& probe, const Url& url);  // without the placeholder

// Where the authors stand: among the credits if any is a writer's, else the bylines; "" when on no
// element.
std::string path_of_authors(const extract::Explanation& explanation);

std::string as_json(const Probe& probe);

// `full`: every candidate and every link.
std::string as_text(const Probe& probe, bool full, const Globals& globals);

}  // namespace newsarc::cli
