#pragma once
// A damaged archive: a site crawled for some nights, with edits, a script change, redirects,
// aliases, an article that is gone and one that came back; and ways to damage its file.

#include <string>
#include <string_view>
#include <vector>

#include "store/verify/verify.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {

class DamagedArchive : public SiteOnPaper {
 protected:
  void crawl_some_nights();

  // Runs SQL on the file as any SQLite tool would; the row hashes stay as they were.
  void spoil(const std::string& sql) const;
  // The same by one who knows the format: all rows of a table get the hash that goes with them.
  void forge(const std::string& sql, std::string_view table) const;
  // Writes bytes over the page that a table's or index's tree begins with.
  void overwrite_root(const std::string& tree) const;
  void overwrite(std::size_t place, std::string_view bytes) const;
  std::size_t place_of(std::string_view bytes) const;  // in the file

  VerifyReport verified(Depth depth = Depth::full) const;
};

// "where: what (url, version)", a line each.
std::string words_of(const VerifyReport& report);

}  // namespace newsarc::store
