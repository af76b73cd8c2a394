#pragma once
// Profile tests: the [[test]] entries of a profile held against what it reads from their fixtures.

#include <filesystem>
#include <string>
#include <vector>

#include "core/site.h"
#include "extract/extract.h"

namespace newsarc::cli {

struct Mismatch {
  std::string where;  // of the expectation: file:line:column
  std::string fixture;
  std::string field;  // "title"; "fixture" when the page cannot be read
  std::string expected;
  std::string found;

  bool operator==(const Mismatch&) const = default;
};

// What does not hold. Fixtures are looked for from `directory`, the profile's own; pages are read
// as a crawl reads them.
std::vector<Mismatch> run_test(const SiteTest& test, const extract::Extractor& extractor,
                               const std::filesystem::path& directory);

}  // namespace newsarc::cli
