#include "pipeline/read_again.h"

#include "core/site.h"

namespace newsarc::pipeline {
namespace {

std::optional<extract::Extractor> extractor_for(const Page& page, const std::string& profile) {
  Result<Site> site = plain_site(page.request.site);
  if (!profile.empty()) site = parse_site(profile, page.request.site);
  if (!site) return std::nullopt;
  auto extractor = extract::Extractor::create(*site);
  if (!extractor) return std::nullopt;
  return *std::move(extractor);
}

}  // namespace

const extract::Extractor* ReaderAgain::find(const Page& page, const std::string& profile) {
  auto known = extractors_.find(profile);
  if (known == extractors_.end())
    known = extractors_.emplace(profile, extractor_for(page, profile)).first;
  return known->second ? &*known->second : nullptr;
}

std::optional<Reading> ReaderAgain::read(std::span<const Page> pages, const std::string& extractor,
                                         const std::string& profile) {
  const auto* today = find(pages.front(), profile);
  if (today == nullptr || today->name() != extractor) return std::nullopt;
  return today->read(pages);
}

}  // namespace newsarc::pipeline
