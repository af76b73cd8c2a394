#pragma once
// The SQL shell: `newsarc sql` on a terminal without a query. Statements over several lines, ended
// by a semicolon; commands that begin with a dot, as the sqlite3 shell has them; names completed by
// the Tab key. An error or Ctrl-C ends a statement, never the shell. The archive is opened for each
// statement anew, so a shell that waits holds nothing and sees what a crawl has added.

#include "cli/asking.h"

namespace newsarc::cli {

// Until .quit or the end of input. Errors: as of the archive that cannot be opened at all.
Result<int> run_sql_shell(Asking asking);

}  // namespace newsarc::cli
