#pragma once
// ServedSite: a small news site on loopback, for commands that fetch: a list of five articles, each
// with a title, a time, a reporter and three paragraphs.

#include <string>

#include "tests/crawler/loopback_server.h"

namespace newsarc::cli {

std::string made_article(int number);  // its HTML
std::string made_list();

class ServedSite {
 public:
  ServedSite();

  std::string url(const std::string& path) const { return server_.url(path); }
  std::string authority() const { return "127.0.0.1:" + std::to_string(server_.port()); }
  // "/robots.txt", "/list/": what was asked for, in order.
  std::vector<std::string> asked() const;

  void serve(const std::string& path, const std::string& html, int status = 200);

 private:
  fakes::LoopbackServer server_;
};

}  // namespace newsarc::cli
