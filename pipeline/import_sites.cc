#include "pipeline/import_sites.h"

#include <algorithm>
#include <utility>

namespace newsarc::pipeline {
namespace {

// "news.example", and with its port where that is not the scheme's own.
std::string key_of(const Url& url) {
  std::string_view host = url.host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string key(host);
  if (const auto port = url.port()) key += ":" + std::to_string(*port);
  return key;
}

bool holds(const crawler::Scope& scope, const Url& url) {
  return scope.contains(url) || (url.path() == "/robots.txt" && scope.is_on_its_hosts(url));
}

Result<std::shared_ptr<const extract::Extractor>> extractor_of(const Site& site) {
  auto extractor = extract::Extractor::create(site);
  if (!extractor) return tl::unexpected(std::move(extractor).error());
  return std::make_shared<const extract::Extractor>(*std::move(extractor));
}

}  // namespace

Result<ImportSites> ImportSites::create(std::span<const Site> profiles) {
  ImportSites sites;
  for (const auto& profile : profiles) {
    auto scope = crawler::Scope::create(profile);
    if (!scope) return tl::unexpected(std::move(scope).error());
    auto extractor = extractor_of(profile);
    if (!extractor) return tl::unexpected(std::move(extractor).error());
    sites.profiles_.push_back(
        std::make_unique<Profile>(Profile{{profile, *std::move(extractor)}, *std::move(scope)}));
  }
  // Without a profile all sites are read alike.
  auto plain = extractor_of(plain_site("page"));
  if (!plain) return tl::unexpected(std::move(plain).error());
  sites.plain_ = *std::move(plain);
  return sites;
}

const ImportSite& ImportSites::site_of(const Url& url) {
  for (const auto& profile : profiles_) {
    if (holds(profile->scope, url)) return profile->site;
  }
  auto key = key_of(url);
  const auto known = hosts_.find(key);
  if (known != hosts_.end()) return *known->second;
  Site site = plain_site(key);
  site.start = {url.origin() + "/"};
  auto made = std::make_unique<ImportSite>(ImportSite{std::move(site), plain_});
  return *hosts_.emplace(std::move(key), std::move(made)).first->second;
}

bool ImportSites::is_start(const ImportSite& site, const Url& url) const {
  if (url.path() == "/" && !url.query()) return true;
  for (const auto& profile : profiles_) {
    if (&profile->site == &site)
      return std::ranges::find(profile->scope.start(), url) != profile->scope.start().end();
  }
  return false;
}

}  // namespace newsarc::pipeline
