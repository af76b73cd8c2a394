#pragma once
// Hosts to be left alone: those that answered 429 or 503 and said (Retry-After) when to come back,
// which binds the next runs as well. Private to store/.

#include <map>
#include <string>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// By origin ("http://news.example"): the moment before which it asked not to be asked. Its newest
// such answer of the last thirty days counts; longer ones are taken for nonsense.
std::map<std::string, Instant> hosts_left_alone(Database& database, Instant now);

}  // namespace newsarc::store
