// newsarc sql: read-only SQL on the archive.

#include <unistd.h>

#include "cli/asking.h"
#include "cli/output.h"
#include "cli/sql_shell.h"
#include "cli/workspace.h"

namespace newsarc::cli {
namespace {

Result<int> sql(const Command& command, const Globals& globals) {
  const auto asking = asking_of(command, globals);
  if (!asking) return tl::unexpected(asking.error());
  const auto query = command.text("query");
  if (query && *query != "-") return ask(*asking, *query);
  if (!query && is_terminal(STDIN_FILENO)) {
    if (is_terminal(STDOUT_FILENO)) return run_sql_shell(*asking);
    return failure(Fault::usage, "no query given; - reads one from standard input");
  }
  const auto text = read_standard_input();
  if (!text) return tl::unexpected(text.error());
  return ask(*asking, *text);
}

}  // namespace

void add_sql(CommandLine& commands) {
  const Command command = commands.add(
      "sql",
      "Read-only SQL on the archive: its views are articles, versions, edits, deletions, "
      "credits, fetches, links, sites, crawls",
      sql);
  command
      .option("query",
              "The query; - reads it from standard input, none opens a shell on a terminal")
      .type("QUERY|-");
  add_asking_options(command);
}

}  // namespace newsarc::cli
