#pragma once
// Outcome: what a page means for the article that was asked for, by its status and by what was
// read. Private to store/.

#include <optional>
#include <string>

#include "core/capture.h"

namespace newsarc::store {

enum class Outcome {
  article,    // a page to compare and keep
  unchanged,  // 304
  vanished,   // 404 or 410: an article is missing, where the URL is one's own
  failed,     // an error page, a login, an empty or unreadable page, another status
  other,      // lists, feeds, robots.txt: no article, no failure
};

// Whether it is a page of the site for people: one that fails is counted. Why a robots.txt or a
// feed failed is in its fetch row alone.
bool is_visited(Purpose purpose);

Outcome outcome_of(const Capture& capture);

// The words for the fetch row, if something went wrong.
std::optional<std::string> error_of(const Capture& capture, Outcome outcome);

// Whether a page that failed with this status may come in a later run.
bool may_pass(int status);

}  // namespace newsarc::store
