#pragma once
// Sites of an import: into which one a page goes. The first profile whose scope holds its address,
// or else a site of its host's name. One thread at a time; what is given stays where it is. Private
// to pipeline/.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/site.h"
#include "crawler/scope.h"
#include "extract/extract.h"

namespace newsarc::pipeline {

struct ImportSite {
  Site site;
  std::shared_ptr<const extract::Extractor> extractor;
};

class ImportSites {
 public:
  // Errors: config, of a profile.
  static Result<ImportSites> create(std::span<const Site> profiles);

  const ImportSite& site_of(const Url& url);
  // Whether the address is one of the site's start pages.
  bool is_start(const ImportSite& site, const Url& url) const;

 private:
  struct Profile {
    ImportSite site;
    crawler::Scope scope;
  };
  std::vector<std::unique_ptr<Profile>> profiles_;
  std::map<std::string, std::unique_ptr<ImportSite>, std::less<>> hosts_;  // by key
  std::shared_ptr<const extract::Extractor> plain_;
};

}  // namespace newsarc::pipeline
