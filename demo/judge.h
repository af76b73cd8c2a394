#pragma once
// The judge: what the archive says, held against the site's own truth, a Finding a kind. Every
// comparison can fail, and what the archive made up counts against it as what it missed does.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "demo/server.h"
#include "demo/site.h"

namespace newsarc::demo {

struct Finding {
  std::string line;  // "found 9 of 9 edits"
  bool holds = false;
  std::vector<std::string> mistakes;  // for people: which article, and what is wrong with it

  bool operator==(const Finding&) const = default;
};

// After all nights of `site`, served at `origin`. Only what a crawl of so many nights can know is
// asked for: a deletion of the last night is seen as a first 404, not yet as gone. Articles of
// other origins are none of its business. Errors are those of reading the archive.
Result<std::vector<Finding>> judge(const NewsSite& site, const std::string& origin,
                                   const std::filesystem::path& archive,
                                   std::span<const Asked> log);

}  // namespace newsarc::demo
