#pragma once
// Short spellings of the values these tests are about.

#include <string_view>
#include <utility>

#include "core/capture.h"
#include "core/page.h"
#include "core/site.h"
#include "url/parse.h"

namespace newsarc::crawler {

inline Url url_of(std::string_view text) { return url::parse(text).value(); }

inline Request request_for(std::string_view url, std::int64_t id = 1,
                           Purpose purpose = Purpose::article) {
  Request request;
  request.id = id;
  request.site = "daily";
  request.wanted = request.url = url_of(url);
  request.purpose = purpose;
  return request;
}

inline Site site_of(std::vector<std::string> start, FetchRules fetch = {}) {
  Site site = plain_site("daily");
  site.start = std::move(start);
  site.fetch = fetch;
  return site;
}

inline Link link_to(std::string_view url, LinkKind kind, std::string text = {}) {
  return {url_of(url), kind, std::move(text), {}};
}

}  // namespace newsarc::crawler
