#pragma once
// Reading again: what the extractor that read a stored page makes of it today, for store::verify().
// The extractor is made anew from the profile the archive keeps. For one thread at a time.

#include <map>
#include <optional>
#include <span>
#include <string>

#include "extract/extract.h"
#include "store/verify/verify.h"

namespace newsarc::pipeline {

class ReaderAgain {
 public:
  // Nothing when today's extractor by that profile ("" for none) has another name.
  std::optional<Reading> read(std::span<const Page> pages, const std::string& extractor,
                              const std::string& profile);

 private:
  const extract::Extractor* find(const Page& page, const std::string& profile);

  std::map<std::string, std::optional<extract::Extractor>> extractors_;  // by profile
};

}  // namespace newsarc::pipeline
