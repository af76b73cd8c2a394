#pragma once
// Asking: an SQL query of a person's, put to the archive and printed: what `newsarc sql` and
// `newsarc query run` share, options and all.

#include <filesystem>
#include <string>

#include "cli/command.h"
#include "cli/rows.h"
#include "store/read/query.h"

namespace newsarc::cli {

// --format, --param, --timeout and --as-of.
void add_asking_options(const Command& command);

// What these were given as.
struct Asking {
  std::filesystem::path archive;
  store::QueryOptions options;
  RowFormat format = RowFormat::table;
};
Result<Asking> asking_of(const Command& command, const Globals& globals);

// Prints the answer to standard output; SIGINT ends the query. Gives the exit code.
Result<int> ask(const Asking& asking, const std::string& sql);

}  // namespace newsarc::cli
