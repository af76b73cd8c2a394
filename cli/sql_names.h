#pragma once
// SQL names: what a word of a query may become: the archive's tables, views and columns, SQLite's
// functions and those of newsarc, and keywords.

#include <string>
#include <string_view>
#include <vector>

#include "cli/asking.h"

namespace newsarc::cli {

class SqlNames {
 public:
  // Asks the archive; what it cannot tell is left out.
  explicit SqlNames(const Asking& asking);

  // Those that begin with `word` in either case, sorted. Keywords and functions are in the case of
  // the word's first letter.
  std::vector<std::string> completions(std::string_view word) const;

 private:
  std::vector<std::string> names_;  // as the archive writes them
  std::vector<std::string> words_;  // of SQL, in small letters
};

}  // namespace newsarc::cli
