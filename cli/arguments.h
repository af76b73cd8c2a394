#pragma once
// Arguments: what a parsed subcommand was given, asked for by name, so that no command keeps
// variables of its own for CLI11 to write into; and the checks that options share.

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"

namespace newsarc::cli {

// `option` as it was declared: "--site", or the name of a positional argument.
bool given(const CLI::App& command, const std::string& option);
std::optional<std::string> text_of(const CLI::App& command, const std::string& option);
std::vector<std::string> texts_of(const CLI::App& command, const std::string& option);

// --as-of DATE, of commands that can look at the archive as it stood then; and what it was given.
void add_as_of(CLI::App& command);
std::optional<Instant> as_of(const CLI::App& command);

// For Option::check: "" or what is wrong with the text.
std::string check_name(const std::string& text);     // of a file: not empty
std::string check_date(const std::string& text);     // a calendar date, 2020-10-13
std::string check_instant(const std::string& text);  // that, or a date-time by RFC 3339
std::string check_span(const std::string& text);     // a duration, 1h30m

}  // namespace newsarc::cli
