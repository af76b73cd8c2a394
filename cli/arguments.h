#pragma once
// Arguments that commands share: --as-of, and checks of dates, durations and names.

#include <optional>
#include <string>

#include "cli/command_line.h"
#include "core/time.h"

namespace newsarc::cli {

// --as-of DATE, of commands that can look at the archive as it stood then; and what it was given.
void add_as_of(const Command& command);
std::optional<Instant> as_of(const Command& command);

// --jobs N: how many threads extract; the cores unless given.
void add_jobs(const Command& command);
int jobs(const Command& command);

// For Option::check: "" or what is wrong with the text.
std::string check_name(const std::string& text);     // of a file: not empty
std::string check_date(const std::string& text);     // a calendar date, 2020-10-13
std::string check_instant(const std::string& text);  // that, or a date-time by RFC 3339
std::string check_span(const std::string& text);     // a duration, 1h30m

}  // namespace newsarc::cli
