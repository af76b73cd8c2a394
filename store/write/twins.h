#pragma once
// Twins: URLs of one page that differ in nothing but a session id, which the site gives anew to
// every visitor (docs/decisions/0131-sessions.md). Private to store/.

#include <optional>
#include <set>
#include <span>
#include <string>

#include "core/page.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {

// The twins of what one page asks for.
class Twins {
 public:
  // `found` are the requests of the page that `from` asked for.
  Twins(Database& database, const Request& from, std::span<const Request> found);

  // A URL of the archive that is this one for another visitor.
  std::optional<UrlRow> find(const Url& url) const;

 private:
  std::optional<UrlRow> find_by_path(const Url& url) const;
  std::optional<UrlRow> find_by_parameter(const std::string& key, std::string_view name) const;

  Database& database_;
  std::set<std::string> tokens_;  // parameters that carry the visitor's session on this page
};

// Names of parameters that say who reads, not what: one long value with digits that all of the
// page's links with that parameter share, and that its own address does not have. What selects
// content differs between links, or is what the page was asked with.
std::set<std::string> session_parameters(const Request& from, std::span<const Request> found);

}  // namespace newsarc::store
