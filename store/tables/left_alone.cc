#include "store/tables/left_alone.h"

#include <chrono>
#include <set>

#include "http/header.h"
#include "store/blobs/stored_blob.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

constexpr Span longest = std::chrono::hours(24 * 30);  // as crawler/pace.cc has it

}  // namespace

std::map<std::string, Instant> hosts_left_alone(Database& database, Instant now) {
  std::map<std::string, Instant> hosts;
  std::set<std::string> known;
  Query answers = database.query(
      "SELECT ifnull(landed.url, u.url), f.at, f.header_id FROM crawl c CROSS JOIN fetch f ON "
      "f.crawl_id = c.id JOIN url u ON u.id = f.url_id LEFT JOIN url landed ON landed.id = "
      "f.final_url_id WHERE (c.finished IS NULL OR c.finished > ?1) AND c.command <> 'newsarc "
      "import' AND f.status IN (429, 503) AND f.at > ?1 AND f.header_id IS NOT NULL ORDER BY f.id "
      "DESC",
      seconds_of(now - longest));
  while (answers.next()) {
    const auto url = url::parse(answers.text(0));
    if (!url || known.contains(url->origin())) continue;
    const Instant at = instant_of(answers.integer(1));
    const auto header = load_blob(database, answers.integer(2));
    const auto until = header ? http::retry_after(*header, at) : std::nullopt;
    if (!until) continue;
    known.insert(url->origin());
    if (*until > now && *until < at + longest) hosts.emplace(url->origin(), *until);
  }
  return hosts;
}

}  // namespace newsarc::store
