#pragma once
// Pages made in tests: HTML as if a server had sent it.

#include <string>
#include <string_view>
#include <utility>

#include "core/capture.h"
#include "core/page.h"
#include "core/site.h"
#include "extract/extract.h"
#include "url/parse.h"

namespace newsarc::extract {

inline Page page_of(std::string body, std::string_view url = "http://news.example/a/1.html",
                    std::string_view content_type = "text/html; charset=utf-8") {
  Page page;
  page.request.url = url::parse(url).value();
  page.request.wanted = page.request.url;
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(content_type) + "\r\n\r\n";
  page.body = std::move(body);
  return page;
}

inline Reading read(const Page& page, const Site& site = plain_site("test"), Options options = {}) {
  return Extractor::create(site, options).value().read(page);
}

inline Reading read(std::string body) { return read(page_of(std::move(body))); }

}  // namespace newsarc::extract
