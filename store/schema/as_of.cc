#include "store/schema/as_of.h"

#include <string>

#include "store/schema/schema.h"

namespace newsarc::store {
namespace {

std::string replaced(std::string_view text, std::string_view what, const std::string& by) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t found = text.find(what, at);
    out += text.substr(at, found - at);
    if (found == std::string_view::npos) return out;
    out += by;
    at = found + what.size();
  }
}

}  // namespace

void stand_at(Database& database, Instant then) {
  // Views hold no parameters; a whole number needs no quotes.
  database.script(replaced(as_of_sql(), ":then", std::to_string(seconds_of(then))));
  database.script(replaced(views_sql(), "CREATE VIEW", "CREATE TEMP VIEW"));
}

}  // namespace newsarc::store
