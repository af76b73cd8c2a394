#pragma once
// Visitor: pages that a command fetches because a person named them. One at a time, with the
// user agent, robots.txt, delays and address guard of a crawl; nothing is archived.

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/page.h"
#include "core/result.h"
#include "core/site.h"
#include "crawler/ask.h"

namespace newsarc::cli {

// "newsarc/0.1.0 (+https://archive.example/about)": who asks, and where to complain.
std::string user_agent(const Config& config);

class Visitor {
 public:
  // `allow` as a crawl's --allow. Errors: usage, when it is no HOST:PORT; config.
  static Result<Visitor> create(const Globals& globals, Site site,
                                const std::vector<std::string>& allow);
  Visitor(Visitor&&) noexcept;
  Visitor& operator=(Visitor&&) noexcept;
  ~Visitor();

  // Errors: as crawler::Ask::page; those of the address guard say what to do.
  Result<Page> page(const Url& url, Purpose purpose, Hints hints = {});

 private:
  struct State;
  explicit Visitor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// --allow HOST:PORT, of commands that fetch.
void add_allow(const Command& command);

}  // namespace newsarc::cli
